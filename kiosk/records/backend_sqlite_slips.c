/* Slips on SQLite: found, kept, opened later, listed. */
#include "records/backend_sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define STEPS_MAX 256 // of one dossier; more than people ever make

/* What stands under this id: a slip, a tombstone, or nothing (SLIP_HELD_NEW). */
static enum backend_result look_up(struct sqlite_backend *b, const char *id,
                                   struct slip_holding *out) {
    sqlite3_stmt *statement =
        backend_sqlite_ask(b,
                           "SELECT 0, sha256, device_id, received_at FROM nominations"
                           " WHERE commune_id = ?1 AND id = ?2"
                           " UNION ALL SELECT 1, '', '', erased_at FROM tombstones"
                           " WHERE commune_id = ?1 AND id = ?2 ORDER BY 1 DESC",
                           "t", id);
    if (!statement)
        return BACKEND_FAILED;
    struct slip_holding found = {.held = SLIP_HELD_NEW};
    enum backend_result result = backend_sqlite_step(b, statement);
    if (result == BACKEND_OK) {
        bool is_erased = sqlite3_column_int(statement, 0) == 1;
        found.held = is_erased ? SLIP_HELD_ERASED : SLIP_HELD_BEFORE;
        backend_sqlite_text(statement, 1, found.sha256, sizeof found.sha256);
        backend_sqlite_text(statement, 2, found.device_id, sizeof found.device_id);
        found.received_at_s = sqlite3_column_int64(statement, 3);
    }
    backend_sqlite_done(statement);
    if (result == BACKEND_FAILED)
        return BACKEND_FAILED;
    *out = found;
    return BACKEND_OK;
}

enum backend_result backend_sqlite_slip_find(struct backend *base, const char *id,
                                             struct slip_holding *out) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = look_up(b, id, out);
    backend_sqlite_leave(b);
    return result;
}

static bool insert_envelope(struct sqlite_backend *b, const struct slip_entry *entry) {
    const struct envelope *e = entry->envelope;
    return backend_sqlite_run(
        b,
        "INSERT INTO nominations (commune_id, id, body, sha256, received_at, device_id, seq,"
        " created_at, zone_s, clock, campaign_id, key_id, state)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
        " ON CONFLICT DO NOTHING",
        "tbtitiiitttt", e->id, entry->body, entry->body_len, entry->sha256, entry->received_at_s,
        e->device_id, e->seq, e->created_at_s, (int64_t)e->zone_s, e->clock_word, e->campaign_id,
        e->key_id, SLIP_STATE_UNOPENED);
}

/* Two slips of one device with one number come from a disk that was copied: both are marked. */
static bool mark_repeated_seq(struct sqlite_backend *b, const struct envelope *e) {
    return backend_sqlite_run(b,
                              "UPDATE nominations SET seq_repeated = 1"
                              " WHERE commune_id = ?1 AND device_id = ?2 AND seq = ?3 AND EXISTS ("
                              "  SELECT 1 FROM nominations AS other WHERE other.commune_id = ?1"
                              "  AND other.device_id = ?2 AND other.seq = ?3 AND other.id <> ?4)",
                              "tit", e->device_id, e->seq, e->id);
}

static const char *or_null(const char *text) {
    return text[0] ? text : NULL;
}

static bool fill_in_record(struct sqlite_backend *b, const struct slip_entry *entry) {
    const struct nomination *n = entry->nomination;
    return backend_sqlite_run(
        b,
        "UPDATE nominations SET state = ?3, type = ?4, code = ?5, lang = ?6, kind = ?7,"
        " honorific = ?8, name = ?9, unit_id = ?10, unit_other = ?11, deed = ?12,"
        " sender_name = ?13, sender_phone = ?14, consent_version = ?15, consent_at = ?16"
        " WHERE commune_id = ?1 AND id = ?2",
        "ttttttttttttttt", entry->envelope->id, SLIP_STATE_RECEIVED,
        n->is_difficulty ? "difficulty" : "nomination", entry->head->code, entry->head->lang,
        or_null(n->kind), or_null(n->honorific), or_null(n->name), or_null(n->unit_id),
        or_null(n->unit_other), or_null(n->deed), or_null(n->sender_name), or_null(n->sender_phone),
        or_null(n->consent_version), or_null(n->consent_at));
}

static bool insert_reasons_and_words(struct sqlite_backend *b, const struct slip_entry *entry) {
    bool is_ok = true;
    for (size_t i = 0; is_ok && i < entry->nomination->reason_count; i++)
        is_ok = backend_sqlite_run(
            b,
            "INSERT INTO nomination_reasons (commune_id, nomination_id, position, reason_id)"
            " VALUES (?1, ?2, ?3, ?4)",
            "tit", entry->envelope->id, (int64_t)i + 1, entry->nomination->reasons[i]);
    for (size_t i = 0; is_ok && i < entry->word_count; i++)
        is_ok = backend_sqlite_run(
            b,
            "INSERT INTO nomination_words (commune_id, word, nomination_id) VALUES (?1, ?2, ?3)"
            " ON CONFLICT DO NOTHING",
            "tt", entry->words[i], entry->envelope->id);
    return is_ok;
}

