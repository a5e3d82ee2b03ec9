#include "records/revisions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "model/content.h"
#include "records/entry_fields.h"
#include "records/manifest.h"
#include "records/manifests.h"
#include "records/publication.h"
#include "records/service.h"

#define TRIES_MAX 10 // somebody else may publish at the same moment

void revision_outcome_finish(struct revision_outcome *outcome) {
    json_decref(outcome->problems);
    free(outcome->why);
    *outcome = (struct revision_outcome){.problems = NULL};
}

/* --- the gate ------------------------------------------------------------------------------- */

static void add_problem(json_t *problems, enum topic topic, const char *id, const json_t *entry,
                        const struct fault *fault) {
    json_array_append_new(problems, json_pack("{s:s, s:s, s:s, s:s, s:s}", "topic", topic_id(topic),
                                              "id", id, "name", wall_name(topic, entry), "field",
                                              fault->field, "why", fault->why));
}

json_t *revision_problems(const struct draft_state *state) {
    json_t *problems = json_array(), *one;
    const char *id;
    json_object_foreach(json_object_get(state->changes, topic_id(TOPIC_HONOUREE)), id, one) {
        struct fault faults[ENTRY_FAULTS_MAX];
        json_t *entry = draft_entry(state, TOPIC_HONOUREE, id);
        size_t count = entry ? entry_gate(TOPIC_HONOUREE, entry, faults) : 0;
        for (size_t i = 0; i < count; i++)
            add_problem(problems, TOPIC_HONOUREE, id, entry, &faults[i]);
        json_decref(entry);
    }
    return problems;
}

void revision_draft_version(const struct draft_state *state, char out[WALL_VERSION_MAX]) {
    wall_version(state->changes, out);
}

/* --- a new revision ------------------------------------------------------------------------- */

struct making {
    const struct service *service;
    const struct actor *actor;
    const char *how;
    struct revision_outcome *out;
    bool is_taken; // somebody else published this revision: once more
    /* what for */
    const char *version; // of the draft
    enum topic topic;    // of what comes off
    const char *id;
    bool is_withdrawn;
    int64_t old; // revision that comes back
};

static enum records_result say(struct making *m, enum revision_result result) {
    m->out->result = result;
    return result == REVISION_DONE    ? RECORDS_OK
           : result == REVISION_LATER ? RECORDS_FAILED
                                      : RECORDS_NONE;
}

static enum records_result note(struct sql_turn *turn, struct making *m, int64_t revision,
                                const json_t *changes) {
    char about[24], *what = xasprintf("content.%s", m->how), note_text[48] = "";
    snprintf(about, sizeof about, "%lld", (long long)revision);
    if (m->old)
        snprintf(note_text, sizeof note_text, "%lld", (long long)m->old);
    else if (m->id)
        snprintf(note_text, sizeof note_text, "%.40s", m->id);
    bool is_noted = revisions_note(turn, revision, m->actor->who, m->how, changes);
    enum records_result result =
        is_noted ? audit_add(turn, m->actor, &(struct audit_entry){what, about, note_text})
                 : RECORDS_FAILED;
    free(what);
    return result;
}

static enum records_result refuse(struct making *m, const json_t *wall, char *why) {
    json_t *place = wall_place(wall, why);
    m->out->problems = json_array();
    if (place) {
        json_object_set_new(place, "why", json_string("kiosk"));
        json_array_append_new(m->out->problems, place);
    }
    m->out->why = why;
    return say(m, REVISION_REFUSED);
}

