#include "records/publication.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "records/dossier_edit.h"
#include "records/manifest.h"
#include "records/manifests.h"
#include "records/revisions.h"
#include "records/service.h"
#include "records/wall.h"
#include "records/wall_mark.h"

#define TRIES_MAX 10     // somebody else may publish at the same moment
#define SOURCE "dossier" // of entries that are ours

/* --- what stands on the wall ---------------------------------------------------------------- */

static json_t *areas_of(const struct dossier_fields *fields) {
    json_t *list = json_array();
    for (size_t i = 0; i < fields->area_count; i++)
        json_array_append_new(list, json_string(fields->area_ids[i]));
    return list;
}

static json_t *projects_of(const struct dossier_fields *fields) {
    json_t *list = json_array();
    for (size_t i = 0; i < fields->project_count; i++)
        json_array_append_new(list, json_string(fields->project_ids[i]));
    return list;
}

static void set_text(json_t *object, const char *key, const char *text) {
    if (text[0])
        json_object_set_new(object, key, json_string(text));
}

json_t *publication_person(const struct dossier *dossier) {
    const struct dossier_fields *fields = &dossier->fields;
    json_t *person =
        json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", dossier->id, "source", SOURCE, "campaign",
                  dossier->campaign_id, "group", fields->group, "kind", dossier->slip.kind);
    set_text(person, "subject_id", fields->subject_id);
    set_text(person, "honorific", dossier->slip.honorific);
    json_object_set_new(person, "name", json_string(dossier->slip.name));
    set_text(person, "role", fields->position);
    set_text(person, "unit_id", dossier->slip.unit_id);
    json_object_set_new(person, "level", json_string(dossier->decision.level));
    json_object_set_new(person, "area_ids", areas_of(fields));
    set_text(person, "achievement", fields->summary);
    if (fields->project_count > 0)
        set_text(person, "project_id", fields->project_ids[0]);
    if (fields->project_count > 1) // a kiosk shows the first
        json_object_set_new(person, "project_ids", projects_of(fields));
    json_object_set_new(person, "decision",
                        json_pack("{s:s, s:s}", "number", dossier->decision.number, "date",
                                  dossier->decision.date));
    json_object_set_new(person, "publish_consent", json_true());
    json_object_set_new(person, "status", json_string(PUBLICATION_PUBLISHED));
    json_object_set_new(person, "portrait", json_null());
    return person;
}

/* A campaign in the authoritative language; NULL when there is none. Who was honoured in an earlier
 * one stays with it, as long as the manifest holds it. */
static const json_t *campaign_by(const json_t *manifest, const char *id) {
    size_t i;
    json_t *one;
    json_array_foreach(jsonread_array(manifest, "campaigns"), i, one) {
        const json_t *meta = jsonread_object(one, "meta");
        if (!strcmp(jsonread_text(meta, "id", ""), id) &&
            !strcmp(jsonread_text(meta, "lang", ""), "vi"))
            return one;
    }
    return NULL;
}

static const json_t *find_id(const json_t *list, const char *id) {
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one) {
        if (!strcmp(jsonread_text(one, "id", ""), id))
            return one;
    }
    return NULL;
}

/* What somebody added to an entry of ours since stays with it. */
static void keep_added(json_t *person, const json_t *before) {
    static const char *const keys[] = {"portrait", "story", "numbers", "featured"};
    for (size_t i = 0; before && i < sizeof keys / sizeof *keys; i++) {
        json_t *value = json_object_get(before, keys[i]);
        if (value)
            json_object_set(person, keys[i], value);
    }
}

/* A new reference, NULL when the campaign cannot place them. */
static json_t *placed(const json_t *campaign, const json_t *person, const json_t *before) {
    const json_t *level =
        find_id(jsonread_array(campaign, "levels"), jsonread_text(person, "level", ""));
    if (!level || !find_id(jsonread_array(campaign, "groups"), jsonread_text(person, "group", "")))
        return NULL;
    json_t *entry = json_copy((json_t *)person); // what is in it is only ever read
    set_text(entry, "award", jsonread_text(level, "name", ""));
    keep_added(entry, before);
    return entry;
}

static bool is_ours(const json_t *entry) {
    return !strcmp(jsonread_text(entry, "source", ""), SOURCE);
}

/* By id, for thousands of people. Borrowed entries; owned: json_decref. */
static json_t *index_ours(const json_t *honourees) {
    json_t *index = json_object();
    size_t i;
    json_t *entry;
    json_array_foreach(honourees, i, entry) {
        if (is_ours(entry))
            json_object_set(index, jsonread_text(entry, "id", ""), entry);
    }
    return index;
}

