#include "screens/wizard.h"

#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/utf8.h"
#include "model/config.h"
#include "model/content.h"
#include "model/words.h"
#include "screens/bar.h"
#include "screens/frame.h"
#include "screens/offered.h"
#include "widgets/chrome.h"

const struct wizard_honorific wizard_honorifics[WIZARD_HONORIFICS] = {
    {"name.honorific.ong", "nominate.address.ong", "ông"},
    {"name.honorific.ba", "nominate.address.ba", "bà"},
    {"name.honorific.anh", "nominate.address.anh", "anh"},
    {"name.honorific.chi", "nominate.address.chi", "chị"},
};

static const struct bar_button bar_step_back = {.id = "wizard.back",
                                                .action = WIZARD_BACK,
                                                .icon = "icons/back",
                                                .key = "nav.back",
                                                .x = 64,
                                                .w = 270,
                                                .is_way_back = true};
static const struct bar_button bar_cancel = {.id = "wizard.cancel",
                                             .action = WIZARD_CANCEL,
                                             .icon = "icons/close",
                                             .key = "common.cancel",
                                             .x = 358,
                                             .w = 200};
static const struct bar_button bar_read_step = {.id = "nav.read",
                                                .action = BAR_READ,
                                                .icon = "icons/speaker",
                                                .key = "a11y.read",
                                                .short_key = "a11y.read_short",
                                                .x = 690,
                                                .w = 280};
static const struct bar_button bar_help_step = {.id = "wizard.help",
                                                .action = WIZARD_HELP,
                                                .icon = "icons/help",
                                                .key = "help.call",
                                                .short_key = "help.call_short",
                                                .x = 994,
                                                .w = 310};

static const struct bar_button bar_criteria = {.id = "who.criteria",
                                               .action = WIZARD_CRITERIA,
                                               .icon = "icons/list",
                                               .key = "criteria.see",
                                               .x = 1446,
                                               .w = 410,
                                               .is_right = true};

static struct bar_button next_of(const struct wizard_bar *bar) {
    return (struct bar_button){.id = bar->next_id,
                               .action = WIZARD_NEXT,
                               .look = bar->next_look,
                               .icon = bar->next_icon,
                               .key = bar->next_key,
                               .x = 1426,
                               .w = 430,
                               .is_right = true,
                               .is_icon_last = bar->is_next_icon_last,
                               .is_large = true};
}

void wizard_lay_bar(struct screen *s, const struct wizard_bar *bar) {
    const struct theme *theme = s->env->theme;
    // Five in a portrait row: the loudspeaker needs no word there, nor does the arrow in large
    // text.
    bool is_crowded = theme->is_portrait && bar->has_cancel && bar->has_next && s->env->can_read;
    struct bar_button buttons[5];
    size_t count = 0;
    buttons[count] = bar_step_back;
    buttons[count++].is_icon_only = is_crowded && theme->has_large_text;
    if (bar->has_cancel)
        buttons[count++] = bar_cancel;
    buttons[count] = bar_read_step;
    buttons[count++].is_icon_only = is_crowded;
    buttons[count] = bar_help_step;
    buttons[count++].is_right = !bar->has_next && !bar->has_criteria;
    if (bar->has_criteria)
        buttons[count++] = bar_criteria;
    if (bar->has_next)
        buttons[count++] = next_of(bar);
    bar_lay(s, buttons, count);
    if (bar->has_next)
        s->panel.items[s->panel.count - 1].is_off = bar->is_next_off;
}

void wizard_lay_next(struct screen *s, bool is_next_off) {
    const struct wizard_bar bar = {.has_cancel = true,
                                   .has_next = true,
                                   .next_look = BUTTON_PRIMARY,
                                   .next_id = "wizard.next",
                                   .next_icon = "icons/next",
                                   .next_key = "nav.next",
                                   .is_next_icon_last = true,
                                   .is_next_off = is_next_off};
    wizard_lay_bar(s, &bar);
}

bool wizard_reply(int action, struct screen_reply *out) {
    switch (action) {
    case WIZARD_BACK:
        *out = (struct screen_reply){.action = SCREEN_BACK};
        return true;
    case WIZARD_CANCEL:
        *out = (struct screen_reply){.action = SCREEN_ASK_DISCARD};
        return true;
    case WIZARD_HELP:
        *out = (struct screen_reply){.action = SCREEN_CALL_HELP};
        return true;
    case WIZARD_CRITERIA:
        *out = (struct screen_reply){SCREEN_GO, SCREEN_CRITERIA};
        return true;
    default:
        return bar_reply(action, out);
    }
}

