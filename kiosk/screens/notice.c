/* Shown instead of everything else: no content yet, content on its way, or out of service. */
#include "screens/notice.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "draw/text.h"
#include "model/content.h"
#include "model/hours.h"
#include "model/words.h"
#include "screens/frame.h"
#include "widgets/chrome.h"
#include "widgets/icon.h"

struct notice_words { // keys
    const char *title, *body;
};

static const struct notice_words notices[] = {
    [NOTICE_NO_CONTENT] = {"sys.resting", "sys.resting.no_content"},
    [NOTICE_UPDATING] = {"sys.resting", "sys.resting.body"},
    [NOTICE_OUT_OF_SERVICE] = {"sys.resting", "sys.resting.out_of_service"},
    [NOTICE_CLOSED_HOURS] = {"sys.resting", "sys.closed_hours"},
};

static void enter(struct screen *screen) {
    panel_clear(&screen->panel);
}

static struct screen_reply event(struct screen *screen, const struct event *ev) {
    (void)screen;
    (void)ev;
    return (struct screen_reply){.action = SCREEN_STAY};
}

/* "07:00", with the day where it is another; "" where the office never opens. Owned by the caller.
 */
static char *opening_words(const struct screen *s) {
    const struct screen_env *env = s->env;
    int64_t now_s = clock_wall_s(env->clock);
    int64_t at_s = env->hours ? hours_next_opening(env->hours, now_s, env->clock->zone_s) : 0;
    struct date_time at = date_time_at(at_s, env->clock->zone_s);
    char hour[24], day[DATE_VI_MAX];
    if (at_s == 0)
        return xstrdup("");
    snprintf(hour, sizeof hour, "%02d:%02d", at.hour, at.minute);
    if (date_compare(at.date, date_time_at(now_s, env->clock->zone_s).date) == 0)
        return xstrdup(hour);
    date_format_vi(at.date, day);
    const char *values[] = {"hour", hour, "date", day, NULL};
    return words_fill(env->words, "sys.closed_hours.day", values);
}

/* Owned by the caller. */
static char *body_words(const struct screen *s) {
    const char *key = notices[s->env->notice].body;
    if (s->env->notice != NOTICE_CLOSED_HOURS)
        return xstrdup(frame_word(s, key));
    char *opening = opening_words(s);
    char *words = frame_fill_one(s, key, "time", opening);
    free(opening);
    return words;
}

/* The drum stays faint: words cross it (tokens.md section 5). */
static void draw_ground(struct canvas *canvas, struct rect whole) {
    const struct theme *theme = canvas->theme;
    canvas_gradient(canvas, whole, theme_color(theme, frame_on_red(theme, COLOR_LAC800)),
                    theme_color(theme, frame_on_red(theme, COLOR_LAC900)));
    int side = theme_px(theme, 1088);
    frame_drum(canvas, "motif/drum", rect_centre(whole, side, side), whole, 40);
    if (theme->has_high_contrast)
        return;
    int strip = theme_px(theme, 44);
    chrome_draw_brocade(canvas, rect_cut_top(&whole, strip), true);
    chrome_draw_brocade(canvas, rect_cut_bottom(&whole, strip), true);
}

/* --- whom to see ---------------------------------------------------------------------------- */

static void add_line(const struct screen *s, struct strbuf *text, const char *key, const char *name,
                     const char *value) {
    if (!value)
        return; // a gap in the plan stays a gap
    char *line = frame_fill_one(s, key, name, value);
    strbuf_add_char(text, '\n');
    strbuf_add_text(text, line);
    free(line);
}

/* What the content knows of office, room and telephone; without content the general sentence. */
static char *contact_text(const struct screen *s) {
    const struct content *content = s->env->content;
    if (!content || !content->campaign.plan.contact.text)
        return xstrdup(frame_word(s, "sys.urgent"));
    const struct contact *contact = &content->campaign.plan.contact;
    struct strbuf text = {0};
    char *first = frame_fill_one(s, "sys.urgent_contact", "contact", contact->text);
    strbuf_add_text(&text, first);
    add_line(s, &text, "contact.room", "room", contact->room);
    add_line(s, &text, "contact.phone", "phone", contact->phone);
    add_line(s, &text, "contact.hours", "hours", contact->hours);
    free(first);
    return strbuf_detach(&text);
}

/* --- from top to bottom --------------------------------------------------------------------- */

/* Heights of what stands on the page, so that all of it lies in the middle. */
struct stack {
    char *contact; // owned
    int body_w, body_h, title_h, plate_h, tag_h, gap;
};

static const struct text_style title_style = {.type = TYPE_NOTICE,
                                              .color = COLOR_WHITE,
                                              .align = TEXT_CENTRE,
                                              .max_lines = 2,
                                              .may_shrink = true};
