/* A slip's code as a QR picture, drawn module by module: level M, quiet zone of four modules. */
#ifndef SCREENS_QR_H
#define SCREENS_QR_H

#include "draw/canvas.h"

struct qr;

/** NULL when the text cannot be coded. Owned by the caller. */
struct qr *qr_create(const char *text);
void qr_destroy(struct qr *qr);
/** Modules on a side, the quiet zone included. */
int qr_side(const struct qr *qr);
/** Black on white in any look, the largest whole number of pixels a module that fits `r`. */
void qr_draw(const struct qr *qr, struct canvas *canvas, struct rect r);

#endif
