/* A key on paper: what is typed comes back the same, and each mistake is found at its line. */
#include "../check.h"

#include <ctype.h>

#include "base/crypto.h"
#include "model/code.h"
#include "records/key_letters.h"

#define DAY_S 86400

static int start(void **state) {
    (void)state;
    return crypto_start() ? 0 : -1;
}

static struct office_key any_key(const char *id) {
    struct office_key key = {.from_s = 20600 * (int64_t)DAY_S,
                             .is_signing = !strcmp(id, KEY_SIGNING_ID)};
    strcpy(key.key_id, id);
    crypto_random(key.secret, sizeof key.secret);
    return key;
}

/* As a person copies it: small letters, spaces, the numbers of the lines. */
static void type_key(const char *id, char lines[][KEY_LINE_LETTERS + 1], char out[512]) {
    int len = sprintf(out, "  %s\n", id);
    for (int i = 0; i < KEY_LINES; i++)
        len += sprintf(out + len, "%d: %.4s %.4s-%.4s  %.4s\r\n\n", i + 1, lines[i], lines[i] + 4,
                       lines[i] + 8, lines[i] + 12);
    for (char *at = out; *at; at++)
        *at = (char)tolower((unsigned char)*at);
}

static void check_same(const char *row, const struct office_key *got,
                       const struct office_key *want) {
    check_text(row, got->key_id, want->key_id);
    check_number(row, got->from_s, want->from_s);
    check_number(row, got->is_signing, want->is_signing);
    check_number(row, memcmp(got->secret, want->secret, KEY_SECRET_BYTES), 0);
}

static void what_is_typed_comes_back(void **state) {
    (void)state;
    static const char *const ids[] = {"2026a", "2031z", KEY_SIGNING_ID};
    for (size_t i = 0; i < 100 * check_items(ids); i++) {
        struct office_key key = any_key(ids[i % check_items(ids)]), back;
        if (i < 6) // the ends of what a number can be
            memset(key.secret, i < 3 ? 0 : 0xff, sizeof key.secret);
        char lines[KEY_LINES][KEY_LINE_LETTERS + 1], text[512], qr[KEY_QR_MAX];
        int line;
        key_letters_encode(&key, lines);
        type_key(key.key_id, lines, text);
        check_number(text, key_letters_read(text, &back, &line), KEY_LETTERS_GOOD);
        check_same(text, &back, &key);
        key_letters_qr(&key, qr);
        check_number(qr, key_letters_read(qr, &back, &line), KEY_LETTERS_GOOD);
        check_same(qr, &back, &key);
        check_number("capitals and digits alone",
                     (long long)strspn(qr, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 "),
                     (long long)strlen(qr));
    }
}

/* Every other letter in every place, and every swap of neighbours. */
static void each_wrong_letter_is_found_at_its_line(void **state) {
    (void)state;
    struct office_key key = any_key("2026a");
    char lines[KEY_LINES][KEY_LINE_LETTERS + 1], wrong[KEY_LINE_LETTERS + 1],
        out[KEY_LINE_LETTERS + 1];
    key_letters_encode(&key, lines);
    for (int line = 0; line < KEY_LINES; line++)
        for (int i = 0; i < KEY_LINE_LETTERS; i++) {
            for (const char *other = CODE_SYMBOLS; *other; other++) {
                strcpy(wrong, lines[line]);
                wrong[i] = *other;
                check_number(wrong, key_letters_line(wrong, line + 1, out),
                             *other == lines[line][i] ? KEY_LETTERS_GOOD : KEY_LETTERS_CHECK);
            }
            strcpy(wrong, lines[line]);
            if (i + 1 == KEY_LINE_LETTERS || wrong[i] == wrong[i + 1])
                continue;
            wrong[i] = lines[line][i + 1];
            wrong[i + 1] = lines[line][i];
            check_number(wrong, key_letters_line(wrong, line + 1, out), KEY_LETTERS_CHECK);
        }
}

static void mistakes_are_told_apart(void **state) {
    (void)state;
    struct office_key key = any_key("2026a"), other = any_key("2026a"), back;
    char lines[KEY_LINES][KEY_LINE_LETTERS + 1], others[KEY_LINES][KEY_LINE_LETTERS + 1];
    char text[512], good[512], mixed[512], swapped[512], letter[512], other_id[512];
    key_letters_encode(&key, lines);
    key_letters_encode(&other, others);
    type_key("2026a", lines, good);
    type_key("2026b", lines, other_id);
    strcpy(letter, good);
    *strrchr(letter, ' ') = 'o'; // in the last line
    memcpy(text, lines[1], sizeof text[0] * (KEY_LINE_LETTERS + 1));
    memcpy(lines[1], lines[2], KEY_LINE_LETTERS + 1);
    memcpy(lines[2], text, KEY_LINE_LETTERS + 1);
    type_key("2026a", lines, swapped);
    memcpy(lines[2], lines[1], KEY_LINE_LETTERS + 1);
    memcpy(lines[1], others[1], KEY_LINE_LETTERS + 1);
    type_key("2026a", lines, mixed);
    struct {
        const char *name, *text;
        enum key_letters_result result;
        int line;
    } rows[] = {
        {"nothing", "", KEY_LETTERS_NO_ID, 0},
        {"an id alone", "2026a\n", KEY_LETTERS_MISSING, 0},
        {"another key's id", other_id, KEY_LETTERS_OTHER, 0},
        {"one line of another key", mixed, KEY_LETTERS_OTHER, 0},
        {"two lines changed places", swapped, KEY_LETTERS_CHECK, 2},
        {"a letter that is none", letter, KEY_LETTERS_SYMBOL, 5},
        {"a short line", "2026a\n2222 2222 2222 222\n", KEY_LETTERS_LENGTH, 1},
        {"a long line", "2026a\n2222 2222 2222 2222 2\n", KEY_LETTERS_LENGTH, 1},
        {"a mark without a key", "GSKEY", KEY_LETTERS_NO_ID, 0},
        {"a mark with an id", "GSKEY 2026A", KEY_LETTERS_MISSING, 0},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        int line = -1;
        check_number(rows[i].name, key_letters_read(rows[i].text, &back, &line), rows[i].result);
        check_number(rows[i].name, line, rows[i].line);
    }
    strcpy(text, good);
    strcat(text, lines[0]); // a sixth line
    int line;
    check_number("a line too many", key_letters_read(text, &back, &line), KEY_LETTERS_MISSING);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_comes_back),
        cmocka_unit_test(each_wrong_letter_is_found_at_its_line),
        cmocka_unit_test(mistakes_are_told_apart),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