json_t *publication_compose(const json_t *manifest, const json_t *people) {
    const json_t *honourees = jsonread_array(manifest, "honourees");
    json_t *before = index_ours(honourees), *ours = json_array(), *list = json_array();
    size_t i;
    json_t *entry;
    json_array_foreach(people, i, entry) {
        json_t *was = json_object_get(before, jsonread_text(entry, "id", ""));
        const json_t *campaign = campaign_by(manifest, jsonread_text(entry, "campaign", ""));
        json_t *now = placed(campaign, entry, was);
        if (now)
            json_array_append_new(ours, now);
    }
    json_array_foreach(honourees, i, entry) {
        bool is_gone = jsonread_bool(entry, "sample", false) && json_array_size(ours) > 0;
        if (!is_ours(entry) && !is_gone)
            json_array_append(list, entry);
    }
    json_array_extend(list, ours);
    json_decref(ours);
    json_decref(before);
    json_t *composed = json_copy((json_t *)manifest);
    json_object_set_new(composed, "honourees", list);
    return composed;
}

/* --- from the database ---------------------------------------------------------------------- */

struct ids {
    char (*items)[CRYPTO_UUID_MAX]; // owned
    size_t count;
};

static bool read_ids(struct sql_turn *turn, struct ids *out) {
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT id FROM nominations WHERE commune_id = ?1 AND publication = 'published'"
                " AND publication <> 'none' AND purged_at IS NULL ORDER BY received_at, id",
                "");
    enum records_result more = RECORDS_FAILED;
    *out = (struct ids){.items = NULL};
    while (rows && (more = sql_next(rows)) == RECORDS_OK) {
        if ((out->count & (out->count + 1)) == 0) // 0, 1, 3, 7, ...: full
            out->items = xrealloc(out->items, 2 * out->count + 1, sizeof *out->items);
        sql_text(rows, 0, out->items[out->count++], CRYPTO_UUID_MAX);
    }
    sql_done(rows);
    return more == RECORDS_NONE;
}

/* A new reference; NULL when it cannot be read. */
static json_t *read_people(struct sql_turn *turn) {
    struct dossier *dossier = xcalloc(1, sizeof *dossier);
    struct ids ids;
    json_t *people = json_array();
    bool is_read = read_ids(turn, &ids);
    for (size_t i = 0; is_read && i < ids.count; i++) {
        is_read = dossier_row_read(turn, ids.items[i], dossier) == RECORDS_OK;
        if (is_read)
            json_array_append_new(people, publication_person(dossier));
    }
    free(ids.items);
    dossier_destroy(dossier);
    if (is_read)
        return people;
    json_decref(people);
    return NULL;
}

enum records_result publication_people_in(struct sql_turn *turn, json_t **out) {
    json_t *people = read_people(turn);
    if (people)
        *out = people;
    return people ? RECORDS_OK : RECORDS_FAILED;
}

static enum records_result people_of(struct sql_turn *turn, void *args) {
    json_t **people = args;
    json_decref(*people); // of a run before
    *people = NULL;
    return publication_people_in(turn, people);
}

enum records_result publication_people(struct sql *sql, json_t **out) {
    json_t *people = NULL;
    enum records_result result = sql_read(sql, people_of, &people);
    if (result == RECORDS_OK)
        *out = people;
    else
        json_decref(people);
    return result;
}

/* --- the wall follows ----------------------------------------------------------------------- */

struct following {
    const struct service *service;
    const char *who;
    int64_t now_s;
    bool needs_wall; // without one that is published already nothing can be done
    bool is_taken;   // somebody else published this revision: once more
    char *why;       // kiosks would refuse it; owned
};

static enum records_result add_revision(struct sql_turn *turn, struct following *f,
                                        const json_t *before, json_t *root, int64_t revision) {
    struct manifest manifest;
    if (!manifest_sign(root, f->service->settings, &f->service->keys, revision, f->now_s, &manifest,
                       &f->why))
        return RECORDS_NONE;
    enum records_result result = manifests_add_in(turn, &manifest);
    manifest_finish(&manifest);
    f->is_taken = result == RECORDS_NONE;
    if (result != RECORDS_OK)
        return result;
    json_t *changes = wall_changes(before, root);
    bool is_noted = revisions_note(turn, revision, f->who, "dossier", changes);
    json_decref(changes);
    return is_noted ? RECORDS_OK : RECORDS_FAILED;
}

