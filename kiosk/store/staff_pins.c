#include "store/staff_db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define LEVELS 4
#define MINUTE_MS 60000

static const int wait_minutes[LEVELS] = {1, 5, 15, 60}; // then always the last

struct tries { // as stored
    int64_t count, level, locked_at_s;
    char lock_id[CRYPTO_UUID_MAX]; // "" while none holds
};

/* --- what may be a PIN ---------------------------------------------------------------------- */

static bool is_run(const char *pin, int step) {
    for (int i = 1; i < STAFF_PIN_DIGITS; i++)
        if ((pin[i] - pin[i - 1] - step) % 10 != 0)
            return false;
    return true;
}

static bool has_period(const char *pin, int period) {
    for (int i = period; i < STAFF_PIN_DIGITS; i++)
        if (pin[i] != pin[i - period])
            return false;
    return true;
}

static bool is_of_pairs(const char *pin) {
    for (int i = 0; i < STAFF_PIN_DIGITS; i += 2)
        if (pin[i] != pin[i + 1])
            return false;
    return true;
}

enum staff_result staff_pin_check(const char *pin) {
    if (strlen(pin) != STAFF_PIN_DIGITS || strspn(pin, "0123456789") != STAFF_PIN_DIGITS)
        return STAFF_PIN_FORM;
    bool is_trivial = is_run(pin, 1) || is_run(pin, -1) || has_period(pin, 1) ||
                      has_period(pin, 2) || has_period(pin, 3) || is_of_pairs(pin);
    return is_trivial ? STAFF_PIN_TRIVIAL : STAFF_OK;
}

static bool is_name(const char *name) {
    size_t len = strlen(name);
    char *clean = utf8_clean(name, len, false);
    bool is_good =
        clean && strcmp(clean, name) == 0 && len > 0 && len < STAFF_NAME_MAX && name[0] != '@';
    free(clean);
    return is_good;
}

/* --- the tries ------------------------------------------------------------------------------ */

static bool load(struct staff_db *staff, struct tries *out) {
    sqlite3_stmt *row =
        db_prepare(&staff->db, "SELECT count, level, lock_id, locked_at FROM tries");
    bool is_there = row && sqlite3_step(row) == SQLITE_ROW;
    if (is_there) {
        *out = (struct tries){.count = sqlite3_column_int64(row, 0),
                              .level = sqlite3_column_int64(row, 1),
                              .locked_at_s = sqlite3_column_int64(row, 3)};
        staff_copy_text(out->lock_id, sizeof out->lock_id,
                        (const char *)sqlite3_column_text(row, 2));
    }
    sqlite3_finalize(row);
    staff->must_reopen = staff->must_reopen || !is_there;
    return is_there;
}

static bool save(struct staff_db *staff, const struct tries *tries) {
    sqlite3_stmt *statement =
        db_prepare(&staff->db, "UPDATE tries SET count = ?, level = ?, lock_id = ?, locked_at = ?");
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, tries->count);
    sqlite3_bind_int64(statement, 2, tries->level);
    if (tries->lock_id[0])
        sqlite3_bind_text(statement, 3, tries->lock_id, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 4, tries->locked_at_s);
    bool is_done = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    return is_done;
}

static int minutes_of(const struct tries *tries) {
    int64_t level = tries->level < 1 ? 1 : tries->level > LEVELS ? LEVELS : tries->level;
    return wait_minutes[level - 1];
}

static void begin_wait(struct staff_db *staff, const struct tries *tries) {
    staff->locked_until_ms = clock_mono_ms(staff->clock) + (int64_t)minutes_of(tries) * MINUTE_MS;
}

static int64_t wait_ms(const struct staff_db *staff, const struct tries *tries) {
    int64_t left_ms = staff->locked_until_ms - clock_mono_ms(staff->clock);
    return tries->lock_id[0] && left_ms > 0 ? left_ms : 0;
}

/* Stores tries and one line of the log, or neither. */
static bool save_logged(struct staff_db *staff, const struct tries *tries,
                        struct staff_entry *entry) {
    return staff_db_begin(staff) &&
           staff_db_end(staff, save(staff, tries) && (!entry || staff_log_add(staff, entry)));
}

/* The fifth wrong one. Each lock has an id of its own, so that an order of the office's lifts the
 * one that it was meant for and no later one. */
