#include "screens/frame.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/utf8.h"
#include "draw/art.h"
#include "draw/photo.h"
#include "model/content.h"
#include "model/words.h"
#include "widgets/chrome.h"

const char *frame_word(const struct screen *s, const char *key) {
    return words_get(s->env->words, key);
}

/* The proper name in a commune's name: "Hồng Phong" of "xã Hồng Phong". */
static const char *place_of(const struct content *content) {
    const char *at = content->commune.name;
    while (*at) {
        uint32_t letter;
        if (utf8_decode(at, strlen(at), &letter) > 0 && utf8_to_lower(letter) != letter)
            return at; // the kind of commune is written small, its name large
        const char *space = strchr(at, ' ');
        if (!space)
            break;
        at = space + 1;
    }
    return content->commune.name;
}

char *frame_fill(const struct screen *s, const char *key) {
    const struct content *content = s->env->content;
    const char *values[] = {"place",  place_of(content),       "commune", content->commune.name,
                            "agency", content->commune.agency, NULL};
    return words_fill(s->env->words, key, values);
}

char *frame_fill_one(const struct screen *s, const char *key, const char *name, const char *value) {
    const char *values[] = {name, value, NULL};
    return words_fill(s->env->words, key, values);
}

char *frame_fill_number(const struct screen *s, const char *key, long long value) {
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", value);
    return frame_fill_one(s, key, "n", digits);
}

void frame_clock(const struct screen_env *env, char *out) {
    if (clock_trust(env->clock) == CLOCK_TRUST_UNSYNCED) {
        out[0] = '\0';
        return;
    }
    struct date_time now = date_time_at(clock_wall_s(env->clock), env->clock->zone_s);
    snprintf(out, 8, "%02d:%02d", now.hour % 24, now.minute % 60);
}

const char *frame_tag(const struct screen *s) {
    if (s->env->is_draft)
        return frame_word(s, "common.draft");
    return s->env->content->is_sample ? frame_word(s, "common.sample") : NULL;
}

void frame_draw(const struct screen *s, struct canvas *canvas, const struct frame *frame) {
    char clock[8];
    frame_clock(s->env, clock);
    bool is_wizard = frame->step > 0 || frame->is_form;
    bool is_tag_below = frame->is_form && s->env->theme->is_portrait;
    struct chrome_header header = {
        .title = frame->title,
        .sample_tag = is_tag_below ? NULL : frame_tag(s),
        // Who looks back is not to take it for what is now.
        .clock = s->env->content->is_past ? frame_word(s, "past.mark")
                 : is_wizard || !clock[0] ? NULL
                                          : clock,
        .offline = s->env->is_offline ? frame_word(s, "sys.offline_pill") : NULL,
        .step = frame->step,
        .step_count = frame->step > 0 ? FRAME_STEPS : 0,
        .step_name = frame->step_name,
    };
    chrome_draw_page(canvas);
    chrome_draw_header(canvas, &header);
    chrome_draw_bar(canvas);
}

struct rect frame_rect(const struct theme *theme, struct rect landscape, struct rect portrait) {
    struct rect r = theme->is_portrait ? portrait : landscape;
    return theme_rect(theme, r.x, r.y, r.w, r.h);
}

struct rect frame_band(const struct theme *theme, int top, int bottom) {
    struct rect band = theme_rect(theme, 0, top, 1, bottom - top);
    struct rect whole = theme_canvas(theme);
    if (top == 0) { // what lies beyond the centred layout belongs to the band at its edge
        band.h += band.y - whole.y;
        band.y = whole.y;
    }
    if (bottom == (theme->is_portrait ? 1920 : 1080))
        band.h = whole.y + whole.h - band.y;
    band.x = whole.x;
    band.w = whole.w;
    return band;
}

struct rect frame_text(struct canvas *canvas, const char *text, struct rect box,
                       const struct text_style *style) {
    int used = text_draw(canvas, text, box, style);
    rect_cut_top(&box, used);
    return box;
}

void frame_icon(struct canvas *canvas, const char *name, struct rect r, enum color_token ink) {
    SDL_Surface *picture = art_get(canvas->art, name, r.w, r.h, theme_color(canvas->theme, ink));
    canvas_picture(canvas, picture, r.x, r.y, 255);
}

void frame_disc(struct canvas *canvas, struct rect r, enum color_token fill, const char *icon,
                enum color_token ink) {
    canvas_round(canvas, r, r.h / 2, theme_color(canvas->theme, fill));
    frame_icon(canvas, icon, rect_centre(r, r.w * 5 / 8, r.h * 5 / 8), ink);
}