static bool add_event(struct sqlite_backend *b, const char *id, int64_t at_s, const char *what,
                      const char *actor, const char *state) {
    return backend_sqlite_run(
        b,
        "INSERT INTO events (commune_id, nomination_id, number, at, what, actor, state)"
        " VALUES (?1, ?2, (SELECT coalesce(max(number), 0) + 1 FROM events"
        "  WHERE commune_id = ?1 AND nomination_id = ?2), ?3, ?4, ?5, ?6)",
        "tittt", id, at_s, what, actor, state);
}

/* Everything of a new slip, within the caller's transaction. */
static bool keep(struct sqlite_backend *b, const struct slip_entry *entry) {
    const struct envelope *e = entry->envelope;
    if (!mark_repeated_seq(b, e))
        return false;
    if (entry->nomination && !(fill_in_record(b, entry) && insert_reasons_and_words(b, entry)))
        return false;
    // An unopened slip has arrived all the same: a citizen may know that much.
    return add_event(b, e->id, entry->received_at_s, "received", e->device_id, SLIP_STATE_RECEIVED);
}

static enum backend_result put(struct sqlite_backend *b, const struct slip_entry *entry,
                               struct slip_holding *out) {
    struct slip_holding found;
    if (look_up(b, entry->envelope->id, &found) != BACKEND_OK)
        return BACKEND_FAILED;
    if (found.held != SLIP_HELD_NEW) {
        *out = found;
        return BACKEND_NONE;
    }
    if (!insert_envelope(b, entry) || !keep(b, entry))
        return BACKEND_FAILED;
    *out = (struct slip_holding){.held = SLIP_HELD_NEW, .received_at_s = entry->received_at_s};
    snprintf(out->sha256, sizeof out->sha256, "%s", entry->sha256);
    snprintf(out->device_id, sizeof out->device_id, "%s", entry->envelope->device_id);
    return BACKEND_OK;
}

enum backend_result backend_sqlite_slip_put(struct backend *base, const struct slip_entry *entry,
                                            struct slip_holding *out) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    struct slip_holding holding;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    if (backend_sqlite_begin(b)) {
        result = put(b, entry, &holding);
        if (result != BACKEND_OK)
            backend_sqlite_abandon(b);
        else if (!backend_sqlite_commit(b))
            result = BACKEND_FAILED;
    }
    backend_sqlite_leave(b);
    if (result == BACKEND_FAILED)
        return BACKEND_FAILED;
    *out = holding;
    return BACKEND_OK;
}

static enum backend_result open_slip(struct sqlite_backend *b, const struct slip_entry *entry,
                                     int64_t now_s) {
    sqlite3_stmt *statement = backend_sqlite_ask(
        b, "SELECT 1 FROM nominations WHERE commune_id = ?1 AND id = ?2 AND state = ?3", "tt",
        entry->envelope->id, SLIP_STATE_UNOPENED);
    if (!statement)
        return BACKEND_FAILED;
    enum backend_result result = backend_sqlite_step(b, statement);
    backend_sqlite_done(statement);
    if (result != BACKEND_OK)
        return result;
    bool is_done = fill_in_record(b, entry) && insert_reasons_and_words(b, entry) &&
                   add_event(b, entry->envelope->id, now_s, "opened", "store", NULL);
    return is_done ? BACKEND_OK : BACKEND_FAILED;
}

enum backend_result backend_sqlite_slip_open(struct backend *base, const struct slip_entry *entry,
                                             int64_t now_s) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    if (backend_sqlite_begin(b)) {
        result = open_slip(b, entry, now_s);
        if (result != BACKEND_OK)
            backend_sqlite_abandon(b);
        else if (!backend_sqlite_commit(b))
            result = BACKEND_FAILED;
    }
    backend_sqlite_leave(b);
    return result;
}

enum backend_result backend_sqlite_slip_next_unopened(struct backend *base, const char *after_id,
                                                      struct slip_unopened *out) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_FAILED;
    sqlite3_stmt *statement =
        backend_sqlite_ask(b,
                           "SELECT id, body FROM nominations WHERE commune_id = ?1 AND state = ?2"
                           " AND id > ?3 ORDER BY id LIMIT 1",
                           "tt", SLIP_STATE_UNOPENED, after_id);
    if (statement) {
        result = backend_sqlite_step(b, statement);
        if (result == BACKEND_OK) {
            backend_sqlite_text(statement, 0, out->id, sizeof out->id);
            out->body = backend_sqlite_bytes(statement, 1, &out->body_len);
        }
        backend_sqlite_done(statement);
    }
    backend_sqlite_leave(b);
    return result;
}

