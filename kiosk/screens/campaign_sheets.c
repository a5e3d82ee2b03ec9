#include "screens/campaign_sheets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "model/timeline.h"
#include "screens/days.h"
#include "screens/frame.h"
#include "screens/offered.h"

#define NAMES_MAX 4 // of models and people, on a line

char *campaign_clause(const struct screen *s, const char *ref) {
    return ref && ref[0] ? frame_fill_one(s, "goals.by_clause", "ref", ref) : NULL;
}

void campaign_quote(const struct screen *s, struct passage *passage, const char *ref) {
    const char *wording = plan_official_text(&s->env->content->campaign.plan, ref);
    if (!wording)
        return;
    passage_add(passage, PASSAGE_HEADING, frame_word(s, "goals.own_words"));
    passage_add(passage, PASSAGE_QUOTE, wording);
}

/* --- one area ------------------------------------------------------------------------------- */

/* Official names stay Vietnamese in every language: elsewhere the plain one goes before. */
static void add_movement(const struct screen *s, struct passage *passage,
                         const struct movement *movement) {
    bool is_foreign = strcmp(s->env->content->lang, "vi") != 0;
    char *text = is_foreign && movement->plain_name && movement->text
                     ? xasprintf("%s: %s", movement->plain_name, movement->text)
                     : xstrdup(movement->text);
    passage_add_entry(passage, "", movement->name, text);
    free(text);
}

static void add_document(struct passage *passage, const struct document *document) {
    char *line = document->about ? xasprintf("%s (%s)", document->name, document->about)
                                 : xstrdup(document->name);
    passage_add(passage, PASSAGE_POINT, line);
    free(line);
}

/* A heading goes before the first of a list. */
static void head_once(const struct screen *s, struct passage *passage, const char *key,
                      bool *has_head) {
    if (!*has_head)
        passage_add(passage, PASSAGE_HEADING, frame_word(s, key));
    *has_head = true;
}

static void add_linked(const struct screen *s, struct passage *passage, uint64_t area_bit) {
    const struct plan *plan = &s->env->content->campaign.plan;
    bool has_head = false;
    for (size_t i = 0; i < plan->movement_count; i++) {
        if (!(plan->movements[i].areas & area_bit))
            continue;
        head_once(s, passage, "goals.movements", &has_head);
        add_movement(s, passage, &plan->movements[i]);
    }
    has_head = false;
    for (size_t i = 0; i < plan->document_count; i++) {
        if (!(plan->documents[i].areas & area_bit))
            continue;
        head_once(s, passage, "goals.documents", &has_head);
        add_document(passage, &plan->documents[i]);
    }
}

/* Names on one line, the first few of them. */
struct names {
    struct strbuf line;
    size_t count;
    bool has_sample;
};

static void add_name(struct names *names, const char *name, bool is_sample) {
    if (names->count++ < NAMES_MAX)
        strbuf_addf(&names->line, "%s%s", names->line.len ? "; " : "", name);
    names->has_sample |= is_sample;
}

static void say_names(const struct screen *s, struct passage *passage, const char *key,
                      struct names *names) {
    if (names->count > NAMES_MAX)
        strbuf_add_text(&names->line, "; …");
    char *heading = frame_fill_number(s, key, (long long)names->count);
    if (names->count > 0)
        passage_add_entry(passage, "", heading, strbuf_text(&names->line));
    free(heading);
    strbuf_finish(&names->line);
}

/* What was done and who was commended here: a line each, the pages of their own say more. */
static void add_results(const struct screen *s, struct passage *passage, const struct area *area) {
    const struct content *content = s->env->content;
    struct names models = {.count = 0}, people = {.count = 0};
    for (size_t i = 0; i < content->project_count; i++)
        if (content->projects[i].area == area)
            add_name(&models, content->projects[i].name, content->projects[i].is_sample);
    for (size_t i = 0; i < content->person_count; i++)
        if (content->people[i].project && content->people[i].project->area == area)
            add_name(&people, content->people[i].name, content->people[i].is_sample);
    if (models.count + people.count > 0)
        passage_add(passage, PASSAGE_HEADING, frame_word(s, "goals.done_here"));
    say_names(s, passage, "models.count", &models);
    say_names(s, passage, "honours.count", &people);
    if (models.has_sample || people.has_sample)
        passage_add(passage, PASSAGE_SMALL, frame_word(s, "common.sample_banner"));
}