/* Signs what the wall shall be, over what it is. */
static enum records_result make(struct sql_turn *turn, struct making *m,
                                const struct draft_state *state, json_t *wall) {
    struct manifest manifest;
    char *why = NULL;
    json_object_set_new(wall, "keys", manifest_keys(&m->service->keys));
    json_t *changes = wall_changes(state->manifest, wall);
    enum records_result result;
    if (!manifest_sign(wall, m->service->settings, &m->service->keys, state->revision + 1,
                       m->actor->now_s, &manifest, &why)) {
        result = refuse(m, wall, why);
    } else {
        result = manifests_add_in(turn, &manifest);
        m->is_taken = result == RECORDS_NONE;
        m->out->revision = manifest.revision;
        if (result == RECORDS_OK)
            result = note(turn, m, manifest.revision, changes);
        manifest_finish(&manifest);
    }
    json_decref(changes);
    return result;
}

/* --- the draft ------------------------------------------------------------------------------ */

static bool keep_consent(struct sql_turn *turn, const struct making *m, const char *id,
                         const char *value, const json_t *consent) {
    return sql_run(turn,
                   "INSERT INTO content_consents (commune_id, id, value, how, day, at, who)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (commune_id, id)"
                   " DO UPDATE SET value = excluded.value, how = excluded.how, day = excluded.day,"
                   " at = excluded.at, who = excluded.who",
                   "ttttit", id, value, jsonread_text(consent, "how", ""),
                   jsonread_text(consent, "date", ""), m->actor->now_s, m->actor->who);
}

/* What is never published stays beside. */
static bool keep_consents(struct sql_turn *turn, const struct making *m,
                          const struct draft_state *state) {
    json_t *one;
    const char *id;
    json_object_foreach(json_object_get(state->changes, topic_id(TOPIC_HONOUREE)), id, one) {
        const json_t *entry = json_object_get(one, "entry");
        const json_t *consent = jsonread_object(entry, "consent");
        if (!strcmp(jsonread_text(consent, "value", ""), "yes") &&
            !keep_consent(turn, m, id, "yes", consent))
            return false;
    }
    return true;
}

static bool clear_draft(struct sql_turn *turn) {
    return sql_run(turn, "DELETE FROM drafts WHERE commune_id = ?1", "");
}

static enum records_result publish_state(struct sql_turn *turn, struct making *m,
                                         const struct draft_state *state) {
    char is[WALL_VERSION_MAX];
    revision_draft_version(state, is);
    if (strcmp(is, m->version) != 0)
        return say(m, REVISION_STALE);
    if (draft_count(state) == 0)
        return say(m, REVISION_NOTHING);
    m->out->problems = revision_problems(state);
    if (json_array_size(m->out->problems) > 0)
        return say(m, REVISION_REFUSED);
    json_decref(m->out->problems);
    m->out->problems = NULL;
    json_t *wall = wall_compose(state->manifest, state->changes);
    enum records_result result = make(turn, m, state, wall);
    if (result == RECORDS_OK)
        result = keep_consents(turn, m, state) && clear_draft(turn) ? say(m, REVISION_DONE)
                                                                    : RECORDS_FAILED;
    json_decref(wall);
    return result;
}

/* --- one entry off -------------------------------------------------------------------------- */

static bool forget(struct sql_turn *turn, const struct making *m, const json_t *consent) {
    return sql_run(turn, "DELETE FROM drafts WHERE commune_id = ?1 AND topic = ?2 AND id = ?3",
                   "tt", topic_id(m->topic), m->id) &&
           (!m->is_withdrawn || keep_consent(turn, m, m->id, "withdrawn", consent));
}

static enum records_result take_back_state(struct sql_turn *turn, struct making *m,
                                           const struct draft_state *state) {
    json_t *entry = wall_entry(state->manifest, state->consents, m->topic, m->id);
    if (!entry || !topic_is_list(m->topic) || wall_is_dossier(entry)) {
        json_decref(entry);
        return say(m, REVISION_NONE);
    }
    json_t *changes = json_pack("{s:{s:{s:n}}}", topic_id(m->topic), m->id, "entry");
    json_t *wall = wall_compose(state->manifest, changes);
    enum records_result result = make(turn, m, state, wall);
    if (result == RECORDS_OK)
        result = forget(turn, m, json_object_get(entry, "consent")) ? say(m, REVISION_DONE)
                                                                    : RECORDS_FAILED;
    json_decref(wall);
    json_decref(changes);
    json_decref(entry);
    return result;
}

