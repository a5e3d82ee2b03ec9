/* `kiosk --check`: says what is wrong with this machine before anybody stands in front of it. */
#ifndef APP_CHECK_H
#define APP_CHECK_H

struct machine;
struct options;

/** One line a finding on standard output. @return how many problems there are */
int check_run(const struct machine *machine, const struct options *options);

#endif
