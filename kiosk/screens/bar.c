#include "screens/bar.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "draw/text.h"
#include "model/content.h"
#include "screens/frame.h"
#include "widgets/chrome.h"

const struct bar_button bar_big_middle = {
    .id = "nav.bigtext", .action = BAR_LARGE_TEXT, .key = "a11y.bigger_short", .x = 692, .w = 130};
const struct bar_button bar_help_middle = {.id = "nav.help",
                                           .action = BAR_HELP,
                                           .icon = "icons/help",
                                           .key = "help.call_short",
                                           .x = 846,
                                           .w = 270};
const struct bar_button bar_back = {.id = "nav.back",
                                    .action = BAR_BACK,
                                    .icon = "icons/back",
                                    .key = "nav.back",
                                    .x = 64,
                                    .w = 270,
                                    .is_way_back = true};
const struct bar_button bar_home = {.id = "nav.home",
                                    .action = BAR_HOME,
                                    .icon = "icons/home",
                                    .key = "nav.home",
                                    .x = 358,
                                    .w = 310};
const struct bar_button bar_help = {.id = "nav.help",
                                    .action = BAR_HELP,
                                    .icon = "icons/help",
                                    .key = "help.call",
                                    .short_key = "help.call_short",
                                    .x = 1572,
                                    .w = 284,
                                    .is_right = true};

const struct bar_button bar_big = {.id = "nav.bigtext",
                                   .action = BAR_LARGE_TEXT,
                                   .key = "a11y.bigger_short",
                                   .x = 1194,
                                   .w = 130,
                                   .is_right = true};
const struct bar_button bar_read = {.id = "nav.read",
                                    .action = BAR_READ,
                                    .icon = "icons/speaker",
                                    .key = "a11y.read_short",
                                    .x = 1348,
                                    .w = 200,
                                    .is_right = true};

#define WIDTH_LEAST 100 // of a button, design pixels
#define TALL_FROM 150   // height of a row whose buttons have the icon over the words

struct fit { // a try at placing them
    const char *keys[BAR_BUTTONS_MAX];
    int widths[BAR_BUTTONS_MAX];
    int gap;
    bool is_short, is_wordy; // shorter words; no icons before them
    bool is_tall;            // icons over the words
};

/* The language button is called by the language it leads to, in its own words. */
static const char *label_of(const struct screen *s, const struct bar_button *b, const char *key) {
    return b->action == BAR_LANGUAGE ? s->env->next_language : frame_word(s, key);
}

/* What the button that reads says before, and while it does. */
static const char *const read_keys[][2] = {
    [BAR_READ_LONG] = {"a11y.read", "a11y.pause_read"},
    [BAR_READ_SHORT] = {"a11y.read_short", "a11y.pause_short"},
    [BAR_READ_CODE] = {"receipt.read_code", "a11y.pause_read"},
};

static enum bar_read_words read_words(const char *key) {
    for (size_t i = 0; i < sizeof read_keys / sizeof *read_keys; i++)
        if (strcmp(read_keys[i][0], key) == 0)
            return (enum bar_read_words)i;
    return BAR_READ_LONG;
}

/* The button that reads keeps its place when its word changes. */
static int label_width(const struct screen *s, const struct bar_button *b, const char *key,
                       enum type_token type) {
    int width = text_width(s->env->metrics, label_of(s, b, key), type);
    if (b->action != BAR_READ)
        return width;
    const char *other = frame_word(s, read_keys[read_words(key)][1]);
    int other_width = text_width(s->env->metrics, other, type);
    return other_width > width ? other_width : width;
}

static int needed_width(const struct screen *s, const struct bar_button *b, const char *key,
                        const struct fit *fit) {
    const struct theme *theme = s->env->theme;
    if (b->is_icon_only)
        return theme_target_px(theme, theme->is_portrait ? 112 : 130, 130);
    enum type_token type = b->is_large ? TYPE_BUTTON_L : TYPE_BUTTON;
    int width = label_width(s, b, key, type);
    if (fit->is_tall) {
        width += theme_px(theme, 20);
    } else {
        width += theme_px(theme, 32);
        if (b->icon && !fit->is_wordy)
            width += theme_px(theme, b->is_large ? 72 : 64);
    }
    int least = theme_target_px(theme, WIDTH_LEAST, 130);
    return width > least ? width : least;
}

static int total_width(const struct screen *s, const struct bar_button *buttons, size_t count,
                       const struct fit *fit) {
    int total = 0;
    for (size_t i = 0; i < count; i++)
        total += fit->widths[i] + theme_px(s->env->theme, buttons[i].room) + (i ? fit->gap : 0);
    return total;
}