static enum records_result follow_from(struct sql_turn *turn, struct following *f,
                                       const struct manifest *newest) {
    json_t *before = jsonread_bytes(newest->bytes, newest->len, CONTENT_BYTES_MAX, &f->why);
    json_t *people = before ? read_people(turn) : NULL;
    enum records_result result = before ? RECORDS_FAILED : RECORDS_NONE;
    if (people) {
        json_t *after = publication_compose(before, people);
        result =
            json_equal(json_object_get(before, "honourees"), json_object_get(after, "honourees"))
                ? RECORDS_OK
                : add_revision(turn, f, before, after, newest->revision + 1);
        json_decref(after);
    }
    json_decref(people);
    json_decref(before);
    return result;
}

static enum records_result follow_in(struct sql_turn *turn, struct following *f) {
    struct manifest newest = {.bytes = NULL};
    free(f->why); // of a run before
    f->why = NULL;
    f->is_taken = false;
    enum records_result result = manifests_newest_in(turn, true, &newest);
    if (result == RECORDS_OK) {
        result = follow_from(turn, f, &newest);
    } else if (result == RECORDS_NONE) {
        if (f->needs_wall)
            f->why = xstrdup("nothing is published yet: run `recordstore publish`");
        else
            result = RECORDS_OK; // there is no wall to take anybody off
    }
    manifest_finish(&newest);
    return result == RECORDS_OK && !wall_mark_set(turn) ? RECORDS_FAILED : result;
}

static enum records_result follow(struct sql_turn *turn, void *args) {
    return follow_in(turn, args);
}

/* Thousands of people were in memory for a moment, several times over. */
static void give_back_memory(void) {
    malloc_trim(0);
}

static enum records_result has_followed(struct sql_turn *turn, void *args) {
    (void)args;
    return wall_mark_stands(turn);
}

enum records_result publication_follow(const struct service *service, int64_t now_s) {
    struct following f = {.service = service, .who = AUDIT_STORE, .now_s = now_s, .is_taken = true};
    enum records_result result = sql_read(service->records, has_followed, NULL);
    if (result == RECORDS_OK)
        return result;
    for (int i = 0; i < TRIES_MAX && result == RECORDS_NONE && f.is_taken; i++)
        result = sql_write(service->records, follow, &f);
    give_back_memory();
    if (f.why)
        log_error("the wall does not follow the dossiers: %s", f.why);
    free(f.why);
    return result;
}

/* --- many at once --------------------------------------------------------------------------- */

struct changing {
    const struct dossier_office *office;
    const struct dossier_aim *aims; // with event ids
    size_t count;
    bool is_shown;
    struct dossier_outcome *out;
    struct following f;
};

static enum records_result change(struct sql_turn *turn, void *args) {
    struct changing *c = args;
    const struct dossier_showing showing = {c->is_shown, NULL};
    enum dossier_result all = DOSSIER_REPEATED;
    *c->out = (struct dossier_outcome){.result = DOSSIER_LATER}; // of a run before
    for (size_t i = 0; i < c->count; i++) {
        c->out->at = i;
        c->out->result =
            dossier_edit_in(turn, c->office, &c->aims[i], dossier_edit_publish, &showing, c->out);
        if (c->out->result == DOSSIER_LATER)
            return RECORDS_FAILED;
        if (!dossier_is_made(c->out->result))
            return RECORDS_NONE;
        if (c->out->result == DOSSIER_DONE)
            all = DOSSIER_DONE;
    }
    enum records_result followed = follow_in(turn, &c->f);
    c->out->result = followed == RECORDS_OK     ? all
                     : followed == RECORDS_NONE ? DOSSIER_INVALID
                                                : DOSSIER_LATER;
    return followed;
}

enum dossier_result publication_change(const struct service *service,
                                       const struct dossier_office *office,
                                       const struct dossier_aim *aims, size_t count, bool is_shown,
                                       struct dossier_outcome *out, char **out_why) {
    struct changing c = {office,
                         aims,
                         count,
                         is_shown,
                         out,
                         {.service = service,
                          .who = office->who,
                          .now_s = office->now_s,
                          .needs_wall = true,
                          .is_taken = true}};
    enum records_result result = RECORDS_NONE;
    for (int i = 0; i < TRIES_MAX && result == RECORDS_NONE && c.f.is_taken; i++) {
        c.f.is_taken = false;
        result = sql_write(office->sql, change, &c);
    }
    give_back_memory();
    if (result == RECORDS_FAILED || c.f.is_taken)
        out->result = DOSSIER_LATER;
    *out_why = c.f.why;
    return out->result;
}
