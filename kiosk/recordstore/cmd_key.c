/* key backup, restore: the office's secret keys to paper and back. */
#include "recordstore/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/path.h"
#include "records/audit.h"
#include "records/intake.h"
#include "records/key_letters.h"
#include "records/service.h"
#include "records/settings.h"
#include "recordstore/cli.h"
#include "recordstore/key_paper.h"

#define TEXT_BYTES_MAX 65536
#define TYPED_MAX 256

static void note(struct service *service, const char *what, const char *key_id) {
    const struct actor actor = {AUDIT_COMMAND_LINE, (int64_t)time(NULL)};
    audit_note(service->records, &actor, &(struct audit_entry){what, "", key_id});
}

/* --- to paper ------------------------------------------------------------------------------- */

static bool ends_with(const char *text, const char *end) {
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && !strcmp(text + len - end_len, end);
}

static char *print_text(const struct service *service, size_t *out_len) {
    char *text = NULL;
    FILE *stream = open_memstream(&text, out_len);
    fprintf(stream, "Store %s\n", service->store_id);
    key_paper_print(&service->keys, true, stream);
    return fclose(stream) == 0 ? text : NULL;
}

static bool write_paper(const struct service *service, const char *path) {
    char *why = NULL, *text;
    size_t len = 0;
    if (ends_with(path, ".svg")) {
        text = key_paper_svg(&service->keys, service->settings, service->store_id, &why);
        len = text ? strlen(text) : 0;
    } else {
        text = print_text(service, &len);
    }
    bool is_written = text && path_write(path, text, len, 0600);
    if (!text)
        log_error("%s", why ? why : "there is no memory");
    else if (!is_written)
        log_error("cannot write '%s': %s", path, strerror(errno));
    else
        printf("recordstore: print '%s', lock the paper away, then delete the file\n", path);
    if (text)
        crypto_wipe(text, len);
    free(text);
    free(why);
    return is_written;
}

static bool backup(struct service *service, const char *out_path) {
    if (!service_load_keys(service))
        return false;
    bool is_done = true;
    if (out_path)
        is_done = write_paper(service, out_path);
    else
        key_paper_print(&service->keys, false, stdout);
    if (is_done)
        note(service, "key.backup", "");
    return is_done;
}

/* --- and back ------------------------------------------------------------------------------- */

static const char *why_not(enum key_letters_result result) {
    switch (result) {
    case KEY_LETTERS_NO_ID:
        return "begin with the key's id, such as 2026a";
    case KEY_LETTERS_LENGTH:
        return "a line has 16 letters";
    case KEY_LETTERS_SYMBOL:
        return "it has a letter that keys never have (0 O 1 I L among them)";
    case KEY_LETTERS_CHECK:
        return "a letter is wrong, or two are swapped, or it is another line";
    case KEY_LETTERS_MISSING:
        return "a key has 5 lines";
    case KEY_LETTERS_OTHER:
        return "the lines are not all of this key: look at the id, and at each line's paper";
    case KEY_LETTERS_GOOD:
        break;
    }
    return "";
}

static void complain(enum key_letters_result result, int line) {
    if (line > 0)
        log_error("line %d: %s", line, why_not(result));
    else
        log_error("%s", why_not(result));
}

static bool ask(const char *question, char out[TYPED_MAX]) {
    fprintf(stderr, "%s", question);
    return fgets(out, TYPED_MAX, stdin) != NULL;
}

/* Line by line, each asked again until it is right. A scanner gives a QR code's text at once. */
static bool type_in(struct office_key *out) {
    char typed[TYPED_MAX], question[16], key_id[KEY_ID_BYTES];
    char lines[KEY_LINES][KEY_LINE_LETTERS + 1];
    int line;
    bool is_typed = ask("key id: ", typed);
    while (is_typed && !key_letters_id(typed, key_id)) {
        if (key_letters_read(typed, out, &line) == KEY_LETTERS_GOOD)
            return true;
        complain(KEY_LETTERS_NO_ID, 0);
        is_typed = ask("key id: ", typed);
    }
    for (int i = 0; is_typed && i < KEY_LINES;) {
        snprintf(question, sizeof question, "%d: ", i + 1);
        is_typed = ask(question, typed);
        enum key_letters_result result =
            is_typed ? key_letters_line(typed, i + 1, lines[i]) : KEY_LETTERS_MISSING;
        if (result == KEY_LETTERS_GOOD)
            i++;
        else
            complain(result, i + 1);
    }
    enum key_letters_result result =
        is_typed ? key_letters_decode(key_id, lines, out) : KEY_LETTERS_MISSING;
    if (is_typed && result != KEY_LETTERS_GOOD)
        complain(result, 0);
    crypto_wipe(typed, sizeof typed);
    crypto_wipe(lines, sizeof lines);
    return result == KEY_LETTERS_GOOD;
}