/* @return the width that all of them need */
static int measure(const struct screen *s, const struct bar_button *buttons, size_t count,
                   struct fit *fit) {
    for (size_t i = 0; i < count; i++) {
        const struct bar_button *b = &buttons[i];
        fit->keys[i] = fit->is_short && b->short_key ? b->short_key : b->key;
        fit->widths[i] = needed_width(s, b, fit->keys[i], fit);
    }
    return total_width(s, buttons, count, fit);
}

/* What fits nowhere else gives way, each in proportion to what it has above the least a finger
 * needs; its label shrinks. */
static void squeeze(const struct screen *s, const struct bar_button *buttons, size_t count,
                    int available, struct fit *fit) {
    int least = theme_px(s->env->theme, WIDTH_LEAST), spare = 0;
    int missing = total_width(s, buttons, count, fit) - available;
    for (size_t i = 0; i < count; i++)
        spare += fit->widths[i] > least ? fit->widths[i] - least : 0;
    if (missing <= 0 || spare == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        int above = fit->widths[i] > least ? fit->widths[i] - least : 0;
        fit->widths[i] -= (above * missing + spare - 1) / spare;
    }
}

/* Shorter words first; where even they would have to become much smaller, they go without icons. */
static struct fit choose_fit(const struct screen *s, const struct bar_button *buttons, size_t count,
                             struct rect row) {
    struct fit fit = {.gap = theme_px(s->env->theme, count > 4 ? 16 : 24),
                      .is_tall = row.h >= theme_px(s->env->theme, TALL_FROM)};
    if (measure(s, buttons, count, &fit) <= row.w)
        return fit;
    fit.is_short = true;
    fit.is_wordy = !fit.is_tall && measure(s, buttons, count, &fit) > row.w * 17 / 16;
    measure(s, buttons, count, &fit);
    squeeze(s, buttons, count, row.w, &fit);
    return fit;
}

bool bar_has_room(const struct screen *s, const struct bar_button *wanted, size_t count,
                  struct rect row) {
    struct bar_button buttons[BAR_BUTTONS_MAX];
    count = bar_offered(s, wanted, count, buttons);
    struct fit fit = choose_fit(s, buttons, count, row);
    return measure(s, buttons, count, &fit) <= row.w;
}

/* What is left over is shared out; tall ones are all as wide where that is enough for each. */
static void share_spare(const struct screen *s, const struct bar_button *buttons, size_t count,
                        struct rect row, struct fit *fit) {
    int spare = row.w - total_width(s, buttons, count, fit), widest = 0, all = spare;
    for (size_t i = 0; i < count; i++) {
        all += fit->widths[i];
        widest = fit->widths[i] > widest ? fit->widths[i] : widest;
    }
    bool is_even = fit->is_tall && widest * (int)count <= all;
    for (size_t i = 0; i < count && spare > 0; i++)
        fit->widths[i] = is_even ? all / (int)count : fit->widths[i] + spare / (int)count;
}

static const char *read_label(const struct screen *s, enum bar_read_words words) {
    return frame_word(s, read_keys[words][s->env->is_reading]);
}

static const char *read_icon(const struct screen *s) {
    return s->env->is_reading ? "icons/pause" : "icons/speaker";
}

static void show_read(const struct screen *s, struct button *button) {
    button->icon = read_icon(s);
    if (!button->label)
        return;
    free(button->label);
    button->label = xstrdup(read_label(s, (enum bar_read_words)button->value));
}

/* A screen may have one of its own, with an action of its own. */
static bool is_reader(const struct button *b) {
    bool has_icon =
        b->icon && (strcmp(b->icon, "icons/speaker") == 0 || strcmp(b->icon, "icons/pause") == 0);
    return (b->action == BAR_READ || has_icon) && b->value >= 0 && b->value <= BAR_READ_CODE;
}

void bar_renew_read(struct screen *s) {
    for (size_t i = 0; i < s->panel.count; i++) {
        struct button *button = &s->panel.items[i];
        if (!is_reader(button))
            continue;
        show_read(s, button);
        damage_add(s->env->damage, button_reach(button, s->env->theme));
    }
}

static void add(struct screen *s, const struct bar_button *b, struct rect area, const char *key,
                bool is_wordy) {
    const char *icon = is_wordy && !b->is_icon_only ? NULL : b->icon;
    struct button *button = panel_add(&s->panel, b->id, b->action, b->look, area, icon,
                                      b->is_icon_only ? NULL : label_of(s, b, key));
    button->is_icon_last = b->is_icon_last;
    button->is_large = b->is_large;
    button->is_way_back = b->is_way_back;
    if (b->action == BAR_READ) {
        button->value = (int)read_words(key);
        show_read(s, button);
    }
}

