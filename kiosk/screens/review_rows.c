#include "screens/review_rows.h"

#include <stdio.h>

#include "base/crypto.h"
#include "model/content.h"
#include "screens/frame.h"
#include "screens/wizard.h"

enum row {
    ROW_KIND,
    ROW_NAME,
    ROW_REASONS,
    ROW_DEED,
    ROWS,
};

static const struct {
    const char *id, *label;
    enum screen_id screen;
    int top, height;                   // landscape
    int portrait_top, portrait_height; // portrait
} rows[ROWS] = {
    [ROW_KIND] = {"review.edit.kind", "nominate.review.kind", SCREEN_WHO, 240, 132, 640, 128},
    [ROW_NAME] = {"review.edit.name", "nominate.review.name", SCREEN_NAME, 372, 176, 768, 160},
    [ROW_REASONS] = {"review.edit.why", "nominate.review.reasons", SCREEN_WHY, 548, 190, 928, 176},
    [ROW_DEED] = {"review.edit.deed", "nominate.review.deed", SCREEN_WHY, 738, 178, 1104, 160},
};

#define ROW_LEAST 124 // "Sửa" and what keeps it off the rules
#define ROW_STEP 4

int review_rows_right(const struct theme *theme) {
    return theme->has_large_text ? 940 : 1072;
}

/* As the design has it. */
static struct rect row_place(const struct theme *theme, size_t row) {
    int w = review_rows_right(theme) - 64;
    return frame_rect(theme, (struct rect){64, rows[row].top, w, rows[row].height},
                      (struct rect){48, rows[row].portrait_top, 984, rows[row].portrait_height});
}

static struct rect table_area(const struct theme *theme) {
    return rect_union(row_place(theme, 0), row_place(theme, ROWS - 1));
}

/* Where room is scarce "Sửa" goes without its pencil. */
static bool is_wordy(const struct theme *theme) {
    return theme->has_large_text && !theme->is_portrait;
}

static struct rect edit_area(const struct theme *theme, struct rect area) {
    rect_cut_right(&area, theme_px(theme, 24));
    struct rect right = rect_cut_right(&area, theme_px(theme, is_wordy(theme)         ? 148
                                                              : theme->has_large_text ? 200
                                                                                      : 164));
    return rect_centre(right, right.w, theme_px(theme, 100));
}

/* The words of a row, with what the visitor typed: secret memory, freed by the caller. */
static char *row_words(const struct screen *s, size_t row) {
    const struct nomination *form = s->env->visit->form;
    char *out = crypto_secret_alloc(NOMINATION_DEED_BYTES);
    size_t room = NOMINATION_DEED_BYTES, at = 0;
    const struct kind *kind = content_kind(s->env->content, form->kind);
    out[0] = '\0';
    switch ((enum row)row) {
    case ROW_KIND:
        snprintf(out, room, "%s", wizard_kind(s, form->kind, ""));
        break;
    case ROW_NAME:
        snprintf(out, room, "%s%s%s\n%s", wizard_honorific(s), form->honorific[0] ? " " : "",
                 form->name, wizard_unit(s));
        break;
    case ROW_REASONS:
        for (size_t i = 0; kind && i < form->reason_count; i++) {
            const struct reason *reason = kind_reason(kind, form->reasons[i]);
            at += (size_t)snprintf(out + at, room - at, "%s%s", i ? "\n" : "",
                                   reason ? reason->label : "");
        }
        break;
    case ROW_DEED:
    default:
        snprintf(out, room, "%s", form->deed);
        break;
    }
    return out;
}

/* --- where they stand ----------------------------------------------------------------------- */

static struct rect words_area(const struct theme *theme, struct rect area) {
    struct rect box = rect_inset(area, theme_px(theme, 8));
    rect_cut_left(&box, theme_px(theme, 208));
    box.w = edit_area(theme, area).x - box.x - theme_px(theme, 16);
    return box;
}

