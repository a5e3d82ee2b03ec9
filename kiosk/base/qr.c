#include "base/qr.h"

#include <qrencode.h>
#include <stdlib.h>

#include "base/xalloc.h"

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

int qr_modules(const struct qr *qr) {
    return qr->code->width;
}

bool qr_is_dark(const struct qr *qr, int column, int row) {
    int width = qr->code->width;
    return column >= 0 && row >= 0 && column < width && row < width &&
           (qr->code->data[row * width + column] & 1);
}