/* --- an old one again ----------------------------------------------------------------------- */

static void drop_withdrawn(json_t *wall, const json_t *consents) {
    json_t *kept = json_array(), *one;
    size_t i;
    json_array_foreach(jsonread_array(wall, "honourees"), i, one) {
        const json_t *consent = json_object_get(consents, jsonread_text(one, "id", ""));
        if (strcmp(jsonread_text(consent, "value", ""), "withdrawn") != 0)
            json_array_append(kept, one);
    }
    json_object_set_new(wall, "honourees", kept);
}

static enum records_result restore_from(struct sql_turn *turn, struct making *m,
                                        const struct draft_state *state, const json_t *old) {
    json_t *people = NULL;
    enum records_result result = publication_people_in(turn, &people);
    if (result != RECORDS_OK)
        return result;
    json_t *wall = publication_compose(old, people);
    json_object_set(wall, "commune", json_object_get(state->manifest, "commune"));
    drop_withdrawn(wall, state->consents);
    json_t *changes = wall_changes(state->manifest, wall);
    result = json_array_size(changes) == 0 ? say(m, REVISION_NOTHING) : make(turn, m, state, wall);
    if (result == RECORDS_OK)
        say(m, REVISION_DONE);
    json_decref(changes);
    json_decref(wall);
    json_decref(people);
    return result;
}

static enum records_result restore_state(struct sql_turn *turn, struct making *m,
                                         const struct draft_state *state) {
    json_t *old = NULL;
    enum records_result result = revisions_read_in(turn, m->old, &old);
    if (result == RECORDS_NONE)
        return say(m, REVISION_NONE);
    if (result == RECORDS_OK)
        result = restore_from(turn, m, state, old);
    json_decref(old);
    return result;
}

/* --- the turns ------------------------------------------------------------------------------ */

static enum records_result run(struct sql_turn *turn, void *args) {
    struct making *m = args;
    struct draft_state state = {.revision = 0};
    revision_outcome_finish(m->out); // of a run before
    m->is_taken = false;
    m->out->result = REVISION_LATER;
    enum records_result result = drafts_read_in(turn, &state);
    if (result == RECORDS_NONE)
        return say(m, REVISION_NONE);
    if (result == RECORDS_OK)
        result = m->version ? publish_state(turn, m, &state)
                 : m->old   ? restore_state(turn, m, &state)
                            : take_back_state(turn, m, &state);
    draft_state_finish(&state);
    return result;
}

static void make_revision(struct making *m) {
    enum records_result result = RECORDS_NONE;
    m->is_taken = true;
    *m->out = (struct revision_outcome){.problems = NULL};
    for (int i = 0; i < TRIES_MAX && result == RECORDS_NONE && m->is_taken; i++)
        result = sql_write(m->service->records, run, m);
    if (result == RECORDS_FAILED || m->is_taken)
        m->out->result = REVISION_LATER;
}

void revision_publish(const struct service *service, const char *version, const struct actor *actor,
                      struct revision_outcome *out) {
    make_revision(&(struct making){
        .service = service, .actor = actor, .how = "draft", .out = out, .version = version});
}

void revision_take_back(const struct service *service, enum topic topic, const char *id,
                        bool is_withdrawn, const struct actor *actor,
                        struct revision_outcome *out) {
    make_revision(&(struct making){.service = service,
                                   .actor = actor,
                                   .how = "take-back",
                                   .out = out,
                                   .topic = topic,
                                   .id = id,
                                   .is_withdrawn = is_withdrawn && topic == TOPIC_HONOUREE});
}

void revision_restore(const struct service *service, int64_t revision, const struct actor *actor,
                      struct revision_outcome *out) {
    make_revision(&(struct making){
        .service = service, .actor = actor, .how = "restore", .out = out, .old = revision});
}
