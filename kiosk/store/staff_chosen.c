#include "store/staff_db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"

#define CHOSEN_BYTES_MAX ((size_t)8 * 1024 * 1024)

/* --- the file ------------------------------------------------------------------------------- */

static bool decode(struct staff_db *staff, const char *text, struct overrides *out) {
    json_t *object = text ? jsonread_bytes(text, strlen(text), CHOSEN_BYTES_MAX, NULL) : NULL;
    bool is_read = object && overrides_decode(object, staff->clock->zone_s, out, NULL);
    json_decref(object);
    return is_read;
}

static char *encode(struct staff_db *staff, const struct overrides *overrides) {
    json_t *object = overrides_encode(overrides, staff->clock->zone_s);
    char *text = jsonread_dump(object);
    json_decref(object);
    return text;
}

static void take(struct staff_db *staff, struct overrides *fresh) {
    overrides_finish(&staff->chosen);
    staff->chosen = *fresh;
}

bool staff_chosen_load(struct staff_db *staff) {
    struct overrides read;
    sqlite3_stmt *row = db_prepare(&staff->db, "SELECT overrides FROM chosen");
    bool is_read = row && sqlite3_step(row) == SQLITE_ROW &&
                   decode(staff, (const char *)sqlite3_column_text(row, 0), &read);
    sqlite3_finalize(row);
    if (is_read)
        take(staff, &read);
    return is_read;
}

/* 0 when there is nothing to undo. */
static int64_t undo_seq(struct staff_db *staff) {
    sqlite3_stmt *row =
        db_prepare(&staff->db, "SELECT changed_by FROM chosen WHERE before IS NOT NULL");
    int64_t seq = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    sqlite3_finalize(row);
    return seq;
}

bool staff_chosen_state(struct staff_db *staff, struct staff_state *out) {
    int64_t seq = undo_seq(staff);
    out->can_undo = seq && staff_log_entry(staff, seq, &out->undo);
    return true;
}

/* Takes `fresh` over, whatever comes of it. */
static enum staff_result store(struct staff_db *staff, struct overrides *fresh,
                               struct staff_entry *entry, bool can_undo) {
    char *now = encode(staff, fresh), *before = encode(staff, &staff->chosen);
    const char *const undoable[2] = {now, before}, *const final[2] = {now};
    bool is_good = false;
    if (staff_db_begin(staff)) {
        is_good = staff_log_add(staff, entry);
        const int64_t numbers[2] = {entry->seq};
        is_good =
            is_good &&
            (can_undo ? staff_db_run(staff,
                                     "UPDATE chosen SET overrides = ?, before = ?, changed_by = ?",
                                     undoable, numbers)
                      : staff_db_run(staff,
                                     "UPDATE chosen SET overrides = ?, before = NULL,"
                                     " changed_by = NULL",
                                     final, NULL));
        is_good = staff_db_end(staff, is_good);
    }
    if (is_good)
        take(staff, fresh);
    else
        overrides_finish(fresh);
    free(before);
    free(now);
    return is_good ? STAFF_OK : STAFF_FAILED;
}

/* --- changes -------------------------------------------------------------------------------- */

static void write_pins(const struct overrides *overrides, char *out, size_t out_bytes) {
    struct strbuf text = {0};
    for (size_t i = 0; i < overrides->pin_count; i++)
        strbuf_addf(&text, "%s%s", i ? " " : "", overrides->pins[i]);
    staff_copy_text(out, out_bytes, overrides->has_pins ? strbuf_text(&text) : "clear");
    strbuf_finish(&text);
}

static void write_window(struct staff_db *staff, const struct timeslot *window, char *out,
                         size_t out_bytes) {
    json_t *object = window ? timeslot_encode(window, staff->clock->zone_s) : NULL;
    if (object)
        json_object_del(object, "of"); // the subject
    char *text = object ? jsonread_dump(object) : NULL;
    staff_copy_text(out, out_bytes, text);
    free(text);
    json_decref(object);
}

/* How what is changed stands in `overrides`, as the log says it. */
static void write_value(struct staff_db *staff, const struct overrides *overrides,
                        const struct staff_change *change, char out[STAFF_VALUE_MAX]) {
    switch (change->act) {
    case STAFF_ACT_SWITCH:
        staff_copy_text(out, STAFF_VALUE_MAX,
                        switch_choice_word(overrides->switches.of[change->id]));
        break;
    case STAFF_ACT_ITEM:
        staff_copy_text(out, STAFF_VALUE_MAX,
                        switch_choice_word(overrides_item(overrides, change->subject)));
        break;
    case STAFF_ACT_PINS:
        write_pins(overrides, out, STAFF_VALUE_MAX);
        break;
    case STAFF_ACT_WINDOW:
        write_window(staff, overrides_window(overrides, change->subject), out, STAFF_VALUE_MAX);
        break;
    default:
        out[0] = '\0';
    }
}

static bool apply(struct overrides *overrides, const struct staff_change *change) {
    switch (change->act) {
    case STAFF_ACT_SWITCH:
        overrides->switches.of[change->id] = change->choice;
        return true;
    case STAFF_ACT_ITEM:
        return overrides_set_item(overrides, change->subject, change->choice);
    case STAFF_ACT_PINS:
        return overrides_set_pins(overrides, change->ids, change->id_count);
    case STAFF_ACT_WINDOW:
        return overrides_set_window(overrides, change->subject, change->window);
    default:
        return false;
    }
}

static bool is_same(struct staff_db *staff, const struct overrides *fresh) {
    char *now = encode(staff, fresh), *before = encode(staff, &staff->chosen);
    bool is_equal = strcmp(now, before) == 0;
    free(now);
    free(before);
    return is_equal;
}

enum staff_result staff_chosen_change(struct staff_db *staff, const struct staff_change *change) {
    struct overrides fresh;
    struct staff_entry entry = {.act = change->act};
    overrides_copy(&staff->chosen, &fresh);
    bool is_applied = apply(&fresh, change);
    if (!is_applied || is_same(staff, &fresh)) {
        overrides_finish(&fresh);
        return is_applied ? STAFF_UNCHANGED : STAFF_TOO_MANY;
    }
    staff_copy_text(entry.who, sizeof entry.who, change->who);
    staff_copy_text(entry.subject, sizeof entry.subject, change->subject);
    write_value(staff, &staff->chosen, change, entry.from);
    write_value(staff, &fresh, change, entry.to);
    return store(staff, &fresh, &entry, true);
}

enum staff_result staff_chosen_undo(struct staff_db *staff, const char *who) {
    struct overrides fresh;
    struct staff_entry done = {.seq = undo_seq(staff)}, entry = {.act = STAFF_ACT_UNDO};
    sqlite3_stmt *row = db_prepare(&staff->db, "SELECT before FROM chosen");
    bool is_there = done.seq && row && sqlite3_step(row) == SQLITE_ROW &&
                    decode(staff, (const char *)sqlite3_column_text(row, 0), &fresh);
    sqlite3_finalize(row);
    if (!is_there)
        return STAFF_ABSENT;
    if (staff_log_entry(staff, done.seq, &done)) { // turned round
        staff_copy_text(entry.from, sizeof entry.from, done.to);
        staff_copy_text(entry.to, sizeof entry.to, done.from);
    }
    staff_copy_text(entry.who, sizeof entry.who, who);
    snprintf(entry.subject, sizeof entry.subject, "%lld", (long long)done.seq);
    return store(staff, &fresh, &entry, false);
}