/* One row for each slip with that code; of the first one also its state. */
static enum backend_result read_holders(struct sqlite_backend *b, const char *code,
                                        struct slip_progress *progress, char *out_id) {
    sqlite3_stmt *statement = backend_sqlite_ask(
        b,
        "SELECT id, state, level, type FROM nominations WHERE commune_id = ?1 AND code = ?2"
        " LIMIT 2",
        "t", code);
    if (!statement)
        return BACKEND_FAILED;
    enum backend_result result;
    while ((result = backend_sqlite_step(b, statement)) == BACKEND_OK) {
        if (progress->holders++ == 0) {
            backend_sqlite_text(statement, 0, out_id, CRYPTO_UUID_MAX);
            backend_sqlite_text(statement, 1, progress->state, sizeof progress->state);
            backend_sqlite_text(statement, 2, progress->level, sizeof progress->level);
            backend_sqlite_text(statement, 3, progress->type, sizeof progress->type);
        }
    }
    backend_sqlite_done(statement);
    if (result == BACKEND_FAILED)
        return BACKEND_FAILED;
    return progress->holders > 0 ? BACKEND_OK : BACKEND_NONE;
}

static enum backend_result read_steps(struct sqlite_backend *b, const char *id,
                                      struct slip_progress *progress) {
    sqlite3_stmt *statement = backend_sqlite_ask(
        b,
        "SELECT state, at FROM events WHERE commune_id = ?1 AND nomination_id = ?2"
        " AND state IS NOT NULL ORDER BY number",
        "t", id);
    if (!statement)
        return BACKEND_FAILED;
    enum backend_result result = BACKEND_NONE;
    while (progress->step_count < STEPS_MAX &&
           (result = backend_sqlite_step(b, statement)) == BACKEND_OK) {
        progress->steps =
            xrealloc(progress->steps, progress->step_count + 1, sizeof *progress->steps);
        struct slip_step *step = &progress->steps[progress->step_count++];
        backend_sqlite_text(statement, 0, step->state, sizeof step->state);
        step->at_s = sqlite3_column_int64(statement, 1);
    }
    backend_sqlite_done(statement);
    return result == BACKEND_FAILED ? BACKEND_FAILED : BACKEND_OK;
}

enum backend_result backend_sqlite_slip_progress(struct backend *base, const char *code,
                                                 struct slip_progress *out) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    struct slip_progress progress = {.steps = NULL};
    char id[CRYPTO_UUID_MAX];
    enum backend_result result = read_holders(b, code, &progress, id);
    if (result == BACKEND_OK)
        result = read_steps(b, id, &progress);
    backend_sqlite_leave(b);
    if (result == BACKEND_OK)
        *out = progress;
    else
        slip_progress_finish(&progress);
    return result;
}

static void read_line(sqlite3_stmt *statement, struct slip_line *out) {
    *out = (struct slip_line){.received_at_s = sqlite3_column_int64(statement, 0)};
    backend_sqlite_text(statement, 1, out->id, sizeof out->id);
    backend_sqlite_text(statement, 2, out->code, sizeof out->code);
    backend_sqlite_text(statement, 3, out->kind, sizeof out->kind);
    backend_sqlite_text(statement, 4, out->name, sizeof out->name);
    backend_sqlite_text(statement, 5, out->unit, sizeof out->unit);
    backend_sqlite_text(statement, 6, out->state, sizeof out->state);
    backend_sqlite_text(statement, 7, out->device_id, sizeof out->device_id);
    out->seq = sqlite3_column_int64(statement, 8);
    out->is_seq_repeated = sqlite3_column_int(statement, 9) != 0;
    backend_sqlite_text(statement, 10, out->key_id, sizeof out->key_id);
}

enum backend_result backend_sqlite_slip_list(struct backend *base, const struct slip_cursor *after,
                                             struct slip_line *out, size_t limit,
                                             size_t *out_count) {
    struct sqlite_backend *b = (struct sqlite_backend *)base;
    if (!backend_sqlite_enter(b))
        return BACKEND_FAILED;
    sqlite3_stmt *statement = backend_sqlite_ask(
        b,
        "SELECT received_at, id, code, coalesce(kind, type), name, coalesce(unit_id, unit_other),"
        " state, device_id, seq, seq_repeated, key_id FROM nominations"
        " WHERE commune_id = ?1 AND (received_at, id) > (?2, ?3)"
        " ORDER BY received_at, id LIMIT ?4",
        "iti", after->received_at_s, after->id, (int64_t)limit);
    enum backend_result result = BACKEND_FAILED;
    size_t count = 0;
    if (statement) {
        while (count < limit && (result = backend_sqlite_step(b, statement)) == BACKEND_OK)
            read_line(statement, &out[count++]);
        backend_sqlite_done(statement);
    }
    backend_sqlite_leave(b);
    if (result == BACKEND_FAILED)
        return BACKEND_FAILED;
    *out_count = count;
    return BACKEND_OK;
}