struct screen_reply wizard_go_on(const struct screen *s, enum screen_id next) {
    return (struct screen_reply){.action = SCREEN_GO,
                                 .screen = s->env->visit->is_editing ? SCREEN_REVIEW : next};
}

void wizard_draw(const struct screen *s, struct canvas *canvas, int step, const char *title) {
    static const char *const names[] = {"nominate.step.kind", "nominate.step.name",
                                        "nominate.step.reasons", "nominate.step.send"};
    const char *short_title = frame_word(s, "nominate.short_title");
    struct frame frame = {.title = s->env->theme->is_portrait ? short_title : title,
                          .step = step,
                          .step_name = frame_word(s, names[step - 1])};
    frame_draw(s, canvas, &frame);
}

void wizard_draw_alone(const struct screen *s, struct canvas *canvas, const char *title) {
    frame_draw(s, canvas, &(struct frame){.title = title, .is_form = true});
}

void wizard_draw_question(const struct screen *s, struct canvas *canvas, const char *question,
                          const char *hint) {
    const struct theme *theme = s->env->theme;
    bool is_portrait = theme->is_portrait;
    if (is_portrait)
        frame_hero(canvas, 124, 604, theme_rect(theme, 190, 14, 700, 700));
    wizard_draw_tag(s, canvas, 170, true);
    struct rect box =
        frame_rect(theme, (struct rect){64, 150, 1792, 166}, (struct rect){48, 200, 984, 380});
    const struct text_style style = {.type = is_portrait ? TYPE_TITLE_1 : TYPE_TITLE_2,
                                     .color = is_portrait ? frame_on_red(theme, COLOR_IVORY0)
                                                          : COLOR_LAC700,
                                     .may_shrink = true};
    struct rect head = box;
    head.w = text_balanced_width(canvas, question, box.w, &style); // no word alone on a line
    int used = text_draw(canvas, question, head, &style);
    rect_cut_top(&box, used + (is_portrait ? theme_px(theme, 10) : 0));
    text_draw(canvas, hint, box,
              &(struct text_style){.type = TYPE_BODY,
                                   .color = is_portrait ? frame_on_red(theme, COLOR_GOLD200)
                                                        : COLOR_INK700,
                                   .may_shrink = true});
}

void wizard_draw_tag(const struct screen *s, struct canvas *canvas, int centre_y, bool is_on_red) {
    if (!s->env->theme->is_portrait || !s->env->content->is_sample)
        return;
    struct rect at = theme_rect(s->env->theme, 1032, centre_y, 0, 0);
    chrome_draw_tag(canvas, at.x, at.y, frame_word(s, "common.sample"), is_on_red);
}

static const char *name_fault_key(enum nomination_rule rule) {
    switch (rule) {
    case NOMINATION_SHORT:
        return "error.name_short";
    case NOMINATION_LONG:
        return "error.name_long";
    case NOMINATION_CHARS:
        return "error.name_chars";
    default:
        return "nominate.name.missing";
    }
}

/* Without a word: a difficulty is nothing else, and "Việc khác" alone tells nothing. */
static const char *no_deed_key(const struct nomination *form) {
    if (form->is_difficulty)
        return "difficulty.missing";
    return form->reason_count > 0 ? "error.deed_empty" : "nominate.reasons.missing";
}

static const char *deed_fault_key(const struct nomination *form, enum nomination_rule rule) {
    switch (rule) {
    case NOMINATION_LONG:
        return "error.deed_long";
    case NOMINATION_SENSITIVE:
        return "error.deed_sensitive";
    case NOMINATION_SHORT:
        return "error.deed_short";
    default:
        return no_deed_key(form);
    }
}

static const char *fault_key(const struct nomination *form, enum nomination_field field,
                             enum nomination_rule rule) {
    switch (field) {
    case NOMINATION_KIND:
        return "error.kind_empty";
    case NOMINATION_UNIT:
        return "error.unit_empty";
    case NOMINATION_UNIT_OTHER:
        return "error.unit_other_empty";
    case NOMINATION_REASONS:
        return rule == NOMINATION_TOO_MANY ? "nominate.reasons.max" : "nominate.reasons.missing";
    case NOMINATION_DEED:
        return deed_fault_key(form, rule);
    case NOMINATION_SENDER_PHONE:
        return rule == NOMINATION_EMPTY ? "nominate.sender.missing" : "error.phone";
    case NOMINATION_SENDER_NAME:
        return rule == NOMINATION_EMPTY ? "nominate.sender.missing" : name_fault_key(rule);
    case NOMINATION_CONSENT:
        return "error.consent";
    case NOMINATION_NAME:
    default:
        return name_fault_key(rule);
    }
}

