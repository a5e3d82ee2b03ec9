#include "records/drafts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "model/content.h"
#include "records/manifests.h"

/* --- ids ------------------------------------------------------------------------------------ */

void draft_new_id(enum topic topic, char out[DRAFT_ID_MAX]) {
    static const char *const heads[TOPIC_COUNT] = {
        [TOPIC_HONOUREE] = "guong", [TOPIC_PROJECT] = "mo-hinh", [TOPIC_UNIT] = "don-vi",
        [TOPIC_NOTICE] = "tin",     [TOPIC_CAMPAIGN] = "dot",
    };
    uint8_t random[6];
    char hex[2 * sizeof random + 1];
    crypto_random(random, sizeof random);
    crypto_hex_encode(random, sizeof random, hex);
    snprintf(out, DRAFT_ID_MAX, "%s-%s", heads[topic], hex);
}

bool draft_is_id(const char *id) {
    size_t len = strlen(id);
    return len > 0 && len < DRAFT_ID_MAX && id[0] != '.' &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_.-") == len;
}

/* --- read ----------------------------------------------------------------------------------- */

void draft_state_finish(struct draft_state *state) {
    json_decref(state->manifest);
    json_decref(state->index);
    json_decref(state->changes);
    json_decref(state->consents);
    *state = (struct draft_state){.revision = 0};
}

static json_t *parse_entry(const struct sql_rows *rows, int column) {
    char *text = sql_text_copy(rows, column);
    json_t *entry = text ? json_loads(text, JSON_DECODE_ANY, NULL) : json_null();
    free(text);
    return entry;
}

static bool add_change(const struct sql_rows *rows, json_t *changes) {
    char topic[AUDIT_WORD_MAX], id[DRAFT_ID_MAX], who[CRYPTO_UUID_MAX];
    sql_text(rows, 0, topic, sizeof topic);
    sql_text(rows, 1, id, sizeof id);
    sql_text(rows, 4, who, sizeof who);
    json_t *entry = parse_entry(rows, 2), *these = json_object_get(changes, topic);
    if (!entry)
        return false;
    if (!these) {
        these = json_object();
        json_object_set_new(changes, topic, these);
    }
    json_object_set_new(these, id,
                        json_pack("{s:o, s:I, s:s}", "entry", entry, "at",
                                  (json_int_t)sql_int(rows, 3), "who", who));
    return true;
}

static enum records_result read_changes(struct sql_turn *turn, json_t *changes) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT topic, id, entry, at, who FROM drafts"
                                    " WHERE commune_id = ?1 ORDER BY at, topic, id",
                                    "");
    enum records_result more = RECORDS_FAILED;
    while (rows && (more = sql_next(rows)) == RECORDS_OK)
        if (!add_change(rows, changes))
            break;
    sql_done(rows);
    return more == RECORDS_NONE ? RECORDS_OK : RECORDS_FAILED;
}

static enum records_result read_consents(struct sql_turn *turn, json_t *consents) {
    struct sql_rows *rows =
        sql_ask(turn, "SELECT id, value, how, day FROM content_consents WHERE commune_id = ?1", "");
    enum records_result more = RECORDS_FAILED;
    while (rows && (more = sql_next(rows)) == RECORDS_OK) {
        char id[DRAFT_ID_MAX], value[16], day[16];
        char *how = sql_text_copy(rows, 2);
        sql_text(rows, 0, id, sizeof id);
        sql_text(rows, 1, value, sizeof value);
        sql_text(rows, 3, day, sizeof day);
        json_object_set_new(
            consents, id,
            json_pack("{s:s, s:s, s:s}", "value", value, "how", how ? how : "", "date", day));
        free(how);
    }
    sql_done(rows);
    return more == RECORDS_NONE ? RECORDS_OK : RECORDS_FAILED;
}

enum records_result drafts_read_in(struct sql_turn *turn, struct draft_state *out) {
    struct manifest newest = {.bytes = NULL};
    struct draft_state state = {.changes = json_object(), .consents = json_object()};
    enum records_result result = manifests_newest_in(turn, true, &newest);
    if (result == RECORDS_OK) {
        state.revision = newest.revision;
        state.manifest = jsonread_bytes(newest.bytes, newest.len, CONTENT_BYTES_MAX, NULL);
        result = state.manifest ? read_changes(turn, state.changes) : RECORDS_FAILED;
    }
    if (result == RECORDS_OK)
        result = read_consents(turn, state.consents);
    manifest_finish(&newest);
    if (result == RECORDS_OK)
        state.index = wall_index(state.manifest);
    if (result == RECORDS_OK)
        *out = state;
    else
        draft_state_finish(&state);
    return result;
}

static enum records_result read_state(struct sql_turn *turn, void *args) {
    struct draft_state *state = args;
    draft_state_finish(state); // of a run before
    return drafts_read_in(turn, state);
}

enum records_result drafts_read(struct sql *sql, struct draft_state *out) {
    struct draft_state state = {.revision = 0};
    enum records_result result = sql_read(sql, read_state, &state);
    if (result == RECORDS_OK)
        *out = state;
    else
        draft_state_finish(&state);
    return result;
}

static enum records_result count_rows(struct sql_turn *turn, void *args) {
    int64_t *count = args;
    struct sql_rows *rows = sql_ask(turn, "SELECT count(*) FROM drafts WHERE commune_id = ?1", "");
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK)
        *count = sql_int(rows, 0);
    sql_done(rows);
    return result;
}

enum records_result drafts_waiting(struct sql *sql, int64_t *out) {
    return sql_read(sql, count_rows, out);
}

const json_t *draft_change(const struct draft_state *state, enum topic topic, const char *id) {
    return json_object_get(json_object_get(state->changes, topic_id(topic)), id);
}

