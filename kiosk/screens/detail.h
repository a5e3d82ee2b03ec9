/* The parts of the page of one honoured person: what is said of them beside the portrait, and the
 * plate with portrait and award. detail.c puts them together. */
#ifndef SCREENS_DETAIL_H
#define SCREENS_DETAIL_H

#include "draw/text.h"
#include "model/content.h"
#include "screens/screen.h"

#define DETAIL_FIGURES_MAX 3
#define DETAIL_WORDS_MAX 60 // of the story on the page; the rest is on the sheet

struct detail_words { // zeroed: nothing
    struct rect name, line, story, figures;
    struct text_style name_style, story_style;
    char *excerpt; // owned; what has room of the story, NULL: none
    bool is_cut;   // there is more of it
};

/** What they did, as told at length where content does; "" when it does not say. Borrowed. */
const char *detail_story(const struct person *person);
/** Their own figures, else those of their project. Borrowed. */
const struct figure *detail_figures(const struct person *person, size_t *out_count);
/** "Quyết định số 12/QĐ-UBND ngày 12/6/2023", owned by the caller; NULL without a decision. */
char *detail_decision(const struct screen *s, const struct person *person);

/** Finds what fits into the column; replaces what was found before. */
void detail_words_fit(struct detail_words *words, const struct screen *s,
                      const struct person *person, struct rect column);
void detail_words_finish(struct detail_words *words);
void detail_words_draw(const struct detail_words *words, const struct screen *s,
                       struct canvas *canvas, const struct person *person);

void detail_plate_draw(const struct screen *s, struct canvas *canvas, const struct person *person);

#endif
