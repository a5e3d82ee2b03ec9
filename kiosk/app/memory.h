/* How little memory the kiosk holds: what malloc keeps for itself, and code that only the start
 * ran.
 */
#ifndef APP_MEMORY_H
#define APP_MEMORY_H

/** First of all, before any thread. */
void memory_tame(void);
/** When a phase of the start is over: gives back what it needed and nobody needs any more. */
void memory_settle(void);

#endif