/* What was entered is there whole, but for the deed: of that as much as there is room for. */
static struct text_style words_style(size_t row, enum type_token type) {
    return (struct text_style){.type = type,
                               .color = COLOR_INK900,
                               .place = TEXT_MIDDLE,
                               .may_shrink = row != ROW_DEED,
                               .is_private = true};
}

static bool is_fitting(const struct screen *s, size_t row, struct rect area, enum type_token type) {
    const struct text_style style = words_style(row, type);
    char *words = row_words(s, row);
    bool is_fit = text_fits(s->env->metrics, words, words_area(s->env->theme, area), &style);
    crypto_secret_free(words);
    return is_fit;
}

/* A long name, or reasons of many words, take room from the deed, which is shown in part. */
static void find_places(const struct screen *s, struct rect out[ROWS]) {
    const struct theme *theme = s->env->theme;
    int spare = row_place(theme, ROW_DEED).h - theme_px(theme, ROW_LEAST);
    int step = theme_px(theme, ROW_STEP);
    for (size_t i = 0; i < ROWS; i++)
        out[i] = row_place(theme, i);
    for (size_t i = ROW_NAME; i <= ROW_REASONS; i++)
        for (; spare >= step && !is_fitting(s, i, out[i], TYPE_BODY_BOLD); spare -= step) {
            out[i].h += step;
            out[ROW_DEED].h -= step;
        }
    for (size_t i = 1; i < ROWS; i++)
        out[i].y = out[i - 1].y + out[i - 1].h;
}

void review_rows_lay(struct screen *s, int action) {
    const struct theme *theme = s->env->theme;
    struct rect places[ROWS];
    find_places(s, places);
    for (size_t i = 0; i < ROWS; i++)
        panel_add(&s->panel, rows[i].id, action, BUTTON_SECONDARY, edit_area(theme, places[i]),
                  is_wordy(theme) ? NULL : "icons/edit", frame_word(s, "nominate.review.edit"))
            ->value = (int)rows[i].screen;
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_words(const struct screen *s, struct canvas *canvas, size_t row,
                       struct rect area) {
    struct rect box = words_area(s->env->theme, area);
    bool is_long = row != ROW_DEED && !is_fitting(s, row, area, TYPE_BODY_BOLD);
    struct text_style style = words_style(row, is_long ? TYPE_BODY_S_BOLD : TYPE_BODY_BOLD);
    char *words = row_words(s, row);
    if (words[0])
        wizard_draw_typed(canvas, words, box, &style);
    else
        text_draw(canvas, frame_word(s, "nominate.review.empty"), box,
                  &(struct text_style){.type = TYPE_BODY,
                                       .color = COLOR_INK700,
                                       .place = TEXT_MIDDLE,
                                       .may_shrink = true});
    crypto_secret_free(words);
}

static void draw_row(const struct screen *s, struct canvas *canvas, size_t row, struct rect area) {
    const struct theme *theme = s->env->theme;
    if (row > 0) {
        struct rect rule = rect_inset(area, theme_px(theme, 32));
        rule.y = area.y;
        rule.h = theme_px(theme, 3);
        canvas_fill(canvas, rule, theme_color(theme, COLOR_IVORY200));
    }
    struct rect label = rect_inset(area, theme_px(theme, 10));
    rect_cut_left(&label, theme_px(theme, 26));
    label.w = theme_px(theme, 180);
    text_draw(canvas, frame_word(s, rows[row].label), label,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = COLOR_INK700,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true,
                                   .is_silent = true}); // as is what was entered beside it
    draw_words(s, canvas, row, area);
}

void review_rows_draw(const struct screen *s, struct canvas *canvas) {
    frame_plate(canvas, table_area(s->env->theme), 28, COLOR_IVORY0, COLOR_IVORY200);
    struct rect places[ROWS];
    find_places(s, places);
    for (size_t i = 0; i < ROWS; i++)
        draw_row(s, canvas, i, places[i]);
}
