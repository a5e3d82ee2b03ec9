/* user add, reset, password, list. */
#include "recordstore/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "records/accounts.h"
#include "records/audit.h"
#include "records/roles.h"
#include "records/service.h"
#include "recordstore/cli.h"
#include "recordstore/user.h"

#define PAGE_LINES 100
#define FIRST_NAME "Quản trị"

static bool make_password(char out[ACCOUNT_ONE_TIME_MAX], char hash[CRYPTO_PASSWORD_HASH_MAX]) {
    account_make_one_time(out);
    if (crypto_password_hash(out, hash))
        return true;
    log_error("there is no memory to hash a password with (64 MiB)");
    return false;
}

static struct actor command_line(void) {
    return (struct actor){AUDIT_COMMAND_LINE, (int64_t)time(NULL)};
}

/* On standard error for people; the password alone on standard output, so that a script takes it.
 */
static void print_password(const char *login, const char *password) {
    fflush(stdout);
    fprintf(stderr, "'%s' logs in with this password once and then chooses another:\n", login);
    puts(password);
}

bool user_add_first(struct service *service) {
    char password[ACCOUNT_ONE_TIME_MAX], hash[CRYPTO_PASSWORD_HASH_MAX], id[CRYPTO_UUID_MAX];
    const struct actor actor = command_line();
    struct account any;
    size_t count;
    if (account_list(service->records, "", &any, 1, &count) != RECORDS_OK)
        return false;
    if (count > 0)
        return true;
    if (!make_password(password, hash))
        return false;
    const struct account_new account = {
        .login = USER_FIRST_LOGIN,
        .name = FIRST_NAME,
        .roles = ROLE_ADMIN,
        .hash = hash,
        .is_first = true,
    };
    enum account_result result = account_add(service->records, &account, &actor, id);
    if (result == ACCOUNT_DONE)
        printf("administrator %s one-time password %s\n", USER_FIRST_LOGIN, password);
    crypto_wipe(password, sizeof password);
    return result == ACCOUNT_DONE || result == ACCOUNT_TAKEN; // taken: somebody else made it now
}

/* "role-vptk,role-vhxh"; 0 with a word that is none. */
static unsigned read_roles(const char *text) {
    unsigned roles = 0;
    char *copy = xstrdup(text ? text : ""), *rest = copy, *one;
    bool is_good = true;
    while (is_good && (one = strsep(&rest, ", ")))
        if (*one) {
            unsigned role = role_from_id(one);
            is_good = role != 0;
            roles |= role;
        }
    free(copy);
    return is_good ? roles : 0;
}

static bool add(struct service *service, const struct cli *cli, const char *login) {
    char password[ACCOUNT_ONE_TIME_MAX], hash[CRYPTO_PASSWORD_HASH_MAX], id[CRYPTO_UUID_MAX];
    const struct actor actor = command_line();
    unsigned roles = read_roles(cli->roles);
    const char *given = cli->name ? cli->name : login;
    char *name = utf8_clean(given, strlen(given), false);
    bool is_added = false;
    if (!account_is_login(login))
        log_error("'%s' is no log-in name: a to z, digits, . - _, 2 to 32 of them", login);
    else if (!roles)
        log_error("--roles wants some of role-vptk,role-vhxh,role-hoidong,role-chutich,"
                  "role-quantri");
    else if (!name || !*name || strlen(name) >= ACCOUNT_NAME_MAX)
        log_error("--name is too long, or not UTF-8");
    else if (make_password(password, hash)) {
        const struct account_new account = {login, name, roles, hash, false};
        enum account_result result = account_add(service->records, &account, &actor, id);
        is_added = result == ACCOUNT_DONE;
        if (result == ACCOUNT_TAKEN)
            log_error("there is an account '%s' already", login);
        if (is_added)
            print_password(login, password);
    }
    free(name);
    return is_added;
}

