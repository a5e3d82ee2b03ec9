/* Nobody was found (mock-up 15c): what was typed, names that come near, all of them, or to nominate
 * whoever was looked for. */
#include "screens/wall_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "draw/text.h"
#include "model/content.h"
#include "model/people_search.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "screens/wizard.h"

#define NEAR_W 400
#define GAP 24
#define SIDE 48 // of the plate, left free
#define TITLE_LINES_MAX 3

/* What stands on the plate, from its top. */
struct places {
    struct rect plate, lotus, title, hint, near, actions;
};

static const struct text_style title_style = {.type = TYPE_TITLE_2,
                                              .color = COLOR_LAC700,
                                              .align = TEXT_CENTRE,
                                              .place = TEXT_MIDDLE,
                                              .max_lines = TITLE_LINES_MAX,
                                              .may_shrink = true,
                                              .is_private = true};
static const struct text_style hint_style = {.type = TYPE_BODY,
                                             .color = COLOR_INK900,
                                             .align = TEXT_CENTRE,
                                             .place = TEXT_MIDDLE,
                                             .may_shrink = true};

static size_t count_near(const struct screen *s) {
    size_t count = 0;
    for (size_t i = 0; i < s->panel.count; i++)
        count += s->panel.items[i].action == WALL_SEARCH_NEAR;
    return count;
}

/* "Chưa thấy “nong thi z”": what somebody typed, wiped by its owner. */
static char *title_of(const struct screen *s) {
    return frame_fill_one(s, "honours.not_found", "text", s->env->visit->query);
}

static void forget(char *text) {
    crypto_wipe(text, strlen(text));
    free(text);
}

static int title_height(const struct screen *s, int width_px) {
    char *title = title_of(s);
    int height = text_height(s->env->metrics, title, width_px, &title_style);
    int most = TITLE_LINES_MAX * theme_line_px(s->env->theme, title_style.type);
    forget(title);
    return height < most ? height : most;
}

/* The lotus gives way where the words are many or large; what is left over stands above and below.
 */
static struct places place(const struct screen *s, size_t near_count) {
    const struct theme *theme = s->env->theme;
    struct places p = {.plate = frame_rect(theme, (struct rect){496, 148, 1360, 772},
                                           (struct rect){48, 648, 984, 800})};
    struct rect box = p.plate;
    int side = theme_px(theme, SIDE), gap = theme_px(theme, GAP);
    rect_cut_left(&box, side);
    rect_cut_right(&box, side);
    int title = title_height(s, box.w);
    int hint = theme_line_px(theme, hint_style.type) * (near_count ? 2 : 1) + theme_px(theme, 8);
    int near = near_count ? theme_px(theme, 96) + gap : 0, actions = theme_px(theme, 112);
    int used = title + gap + hint + near + gap + actions;
    int lotus = box.h - used - 3 * gap;
    lotus = lotus > theme_px(theme, 172) ? theme_px(theme, 172) : lotus;
    bool has_lotus = lotus >= theme_px(theme, 64);
    used += has_lotus ? lotus + gap : 0;
    rect_cut_top(&box, (box.h - used) / 2);
    if (has_lotus) {
        p.lotus = rect_centre(rect_cut_top(&box, lotus), lotus * 260 / 182, lotus);
        rect_cut_top(&box, gap);
    }
    p.title = rect_cut_top(&box, title);
    rect_cut_top(&box, gap / 2);
    p.hint = rect_cut_top(&box, hint);
    rect_cut_top(&box, gap / 2);
    if (near_count)
        rect_cut_top(&box, gap / 2);
    p.near = rect_cut_top(&box, near_count ? near - gap : 0);
    rect_cut_top(&box, near_count ? gap * 3 / 2 : gap);
    p.actions = rect_cut_top(&box, actions);
    return p;
}

/* --- buttons -------------------------------------------------------------------------------- */

static int near_width(const struct screen *s, uint32_t person) {
    return text_width(s->env->metrics, s->env->content->people[person].name, TYPE_BUTTON) +
           theme_px(s->env->theme, 56);
}

