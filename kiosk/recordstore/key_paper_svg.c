#include "recordstore/key_paper.h"

#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/qr.h"
#include "base/strbuf.h"
#include "office/words.h"
#include "records/key_letters.h"
#include "records/keyring.h"
#include "records/settings.h"
#include "web/html.h"

/* Millimetres on A4; a page that is longer is made smaller by the printer. */
#define PAGE_W 210
#define PAGE_H 297
#define MARGIN 18
#define HEAD_H 52
#define KEY_H 92
#define QR_MM 62
#define FOOT_H 40
#define LETTERS_X 88

struct sheet {
    struct html svg; // its elements are closed like those of XML
    const struct words *words;
};

enum face { FACE_TITLE, FACE_HEADING, FACE_TEXT, FACE_LETTERS, FACE_NOTE };

static void write_text(struct sheet *sheet, enum face face, int x, int y, const char *text) {
    static const struct {
        const char *size, *weight, *family;
    } faces[] = {
        [FACE_TITLE] = {"7", "700", "sans-serif"},  [FACE_HEADING] = {"5", "700", "sans-serif"},
        [FACE_TEXT] = {"4", "400", "sans-serif"},   [FACE_LETTERS] = {"6.2", "700", "monospace"},
        [FACE_NOTE] = {"3.6", "400", "sans-serif"},
    };
    html_open(&sheet->svg, "text", "font-size", faces[face].size, "font-weight", faces[face].weight,
              "font-family", faces[face].family);
    html_attrf(&sheet->svg, "x", "%d", x);
    html_attrf(&sheet->svg, "y", "%d", y);
    html_text(&sheet->svg, text);
    html_close(&sheet->svg, "text");
}

static void write_qr(struct sheet *sheet, const char *code, int x, int y) {
    struct qr *qr = qr_create(code);
    struct strbuf path = {.text = NULL};
    int side = qr ? qr_modules(qr) : 0;
    for (int row = 0; row < side; row++)
        for (int column = 0; column < side; column++)
            if (qr_is_dark(qr, column, row))
                strbuf_addf(&path, "M%d %dh1v1h-1z", column, row);
    html_open(&sheet->svg, "path", "fill", "#000", "d", strbuf_text(&path));
    html_attrf(&sheet->svg, "transform", "translate(%d %d) scale(%.4f)", x, y,
               side ? (double)QR_MM / side : 1.0);
    html_close(&sheet->svg, "path");
    if (path.len > 0)
        crypto_wipe(path.text, path.len);
    strbuf_finish(&path);
    qr_destroy(qr);
}

static void write_key(struct sheet *sheet, const struct office_key *key, int y) {
    char lines[KEY_LINES][KEY_LINE_LETTERS + 1], code[KEY_QR_MAX], row[64];
    key_letters_encode(key, lines);
    key_letters_qr(key, code);
    write_text(
        sheet, FACE_HEADING, MARGIN, y,
        words_get(sheet->words, key->is_signing ? WORD("keypaper.sign") : WORD("keypaper.seal")));
    write_qr(sheet, code, MARGIN, y + 8);
    write_text(sheet, FACE_TEXT, LETTERS_X, y + 14, words_get(sheet->words, WORD("keypaper.id")));
    write_text(sheet, FACE_LETTERS, LETTERS_X + 30, y + 14, key->key_id);
    for (int i = 0; i < KEY_LINES; i++) {
        snprintf(row, sizeof row, "%d: %.4s %.4s %.4s %.4s", i + 1, lines[i], lines[i] + 4,
                 lines[i] + 8, lines[i] + 12);
        write_text(sheet, FACE_LETTERS, LETTERS_X, y + 27 + 10 * i, row);
    }
    crypto_wipe(lines, sizeof lines);
    crypto_wipe(code, sizeof code);
    crypto_wipe(row, sizeof row);
}

static void write_head(struct sheet *sheet, const struct service_settings *settings,
                       const char *store_id) {
    char day[DATE_VI_MAX], *line;
    int zone_s = 0;
    date_parse_zone(settings->time_zone, &zone_s);
    date_format_vi(date_time_at((int64_t)time(NULL), zone_s).date, day);
    write_text(sheet, FACE_TEXT, MARGIN, 20, settings->agency);
    write_text(sheet, FACE_TITLE, MARGIN, 31, words_get(sheet->words, WORD("keypaper.title")));
    line = xasprintf("%s: %s · %s", words_get(sheet->words, WORD("keypaper.store")), store_id, day);
    write_text(sheet, FACE_NOTE, MARGIN, 39, line);
    free(line);
}

static void write_foot(struct sheet *sheet, int y) {
    static const char *const keys[] = {"keypaper.foot1", "keypaper.foot2", "keypaper.foot3",
                                       "keypaper.foot4"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        write_text(sheet, FACE_NOTE, MARGIN, y + 6 * (int)i, words_get(sheet->words, keys[i]));
}
WORDS_USED(foot_words, "keypaper.foot1", "keypaper.foot2", "keypaper.foot3", "keypaper.foot4");

static void open_sheet(struct sheet *sheet, int height) {
    html_open(&sheet->svg, "svg", "xmlns", "http://www.w3.org/2000/svg");
    html_attrf(&sheet->svg, "width", "%dmm", PAGE_W);
    html_attrf(&sheet->svg, "height", "%dmm", height);
    html_attrf(&sheet->svg, "viewBox", "0 0 %d %d", PAGE_W, height);
    html_open(&sheet->svg, "rect", "width", "100%", "height", "100%", "fill", "#fff");
    html_close(&sheet->svg, "rect");
}

char *key_paper_svg(const struct keyring *keys, const struct service_settings *settings,
                    const char *store_id, char **out_why) {
    struct words *words = office_words_open(settings->assets_dir, out_why);
    struct sheet sheet = {.words = words};
    struct office_key key;
    int height = HEAD_H + FOOT_H + KEY_H * ((int)keys->seal_count + 1);
    size_t len;
    if (!words)
        return NULL;
    open_sheet(&sheet, height > PAGE_H ? height : PAGE_H);
    write_head(&sheet, settings, store_id);
    int y = HEAD_H;
    for (size_t i = 0; keyring_copy(keys, i, &key); i++, y += KEY_H) {
        write_key(&sheet, &key, y);
        crypto_wipe(&key, sizeof key);
    }
    write_foot(&sheet, y + 4);
    html_close(&sheet.svg, "svg");
    words_destroy(words);
    return html_take(&sheet.svg, &len);
}
