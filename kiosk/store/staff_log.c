#include "store/staff_log.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/xalloc.h"
#include "store/staff_db.h"

static const char *const act_words[STAFF_ACTS] = {
    [STAFF_ACT_OPEN] = "pin.open",
    [STAFF_ACT_CLOSE] = "pin.close",
    [STAFF_ACT_LOCK] = "pin.lock",
    [STAFF_ACT_UNLOCK] = "pin.unlock",
    [STAFF_ACT_PIN_SET] = "pin.set",
    [STAFF_ACT_PIN_REMOVE] = "pin.remove",
    [STAFF_ACT_SWITCH] = "switch",
    [STAFF_ACT_ITEM] = "item",
    [STAFF_ACT_PINS] = "pins",
    [STAFF_ACT_WINDOW] = "window",
    [STAFF_ACT_UNDO] = "undo",
    [STAFF_ACT_SEND] = "send",
    [STAFF_ACT_CONTENT_USB] = "content.usb",
    [STAFF_ACT_CONTENT_BACK] = "content.back",
    [STAFF_ACT_OUTBOX_USB] = "outbox.usb",
    [STAFF_ACT_TOUCH_TEST] = "touch_test",
    [STAFF_ACT_RESTART] = "restart",
    [STAFF_ACT_CONSOLE] = "console",
    [STAFF_ACT_START] = "start",
    [STAFF_ACT_CONTENT] = "content.net",
    [STAFF_ACT_RETRY] = "outbox.retry",
};

const char *staff_act_word(enum staff_act act) {
    return act_words[act];
}

enum staff_act staff_act_by_word(const char *word) {
    enum staff_act act = 0;
    while (act < STAFF_ACTS && strcmp(act_words[act], word) != 0)
        act++;
    return act;
}

static enum staff_act act_by_word(const char *word) {
    enum staff_act act = 0;
    while (act < STAFF_ACTS && strcmp(act_words[act], word) != 0)
        act++;
    return act;
}

/* --- one entry ------------------------------------------------------------------------------ */

void staff_copy_text(char *out, size_t out_bytes, const char *text) {
    size_t len = text ? strlen(text) : 0;
    if (len >= out_bytes) // no half of a letter
        for (len = out_bytes - 1; len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80;)
            len--;
    if (len)
        memcpy(out, text, len);
    out[len] = '\0';
}

/* Its exact bytes; owned by the caller. */
static char *encode(const struct staff_entry *entry, int zone_s) {
    char at[DATE_RFC3339_MAX];
    date_format_rfc3339(entry->at_s, zone_s, at);
    json_t *object = json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s}", "seq", (json_int_t)entry->seq,
                               "at", at, "who", entry->who, "what", act_words[entry->act], "of",
                               entry->subject, "from", entry->from, "to", entry->to);
    if (!object) // a name or an id that is not UTF-8
        return NULL;
    char *text = jsonread_dump(object);
    json_decref(object);
    return text;
}

/* False also for an act that only a newer program knows: it is left out of what is shown. */
static bool decode(const char *text, struct staff_entry *out) {
    json_t *object = jsonread_bytes(text, strlen(text), STAFF_ENTRY_BYTES_MAX, NULL);
    struct staff_entry entry = {.seq = jsonread_int(object, "seq", 0)};
    enum staff_act act = act_by_word(jsonread_text(object, "what", ""));
    bool is_right = json_is_object(object) && act < STAFF_ACTS &&
                    date_parse_rfc3339(jsonread_text(object, "at", ""), &entry.at_s, NULL);
    entry.act = act;
    staff_copy_text(entry.who, sizeof entry.who, jsonread_text(object, "who", ""));
    staff_copy_text(entry.subject, sizeof entry.subject, jsonread_text(object, "of", ""));
    staff_copy_text(entry.from, sizeof entry.from, jsonread_text(object, "from", ""));
    staff_copy_text(entry.to, sizeof entry.to, jsonread_text(object, "to", ""));
    json_decref(object);
    if (is_right)
        *out = entry;
    return is_right;
}

/* 0 when it is no entry at all. */
static int64_t seq_of(const char *text) {
    json_t *object = jsonread_bytes(text, strlen(text), STAFF_ENTRY_BYTES_MAX, NULL);
    int64_t seq = jsonread_int(object, "seq", 0);
    json_decref(object);
    return seq;
}

static void chain(const char *hash_before, const char *entry, char out[CRYPTO_SHA256_HEX_MAX]) {
    struct crypto_hasher *hasher = crypto_hasher_create();
    crypto_hasher_add(hasher, hash_before, strlen(hash_before));
    crypto_hasher_add(hasher, entry, strlen(entry));
    crypto_hasher_end(hasher, out);
}

/* --- in the file ---------------------------------------------------------------------------- */