json_t *draft_published(const struct draft_state *state, enum topic topic, const char *id) {
    return wall_entry_of(state->manifest, state->index, state->consents, topic, id);
}

json_t *draft_entry(const struct draft_state *state, enum topic topic, const char *id) {
    const json_t *change = draft_change(state, topic, id);
    json_t *published = draft_published(state, topic, id);
    if (!change)
        return published;
    const json_t *entry = json_object_get(change, "entry");
    json_t *now = json_is_null(entry) ? NULL : wall_overlay(topic, published, entry);
    json_decref(published);
    return now;
}

size_t draft_count(const struct draft_state *state) {
    size_t count = 0;
    const char *topic;
    json_t *these;
    json_object_foreach(state->changes, topic, these) {
        count += json_object_size(these);
    }
    return count;
}

/* --- change --------------------------------------------------------------------------------- */

struct putting {
    const struct draft_put *puts;
    size_t count;
    const struct actor *actor;
    const char *what;
    enum draft_result result;
};

static bool drop_row(struct sql_turn *turn, enum topic topic, const char *id) {
    return sql_run(turn, "DELETE FROM drafts WHERE commune_id = ?1 AND topic = ?2 AND id = ?3",
                   "tt", topic_id(topic), id);
}

static bool write_row(struct sql_turn *turn, const struct draft_put *put,
                      const struct actor *actor) {
    json_t *kept = put->entry ? wall_kept(put->topic, put->entry) : NULL;
    char *text = kept ? json_dumps(kept, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    json_decref(kept);
    bool is_written =
        sql_run(turn,
                "INSERT INTO drafts (commune_id, topic, id, entry, at, who)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (commune_id, topic, id)"
                " DO UPDATE SET entry = excluded.entry, at = excluded.at, who = excluded.who",
                "tttit", topic_id(put->topic), put->id, text, actor->now_s, actor->who);
    free(text);
    return is_written;
}

static enum draft_result put_one(struct sql_turn *turn, const struct putting *p,
                                 const struct draft_state *state, const struct draft_put *put) {
    json_t *now = draft_entry(state, put->topic, put->id);
    json_t *published = draft_published(state, put->topic, put->id);
    char is[WALL_VERSION_MAX], was[WALL_VERSION_MAX], next[WALL_VERSION_MAX];
    wall_version(now, is);
    wall_version(published, was);
    json_t *will = put->entry ? wall_overlay(put->topic, published, put->entry) : NULL;
    wall_version(will, next);
    json_decref(will);
    json_decref(published);
    json_decref(now);
    if (!strcmp(is, next)) // done before, or nothing to do
        return DRAFT_DONE;
    if (put->version && strcmp(put->version, is) != 0)
        return DRAFT_STALE;
    bool is_done =
        !strcmp(was, next) ? drop_row(turn, put->topic, put->id) : write_row(turn, put, p->actor);
    return is_done ? DRAFT_DONE : DRAFT_LATER;
}

/* One entry of the journal for what came in one form or file. */
static enum records_result note(struct sql_turn *turn, const struct putting *p) {
    char *text = p->count == 1 ? xasprintf("%s", topic_id(p->puts[0].topic))
                               : xasprintf("%s %zu", topic_id(p->puts[0].topic), p->count);
    enum records_result result = audit_add(
        turn, p->actor, &(struct audit_entry){p->what, p->count == 1 ? p->puts[0].id : "", text});
    free(text);
    return result;
}

static enum records_result put_all(struct sql_turn *turn, void *args) {
    struct putting *p = args;
    struct draft_state state = {.revision = 0};
    enum records_result result = drafts_read_in(turn, &state);
    p->result = result == RECORDS_OK     ? DRAFT_DONE
                : result == RECORDS_NONE ? DRAFT_NONE
                                         : DRAFT_LATER;
    for (size_t i = 0; i < p->count && p->result == DRAFT_DONE; i++)
        p->result = put_one(turn, p, &state, &p->puts[i]);
    draft_state_finish(&state);
    if (p->result != DRAFT_DONE)
        return p->result == DRAFT_LATER ? RECORDS_FAILED : RECORDS_NONE;
    return p->count ? note(turn, p) : RECORDS_OK;
}

enum draft_result drafts_put(struct sql *sql, const struct draft_put *puts, size_t count,
                             const struct actor *actor, const char *what) {
    struct putting p = {puts, count, actor, what, DRAFT_LATER};
    return sql_write(sql, put_all, &p) == RECORDS_FAILED ? DRAFT_LATER : p.result;
}

struct dropping {
    enum topic topic; // TOPIC_COUNT: all of them
    const char *id;
    const struct actor *actor;
};

static enum records_result drop(struct sql_turn *turn, void *args) {
    const struct dropping *d = args;
    bool is_one = d->topic != TOPIC_COUNT;
    bool is_done = is_one ? drop_row(turn, d->topic, d->id)
                          : sql_run(turn, "DELETE FROM drafts WHERE commune_id = ?1", "");
    return is_done ? audit_add(turn, d->actor,
                               &(struct audit_entry){"content.drop", is_one ? d->id : "",
                                                     is_one ? topic_id(d->topic) : ""})
                   : RECORDS_FAILED;
}

static enum draft_result drop_these(struct sql *sql, struct dropping *d) {
    return sql_write(sql, drop, d) == RECORDS_OK ? DRAFT_DONE : DRAFT_LATER;
}

enum draft_result drafts_drop(struct sql *sql, enum topic topic, const char *id,
                              const struct actor *actor) {
    return drop_these(sql, &(struct dropping){topic, id, actor});
}

enum draft_result drafts_drop_all(struct sql *sql, const struct actor *actor) {
    return drop_these(sql, &(struct dropping){TOPIC_COUNT, "", actor});
}
