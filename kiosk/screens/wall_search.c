#include "screens/wall_search.h"

#include <string.h>

#include "base/crypto.h"
#include "base/utf8.h"
#include "draw/text.h"
#include "screens/frame.h"

#define RADIUS 24
#define LIP 8
#define LINE 5
#define CLEAR_W 112
#define ELLIPSIS "…"

static const struct button *find(const struct screen *s, int action) {
    for (size_t i = 0; i < s->panel.count; i++) {
        if (s->panel.items[i].action == action)
            return &s->panel.items[i];
    }
    return NULL;
}

/* What was typed and the X are two targets in one field, which is drawn here. */
void wall_search_lay(struct screen *s, struct rect area) {
    if (!s->env->visit->query[0]) {
        panel_add(&s->panel, "people.search", WALL_SEARCH_OPEN, BUTTON_FIELD, area, "icons/search",
                  frame_word(s, "honours.search"));
        return;
    }
    struct rect clear = rect_cut_right(&area, theme_px(s->env->theme, CLEAR_W));
    panel_add(&s->panel, "people.search", WALL_SEARCH_OPEN, BUTTON_BARE, area, NULL,
              s->env->visit->query)
        ->is_private = true;
    panel_add(&s->panel, "people.search.clear", WALL_SEARCH_CLEAR, BUTTON_BARE, clear, NULL,
              frame_word(s, "honours.search_clear"));
}

/* --- drawing -------------------------------------------------------------------------------- */

/* The whole field, seen through one of its two targets: each shows its own press. */
static void draw_half(struct canvas *canvas, const struct button *half, struct rect face) {
    const struct theme *theme = canvas->theme;
    int radius = theme_px(theme, RADIUS);
    canvas_push_clip(canvas, half->area);
    if (!theme->has_high_contrast) {
        struct rect lip = face;
        lip.y += theme_px(theme, LIP);
        canvas_round(canvas, lip, radius, theme_color(theme, COLOR_IVORY300));
    }
    canvas_round_outline(canvas, face, radius, theme_px(theme, LINE),
                         theme_color(theme, COLOR_LAC700),
                         theme_color(theme, half->finger ? COLOR_IVORY200 : COLOR_IVORY0));
    canvas_pop_clip(canvas);
}

static const struct text_style typed_style = {.type = TYPE_BODY_BOLD,
                                              .color = COLOR_INK900,
                                              .place = TEXT_MIDDLE,
                                              .max_lines = 1,
                                              .is_private = true};
static const struct text_style long_style = {
    .type = TYPE_BODY_S_BOLD, .color = COLOR_INK900, .place = TEXT_MIDDLE, .is_private = true};

/* On one line, on two smaller ones where they have room, or as much of its end as these hold. */
static void draw_end(struct canvas *canvas, const char *typed, struct rect box) {
    if (text_width(canvas, typed, typed_style.type) <= box.w) {
        text_draw(canvas, typed, box, &typed_style);
        return;
    }
    size_t len = strlen(typed), at = 0;
    char *end = crypto_secret_alloc(len + sizeof ELLIPSIS);
    memcpy(end, typed, len + 1);
    int line_px = theme_line_px(canvas->theme, long_style.type);
    int room = box.h < 2 * line_px ? line_px : 2 * line_px;
    while (text_height(canvas, end, box.w, &long_style) > room) {
        at = utf8_next(typed, at);
        memcpy(end, ELLIPSIS, sizeof ELLIPSIS);
        memcpy(end + strlen(ELLIPSIS), typed + at, len - at + 1);
    }
    text_draw(canvas, end, box, &long_style);
    crypto_secret_free(end);
}

static void draw_typed(const struct screen *s, struct canvas *canvas, struct rect box) {
    const struct theme *theme = s->env->theme;
    rect_cut_left(&box, theme_px(theme, 28));
    struct rect icon = rect_cut_left(&box, theme_px(theme, 52));
    frame_icon(canvas, "icons/search", rect_centre(icon, icon.w, icon.w), COLOR_LAC700);
    rect_cut_left(&box, theme_px(theme, 14));
    draw_end(canvas, s->env->visit->query, box);
}

static void draw_clear(struct canvas *canvas, const struct button *clear, struct rect box) {
    const struct theme *theme = canvas->theme;
    struct rect plate = rect_centre(box, theme_px(theme, 76), theme_px(theme, 72));
    plate.x -= theme_px(theme, 2);
    if (!theme->has_high_contrast)
        canvas_round(canvas, plate, theme_px(theme, 18),
                     theme_color(theme, clear->finger ? COLOR_IVORY300 : COLOR_IVORY100));
    frame_icon(canvas, "icons/close", rect_centre(plate, theme_px(theme, 44), theme_px(theme, 44)),
               COLOR_INK900);
}

void wall_search_draw(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    const struct button *open = find(s, WALL_SEARCH_OPEN), *clear = find(s, WALL_SEARCH_CLEAR);
    if (!open || !clear || !canvas_shows(canvas, rect_union(open->area, clear->area)))
        return;
    int lip = theme->has_high_contrast ? 0 : theme_px(theme, LIP);
    struct rect face = rect_union(open->area, clear->area), left = open->area, right = clear->area;
    face.h -= lip;
    left.h -= lip;
    right.h -= lip;
    draw_half(canvas, open, face);
    draw_half(canvas, clear, face);
    draw_typed(s, canvas, left);
    draw_clear(canvas, clear, right);
    for (size_t i = 0; i < s->panel.count; i++) { // over its neighbour
        const struct button *b = &s->panel.items[i];
        if (s->panel.focus == (int)i && (b == open || b == clear))
            button_draw_ring(b->area, 0, canvas);
    }
}

/* --- events --------------------------------------------------------------------------------- */

static void forget_query(struct visit *visit) {
    crypto_wipe(visit->query, sizeof visit->query);
    visit->first_person = 0;
}

/* A name as it is written, of what was typed to find it: "nong thi z" is Nong Thi Z. */
static void write_name(char *out, size_t room, const char *query) {
    size_t len = 0, query_len = strlen(query), used;
    bool is_first = true;
    uint32_t letter;
    for (size_t at = 0; at < query_len; at += used) {
        used = utf8_decode(query + at, query_len - at, &letter);
        if (used == 0 || len + 5 > room)
            break;
        bool is_space = letter == ' ';
        if (!is_space || len > 0)
            len += utf8_encode(is_first ? utf8_to_upper(letter) : letter, out + len);
        is_first = is_space;
    }
    out[len] = '\0';
}

bool wall_search_fired(struct screen *s, const struct button *fired, struct screen_reply *out) {
    struct visit *visit = s->env->visit;
    *out = (struct screen_reply){.action = SCREEN_STAY};
    switch (fired->action) {
    case WALL_SEARCH_OPEN:
        *out = (struct screen_reply){SCREEN_GO, SCREEN_SEARCH};
        return true;
    case WALL_SEARCH_ALL:
        visit->group = NULL;
        forget_query(visit);
        return true;
    case WALL_SEARCH_CLEAR:
        forget_query(visit);
        return true;
    case WALL_SEARCH_NEAR:
        visit->person = (size_t)fired->value;
        *out = (struct screen_reply){SCREEN_GO, SCREEN_DETAIL};
        return true;
    case WALL_SEARCH_NOMINATE:
        write_name(visit->form->name, sizeof visit->form->name, visit->query);
        *out = (struct screen_reply){SCREEN_GO, SCREEN_WHO};
        return true;
    default:
        return false;
    }
}
