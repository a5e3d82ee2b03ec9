#include "screens/qr.h"

void qr_draw(const struct qr *qr, struct canvas *canvas, struct rect r) {
    const struct color white = theme_color(canvas->theme, COLOR_WHITE);
    const struct color black = theme_color(canvas->theme, COLOR_BLACK);
    int smaller = r.w < r.h ? r.w : r.h;
    int width = qr_modules(qr), module = smaller / (width + 2 * QR_QUIET_MODULES);
    struct rect dots = rect_centre(r, width * module, width * module);
    canvas_round(canvas, r, theme_px(canvas->theme, 24), white);
    for (int row = 0; row < width; row++) {
        for (int column = 0; column < width; column++) {
            int run = column;
            while (run < width && qr_is_dark(qr, run, row))
                run++;
            struct rect dot = {dots.x + column * module, dots.y + row * module,
                               (run - column) * module, module};
            canvas_fill(canvas, dot, black); // nothing when the run is empty
            column = run;
        }
    }
}
