/* What the pages about accounts share. */
#ifndef OFFICE_ACCOUNT_FIELDS_H
#define OFFICE_ACCOUNT_FIELDS_H

#include "records/accounts.h"

struct answer;
struct form;
struct page;
struct request;

/** A box for each role. */
void account_role_boxes(struct page *page, unsigned roles, const char *error);
/** The names of these roles, a comma between. */
void account_role_names(struct page *page, unsigned roles);
/** The roles whose boxes are ticked; what is no role counts for nothing. */
unsigned account_roles_of(const struct form *form);
/** A badge: works, must choose a password, is disabled. */
void account_state_badge(struct page *page, const struct account *account);
/** The page that shows a one-time password, this once. */
void account_show_password(const struct request *request, struct answer *answer, const char *login,
                           const char *name, const char *password);
/** What a change came to: back to `to` with the word of `said`, or the refusal. */
void account_answer(const struct request *request, struct answer *answer,
                    enum account_result result, const char *to, const char *said);

#endif
