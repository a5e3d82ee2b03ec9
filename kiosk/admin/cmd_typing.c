/* kioskctl typing: lines of keystrokes in, the text they compose out. Scripts and tests use it. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "admin/commands.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "input/typing.h"

#define BACKSPACE "<BS>"

static const char help[] =
    "usage: kioskctl typing [--method telex|vni] [--style old|new]\n\n"
    "Reads lines of keystrokes, one character a key and <BS> for backspace, and prints\n"
    "for each line the text that would stand in an empty field.\n\n"
    "  --method   telex (default) or vni\n"
    "  --style    where an open oa, oe, uy has its tone: old (hòa, default) or new (hoà)\n";

static void apply(struct strbuf *text, const struct typing_edit *edit) {
    if (edit->erase_bytes > 0) {
        text->len -= edit->erase_bytes;
        text->text[text->len] = '\0';
    }
    strbuf_add_text(text, edit->insert);
}

/* Bytes that are not UTF-8 come from no keyboard: they are left out. */
static void press_all(struct typing *typing, const char *keys, struct strbuf *text) {
    size_t len = strlen(keys), used;
    struct typing_edit edit;
    for (size_t at = 0; at < len; at += used) {
        char key[5] = "";
        uint32_t code_point;
        if (strncmp(keys + at, BACKSPACE, strlen(BACKSPACE)) == 0) {
            used = strlen(BACKSPACE);
            typing_backspace(typing, strbuf_text(text), &edit);
        } else {
            used = utf8_decode(keys + at, len - at, &code_point);
            if (used == 0) {
                used = 1;
                continue;
            }
            memcpy(key, keys + at, used);
            typing_key(typing, strbuf_text(text), key, &edit);
        }
        apply(text, &edit);
    }
}

static int compose_lines(enum typing_method method, enum typing_style style) {
    struct strbuf text = {0};
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, stdin) >= 0) {
        struct typing typing;
        line[strcspn(line, "\r\n")] = '\0';
        strbuf_reset(&text);
        typing_init(&typing, method, style);
        press_all(&typing, line, &text);
        puts(strbuf_text(&text));
        fflush(stdout); // whoever asks line by line gets answers so
    }
    bool is_whole = !ferror(stdin) && !ferror(stdout);
    free(line);
    strbuf_finish(&text);
    if (!is_whole)
        perror("kioskctl typing");
    return is_whole ? ADMIN_OK : ADMIN_FAILED;
}

/* True when `word` is one of the two; which of them in `out`. */
static bool choose(const char *word, const char *first, const char *second, int *out) {
    if (strcmp(word, first) != 0 && strcmp(word, second) != 0)
        return false;
    *out = strcmp(word, second) == 0;
    return true;
}

int cmd_typing(int argc, char **argv) {
    static const struct option long_options[] = {
        {"method", required_argument, NULL, 'm'},
        {"style", required_argument, NULL, 's'},
        {"help", no_argument, NULL, 'h'},
        {0},
    };
    int is_vni = 0, is_new = 0, c;
    while ((c = getopt_long(argc, argv, "h", long_options, NULL)) != -1) {
        if (c == 'm' && choose(optarg, "telex", "vni", &is_vni))
            continue;
        if (c == 's' && choose(optarg, "old", "new", &is_new))
            continue;
        return admin_help(help, c);
    }
    if (optind != argc)
        return admin_help(help, 0);
    return compose_lines(is_vni ? TYPING_VNI : TYPING_TELEX, is_new ? TYPING_NEW : TYPING_OLD);
}