static bool fits_as_drawn(const struct screen *s, const struct bar_button *buttons, size_t count) {
    const struct fit fit = {.gap = 0};
    for (size_t i = 0; i < count; i++) {
        int needed = needed_width(s, &buttons[i], buttons[i].key, &fit);
        if (needed > theme_px(s->env->theme, buttons[i].w))
            return false;
    }
    return true;
}

/* What is left over is shared out, or stands between those at the left end and those at the right.
 */
static void lay_in(struct screen *s, const struct bar_button *buttons, size_t count,
                   struct rect row, bool is_filled) {
    struct fit fit = choose_fit(s, buttons, count, row);
    if (is_filled)
        share_spare(s, buttons, count, row, &fit);
    int right_width = 0; // of those that stand at the right end
    for (size_t i = 0; i < count; i++) {
        if (buttons[i].is_right)
            right_width += fit.widths[i] + (right_width ? fit.gap : 0);
    }
    int x = row.x;
    bool is_at_right = is_filled;
    for (size_t i = 0; i < count; i++) {
        if (buttons[i].is_right && !is_at_right) {
            x = row.x + row.w - right_width;
            is_at_right = true;
        }
        add(s, &buttons[i], (struct rect){x, row.y, fit.widths[i], row.h}, fit.keys[i],
            fit.is_wordy);
        x += fit.widths[i] + fit.gap + theme_px(s->env->theme, buttons[i].room);
    }
}

/* Without a sound device or a voice there is no button that promises one, nor one for a language
 * that is not there or that staff do not offer. */
static bool is_offered(const struct screen_env *env, const struct bar_button *b) {
    if (b->action == BAR_LANGUAGE)
        return env->next_language && env->content->switches.is_on[SWITCH_ENGLISH];
    return b->action != BAR_READ || env->can_read;
}

size_t bar_offered(const struct screen *s, const struct bar_button *buttons, size_t count,
                   struct bar_button *out) {
    assert(count <= BAR_BUTTONS_MAX);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_offered(s->env, &buttons[i]))
            out[kept++] = buttons[i];
    }
    return kept;
}

void bar_fill(struct screen *s, const struct bar_button *wanted, size_t count, struct rect row) {
    struct bar_button buttons[BAR_BUTTONS_MAX];
    count = bar_offered(s, wanted, count, buttons);
    lay_in(s, buttons, count, row, true);
}

void bar_lay(struct screen *s, const struct bar_button *wanted, size_t count) {
    const struct theme *theme = s->env->theme;
    struct bar_button buttons[BAR_BUTTONS_MAX];
    if (theme->is_portrait) {
        bar_fill(s, wanted, count, chrome_bar_row(theme, 48, 984));
        return;
    }
    count = bar_offered(s, wanted, count, buttons);
    if (!fits_as_drawn(s, buttons, count)) {
        lay_in(s, buttons, count, chrome_bar_row(theme, 64, 1792), false);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct rect area = chrome_bar_row(theme, buttons[i].x, buttons[i].w);
        add(s, &buttons[i], area, buttons[i].key, false);
    }
}

void bar_add_above(struct screen *s, const struct bar_button *button, int x, int w) {
    add(s, button, theme_rect(s->env->theme, x, 1640, w, 112), button->key, false);
}

bool bar_reply(int action, struct screen_reply *out) {
    static const enum screen_action answers[] = {
        [BAR_BACK - BAR_BACK] = SCREEN_BACK,
        [BAR_HOME - BAR_BACK] = SCREEN_GO_HOME,
        [BAR_HELP - BAR_BACK] = SCREEN_CALL_HELP,
        [BAR_LARGE_TEXT - BAR_BACK] = SCREEN_LARGE_TEXT,
        [BAR_CONTRAST - BAR_BACK] = SCREEN_CONTRAST,
        [BAR_READ - BAR_BACK] = SCREEN_READ,
        [BAR_LANGUAGE - BAR_BACK] = SCREEN_LANGUAGE,
    };
    if (action < BAR_BACK || action > BAR_LANGUAGE)
        return false;
    *out = (struct screen_reply){.action = answers[action - BAR_BACK]};
    return true;
}

void bar_mark_ends(struct screen *s, const struct bar_ends *ends) {
    for (size_t i = 0; i < s->panel.count; i++) {
        struct button *b = &s->panel.items[i];
        if (b->action == ends->prev_action)
            b->is_off = ends->place == 0;
        else if (b->action == ends->next_action)
            b->is_off = ends->place + 1 >= ends->count;
    }
}