static const struct text_style body_style = {
    .type = TYPE_BODY_L, .color = COLOR_WHITE, .align = TEXT_CENTRE, .may_shrink = true};
static const struct text_style contact_style = {
    .type = TYPE_BODY_BOLD, .color = COLOR_WHITE, .place = TEXT_MIDDLE, .may_shrink = true};

static int plate_width(const struct theme *theme) {
    return theme_px(theme, theme->is_portrait ? 984 : theme->has_large_text ? 1280 : 1000);
}

static int contact_width(const struct theme *theme) {
    return plate_width(theme) - theme_px(theme, 184 + 40);
}

static struct stack measure(const struct screen *s, struct canvas *canvas, const char *title,
                            const char *body) {
    const struct theme *theme = s->env->theme;
    int w = theme_px(theme, theme->has_large_text ? 984 : 900);
    bool is_sample = s->env->content && s->env->content->is_sample;
    struct stack stack = {.contact = contact_text(s), .gap = theme_px(theme, 40)};
    stack.title_h =
        text_height(canvas, title, theme_px(theme, theme->is_portrait ? 984 : 1792), &title_style);
    stack.body_w = text_balanced_width(canvas, body, w, &body_style);
    stack.body_h = text_height(canvas, body, stack.body_w, &body_style);
    stack.plate_h = text_height(canvas, stack.contact, contact_width(theme), &contact_style) +
                    theme_px(theme, 48);
    int least = theme_px(theme, 160);
    stack.plate_h = stack.plate_h > least ? stack.plate_h : least;
    stack.tag_h = is_sample ? theme_px(theme, 64) : 0;
    return stack;
}

static void draw_contact(const struct screen *s, struct canvas *canvas, struct rect box,
                         const struct stack *stack) {
    const struct theme *theme = s->env->theme;
    struct rect plate = rect_centre(box, plate_width(theme), box.h);
    frame_red_plate(canvas, plate, 28, COLOR_LAC950, COLOR_GOLD500);
    int side = theme_px(theme, 84);
    struct rect icon = rect_cut_left(&plate, theme_px(theme, 184));
    rect_cut_right(&plate, theme_px(theme, 40));
    frame_icon(canvas, "icons/help", rect_centre(icon, side, side),
               frame_on_red(theme, COLOR_GOLD300));
    struct text_style style = contact_style;
    style.color = frame_on_red(theme, COLOR_IVORY0);
    plate.w = text_balanced_width(canvas, stack->contact, plate.w, &style);
    text_draw(canvas, stack->contact, plate, &style);
}

static void draw(const struct screen *screen, struct canvas *canvas) {
    const struct screen_env *env = screen->env;
    const struct theme *theme = env->theme;
    const char *title = frame_word(screen, notices[env->notice].title);
    char *body = body_words(screen);
    struct rect whole = theme_canvas(theme);
    draw_ground(canvas, whole);
    struct stack stack = measure(screen, canvas, title, body);
    int lotus = theme_px(theme, 256);
    int lotus_h = theme->has_high_contrast ? 0 : lotus * 2 / 3; // no motif there
    int used = lotus_h + stack.title_h + stack.body_h + stack.plate_h + stack.tag_h + 4 * stack.gap;
    struct rect page = rect_inset(whole, theme_px(theme, 48));
    struct rect column = rect_centre(page, page.w, used < page.h ? used : page.h);
    struct rect flower = rect_centre(rect_cut_top(&column, lotus_h), lotus, lotus);
    if (lotus_h)
        icon_draw_coloured(canvas, "motif/lotus-gold", flower);
    rect_cut_top(&column, stack.gap);
    struct text_style style = title_style;
    style.color = frame_on_red(theme, COLOR_IVORY0);
    text_draw(canvas, title, rect_cut_top(&column, stack.title_h), &style);
    rect_cut_top(&column, stack.gap / 4);
    style = body_style;
    style.color = frame_on_red(theme, COLOR_IVORY0);
    struct rect words = rect_cut_top(&column, stack.body_h);
    text_draw(canvas, body, rect_centre(words, stack.body_w, words.h), &style);
    rect_cut_top(&column, stack.gap * 5 / 4);
    draw_contact(screen, canvas, rect_cut_top(&column, stack.plate_h), &stack);
    if (stack.tag_h) {
        const char *sample = frame_word(screen, "common.sample");
        int w = text_width(canvas, sample, TYPE_TAG) + 2 * theme_px(theme, 17);
        int y = column.y + stack.gap + stack.tag_h / 2;
        chrome_draw_tag(canvas, whole.x + (whole.w + w) / 2, y, sample, true);
    }
    free(stack.contact);
    free(body);
}

const struct screen_kind notice_screen = {
    .name = "notice",
    .idle = SCREEN_IDLE_NEVER,
    .size_bytes = sizeof(struct screen),
    .enter = enter,
    .event = event,
    .draw = draw,
};