static bool reset(struct service *service, const char *login) {
    char password[ACCOUNT_ONE_TIME_MAX], hash[CRYPTO_PASSWORD_HASH_MAX];
    const struct actor actor = command_line();
    struct account account;
    enum records_result found = account_find_login(service->records, login, &account);
    if (found == RECORDS_NONE)
        log_error("there is no account '%s'", login);
    bool is_reset = found == RECORDS_OK && make_password(password, hash) &&
                    account_reset(service->records, account.id, 0, hash, &actor) == ACCOUNT_DONE &&
                    (!account.is_disabled || account_set_disabled(service->records, account.id, 0,
                                                                  false, &actor) == ACCOUNT_DONE);
    if (is_reset)
        print_password(login, password);
    return is_reset;
}

/* One line of standard input without its end; false when there is none, or it is too long. */
static bool read_line(char out[ACCOUNT_PASSWORD_MAX]) {
    if (!fgets(out, ACCOUNT_PASSWORD_MAX, stdin))
        return false;
    size_t len = strcspn(out, "\r\n");
    bool is_whole = out[len] != '\0' || feof(stdin);
    out[len] = '\0';
    return is_whole;
}

/* For scripts that set machines up: a password that stays, as if its owner had chosen it. */
static bool set_password(struct service *service, const char *login) {
    char typed[ACCOUNT_PASSWORD_MAX], hash[CRYPTO_PASSWORD_HASH_MAX];
    const struct actor actor = command_line();
    struct account account;
    bool is_set = false;
    enum records_result found = account_find_login(service->records, login, &account);
    char *password = read_line(typed) ? utf8_to_nfc(typed, strlen(typed)) : NULL; // as forms do
    if (found == RECORDS_NONE)
        log_error("there is no account '%s'", login);
    else if (!password || !account_is_password(password, login))
        log_error("expected a password of at least %d characters on standard input",
                  ACCOUNT_PASSWORD_MIN);
    else if (found == RECORDS_OK && crypto_password_hash(password, hash))
        is_set =
            account_set_password(service->records, account.id, hash, NULL, &actor) == ACCOUNT_DONE;
    if (password)
        crypto_wipe(password, strlen(password));
    crypto_wipe(typed, sizeof typed);
    free(password);
    return is_set;
}

static bool list(struct service *service) {
    struct account *accounts = xcalloc(PAGE_LINES, sizeof *accounts);
    char after[ACCOUNT_LOGIN_MAX] = "";
    size_t count = 0;
    bool is_read;
    puts("login\tstate\troles\tname");
    do {
        is_read = account_list(service->records, after, accounts, PAGE_LINES, &count) == RECORDS_OK;
        for (size_t i = 0; is_read && i < count; i++) {
            char roles[ROLES_TEXT_MAX];
            roles_format(accounts[i].roles, roles);
            printf("%s\t%s\t%s\t%s\n", accounts[i].login,
                   accounts[i].is_disabled   ? "disabled"
                   : accounts[i].must_change ? "one-time"
                                             : "active",
                   roles, accounts[i].name);
            snprintf(after, sizeof after, "%s", accounts[i].login);
        }
    } while (is_read && count == PAGE_LINES);
    free(accounts);
    return is_read;
}

int cmd_user(const struct cli *cli) {
    struct service service;
    const char *verb = cli->word_count > 0 ? cli->words[0] : "";
    const char *login = cli->word_count > 1 ? cli->words[1] : NULL;
    if (!service_open(&service, &cli->settings, false))
        return EXIT_FAILURE;
    bool is_done = false;
    if (!strcmp(verb, "list"))
        is_done = list(&service);
    else if (!strcmp(verb, "add") && login)
        is_done = add(&service, cli, login);
    else if (!strcmp(verb, "reset") && login)
        is_done = reset(&service, login);
    else if (!strcmp(verb, "password") && login)
        is_done = set_password(&service, login);
    else
        fputs("recordstore: user add LOGIN [--name TEXT] --roles ROLE,... | reset LOGIN |"
              " password LOGIN | list\n",
              stderr);
    service_close(&service);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