static const char *text_at(sqlite3_stmt *row, int column) {
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text ? text : "";
}

bool staff_log_head(struct staff_db *staff, int64_t *out_seq,
                    char out_hash[CRYPTO_SHA256_HEX_MAX]) {
    sqlite3_stmt *row =
        db_prepare(&staff->db, "SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1");
    int code = row ? sqlite3_step(row) : SQLITE_ERROR;
    *out_seq = code == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    staff_copy_text(out_hash, CRYPTO_SHA256_HEX_MAX, code == SQLITE_ROW ? text_at(row, 1) : "");
    sqlite3_finalize(row);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

bool staff_log_add(struct staff_db *staff, struct staff_entry *entry) {
    char before[CRYPTO_SHA256_HEX_MAX], hash[CRYPTO_SHA256_HEX_MAX];
    int64_t seq;
    if (!staff_log_head(staff, &seq, before))
        return false;
    entry->seq = seq + 1;
    entry->at_s = clock_wall_s(staff->clock);
    char *text = encode(entry, staff->clock->zone_s);
    sqlite3_stmt *insert = text ? db_prepare(&staff->db, "INSERT INTO log VALUES(?, ?, ?)") : NULL;
    bool is_done = false;
    if (insert) {
        chain(before, text, hash);
        sqlite3_bind_int64(insert, 1, entry->seq);
        sqlite3_bind_text(insert, 2, text, -1, SQLITE_TRANSIENT);
        sqlite3_bind_text(insert, 3, hash, -1, SQLITE_TRANSIENT);
        is_done = sqlite3_step(insert) == SQLITE_DONE;
    }
    sqlite3_finalize(insert);
    free(text);
    return is_done;
}

bool staff_log_entry(struct staff_db *staff, int64_t seq, struct staff_entry *out) {
    sqlite3_stmt *row = db_prepare(&staff->db, "SELECT entry FROM log WHERE seq = ?");
    sqlite3_bind_int64(row, 1, seq);
    bool is_there = row && sqlite3_step(row) == SQLITE_ROW && decode(text_at(row, 0), out);
    sqlite3_finalize(row);
    return is_there;
}

/* What cannot be read is passed over here; staff_log_verify() names it. */
bool staff_log_list(struct staff_db *staff, int64_t before_seq, size_t max,
                    struct staff_entry **out, size_t *out_count) {
    sqlite3_stmt *rows =
        db_prepare(&staff->db, "SELECT entry FROM log WHERE seq < ? ORDER BY seq DESC LIMIT ?");
    struct staff_entry *entries = NULL;
    size_t count = 0;
    int code = SQLITE_ERROR;
    sqlite3_bind_int64(rows, 1, before_seq ? before_seq : INT64_MAX);
    sqlite3_bind_int64(rows, 2, (sqlite3_int64)max);
    while (rows && (code = sqlite3_step(rows)) == SQLITE_ROW) {
        entries = xrealloc(entries, count + 1, sizeof *entries);
        count += decode(text_at(rows, 0), &entries[count]);
    }
    sqlite3_finalize(rows);
    if (code != SQLITE_DONE) {
        free(entries);
        return false;
    }
    *out = entries;
    *out_count = count;
    return true;
}

/* NULL when the row follows the chain. */
static const char *fault_of(const struct staff_chain *seen, sqlite3_stmt *row) {
    char hash[CRYPTO_SHA256_HEX_MAX];
    int64_t seq = sqlite3_column_int64(row, 0);
    chain(seen->head_hash, text_at(row, 1), hash);
    if (seq != seen->count + 1)
        return "the entry before it is missing";
    if (strcmp(hash, text_at(row, 2)) != 0)
        return "its bytes, or those of the entry before it, are not what they were";
    if (seq_of(text_at(row, 1)) != seq)
        return "it is no entry, or one of another place";
    return NULL;
}

bool staff_log_verify(struct staff_db *staff, struct staff_chain *out) {
    sqlite3_stmt *rows = db_prepare(&staff->db, "SELECT seq, entry, hash FROM log ORDER BY seq");
    struct staff_chain seen = {.count = 0};
    int code = SQLITE_ERROR;
    while (rows && seen.broken_seq == 0 && (code = sqlite3_step(rows)) == SQLITE_ROW) {
        const char *fault = fault_of(&seen, rows);
        if (fault) {
            seen.broken_seq = sqlite3_column_int64(rows, 0);
            staff_copy_text(seen.why, sizeof seen.why, fault);
        } else {
            seen.count++;
            staff_copy_text(seen.head_hash, sizeof seen.head_hash, text_at(rows, 2));
        }
    }
    sqlite3_finalize(rows);
    if (code != SQLITE_DONE && seen.broken_seq == 0)
        return false;
    *out = seen;
    return true;
}
