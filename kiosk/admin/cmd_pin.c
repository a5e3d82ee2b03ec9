/* kioskctl pin: who may enter the staff area of this kiosk. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "admin/commands.h"
#include "admin/staff_access.h"
#include "base/crypto.h"
#include "base/date.h"
#include "base/jsonread.h"
#include "store/staff_store.h"

#define LINE_MAX_BYTES 64

static const char help[] =
    "usage: kioskctl pin list\n"
    "       kioskctl pin set NAME\n"
    "       kioskctl pin remove NAME\n\n"
    "  list    who has a PIN, since when, and whether the kiosk is locked\n"
    "  set     gives NAME a PIN of six digits, or another one: asked for twice at a\n"
    "          terminal, else the first line of standard input. At most eight people, each\n"
    "          with a PIN of their own; easy ones such as 123456 are refused\n"
    "  remove  takes it away\n\n"
    "The log of the kiosk says what each of them did (kioskctl audit list).\n";

static int list(const struct admin_options *options) {
    int zone_s = 0;
    json_t *answer = staff_access_ask(options, json_pack("{s:s}", "do", "staff.pins"));
    if (!answer)
        return ADMIN_FAILED;
    const json_t *people = jsonread_array(answer, "people");
    date_parse_zone(options->config.time_zone, &zone_s);
    for (size_t i = 0; i < json_array_size(people); i++) {
        const json_t *person = json_array_get(people, i);
        char set_at[DATE_RFC3339_MAX];
        date_format_rfc3339(jsonread_int(person, "set_at_s", 0), zone_s, set_at);
        printf("%s  %s\n", set_at, jsonread_text(person, "name", ""));
    }
    if (json_array_size(people) == 0)
        puts("nobody has a PIN; kioskctl pin set NAME gives one");
    if (jsonread_bool(answer, "locked", false))
        printf("locked after %d wrong ones, for another %lld s\n", STAFF_TRIES_MAX,
               (long long)jsonread_int(answer, "wait_s", 0));
    json_decref(answer);
    return ADMIN_OK;
}

/* One line without its end; false at the end of the input, or when it is too long to be a PIN. */
static bool read_line(char out[LINE_MAX_BYTES]) {
    if (!fgets(out, LINE_MAX_BYTES, stdin))
        return false;
    size_t len = strcspn(out, "\r\n");
    bool is_whole = out[len] != '\0' || feof(stdin);
    out[len] = '\0';
    return is_whole;
}

/* At the terminal, without its showing what is typed. */
static bool ask_hidden(const char *prompt, char out[LINE_MAX_BYTES]) {
    struct termios shown, hidden;
    fputs(prompt, stderr);
    if (tcgetattr(STDIN_FILENO, &shown) != 0)
        return read_line(out);
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    bool is_read = read_line(out);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);
    return is_read;
}

static bool read_pin(char out[LINE_MAX_BYTES]) {
    char again[LINE_MAX_BYTES] = "";
    bool is_read;
    if (isatty(STDIN_FILENO)) {
        is_read = ask_hidden("PIN (six digits): ", out) && ask_hidden("The same again: ", again);
        if (is_read && strcmp(out, again) != 0) {
            fputs("kioskctl pin: the two are not the same; nothing was changed\n", stderr);
            is_read = false;
        }
    } else {
        is_read = read_line(out);
        if (!is_read)
            fputs("kioskctl pin: expected the PIN as the first line of standard input\n", stderr);
    }
    crypto_wipe(again, sizeof again);
    return is_read;
}

static int set(const struct admin_options *options, const char *name) {
    char pin[LINE_MAX_BYTES] = "";
    int status = ADMIN_FAILED;
    if (read_pin(pin)) {
        json_t *answer = staff_access_ask(
            options, json_pack("{s:s, s:s, s:s}", "do", "staff.pin.set", "name", name, "pin", pin));
        if (answer)
            status = staff_access_report("pin", answer);
        json_decref(answer);
    }
    crypto_wipe(pin, sizeof pin);
    return status;
}

static int drop(const struct admin_options *options, const char *name) {
    json_t *answer =
        staff_access_ask(options, json_pack("{s:s, s:s}", "do", "staff.pin.remove", "name", name));
    int status = answer ? staff_access_report("pin", answer) : ADMIN_FAILED;
    json_decref(answer);
    return status;
}

int cmd_pin(const struct admin_options *options, int argc, char **argv) {
    int c = admin_only_help(argc, argv);
    int count = argc - optind;
    const char *what = c == -1 && count > 0 ? argv[optind] : "";
    if (strcmp(what, "list") == 0 && count == 1)
        return list(options);
    if (strcmp(what, "set") == 0 && count == 2)
        return set(options, argv[optind + 1]);
    if (strcmp(what, "remove") == 0 && count == 2)
        return drop(options, argv[optind + 1]);
    return admin_help(help, c);
}
