/* The one place that wires the parts: starts them in order, runs the loop, ends them in reverse. */
#ifndef APP_APP_H
#define APP_APP_H

struct options;

#define APP_RESTART 4 // staff want it started again

/** @return the exit status: 0 ended as asked, 1 something failed or a script's line did not hold,
 *          2 the kiosk cannot start (said in one line), 3 staff left to the console, APP_RESTART */
int app_run(const struct options *options);

#endif