char *wizard_fault(const struct screen *s, enum nomination_field field, enum nomination_rule rule) {
    char max[12], min[12];
    snprintf(max, sizeof max, "%d", NOMINATION_NAME_MAX);
    snprintf(min, sizeof min, "%d", NOMINATION_DEED_MIN);
    const char *values[] = {"max", max, "min", min, NULL};
    return words_fill(s->env->words, fault_key(s->env->visit->form, field, rule), values);
}

enum nomination_rule wizard_check(const struct screen *s, enum nomination_field field) {
    return nomination_check(s->env->visit->form, field, s->env->content, must_name_sender(s->env));
}

const char *wizard_kind(const struct screen *s, const char *kind, const char *tail) {
    char key[ELEMENT_ID_BYTES + 32];
    snprintf(key, sizeof key, "nominate.kind.%.60s%s", kind, tail);
    return words_has(s->env->words, key) ? frame_word(s, key) : tail[0] ? "" : kind;
}

const char *wizard_honorific(const struct screen *s) {
    const char *chosen = s->env->visit->form->honorific;
    for (size_t i = 0; i < WIZARD_HONORIFICS; i++) {
        if (strcmp(chosen, wizard_honorifics[i].value) == 0)
            return frame_word(s, wizard_honorifics[i].key);
    }
    return "";
}

const char *wizard_unit(const struct screen *s) {
    const struct nomination *form = s->env->visit->form;
    if (!form->is_unit_chosen)
        return "";
    if (form->unit_other[0])
        return form->unit_other;
    const struct unit *unit =
        form->unit_id[0] ? content_unit(s->env->content, form->unit_id) : NULL;
    return unit ? unit->name : frame_word(s, "nominate.unit.unknown");
}

#define ELLIPSIS "…"

/* With all its lines in the box, or shrunk into it. A word that is too wide is broken: it is there
 * all the same. */
static bool is_whole(struct canvas *canvas, const char *text, struct rect box,
                     const struct text_style *style) {
    return text_height(canvas, text, box.w, style) <= box.h ||
           (style->may_shrink && text_fits(canvas, text, box, style));
}

#define WORD_LONGEST 24 // bytes that are given up for a whole word

/* Of the first bytes of a text those that end with a word, without what stands behind it. */
static size_t whole_words(const char *text, size_t bytes) {
    size_t end = bytes;
    while (end > 0 && text[end] != ' ' && text[end] != '\n' && bytes - end < WORD_LONGEST)
        end--;
    bool is_one_word = end == 0 || bytes - end >= WORD_LONGEST;
    end = is_one_word ? bytes : end;
    while (end > 0 && strchr(" \n.,;:", text[end - 1]))
        end--;
    return end;
}

/* The longest beginning of `text`, with "…", that keeps to the box's height. */
static void shorten(struct canvas *canvas, char *text, struct rect box,
                    const struct text_style *style) {
    size_t chars = utf8_count(text), fits = 0, too_many = chars;
    char *copy = crypto_secret_alloc(strlen(text) + sizeof ELLIPSIS);
    while (too_many - fits > 1) {
        size_t half = (fits + too_many) / 2, bytes = utf8_offset(text, half);
        memcpy(copy, text, bytes);
        memcpy(copy + bytes, ELLIPSIS, sizeof ELLIPSIS);
        if (is_whole(canvas, copy, box, style))
            fits = half;
        else
            too_many = half;
    }
    size_t bytes = whole_words(text, utf8_offset(text, fits));
    memcpy(text + bytes, ELLIPSIS, sizeof ELLIPSIS);
    crypto_secret_free(copy);
}

void wizard_draw_typed(struct canvas *canvas, const char *text, struct rect box,
                       const struct text_style *style) {
    struct text_style own = *style;
    own.is_private = true;
    if (!text[0])
        return;
    char *copy = crypto_secret_alloc(strlen(text) + sizeof ELLIPSIS);
    memcpy(copy, text, strlen(text) + 1);
    if (!is_whole(canvas, copy, box, &own))
        shorten(canvas, copy, box, &own);
    text_draw(canvas, copy, box, &own);
    crypto_secret_free(copy);
}