void frame_picture(struct canvas *canvas, const char *name, struct rect r, int radius_px,
                   struct point aspect) {
    int w = r.w, h = (r.w * aspect.y + aspect.x - 1) / aspect.x;
    if (h < r.h) {
        h = r.h;
        w = (r.h * aspect.x + aspect.y - 1) / aspect.y;
    }
    const struct color own = {0};
    canvas_picture_round(canvas, art_get(canvas->art, name, w, h, own), r, radius_px, 255);
}

bool frame_photo(struct canvas *canvas, const char *key, struct rect r, int radius_px) {
    if (!key || photos_is_broken(canvas->photos, key))
        return false;
    SDL_Surface *photo = photos_get_for(canvas->photos, key, r);
    if (!photo || photo->format->Amask)
        canvas_round(canvas, r, radius_px, theme_color(canvas->theme, COLOR_GOLD200));
    if (photo) {
        canvas_picture_round(canvas, photo, r, radius_px, 255);
    } else {
        int side = (r.w < r.h ? r.w : r.h) * 2 / 5;
        frame_icon(canvas, "motif/mark", rect_centre(r, side, side), COLOR_GOLD500);
    }
    return true;
}

void frame_drum(struct canvas *canvas, const char *name, struct rect r, struct rect clip,
                int alpha) {
    if (canvas->theme->has_high_contrast || !canvas_shows(canvas, clip))
        return;
    canvas_push_clip(canvas, clip);
    struct color gold = theme_color(canvas->theme, COLOR_GOLD450);
    gold.a = (uint8_t)alpha;
    canvas_mask(canvas, art_mask(canvas->art, name, r.w, r.h), r.x, r.y, gold);
    canvas_pop_clip(canvas);
}

enum color_token frame_on_red(const struct theme *theme, enum color_token token) {
    if (!theme->has_high_contrast)
        return token;
    switch (token) {
    case COLOR_GOLD300:
    case COLOR_GOLD400:
    case COLOR_GOLD500:
    case COLOR_GOLD600:
        return COLOR_YELLOW;
    case COLOR_GOLD200:
    case COLOR_IVORY0:
        return COLOR_WHITE;
    default:
        return COLOR_BLACK;
    }
}

void frame_plate(struct canvas *canvas, struct rect r, int radius, enum color_token fill,
                 enum color_token outline) {
    const struct theme *theme = canvas->theme;
    int line = theme_px(theme, theme->has_high_contrast ? 6 : 3);
    struct color edge = theme_color(theme, outline), face = theme_color(theme, fill);
    if (theme->has_high_contrast && memcmp(&edge, &face, sizeof edge) == 0)
        edge = theme_color(theme, COLOR_WHITE); // a plate without its colour needs its edge
    canvas_round_outline(canvas, r, theme_px(theme, radius), line, edge, face);
}

void frame_red_plate(struct canvas *canvas, struct rect r, int radius, enum color_token fill,
                     enum color_token outline) {
    frame_plate(canvas, r, radius, frame_on_red(canvas->theme, fill),
                frame_on_red(canvas->theme, outline));
}

void frame_hero(struct canvas *canvas, int top, int bottom, struct rect drum) {
    const struct theme *theme = canvas->theme;
    struct rect band = frame_band(theme, top, bottom);
    canvas_gradient(canvas, band, theme_color(theme, frame_on_red(theme, COLOR_LAC800)),
                    theme_color(theme, frame_on_red(theme, COLOR_LAC700)));
    frame_drum(canvas, "motif/drum", drum, band, 76); // 30 %: only a headline crosses it
}

void frame_note(struct canvas *canvas, struct rect r, enum note_tone tone, const char *text) {
    static const struct {
        enum color_token fill, line, ink;
        const char *icon;
    } looks[] = {
        [NOTE_ERROR] = {COLOR_LAC100, COLOR_LAC700, COLOR_LAC700, "icons/warn"},
        [NOTE_INFO] = {COLOR_INDIGO100, COLOR_INDIGO100, COLOR_INDIGO800, "icons/eye"},
        [NOTE_DONE] = {COLOR_JADE100, COLOR_JADE700, COLOR_JADE900, "icons/clock"},
    };
    const struct theme *theme = canvas->theme;
    frame_plate(canvas, r, 24, looks[tone].fill, looks[tone].line);
    struct rect inner = rect_inset(r, theme_px(theme, 12));
    int side = theme_px(theme, 48);
    struct rect left = rect_cut_left(&inner, side + theme_px(theme, 32));
    frame_icon(canvas, looks[tone].icon, rect_centre(left, side, side), looks[tone].ink);
    text_draw(canvas, text, inner,
              &(struct text_style){.type = TYPE_BODY_S_BOLD,
                                   .color = looks[tone].ink,
                                   .place = TEXT_MIDDLE,
                                   .may_shrink = true});
}