static int row_width(const struct theme *theme) {
    return theme_px(theme, (theme->is_portrait ? 984 : 1360) - 2 * SIDE);
}

/* As many side by side as have room for their names, shrunk a little at most. */
static size_t fit_near(const struct screen *s, const uint32_t *near, size_t count) {
    int room = row_width(s->env->theme);
    for (size_t i = 0; i < count; i++) {
        if (near_width(s, near[i]) * (int)count * 4 / 5 > room)
            return fit_near(s, near, count - 1);
    }
    return count;
}

/* Of one width, in the middle: 400, wider for long names. */
static void lay_near(struct screen *s, const uint32_t *near, size_t count, struct rect row) {
    const struct theme *theme = s->env->theme;
    int gap = theme_px(theme, GAP), w = theme_px(theme, NEAR_W);
    int most = count ? (row.w + gap) / (int)count - gap : 0;
    for (size_t i = 0; i < count; i++) {
        int wanted = near_width(s, near[i]);
        w = wanted > w ? wanted : w;
    }
    w = w < most ? w : most;
    row = rect_centre(row, (int)count * (w + gap) - gap, row.h);
    for (size_t i = 0; i < count; i++) {
        char id[ELEMENT_ID_BYTES];
        snprintf(id, sizeof id, "people.near.%zu", i);
        panel_add(&s->panel, id, WALL_SEARCH_NEAR, BUTTON_CHIP, rect_cut_left(&row, w), NULL,
                  s->env->content->people[near[i]].name)
            ->value = (int)near[i];
        rect_cut_left(&row, gap);
    }
}

static void lay_actions(struct screen *s, struct rect row) {
    const struct theme *theme = s->env->theme;
    bool can_nominate = s->env->is_enrolled && days_can_nominate(s->env);
    int gap = theme_px(theme, GAP), all = theme_px(theme, 480), nominate = theme_px(theme, 568);
    if (!can_nominate) {
        row = rect_centre(row, all, row.h);
    } else if (all + gap + nominate <= row.w) {
        row = rect_centre(row, all + gap + nominate, row.h);
    } else { // portrait
        all = (row.w - gap) * 9 / 20;
        nominate = row.w - gap - all;
    }
    panel_add(&s->panel, "people.all", WALL_SEARCH_ALL, BUTTON_SECONDARY, rect_cut_left(&row, all),
              "icons/list", frame_word(s, "nav.see_all"));
    if (!can_nominate)
        return;
    rect_cut_left(&row, gap);
    panel_add(&s->panel, "people.nominate", WALL_SEARCH_NOMINATE, BUTTON_PRIMARY,
              rect_cut_left(&row, nominate), "icons/nominate",
              frame_word(s, "honours.nominate_this"));
}

void wall_empty_lay(struct screen *s, const struct people_search *found) {
    uint32_t near[PEOPLE_NEAR_MAX];
    size_t count = fit_near(s, near, people_search_near(found, near));
    struct places p = place(s, count);
    lay_near(s, near, count, p.near);
    lay_actions(s, p.actions);
}

/* --- drawing -------------------------------------------------------------------------------- */

void wall_empty_draw(const struct screen *s, struct canvas *canvas) {
    size_t near_count = count_near(s);
    struct places p = place(s, near_count);
    if (!canvas_shows(canvas, p.plate))
        return;
    frame_plate(canvas, p.plate, 28, COLOR_IVORY0, COLOR_IVORY200);
    if (!rect_is_empty(p.lotus))
        frame_icon(canvas, "motif/lotus-pale", p.lotus, COLOR_NONE);
    char *title = title_of(s);
    wizard_draw_typed(canvas, title, p.title, &title_style);
    forget(title);
    struct rect first = rect_cut_top(&p.hint, p.hint.h / (near_count ? 2 : 1));
    text_draw(canvas, frame_word(s, "honours.not_found.help"), first, &hint_style);
    if (near_count)
        text_draw(canvas, frame_word(s, "honours.not_found.near"), p.hint, &hint_style);
}
