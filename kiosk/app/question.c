#include "app/question.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "model/config.h"
#include "model/content.h"
#include "model/words.h"
#include "screens/office.h"

static void ask(struct question *q, const struct screen_env *env, enum question_kind kind,
                const char *title, const char *body, const struct dialog_choice *stay,
                const struct dialog_choice *leave) {
    question_close(q, env);
    dialog_init(&q->dialog, env->theme, title, body, stay, leave);
    q->kind = kind;
    damage_add_all(env->damage);
}

void question_ask_idle(struct question *q, const struct screen_env *env, bool is_form,
                       int64_t at_ms) {
    const struct words *words = env->words;
    ask(q, env, QUESTION_IDLE, words_get(words, is_form ? "idle.title_form" : "idle.title"),
        words_get(words, is_form ? "idle.body_form" : "idle.body_read"),
        &(struct dialog_choice){"idle.stay", QUESTION_STAY, BUTTON_PRIMARY, "icons/check",
                                words_get(words, is_form ? "idle.stay_form" : "idle.stay_read")},
        &(struct dialog_choice){"idle.leave", QUESTION_LEAVE, BUTTON_SECONDARY, "icons/exit",
                                words_get(words, "idle.leave")});
    q->asked_ms = at_ms;
    q->dialog.number = env->config->idle_prompt_s;
}

void question_ask_discard(struct question *q, const struct screen_env *env) {
    const struct words *words = env->words;
    ask(q, env, QUESTION_DISCARD, words_get(words, "nominate.discard.title"),
        words_get(words, "nominate.discard.body"),
        &(struct dialog_choice){"discard.stay", QUESTION_STAY, BUTTON_PRIMARY, "icons/edit",
                                words_get(words, "nominate.discard.no")},
        &(struct dialog_choice){"discard.leave", QUESTION_LEAVE, BUTTON_SECONDARY, "icons/close",
                                words_get(words, "nominate.discard.yes")});
    q->dialog.icon = "icons/warn";
}

/* Whom to phone when nobody sits in the office; owned by the caller. */
static char *closed_body(const struct screen_env *env) {
    const char *phone = env->content ? env->content->campaign.plan.contact.phone : NULL;
    if (!phone)
        return xstrdup(words_get(env->words, "help.called.closed"));
    const char *values[] = {"phone", phone, NULL};
    return words_fill(env->words, "help.called.closed_phone", values);
}

/* Only what is true: a bell rang where there is one, the office knows where there is a network. */
static char *help_body(const struct screen_env *env, bool is_seen) {
    if (is_seen)
        return xstrdup(words_get(env->words, "help.called.seen"));
    if (office_is_closed(env))
        return closed_body(env);
    const char *key = env->has_sound
                          ? (env->is_offline ? "help.called_offline" : "help.called.rang_told")
                          : (env->is_offline ? "help.called.not_told" : "help.called.told");
    return xstrdup(words_get(env->words, key));
}

void question_ask_help(struct question *q, const struct screen_env *env, bool is_seen) {
    const struct words *words = env->words;
    char *body = help_body(env, is_seen);
    ask(q, env, QUESTION_HELP, words_get(words, is_seen ? "help.seen" : "help.called"), body,
        &(struct dialog_choice){"help.ok", QUESTION_STAY, BUTTON_PRIMARY, "icons/check",
                                words_get(words, "help.ok")},
        &(struct dialog_choice){"help.cancel", QUESTION_LEAVE, BUTTON_SECONDARY, NULL,
                                words_get(words, "help.cancel")});
    q->dialog.icon = is_seen ? "icons/check" : "icons/help";
    free(body);
}

void question_ask_forgot(struct question *q, const struct screen_env *env) {
    const struct words *words = env->words;
    ask(q, env, QUESTION_FORGOT, words_get(words, "lookup.forgot"),
        words_get(words, "lookup.forgot.body"),
        &(struct dialog_choice){"forgot.ok", QUESTION_STAY, BUTTON_PRIMARY, "icons/check",
                                words_get(words, "lookup.forgot.ok")},
        &(struct dialog_choice){"forgot.help", QUESTION_LEAVE, BUTTON_SECONDARY, "icons/help",
                                words_get(words, "help.call")});
    q->dialog.icon = "icons/ticket";
}

void question_ask_refused(struct question *q, const struct screen_env *env, enum text_refusal why,
                          int64_t at_ms) {
    static const struct {
        const char *title, *body;
    } keys[] = {
        [TEXT_PICTURE] = {"typing.refused.picture", "typing.refused.use_letters"},
        [TEXT_SIGN] = {"typing.refused.sign", "typing.refused.use_letters"},
        [TEXT_BROKEN] = {"typing.refused.broken", "typing.refused.use_screen"},
        [TEXT_LONG] = {"typing.refused.long", "typing.refused.shorten"},
    };
    const struct words *words = env->words;
    ask(q, env, QUESTION_REFUSED, words_get(words, keys[why].title),
        words_get(words, keys[why].body),
        &(struct dialog_choice){"refused.ok", QUESTION_STAY, BUTTON_PRIMARY, "icons/check",
                                words_get(words, "typing.refused.ok")},
        &(struct dialog_choice){"refused.help", QUESTION_LEAVE, BUTTON_SECONDARY, "icons/help",
                                words_get(words, "help.call")});
    q->dialog.icon = "icons/edit";
    q->asked_ms = at_ms;
    q->why = why;
}

void question_close(struct question *q, const struct screen_env *env) {
    if (q->kind == QUESTION_NONE)
        return;
    dialog_finish(&q->dialog);
    q->kind = QUESTION_NONE;
    damage_add_all(env->damage);
}

enum question_answer question_event(struct question *q, const struct screen_env *env,
                                    const struct event *ev) {
    int choice = dialog_event(&q->dialog, ev, env->damage);
    if (choice < 0)
        return QUESTION_WAITS;
    question_close(q, env);
    return (enum question_answer)choice;
}

int64_t question_deadline_ms(const struct question *q, const struct screen_env *env) {
    int64_t gone_s = env->config->idle_prompt_s - q->dialog.number;
    return q->asked_ms + (gone_s + 1) * 1000;
}

bool question_count_down(struct question *q, const struct screen_env *env, int64_t now_ms) {
    int left_s = env->config->idle_prompt_s - (int)((now_ms - q->asked_ms) / 1000);
    if (left_s <= 0)
        return false;
    dialog_set_number(&q->dialog, left_s, env->theme, env->damage);
    return true;
}