static bool lock(struct staff_db *staff, struct tries *tries) {
    struct tries locked = *tries;
    struct staff_entry entry = {.act = STAFF_ACT_LOCK, .who = STAFF_WHO_KIOSK};
    crypto_uuid4(locked.lock_id);
    locked.level = tries->level < LEVELS ? tries->level + 1 : LEVELS;
    locked.locked_at_s = clock_wall_s(staff->clock);
    snprintf(entry.to, sizeof entry.to, "%d", minutes_of(&locked));
    if (!save_logged(staff, &locked, &entry))
        return false;
    *tries = locked;
    begin_wait(staff, tries);
    return true;
}

void staff_pins_start(struct staff_db *staff) {
    struct tries tries;
    if (load(staff, &tries) && tries.lock_id[0])
        begin_wait(staff, &tries);
    staff_pins_settle(staff);
}

bool staff_pins_settle(struct staff_db *staff) {
    struct tries tries;
    if (!load(staff, &tries))
        return false;
    if (!tries.lock_id[0] && tries.count >= STAFF_TRIES_MAX)
        return lock(staff, &tries);
    if (!tries.lock_id[0] || wait_ms(staff, &tries) > 0)
        return true;
    tries.lock_id[0] = '\0'; // its level stays until a right one
    tries.count = 0;
    return save_logged(staff, &tries, NULL);
}

int64_t staff_pins_due_ms(struct staff_db *staff) {
    struct tries tries;
    if (staff->must_reopen || !load(staff, &tries) || !tries.lock_id[0])
        return -1;
    return wait_ms(staff, &tries);
}

/* --- whose ---------------------------------------------------------------------------------- */

/* False when the file cannot be read; `out_name` is "" when it is nobody's. */
static bool find_owner(struct staff_db *staff, const char *pin, char out_name[STAFF_NAME_MAX]) {
    sqlite3_stmt *rows = db_prepare(&staff->db, "SELECT name, hash FROM pins ORDER BY name");
    int code = SQLITE_ERROR;
    out_name[0] = '\0';
    while (rows && !out_name[0] && (code = sqlite3_step(rows)) == SQLITE_ROW)
        if (crypto_password_matches((const char *)sqlite3_column_text(rows, 1), pin))
            staff_copy_text(out_name, STAFF_NAME_MAX, (const char *)sqlite3_column_text(rows, 0));
    sqlite3_finalize(rows);
    bool is_read = out_name[0] || code == SQLITE_DONE;
    staff->must_reopen = staff->must_reopen || !is_read;
    return is_read;
}

static int64_t count_people(struct staff_db *staff) {
    sqlite3_stmt *row = db_prepare(&staff->db, "SELECT count(*) FROM pins");
    int64_t count = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : -1;
    sqlite3_finalize(row);
    return count;
}

/* The try is on the disk before anything is compared: pulling the plug gives no free guess. */
static bool count_try(struct staff_db *staff, struct tries *tries) {
    tries->count++;
    return save_logged(staff, tries, NULL);
}

static enum pin_result open_for(struct staff_db *staff, const char *name) {
    const struct tries fresh = {.count = 0};
    struct staff_entry entry = {.act = STAFF_ACT_OPEN};
    staff_copy_text(entry.who, sizeof entry.who, name);
    return save_logged(staff, &fresh, &entry) ? PIN_RIGHT : PIN_FAILED;
}

static enum pin_result try_counted(struct staff_db *staff, struct tries *tries, const char *pin,
                                   char out_name[STAFF_NAME_MAX]) {
    if (!find_owner(staff, pin, out_name))
        return PIN_FAILED;
    if (out_name[0])
        return open_for(staff, out_name);
    if (tries->count < STAFF_TRIES_MAX)
        return PIN_WRONG;
    return lock(staff, tries) ? PIN_LOCKED : PIN_FAILED;
}

void staff_pins_try(struct staff_db *staff, const char *pin, struct pin_answer *out) {
    struct tries tries;
    *out = (struct pin_answer){.result = PIN_FAILED};
    int64_t people = count_people(staff);
    if (people < 0 || !staff_pins_settle(staff) || !load(staff, &tries))
        return;
    if (people == 0)
        out->result = PIN_NOBODY;
    else if (tries.lock_id[0])
        out->result = PIN_LOCKED;
    else if (count_try(staff, &tries))
        out->result = try_counted(staff, &tries, pin, out->name);
    out->tries_left = tries.count < STAFF_TRIES_MAX ? STAFF_TRIES_MAX - (int)tries.count : 0;
    out->wait_ms = wait_ms(staff, &tries);
}

/* --- giving and taking ---------------------------------------------------------------------- */

static bool has_name(struct staff_db *staff, const char *name) {
    sqlite3_stmt *row = db_prepare(&staff->db, "SELECT 1 FROM pins WHERE name = ?");
    sqlite3_bind_text(row, 1, name, -1, SQLITE_STATIC);
    bool is_there = row && sqlite3_step(row) == SQLITE_ROW;
    sqlite3_finalize(row);
    return is_there;
}

