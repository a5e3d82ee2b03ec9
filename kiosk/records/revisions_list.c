/* What was published before: whose it was, what it changed, what it showed. */
#include "records/revisions.h"

#include <stdlib.h>

#include "base/jsonread.h"
#include "model/content.h"
#include "records/manifests.h"

#define NOTED_MAX 200 // changes that are kept with a revision

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

/* By id, everybody whose data were erased. */
static bool read_erased(struct sql_turn *turn, json_t *out) {
    struct sql_rows *rows = sql_ask(turn, "SELECT id FROM tombstones WHERE commune_id = ?1", "");
    enum records_result more = RECORDS_FAILED;
    while (rows && (more = sql_next(rows)) == RECORDS_OK) {
        char id[CRYPTO_UUID_MAX];
        sql_text(rows, 0, id, sizeof id);
        json_object_set_new(out, id, json_true());
    }
    sql_done(rows);
    return more == RECORDS_NONE;
}

/* What was erased is not read out of an old revision either. */
static bool drop_erased(struct sql_turn *turn, json_t *manifest) {
    json_t *erased = json_object(), *kept = json_array(), *one;
    bool is_read = read_erased(turn, erased);
    size_t i;
    json_array_foreach(jsonread_array(manifest, "honourees"), i, one) {
        if (!json_object_get(erased, jsonread_text(one, "id", "")))
            json_array_append(kept, one);
    }
    json_object_set_new(manifest, "honourees", kept);
    json_decref(erased);
    return is_read;
}

enum records_result revisions_read_in(struct sql_turn *turn, int64_t revision, json_t **out) {
    struct manifest manifest = {.bytes = NULL};
    enum records_result result = manifests_find_in(turn, revision, &manifest);
    if (result == RECORDS_OK) {
        json_t *root = jsonread_bytes(manifest.bytes, manifest.len, CONTENT_BYTES_MAX, NULL);
        result = root && drop_erased(turn, root) ? RECORDS_OK : RECORDS_FAILED;
        if (result == RECORDS_OK)
            *out = root;
        else
            json_decref(root);
    }
    manifest_finish(&manifest);
    return result;
}

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
    return revisions_read_in(turn, one->revision, &one->root);
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

struct telling {
    int64_t revision;
    const char *who, *how;
};

static enum records_result tell(struct sql_turn *turn, void *args) {
    const struct telling *t = args;
    json_t *before = NULL, *after = NULL;
    enum records_result result = revisions_read_in(turn, t->revision, &after);
    if (result == RECORDS_OK && revisions_read_in(turn, t->revision - 1, &before) == RECORDS_FAILED)
        result = RECORDS_FAILED;
    json_t *changes = before && after ? wall_changes(before, after) : NULL; // the first has none
    if (result == RECORDS_OK && !revisions_note(turn, t->revision, t->who, t->how, changes))
        result = RECORDS_FAILED;
    json_decref(changes);
    json_decref(after);
    json_decref(before);
    return result;
}

enum records_result revisions_tell(struct sql *sql, int64_t revision, const char *who,
                                   const char *how) {
    return sql_write(sql, tell, &(struct telling){revision, who, how});
}
