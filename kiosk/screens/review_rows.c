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

int review_rows_right(const struct theme *theme) {
    return theme->has_large_text ? 940 : 1072;
}

static struct rect row_area(const struct theme *theme, size_t row) {
    int w = review_rows_right(theme) - 64;
    return frame_rect(theme, (struct rect){64, rows[row].top, w, rows[row].height},
                      (struct rect){48, rows[row].portrait_top, 984, rows[row].portrait_height});
}

static struct rect table_area(const struct theme *theme) {
    return rect_union(row_area(theme, 0), row_area(theme, ROWS - 1));
}

/* Where room is scarce "Sửa" goes without its pencil. */
static bool is_wordy(const struct theme *theme) {
    return theme->has_large_text && !theme->is_portrait;
}

static struct rect edit_area(const struct theme *theme, size_t row) {
    struct rect area = row_area(theme, row);
    rect_cut_right(&area, theme_px(theme, 24));
    struct rect right = rect_cut_right(&area, theme_px(theme, is_wordy(theme)         ? 148
                                                              : theme->has_large_text ? 200
                                                                                      : 164));
    return rect_centre(right, right.w, theme_px(theme, 100));
}

void review_rows_lay(struct screen *s, int action) {
    for (size_t i = 0; i < ROWS; i++)
        panel_add(&s->panel, rows[i].id, action, BUTTON_SECONDARY, edit_area(s->env->theme, i),
                  is_wordy(s->env->theme) ? NULL : "icons/edit",
                  frame_word(s, "nominate.review.edit"))
            ->value = (int)rows[i].screen;
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

static void draw_row(const struct screen *s, struct canvas *canvas, size_t row) {
    const struct theme *theme = s->env->theme;
    struct rect area = row_area(theme, row);
    if (row > 0) {
        struct rect rule = rect_inset(area, theme_px(theme, 32));
        rule.y = area.y;
        rule.h = theme_px(theme, 3);
        canvas_fill(canvas, rule, theme_color(theme, COLOR_IVORY200));
    }
    struct rect box = rect_inset(area, theme_px(theme, 10));
    rect_cut_left(&box, theme_px(theme, 26));
    struct rect label = rect_cut_left(&box, theme_px(theme, 180));
    box.w = edit_area(theme, row).x - box.x - theme_px(theme, 16);
    text_draw(canvas, frame_word(s, rows[row].label), label,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = COLOR_INK700,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true,
                                   .is_silent = true}); // as is what was entered beside it
    char *words = row_words(s, row);
    bool is_empty = words[0] == '\0';
    if (is_empty)
        text_draw(canvas, frame_word(s, "nominate.review.empty"), box,
                  &(struct text_style){.type = TYPE_BODY,
                                       .color = COLOR_INK700,
                                       .place = TEXT_MIDDLE,
                                       .may_shrink = true});
    else
        wizard_draw_typed(canvas, words, box,
                          &(struct text_style){.type = TYPE_BODY_BOLD,
                                               .color = COLOR_INK900,
                                               .place = TEXT_MIDDLE,
                                               .may_shrink = true});
    crypto_secret_free(words);
}

void review_rows_draw(const struct screen *s, struct canvas *canvas) {
    frame_plate(canvas, table_area(s->env->theme), 28, COLOR_IVORY0, COLOR_IVORY200);
    for (size_t i = 0; i < ROWS; i++)
        draw_row(s, canvas, i);
}
