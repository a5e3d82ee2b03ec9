/* A text as the modules of a QR code; who draws them decides how. */
#ifndef BASE_QR_H
#define BASE_QR_H

#include <stdbool.h>

#define QR_QUIET_MODULES 4 // white ones that must stay round it: ISO/IEC 18004 wants at least four

struct qr;

/** Level M, the smallest size that takes the text. NULL when none does. Owned by the caller. */
struct qr *qr_create(const char *text);
void qr_destroy(struct qr *qr);
/** Modules on a side, without the quiet zone. */
int qr_modules(const struct qr *qr);
/** False outside the code, so that the quiet zone may be asked for as well. */
bool qr_is_dark(const struct qr *qr, int column, int row);

#endif
