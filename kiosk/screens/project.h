/* A model project as the screens show it: its picture, what kind it is, how far it is. */
#ifndef SCREENS_PROJECT_H
#define SCREENS_PROJECT_H

#include "draw/canvas.h"
#include "screens/screen.h"

struct project;

/** The photo, or a drawn scene that goes with the project's icon; fills `r`. */
void project_draw_picture(struct canvas *canvas, const struct project *project, struct rect r,
                          int radius_px);
/** "Công trình"; "" for a kind without a word. Borrowed. */
const char *project_kind_word(const struct screen *s, const struct project *project);
/** "Đã xong", "Đã làm 40%", or where no number is known "Đang làm"; owned by the caller. */
char *project_progress(const struct screen *s, const struct project *project);
/** Nothing is there to show: a lotus on the whole page, and that it will come. */
void project_draw_none(const struct screen *s, struct canvas *canvas);

#endif