/* @param out_new  counts those that were not here */
static bool put_back(struct service *service, const struct office_key *key, int *out_new) {
    char *why = NULL;
    bool is_new;
    if (!keyring_restore(service->settings->data_dir, service->records, key, &is_new, &why)) {
        log_error("key %s is refused: %s", key->key_id, why);
        free(why);
        return false;
    }
    if (is_new)
        note(service, "key.restore", key->key_id);
    *out_new += is_new;
    printf("recordstore: key %s %s\n", key->key_id, is_new ? "is back" : "was here already");
    return true;
}

static bool read_one(struct service *service, const char *text, int *out_new) {
    struct office_key key;
    int line;
    enum key_letters_result result = key_letters_read(text, &key, &line);
    if (result != KEY_LETTERS_GOOD) {
        complain(result, line);
        return false;
    }
    bool is_back = put_back(service, &key, out_new);
    crypto_wipe(&key, sizeof key);
    return is_back;
}

/* One key as typed, or the text of one or several QR codes, each in a line of its own. */
static bool read_text(struct service *service, char *text, int *out_new) {
    char *at = strcasestr(text, KEY_QR_MARK " ");
    if (!at)
        return read_one(service, text, out_new);
    bool is_back = true;
    for (; at; at = strcasestr(at, KEY_QR_MARK " ")) {
        size_t len = strcspn(at, "\r\n");
        bool is_last = !at[len];
        at[len] = '\0';
        is_back = read_one(service, at, out_new) && is_back;
        at += is_last ? len : len + 1;
    }
    return is_back;
}

static bool read_keys(struct service *service, const char *path, int *out_new) {
    char *text;
    size_t len;
    struct office_key key;
    if (!path && isatty(STDIN_FILENO)) {
        bool is_back = type_in(&key) && put_back(service, &key, out_new);
        crypto_wipe(&key, sizeof key);
        return is_back;
    }
    if (!path_read(path ? path : "/dev/stdin", TEXT_BYTES_MAX, &text, &len)) {
        log_error("cannot read '%s': %s", path ? path : "standard input", strerror(errno));
        return false;
    }
    bool is_back = read_text(service, text, out_new);
    crypto_wipe(text, len);
    free(text);
    return is_back;
}

/* What waited for this key; a running service learns of it at its next start. */
static void open_waiting(struct service *service) {
    if (!service_load_keys(service))
        return; // it said what is missing still
    printf("%d slips that waited could be opened\n", intake_reopen(service, (int64_t)time(NULL)));
    puts("Start the service anew, so that it uses the key from now on.");
}

int cmd_key(const struct cli *cli) {
    const char *verb = cli->word_count > 0 ? cli->words[0] : "";
    const char *path = cli->word_count > 1 ? cli->words[1] : NULL;
    bool is_restore = !strcmp(verb, "restore"), is_done = false;
    struct service service;
    if (!is_restore && strcmp(verb, "backup") != 0) {
        fputs("recordstore: key backup [--out FILE.svg|FILE.txt] | restore [FILE]\n", stderr);
        return EXIT_FAILURE;
    }
    // A key may come before all else: init finds it then and makes no new one.
    if (!service_open(&service, &cli->settings, is_restore))
        return EXIT_FAILURE;
    if (!is_restore) {
        is_done = backup(&service, cli->out_path);
    } else {
        int new_count = 0;
        is_done = read_keys(&service, path, &new_count);
        if (new_count > 0)
            open_waiting(&service);
    }
    service_close(&service);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
