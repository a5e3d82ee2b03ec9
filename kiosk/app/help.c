#include "app/help.h"

#include "base/clock.h"
#include "draw/text.h"
#include "model/words.h"
#include "screens/home_hero.h"
#include "widgets/icon.h"

#define BAND_H 44
#define PAGE_TOP 140 // where what a page shows begins
#define FLASH_MS 300
#define FLASHES 8 // changes from lit to dark and back

/* Over the brocade below header or hero, so that it hides no word; at the very top of pages that
 * have neither. */
static struct rect band_area(const struct theme *theme, enum screen_id on) {
    int h = theme_px(theme, BAND_H), line = theme_line_px(theme, TYPE_TAG);
    struct rect band = {.w = theme->width, .h = h > line ? h : line};
    if (on == SCREEN_HOME)
        band.y = theme_rect(theme, 0, home_hero_height(theme) - 6, 1, 1).y;
    else if (on != SCREEN_ATTRACT && on != SCREEN_NOTICE)
        band.y = theme_rect(theme, 0, PAGE_TOP, 1, 1).y - band.h;
    return band;
}

static void begin(struct help *help, const struct screen_env *env, enum screen_id on,
                  enum help_state state) {
    *help = (struct help){
        .state = state, .since_ms = clock_mono_ms(env->clock), .is_lit = state != HELP_NONE};
    damage_add(env->damage, band_area(env->theme, on));
}

void help_call(struct help *help, const struct screen_env *env, enum screen_id on) {
    if (help->state != HELP_CALLED)
        begin(help, env, on, HELP_CALLED);
}

void help_end(struct help *help, const struct screen_env *env, enum screen_id on) {
    if (help->state != HELP_NONE)
        begin(help, env, on, HELP_NONE);
}

bool help_seen(struct help *help, const struct screen_env *env, enum screen_id on) {
    if (help->state != HELP_CALLED)
        return false;
    begin(help, env, on, HELP_SEEN);
    return true;
}

static bool flashes(const struct help *help, const struct screen_env *env) {
    return help->state == HELP_CALLED && !env->is_motion_reduced && !env->theme->has_high_contrast;
}

static int64_t end_ms(const struct help *help) {
    return help->since_ms + (help->state == HELP_SEEN ? HELP_SEEN_MS : HELP_CALL_MS);
}

void help_tick(struct help *help, const struct screen_env *env, enum screen_id on, int64_t now_ms) {
    if (help->state == HELP_NONE)
        return;
    if (now_ms >= end_ms(help)) {
        help_end(help, env, on);
        return;
    }
    int64_t beat = (now_ms - help->since_ms) / FLASH_MS;
    bool is_lit = !flashes(help, env) || beat >= FLASHES || beat % 2 == 0;
    if (is_lit != help->is_lit)
        damage_add(env->damage, band_area(env->theme, on));
    help->is_lit = is_lit;
}

int64_t help_deadline_ms(const struct help *help, const struct screen_env *env) {
    if (help->state == HELP_NONE)
        return 0;
    int64_t beat = (clock_mono_ms(env->clock) - help->since_ms) / FLASH_MS;
    if (flashes(help, env) && beat < FLASHES)
        return help->since_ms + (beat + 1) * FLASH_MS;
    return end_ms(help);
}

void help_draw(const struct help *help, const struct screen_env *env, enum screen_id on,
               struct canvas *canvas) {
    const struct theme *theme = env->theme;
    struct rect band = band_area(theme, on);
    if (help->state == HELP_NONE || !canvas_shows(canvas, band))
        return;
    bool is_contrast = theme->has_high_contrast;
    enum color_token lit = is_contrast ? COLOR_YELLOW : COLOR_GOLD300;
    enum color_token dark = is_contrast ? COLOR_BLACK : COLOR_LAC950;
    enum color_token ink = is_contrast ? COLOR_BLACK : COLOR_INK900;
    canvas_fill(canvas, band, theme_color(theme, help->is_lit ? lit : dark));
    if (!help->is_lit)
        ink = lit;
    const char *words =
        words_get(env->words, help->state == HELP_SEEN ? "help.band.seen" : "help.band.called");
    int icon = theme_px(theme, 34), gap = theme_px(theme, 14), edge = theme_px(theme, 48);
    int room = band.w - 2 * edge - icon - gap, w = text_width(canvas, words, TYPE_TAG) + 1;
    struct rect row = rect_centre(band, icon + gap + (w < room ? w : room), band.h);
    icon_draw(canvas, help->state == HELP_SEEN ? "icons/check" : "icons/help",
              rect_cut_left(&row, icon), ink);
    rect_cut_left(&row, gap);
    text_draw(canvas, words, row,
              &(struct text_style){.type = TYPE_TAG,
                                   .color = ink,
                                   .place = TEXT_MIDDLE,
                                   .max_lines = 1,
                                   .may_shrink = true});
}
