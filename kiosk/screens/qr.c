#include "screens/qr.h"

#include <qrencode.h>

#include "base/xalloc.h"
#include <stdlib.h>

#define QUIET_MODULES 4 // ISO/IEC 18004: at least four

struct qr {
    QRcode *code;
};

struct qr *qr_create(const char *text) {
    // It finds the alphanumeric set by itself: up to 20 symbols stay in the smallest size.
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!code)
        return NULL;
    struct qr *qr = xcalloc(1, sizeof *qr);
    qr->code = code;
    return qr;
}

void qr_destroy(struct qr *qr) {
    if (!qr)
        return;
    QRcode_free(qr->code);
    free(qr);
}

int qr_side(const struct qr *qr) {
    return qr->code->width + 2 * QUIET_MODULES;
}

static bool is_dark(const struct qr *qr, int column, int row) {
    return qr->code->data[row * qr->code->width + column] & 1;
}

void qr_draw(const struct qr *qr, struct canvas *canvas, struct rect r) {
    const struct color white = theme_color(canvas->theme, COLOR_WHITE);
    const struct color black = theme_color(canvas->theme, COLOR_BLACK);
    int smaller = r.w < r.h ? r.w : r.h;
    int module = smaller / qr_side(qr), width = qr->code->width;
    struct rect dots = rect_centre(r, width * module, width * module);
    canvas_round(canvas, r, theme_px(canvas->theme, 24), white);
    for (int row = 0; row < width; row++) {
        for (int column = 0; column < width; column++) {
            int run = column;
            while (run < width && is_dark(qr, run, row))
                run++;
            struct rect dot = {dots.x + column * module, dots.y + row * module,
                               (run - column) * module, module};
            canvas_fill(canvas, dot, black); // nothing when the run is empty
            column = run;
        }
    }
}
