#include "screens/bar.h"

#include <assert.h>

#include "draw/text.h"
#include "screens/frame.h"

const struct bar_button bar_back = {.id = "nav.back",
                                    .action = BAR_BACK,
                                    .icon = "icons/back",
                                    .key = "nav.back",
                                    .x = 64,
                                    .w = 270};
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

struct fit { // a try at placing them
    const char *keys[BAR_BUTTONS_MAX];
    int widths[BAR_BUTTONS_MAX];
    int gap;
};

static int needed_width(const struct screen *s, const struct bar_button *b, const char *key) {
    const struct theme *theme = s->env->theme;
    if (b->is_icon_only)
        return theme_px(theme, 130);
    enum type_token type = b->is_large ? TYPE_BUTTON_L : TYPE_BUTTON;
    int width = text_width(s->env->metrics, frame_word(s, key), type) + theme_px(theme, 32);
    if (b->icon)
        width += theme_px(theme, b->is_large ? 72 : 64);
    int least = theme_px(theme, WIDTH_LEAST);
    return width > least ? width : least;
}

static int total_width(const struct screen *s, const struct bar_button *buttons, size_t count,
                       const struct fit *fit) {
    int total = 0;
    for (size_t i = 0; i < count; i++)
        total += fit->widths[i] + theme_px(s->env->theme, buttons[i].room) + (i ? fit->gap : 0);
    return total;
}

static void measure(const struct screen *s, const struct bar_button *buttons, size_t count,
                    bool is_short, struct fit *out) {
    for (size_t i = 0; i < count; i++) {
        const struct bar_button *b = &buttons[i];
        out->keys[i] = is_short && b->short_key ? b->short_key : b->key;
        out->widths[i] = needed_width(s, b, out->keys[i]);
    }
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

static struct fit choose_fit(const struct screen *s, const struct bar_button *buttons, size_t count,
                             int available) {
    struct fit fit = {.gap = theme_px(s->env->theme, count > 4 ? 16 : 24)};
    measure(s, buttons, count, false, &fit);
    if (total_width(s, buttons, count, &fit) > available) {
        measure(s, buttons, count, true, &fit);
        squeeze(s, buttons, count, available, &fit);
    }
    return fit;
}

/* Portrait fills the row: what is left over is shared out. */
static void share_spare(const struct screen *s, const struct bar_button *buttons, size_t count,
                        int available, struct fit *fit) {
    int spare = available - total_width(s, buttons, count, fit);
    for (size_t i = 0; i < count && spare > 0; i++)
        fit->widths[i] += spare / (int)count;
}

static void add(struct screen *s, const struct bar_button *b, struct rect area, const char *key) {
    struct button *button = panel_add(&s->panel, b->id, b->action, b->look, area, b->icon,
                                      b->is_icon_only ? NULL : frame_word(s, key));
    button->is_icon_last = b->is_icon_last;
    button->is_large = b->is_large;
}

static bool fits_as_drawn(const struct screen *s, const struct bar_button *buttons, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (needed_width(s, &buttons[i], buttons[i].key) > theme_px(s->env->theme, buttons[i].w))
            return false;
    }
    return true;
}

static void lay_flowing(struct screen *s, const struct bar_button *buttons, size_t count) {
    const struct theme *theme = s->env->theme;
    struct rect row =
        frame_rect(theme, (struct rect){64, 960, 1792, 104}, (struct rect){48, 1800, 984, 104});
    struct fit fit = choose_fit(s, buttons, count, row.w);
    if (theme->is_portrait)
        share_spare(s, buttons, count, row.w, &fit);
    int right_width = 0; // of those that stand at the right end
    for (size_t i = 0; i < count; i++) {
        if (buttons[i].is_right)
            right_width += fit.widths[i] + (right_width ? fit.gap : 0);
    }
    int x = row.x;
    bool is_at_right = false;
    for (size_t i = 0; i < count; i++) {
        if (buttons[i].is_right && !is_at_right && !theme->is_portrait) {
            x = row.x + row.w - right_width;
            is_at_right = true;
        }
        add(s, &buttons[i], (struct rect){x, row.y, fit.widths[i], row.h}, fit.keys[i]);
        x += fit.widths[i] + fit.gap + theme_px(theme, buttons[i].room);
    }
}

/* Without a sound device or a voice there is no button that promises one. */
static size_t keep_offered(const struct screen *s, const struct bar_button *buttons, size_t count,
                           struct bar_button *out) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (buttons[i].action != BAR_READ || s->env->can_read)
            out[kept++] = buttons[i];
    }
    return kept;
}

void bar_lay(struct screen *s, const struct bar_button *wanted, size_t count) {
    assert(count <= BAR_BUTTONS_MAX);
    struct bar_button buttons[BAR_BUTTONS_MAX];
    count = keep_offered(s, wanted, count, buttons);
    const struct theme *theme = s->env->theme;
    if (theme->is_portrait || !fits_as_drawn(s, buttons, count)) {
        lay_flowing(s, buttons, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct rect area = theme_rect(theme, buttons[i].x, 960, buttons[i].w, 104);
        add(s, &buttons[i], area, buttons[i].key);
    }
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