static struct staff_entry entry_of(enum staff_act act, const char *who, const char *subject) {
    struct staff_entry entry = {.act = act};
    staff_copy_text(entry.who, sizeof entry.who, who);
    staff_copy_text(entry.subject, sizeof entry.subject, subject);
    return entry;
}

static enum staff_result check_new(struct staff_db *staff, const char *name, const char *pin) {
    char owner[STAFF_NAME_MAX];
    enum staff_result form = staff_pin_check(pin);
    if (!is_name(name))
        return STAFF_NAME;
    if (form != STAFF_OK)
        return form;
    if (!has_name(staff, name) && count_people(staff) >= STAFF_PINS_MAX)
        return STAFF_TOO_MANY;
    if (!find_owner(staff, pin, owner))
        return STAFF_FAILED;
    return owner[0] && strcmp(owner, name) != 0 ? STAFF_PIN_TAKEN : STAFF_OK;
}

enum staff_result staff_pins_set(struct staff_db *staff, const char *who, const char *name,
                                 const char *pin) {
    char hash[CRYPTO_PASSWORD_HASH_MAX];
    struct staff_entry entry = entry_of(STAFF_ACT_PIN_SET, who, name);
    enum staff_result result = check_new(staff, name, pin);
    if (result != STAFF_OK)
        return result;
    if (!crypto_password_hash(pin, hash) || !staff_db_begin(staff))
        return STAFF_FAILED;
    const char *const texts[2] = {name, hash};
    const int64_t numbers[2] = {clock_wall_s(staff->clock)};
    bool is_good = staff_db_run(staff,
                                "INSERT INTO pins VALUES(?1, ?2, ?3) ON CONFLICT(name)"
                                " DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at",
                                texts, numbers) &&
                   staff_log_add(staff, &entry);
    return staff_db_end(staff, is_good) ? STAFF_OK : STAFF_FAILED;
}

enum staff_result staff_pins_remove(struct staff_db *staff, const char *who, const char *name) {
    struct staff_entry entry = entry_of(STAFF_ACT_PIN_REMOVE, who, name);
    if (!has_name(staff, name))
        return STAFF_ABSENT;
    if (!staff_db_begin(staff))
        return STAFF_FAILED;
    const char *const texts[2] = {name};
    bool is_good = staff_db_run(staff, "DELETE FROM pins WHERE name = ?", texts, NULL) &&
                   staff_log_add(staff, &entry);
    return staff_db_end(staff, is_good) ? STAFF_OK : STAFF_FAILED;
}

enum staff_result staff_pins_unlock(struct staff_db *staff, const char *lock_id) {
    struct tries tries;
    const struct tries fresh = {.count = 0};
    struct staff_entry entry = entry_of(STAFF_ACT_UNLOCK, STAFF_WHO_OFFICE, "");
    if (!load(staff, &tries))
        return STAFF_FAILED;
    if (!tries.lock_id[0] || strcmp(tries.lock_id, lock_id) != 0)
        return STAFF_ABSENT;
    return save_logged(staff, &fresh, &entry) ? STAFF_OK : STAFF_FAILED;
}

/* --- at a look ------------------------------------------------------------------------------ */

static bool list_people(struct staff_db *staff, struct staff_state *out) {
    sqlite3_stmt *rows = db_prepare(&staff->db, "SELECT name, set_at FROM pins ORDER BY name");
    int code = SQLITE_ERROR;
    while (rows && (code = sqlite3_step(rows)) == SQLITE_ROW &&
           out->person_count < STAFF_PINS_MAX) {
        struct staff_person *person = &out->people[out->person_count++];
        staff_copy_text(person->name, sizeof person->name,
                        (const char *)sqlite3_column_text(rows, 0));
        person->set_at_s = sqlite3_column_int64(rows, 1);
    }
    sqlite3_finalize(rows);
    return code == SQLITE_DONE || code == SQLITE_ROW;
}

bool staff_pins_state(struct staff_db *staff, struct staff_state *out) {
    struct tries tries;
    if (!staff_pins_settle(staff) || !load(staff, &tries) || !list_people(staff, out))
        return false;
    out->is_locked = tries.lock_id[0] != '\0';
    memcpy(out->lock_id, tries.lock_id, sizeof out->lock_id);
    out->locked_at_s = tries.locked_at_s;
    out->wait_ms = wait_ms(staff, &tries);
    out->tries_left = tries.count < STAFF_TRIES_MAX ? STAFF_TRIES_MAX - (int)tries.count : 0;
    return true;
}
