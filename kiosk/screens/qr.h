/* A slip's code as a QR picture, drawn module by module with its quiet zone. */
#ifndef SCREENS_QR_H
#define SCREENS_QR_H

#include "base/qr.h"
#include "draw/canvas.h"

/** Black on white in any look, the largest whole number of pixels a module that fits `r`. */
void qr_draw(const struct qr *qr, struct canvas *canvas, struct rect r);

#endif