void campaign_say_area(const struct screen *s, struct sheet *sheet, size_t index) {
    const struct campaign *campaign = &s->env->content->campaign;
    const struct area *area = &campaign->areas[index];
    char icon[48], *clause = campaign_clause(s, area->ref);
    snprintf(icon, sizeof icon, "icons/%.40s", area->icon);
    sheet_say(sheet, &(struct sheet_head){.number = area->number,
                                          .icon = area->icon[0] ? icon : NULL,
                                          .title = area->title,
                                          .sub = clause,
                                          .page = (int)index + 1,
                                          .pages = (int)campaign->area_count});
    free(clause);
    passage_add(&sheet->passage, PASSAGE_LEAD, area->summary);
    if (area->action_count > 0)
        passage_add(&sheet->passage, PASSAGE_HEADING, frame_word(s, "goals.can_do"));
    for (size_t i = 0; i < area->action_count; i++)
        passage_add(&sheet->passage, PASSAGE_POINT, area->actions[i]);
    add_linked(s, &sheet->passage, UINT64_C(1) << index);
    campaign_quote(s, &sheet->passage, area->ref);
    add_results(s, &sheet->passage, area);
}

/* --- topics of the plan --------------------------------------------------------------------- */

static void say_points(struct passage *passage, const struct plan_point *points, size_t count) {
    for (size_t i = 0; i < count; i++)
        passage_add_entry(passage, points[i].icon, NULL, points[i].text);
}

static void say_purposes(const struct screen *s, struct passage *passage) {
    const struct campaign *campaign = &s->env->content->campaign;
    const struct plan *plan = &campaign->plan;
    if (campaign->theme[0]) {
        passage_add(passage, PASSAGE_HEADING, frame_word(s, "goals.theme"));
        passage_add(passage, PASSAGE_QUOTE, campaign->theme);
    }
    if (plan->purpose_count > 0)
        passage_add(passage, PASSAGE_HEADING, frame_word(s, "goals.purposes"));
    say_points(passage, plan->purposes, plan->purpose_count);
    if (plan->requirement_count > 0)
        passage_add(passage, PASSAGE_HEADING, frame_word(s, "goals.requirements"));
    say_points(passage, plan->requirements, plan->requirement_count);
}

/* Is this the phase the campaign is in, as far as its line says? */
static bool is_now(const struct screen *s, const struct phase *phase) {
    struct timeline timeline;
    struct date today;
    if (!days_today(s->env, &today))
        return false;
    timeline_init(&timeline, &s->env->content->campaign);
    int place = timeline_place(&timeline, today);
    for (size_t i = 0; i < timeline.count; i++)
        if (timeline.marks[i] == phase)
            return timeline_state(i, place) == MARK_NOW;
    return false;
}

static void say_phases(const struct screen *s, struct passage *passage) {
    const struct campaign *campaign = &s->env->content->campaign;
    for (size_t i = 0; i < campaign->phase_count; i++) {
        const struct phase *phase = &campaign->phases[i];
        const char *when =
            phase->date_text[0] ? phase->date_text : frame_word(s, "timeline.date_unset");
        char *title = xasprintf("%s · %s", when, phase->title);
        char *now = is_now(s, phase) ? xasprintf("%s – %s", title, frame_word(s, "timeline.now"))
                                     : xstrdup(title);
        passage_add_entry(passage, phase->icon, now, phase->text);
        free(now);
        free(title);
    }
}

static void say_solutions(const struct screen *s, struct passage *passage) {
    const struct plan *plan = &s->env->content->campaign.plan;
    for (size_t i = 0; i < plan->solution_count; i++) {
        const struct solution *solution = &plan->solutions[i];
        char *title = solution->owner ? xasprintf("%s · %s", solution->title, solution->owner->name)
                                      : xstrdup(solution->title);
        passage_add_entry(passage, solution->icon, title, solution->text);
        free(title);
    }
}

static void say_movements(const struct screen *s, struct passage *passage) {
    const struct plan *plan = &s->env->content->campaign.plan;
    for (size_t i = 0; i < plan->movement_count; i++)
        add_movement(s, passage, &plan->movements[i]);
}

static void say_documents(const struct screen *s, struct passage *passage) {
    const struct plan *plan = &s->env->content->campaign.plan;
    for (size_t i = 0; i < plan->document_count; i++)
        add_document(passage, &plan->documents[i]);
}

static void say_roles(const struct screen *s, struct passage *passage) {
    const struct plan *plan = &s->env->content->campaign.plan;
    for (size_t i = 0; i < plan->role_count; i++)
        passage_add_entry(passage, "", plan->roles[i].name, plan->roles[i].duty);
}

