#include "app/exchange.h"

#include <string.h>

#include "app/audio.h"
#include "app/backstage.h"
#include "app/machine.h"
#include "app/place.h"
#include "app/stage.h"
#include "base/crypto.h"
#include "draw/photo.h"
#include "model/content.h"

void exchange_finish(struct exchange *exchange) {
    content_destroy(exchange->past);
    *exchange = (struct exchange){0};
}

/* --- whose content ------------------------------------------------------------------------ */

/* As the visitor chose: language and campaign. Borrowed; `exchange->past` is it or NULL. */
static const struct content *choose(struct exchange *exchange) {
    struct machine *machine = exchange->machine;
    struct visit *visit = &exchange->stage->visit;
    const struct content *content =
        languages_content(&machine->languages, visit->language, machine->content);
    bool is_past = content && visit->campaign[0];
    exchange->past = is_past ? content_of_campaign(content, visit->campaign) : NULL;
    if (!exchange->past)
        visit->campaign[0] = '\0'; // it is not there any more
    return exchange->past ? exchange->past : content;
}

void exchange_speak(struct exchange *exchange) {
    struct languages *languages = &exchange->machine->languages;
    struct screen_env *env = &exchange->stage->env;
    struct visit *visit = &exchange->stage->visit;
    struct content *old_past = exchange->past;
    size_t index = visit->language, next = languages_next(languages, index);
    env->lang = languages->items[index].code;
    env->words = languages_words(languages, index);
    env->content = choose(exchange);
    env->next_language = next == index ? NULL : languages_name(languages, next);
    if (visit->group) // borrowed from the former content
        visit->group = campaign_group(&env->content->campaign, visit->group->id);
    if (visit->unit)
        visit->unit = content_unit(env->content, visit->unit->id);
    content_destroy(old_past);
}

/* Other people, models and filters. */
static void forget_choice(struct visit *visit) {
    visit->group = NULL;
    visit->unit = NULL;
    visit->person = visit->first_person = visit->project = 0;
}

void exchange_follow_campaign(struct exchange *exchange) {
    struct visit *visit = &exchange->stage->visit;
    if (strcmp(visit->campaign, exchange->past ? exchange->past->campaign.id : "") == 0)
        return;
    forget_choice(visit);
    crypto_wipe(visit->query, sizeof visit->query);
    exchange_speak(exchange);
}

/* Content is on its way where there is somebody to ask. */
void exchange_explain(struct exchange *exchange) {
    struct screen_env *env = &exchange->stage->env;
    bool is_coming = env->is_enrolled && !env->is_offline;
    env->notice = exchange->machine->content ? NOTICE_OUT_OF_SERVICE
                  : is_coming                ? NOTICE_UPDATING
                                             : NOTICE_NO_CONTENT;
}

/* --- when nobody reads -------------------------------------------------------------------- */

void exchange_rest(struct exchange *exchange) {
    struct machine *machine = exchange->machine;
    if (!exchange->has_new_content && !exchange->has_new_windows)
        return;
    struct content *old =
        exchange->has_new_content ? machine_renew_content(machine) : machine_show_content(machine);
    if (exchange->has_new_content)
        photos_forget(exchange->photos);
    exchange->has_new_content = exchange->has_new_windows = false;
    if (old) { // borrowed from it until now
        languages_forget_content(&machine->languages);
        forget_choice(&exchange->stage->visit);
    }
    exchange_speak(exchange);
    stage_take_content(exchange->stage);
    exchange_explain(exchange);
    content_destroy(old);
    backstage_renew(exchange->backstage);
}

/* Nobody is in the middle of a page. */
static bool is_at_rest(const struct exchange *exchange) {
    enum screen_id current = exchange->stage->current;
    return backstage_is_open(exchange->backstage) || current == SCREEN_NOTICE ||
           current == SCREEN_ATTRACT || current == SCREEN_HOME;
}

static void take_when_at_rest(struct exchange *exchange) {
    enum screen_id current = exchange->stage->current;
    if (!is_at_rest(exchange))
        return;
    exchange_rest(exchange);
    if (current != SCREEN_HOME || stage_is_resting(exchange->stage)) {
        stage_show(exchange->stage, SCREEN_ATTRACT);
    } else {
        stage_renew(exchange->stage);
        audio_renew(exchange->audio, false);
    }
}

void exchange_take_current(struct exchange *exchange) {
    exchange->has_new_content = true;
    take_when_at_rest(exchange);
}

void exchange_take_windows(struct exchange *exchange) {
    exchange->has_new_windows = true;
    take_when_at_rest(exchange);
}

/* --- under the reader's eyes -------------------------------------------------------------- */

/* The same content with other parts of it shown. */
static void show_otherwise(struct exchange *exchange) {
    struct machine *machine = exchange->machine;
    struct stage *stage = exchange->stage;
    struct visit *visit = &stage->visit;
    struct content *old = machine_show_content(machine);
    if (!old)
        return;
    reading_stop(&exchange->audio->reading);
    struct place place = place_of(visit, stage->env.content);
    visit->group = NULL;
    visit->unit = NULL;
    languages_forget_content(&machine->languages);
    exchange_speak(exchange);
    place_find(visit, &place, stage->env.content);
    stage_take_content(stage);
    stage_obey_switches(stage);
    audio_renew(exchange->audio, false);
    content_destroy(old);
    backstage_renew(exchange->backstage);
}

void exchange_take_published(struct exchange *exchange) {
    exchange->has_new_content = true;
    if (machine_read_next(exchange->machine) && !is_at_rest(exchange))
        show_otherwise(exchange);
    take_when_at_rest(exchange);
}

void exchange_reveal(struct exchange *exchange, const char *id) {
    machine_reveal(exchange->machine, id);
    show_otherwise(exchange);
}

void exchange_obey_staff(struct exchange *exchange) {
    if (machine_take_overrides(exchange->machine))
        show_otherwise(exchange);
}
