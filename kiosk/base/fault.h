/* What is wrong with one field of what somebody sent. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

struct fault {
    const char *field, *why; // the rule it breaks or what was expected, never what it holds
};

#endif
