/* Slips from paper: the rules of the screen, one record/1 a line. */
#ifndef ADMIN_OUTBOX_ADD_H
#define ADMIN_OUTBOX_ADD_H

struct admin_options;

/** Checks every line of `file` ("-": standard input), then queues all of them or none; prints "ID
 *  CODE" of each. @return an exit status */
int outbox_add(const struct admin_options *options, const char *file);

#endif
