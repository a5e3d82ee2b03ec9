/* The kiosk's memory: how little of it is held (what malloc keeps for itself, code that only the
 * start ran), and that nothing of it outlives its use: libraries wipe what they free, and no
 * picture of it is ever written to disk. */
#ifndef APP_MEMORY_H
#define APP_MEMORY_H

/** First of all, before any thread and before SDL or jansson ask for memory. */
void memory_tame(void);
/**
 * No core dump of this process holds anything: none is written (RLIMIT_CORE), and where dumps are
 * piped to a program, which that limit does not stop, they come without any page of memory
 * (/proc/self/coredump_filter). The process stays readable to its own user and root through
 * /proc/PID/mem, so that tests/e2e/privacy.sh can look.
 */
void memory_forbid_dumps(void);
/** When a phase of the start is over: gives back what it needed and nobody needs any more. */
void memory_settle(void);

#endif
