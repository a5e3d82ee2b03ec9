#include "records/revisions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "records/entry_fields.h"
#include "records/manifest.h"
#include "records/manifests.h"
#include "records/publication.h"
#include "records/service.h"

#define TRIES_MAX 10  // somebody else may publish at the same moment
#define NOTED_MAX 200 // changes that are kept with a revision

void revision_outcome_finish(struct revision_outcome *outcome) {
    json_decref(outcome->problems);
    free(outcome->why);
    *outcome = (struct revision_outcome){.problems = NULL};
}

/* --- the gate ------------------------------------------------------------------------------- */

static void add_problem(json_t *problems, enum topic topic, const char *id, const json_t *entry,
                        const struct fault *fault) {
    json_array_append_new(problems,
                          json_pack("{s:s, s:s, s:s, s:s, s:s}", "topic", topic_id(topic),
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
    const char *version;  // of the draft
    enum topic topic; // of what comes off
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

bool revisions_note(struct sql_turn *turn, int64_t revision, const char *who, const char *how,
                    const json_t *changes) {
    json_t *some = json_array(), *one;
    size_t i;
    json_array_foreach(changes, i, one) {
        if (i < NOTED_MAX)
            json_array_append(some, one);
    }
    char *text = json_dumps(some, JSON_COMPACT);
    json_decref(some);
    bool is_noted = sql_run(turn,
                            "INSERT INTO revisions (commune_id, revision, who, how, changes)"
                            " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                            "ittt", revision, who, how, text);
    free(text);
    return is_noted;
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

static enum records_result read_old(struct sql_turn *turn, int64_t revision, json_t **out) {
    struct manifest manifest = {.bytes = NULL};
    enum records_result result = manifests_find_in(turn, revision, &manifest);
    if (result == RECORDS_OK) {
        *out = jsonread_bytes(manifest.bytes, manifest.len, CONTENT_BYTES_MAX, NULL);
        result = *out ? RECORDS_OK : RECORDS_FAILED;
    }
    manifest_finish(&manifest);
    return result;
}

static enum records_result restore_state(struct sql_turn *turn, struct making *m,
                                         const struct draft_state *state) {
    json_t *old = NULL;
    enum records_result result = read_old(turn, m->old, &old);
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

/* --- history -------------------------------------------------------------------------------- */

struct listing {
    int64_t before;
    struct revision_line *out;
    size_t limit, count;
};

static void forget_lines(struct listing *l) {
    for (size_t i = 0; i < l->count; i++)
        json_decref(l->out[i].changes);
    l->count = 0;
}

static enum records_result list(struct sql_turn *turn, void *args) {
    struct listing *l = args;
    forget_lines(l); // of a run before
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT m.revision, m.published_at, r.who, r.how, r.changes FROM manifests m"
                " LEFT JOIN revisions r ON r.commune_id = m.commune_id AND r.revision = m.revision"
                " WHERE m.commune_id = ?1 AND m.revision < ?2 ORDER BY m.revision DESC LIMIT ?3",
                "ii", l->before ? l->before : INT64_MAX, (int64_t)l->limit);
    enum records_result more = RECORDS_FAILED;
    while (rows && (more = sql_next(rows)) == RECORDS_OK && l->count < l->limit) {
        struct revision_line *line = &l->out[l->count++];
        char *changes = sql_text_copy(rows, 4);
        *line = (struct revision_line){.revision = sql_int(rows, 0),
                                       .published_at_s = sql_int(rows, 1),
                                       .changes = changes ? json_loads(changes, 0, NULL) : NULL};
        sql_text(rows, 2, line->who, sizeof line->who);
        sql_text(rows, 3, line->how, sizeof line->how);
        free(changes);
    }
    sql_done(rows);
    return more == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
}

enum records_result revisions_list(struct sql *sql, int64_t before, struct revision_line *out,
                                   size_t limit, size_t *out_count) {
    struct listing l = {before, out, limit, 0};
    enum records_result result = sql_read(sql, list, &l);
    if (result != RECORDS_OK)
        forget_lines(&l);
    *out_count = l.count;
    return result;
}

struct one {
    int64_t revision;
    json_t *root;
};

static enum records_result read_one(struct sql_turn *turn, void *args) {
    struct one *one = args;
    json_decref(one->root);
    one->root = NULL;
    return read_old(turn, one->revision, &one->root);
}

enum records_result revisions_read(struct sql *sql, int64_t revision, json_t **out) {
    struct one one = {revision, NULL};
    enum records_result result = sql_read(sql, read_one, &one);
    if (result == RECORDS_OK)
        *out = one.root;
    else
        json_decref(one.root);
    return result;
}