static void say_steps(const struct screen *s, struct passage *passage) {
    const struct plan *plan = &s->env->content->campaign.plan;
    for (size_t i = 0; i < plan->award_step_count; i++) {
        const struct award_step *step = &plan->award_steps[i];
        char *title =
            step->who ? xasprintf("%zu. %s", i + 1, step->who->name) : xasprintf("%zu.", i + 1);
        passage_add_entry(passage, "", title, step->text);
        free(title);
    }
}

static void say_terms(const struct screen *s, struct passage *passage) {
    const struct plan *plan = &s->env->content->campaign.plan;
    for (size_t i = 0; i < plan->term_count; i++)
        passage_add_entry(passage, "", plan->terms[i].term, plan->terms[i].plain);
}

static void say_filled(const struct screen *s, struct passage *passage, const char *key,
                       const char *name, const char *value) {
    if (!value)
        return;
    char *line = frame_fill_one(s, key, name, value);
    passage_add(passage, PASSAGE_POINT, line);
    free(line);
}

static void say_contact(const struct screen *s, struct passage *passage) {
    const struct contact *contact = &s->env->content->campaign.plan.contact;
    passage_add(passage, PASSAGE_LEAD, contact->text);
    passage_add(passage, PASSAGE_POINT, contact->office);
    passage_add(passage, PASSAGE_POINT, contact->officer);
    say_filled(s, passage, "contact.room", "room", contact->room);
    say_filled(s, passage, "contact.phone", "phone", contact->phone);
    passage_add(passage, PASSAGE_POINT, contact->hours);
    passage_add(passage, PASSAGE_POINT, contact->email);
    passage_add(passage, PASSAGE_NOTE, frame_word(s, "contact.not_complaint"));
}

static const struct {
    const char *icon, *key;
    void (*say)(const struct screen *s, struct passage *passage);
} topics[TOPICS] = {
    [TOPIC_PURPOSES] = {"icons/flag", "goals.title", say_purposes},
    [TOPIC_PHASES] = {"icons/calendar", "timeline.title", say_phases},
    [TOPIC_SOLUTIONS] = {"icons/sprout", "goals.solutions", say_solutions},
    [TOPIC_MOVEMENTS] = {"icons/handshake", "goals.movements", say_movements},
    [TOPIC_DOCUMENTS] = {"icons/book", "goals.documents", say_documents},
    [TOPIC_ROLES] = {"icons/group", "goals.roles", say_roles},
    [TOPIC_STEPS] = {"icons/list", "criteria.what_next", say_steps},
    [TOPIC_TERMS] = {"icons/search", "goals.terms", say_terms},
    [TOPIC_CONTACT] = {"icons/help", "contact.title", say_contact},
};

bool campaign_has_topic(const struct screen *s, enum topic topic) {
    const struct campaign *campaign = &s->env->content->campaign;
    const struct plan *plan = &campaign->plan;
    const bool is_there[TOPICS] = {
        [TOPIC_PURPOSES] = campaign->theme[0] || plan->purpose_count || plan->requirement_count,
        [TOPIC_PHASES] = campaign->phase_count > 0,
        [TOPIC_SOLUTIONS] = plan->solution_count > 0,
        [TOPIC_MOVEMENTS] = plan->movement_count > 0,
        [TOPIC_DOCUMENTS] = plan->document_count > 0,
        [TOPIC_ROLES] = plan->role_count > 0,
        [TOPIC_STEPS] = plan->award_step_count > 0,
        [TOPIC_TERMS] = plan->term_count > 0,
        [TOPIC_CONTACT] = plan->contact.text || plan->contact.office,
    };
    return is_there[topic];
}

enum topic campaign_next_topic(const struct screen *s, enum topic topic, int by) {
    for (int i = 1; i <= TOPICS; i++) {
        enum topic next = (enum topic)(((int)topic + i * by + i * TOPICS) % TOPICS);
        if (campaign_has_topic(s, next))
            return next;
    }
    return topic;
}

void campaign_say_topic(const struct screen *s, struct sheet *sheet, enum topic topic) {
    int page = 0, pages = 0;
    for (int i = 0; i < TOPICS; i++) {
        pages += campaign_has_topic(s, (enum topic)i);
        page += i <= (int)topic && campaign_has_topic(s, (enum topic)i);
    }
    sheet_say(sheet,
              &(struct sheet_head){.icon = topics[topic].icon,
                                   .title = frame_word(s, topics[topic].key),
                                   .can_nominate = topic == TOPIC_CONTACT &&
                                                   screen_is_offered(s->env, SCREEN_DIFFICULTY),
                                   .nominate = frame_word(s, "difficulty.here"),
                                   .nominate_icon = "icons/hand",
                                   .page = page,
                                   .pages = pages});
    topics[topic].say(s, &sheet->passage);
}
