#include "recordstore/key_paper.h"

#include <unistd.h>

#include "base/qr.h"
#include "records/key_letters.h"
#include "records/keyring.h"

/* Black on white whatever the terminal's own colours are; a file is printed black on white. */
#define INK_ON "\033[30;47m"
#define INK_OFF "\033[0m"

/* Two rows of modules in one line of text. */
static void print_qr(const struct qr *qr, bool is_terminal, FILE *out) {
    static const char *const halves[] = {" ", "▀", "▄", "█"};
    int from = -QR_QUIET_MODULES, to = qr_modules(qr) + QR_QUIET_MODULES;
    for (int row = from; row < to; row += 2) {
        fprintf(out, "  %s", is_terminal ? INK_ON : "");
        for (int column = from; column < to; column++)
            fputs(halves[qr_is_dark(qr, column, row) | qr_is_dark(qr, column, row + 1) << 1], out);
        fprintf(out, "%s\n", is_terminal ? INK_OFF : "");
    }
}

static void print_key(const struct office_key *key, bool is_file, FILE *out) {
    char lines[KEY_LINES][KEY_LINE_LETTERS + 1], code[KEY_QR_MAX];
    key_letters_encode(key, lines);
    key_letters_qr(key, code);
    struct qr *qr = qr_create(code);
    fprintf(out, "\nSecret key %s (%s)\n", key->key_id,
            key->is_signing ? "signs what kiosks show" : "opens slips");
    if (qr)
        print_qr(qr, isatty(fileno(out)), out);
    fprintf(out, "  key id  %s\n", key->key_id);
    for (int i = 0; i < KEY_LINES; i++)
        fprintf(out, "  %d:      %.4s %.4s %.4s %.4s\n", i + 1, lines[i], lines[i] + 4,
                lines[i] + 8, lines[i] + 12);
    if (is_file)
        fprintf(out, "%s\n", code);
    qr_destroy(qr);
    crypto_wipe(lines, sizeof lines);
    crypto_wipe(code, sizeof code);
}

void key_paper_print(const struct keyring *keys, bool is_file, FILE *out) {
    struct office_key key;
    for (size_t i = 0; keyring_copy(keys, i, &key); i++) {
        print_key(&key, is_file, out);
        crypto_wipe(&key, sizeof key);
    }
    fputs(
        "\nWrite this down or print it (recordstore key backup --out key.svg), and lock it away:\n"
        "who has it reads every slip; when this machine and it are lost, nobody opens the slips\n"
        "that wait. It comes back with: recordstore key restore\n",
        out);
}
