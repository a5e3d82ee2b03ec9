/* Officers' accounts from the store's own console: the first one, and for one who is locked out. */
#ifndef RECORDSTORE_USER_H
#define RECORDSTORE_USER_H

#include <stdbool.h>

struct service;

#define USER_FIRST_LOGIN "quantri" // quản trị

/** The first administrator with a one-time password, printed once; nothing where there is one. */
bool user_add_first(struct service *service);

#endif
