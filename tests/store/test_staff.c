/* The staff's file as its callers see it: PINs and their lock, choices, the chained log. */
#include "../check.h"

#include "base/crypto.h"
#include "store/db.h"
#include "store/staff_store.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#define MINUTE_MS 60000

struct desk {
    char *folder;
    struct clock clock;
    struct staff_store *store;
};

static void open_desk(struct desk *desk) {
    struct staff_params params = {.data_dir = desk->folder, .clock = &desk->clock};
    struct staff_report report;
    desk->store = staff_store_open(&params, &report);
    if (!desk->store)
        fail_msg("%s", report.why);
}

static int begin(void **state) {
    struct desk *desk = calloc(1, sizeof *desk);
    assert_true(crypto_start());
    desk->folder = check_make_folder();
    clock_init(&desk->clock, 7 * 3600);
    clock_set(&desk->clock, 1683855720); // 2023-05-12T08:42:00+07:00
    open_desk(desk);
    *state = desk;
    return 0;
}

static int end(void **state) {
    struct desk *desk = *state;
    staff_store_close(desk->store);
    check_remove_folder(desk->folder);
    free(desk);
    return 0;
}

static void reopen(struct desk *desk) {
    staff_store_close(desk->store);
    open_desk(desk);
}

static void set_pin(struct desk *desk, const char *name, const char *pin) {
    check_number(name, staff_store_set_pin(desk->store, STAFF_WHO_CONSOLE, name, pin), STAFF_OK);
}

static struct pin_answer try(struct desk *desk, const char *pin) {
    struct pin_answer answer;
    staff_store_try_pin_now(desk->store, pin, &answer);
    return answer;
}

static struct staff_state look(struct desk *desk) {
    struct staff_state state;
    assert_true(staff_store_state(desk->store, &state));
    return state;
}

static void lock(struct desk *desk) {
    for (int i = 0; i < STAFF_TRIES_MAX; i++)
        try(desk, "908172");
}

/* The newest line. */
static struct staff_entry last_entry(struct desk *desk) {
    struct staff_entry *entries = NULL, entry = {.seq = 0};
    size_t count = 0;
    check_number("log", staff_store_log(desk->store, 0, 1, &entries, &count), STAFF_OK);
    if (count)
        entry = entries[0];
    free(entries);
    return entry;
}

/* --- PINs ----------------------------------------------------------------------------------- */

static void the_pin_says_who(void **state) {
    struct desk *desk = *state;
    check_number("nobody has one", try(desk, "482915").result, PIN_NOBODY);
    set_pin(desk, "Nguyễn Văn A", "482915");
    set_pin(desk, "Trần Thị B", "650274");
    struct pin_answer answer = try(desk, "650274");
    check_number("right", answer.result, PIN_RIGHT);
    check_text("who", answer.name, "Trần Thị B");
    check_text("log", last_entry(desk).who, "Trần Thị B");
    check_number("log", last_entry(desk).act, STAFF_ACT_OPEN);
    answer = try(desk, "111222");
    check_number("wrong", answer.result, PIN_WRONG);
    check_text("nobody", answer.name, "");
    check_number("left", answer.tries_left, 4);
    check_number("removed", staff_store_remove_pin(desk->store, STAFF_WHO_CONSOLE, "Trần Thị B"),
                 STAFF_OK);
    check_number("gone", try(desk, "650274").result, PIN_WRONG);
    check_number("absent", staff_store_remove_pin(desk->store, STAFF_WHO_CONSOLE, "Trần Thị B"),
                 STAFF_ABSENT);
}

static void a_pin_must_be_worth_its_name(void **state) {
    struct desk *desk = *state;
    static const struct {
        const char *name, *pin;
        enum staff_result want;
    } rows[] = {
        {"A", "12345", STAFF_PIN_FORM},     {"A", "1234567", STAFF_PIN_FORM},
        {"A", "12a456", STAFF_PIN_FORM},    {"A", "000000", STAFF_PIN_TRIVIAL},
        {"A", "123456", STAFF_PIN_TRIVIAL}, {"A", "987654", STAFF_PIN_TRIVIAL},
        {"A", "890123", STAFF_PIN_TRIVIAL}, {"A", "121212", STAFF_PIN_TRIVIAL},
        {"A", "123123", STAFF_PIN_TRIVIAL}, {"A", "112233", STAFF_PIN_TRIVIAL},
        {"", "482915", STAFF_NAME},         {"@office", "482915", STAFF_NAME},
        {" A", "482915", STAFF_NAME},       {"A", "482915", STAFF_OK},
        {"B", "482915", STAFF_PIN_TAKEN},   {"A", "482915", STAFF_OK},
        {"A", "650274", STAFF_OK},          {"B", "482915", STAFF_OK},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char name[64];
        snprintf(name, sizeof name, "row %zu: %s %s", i, rows[i].name, rows[i].pin);
        check_number(name,
                     staff_store_set_pin(desk->store, STAFF_WHO_CONSOLE, rows[i].name, rows[i].pin),
                     rows[i].want);
    }
    check_number("people", (long long)look(desk).person_count, 2);
}

static void eight_have_one(void **state) {
    struct desk *desk = *state;
    char name[32], pin[24];
    for (int i = 0; i < STAFF_PINS_MAX; i++) {
        snprintf(name, sizeof name, "Cán bộ %d", i);
        snprintf(pin, sizeof pin, "48291%d", i);
        set_pin(desk, name, pin);
    }
    check_number("a ninth", staff_store_set_pin(desk->store, "x", "Cán bộ 9", "650274"),
                 STAFF_TOO_MANY);
    check_number("another one", staff_store_set_pin(desk->store, "x", "Cán bộ 7", "650274"),
                 STAFF_OK);
    check_text("whose", try(desk, "650274").name, "Cán bộ 7");
}

/* --- the lock ------------------------------------------------------------------------------- */

static void five_wrong_ones_lock_for_longer_each_time(void **state) {
    struct desk *desk = *state;
    static const int minutes[] = {1, 5, 15, 60, 60};
    set_pin(desk, "A", "482915");
    for (size_t i = 0; i < check_items(minutes); i++) {
        for (int n = 1; n < STAFF_TRIES_MAX; n++)
            check_number("wrong", try(desk, "908172").result, PIN_WRONG);
        struct pin_answer answer = try(desk, "908172");
        check_number("the fifth", answer.result, PIN_LOCKED);
        assert_in_range(answer.wait_ms, minutes[i] * MINUTE_MS - 5000, minutes[i] * MINUTE_MS);
        check_number("the right one, too", try(desk, "482915").result, PIN_LOCKED);
        assert_true(look(desk).is_locked && look(desk).lock_id[0]);
        check_number("line", last_entry(desk).act, STAFF_ACT_LOCK);
        check_number("its minutes", atoi(last_entry(desk).to), minutes[i]);
        clock_advance(&desk->clock, minutes[i] * MINUTE_MS - 10000);
        check_number("not yet", try(desk, "482915").result, PIN_LOCKED);
        clock_advance(&desk->clock, 10000);
        assert_false(look(desk).is_locked);
    }
    check_number("open", try(desk, "482915").result, PIN_RIGHT);
    lock(desk); // the right one set the level back
    assert_in_range(look(desk).wait_ms, MINUTE_MS - 5000, MINUTE_MS);
}

static void a_restart_begins_the_wait_anew_and_forgets_no_try(void **state) {
    struct desk *desk = *state;
    set_pin(desk, "A", "482915");
    try(desk, "908172");
    reopen(desk);
    check_number("left", look(desk).tries_left, 4);
    for (int i = 0; i < 4; i++)
        try(desk, "908172");
    clock_advance(&desk->clock, 50000);
    struct staff_state before = look(desk);
    assert_in_range(before.wait_ms, 1, 10000);
    reopen(desk);
    struct staff_state after = look(desk);
    check_text("the same lock", after.lock_id, before.lock_id);
    assert_in_range(after.wait_ms, 55000, MINUTE_MS);
}

/* Once a wait is over it is over for good: the kiosk is switched off every evening. */
static void a_wait_that_is_over_does_not_come_back(void **state) {
    struct desk *desk = *state;
    set_pin(desk, "A", "482915");
    lock(desk);
    clock_advance(&desk->clock, MINUTE_MS);
    staff_store_wake(desk->store);
    look(desk);
    reopen(desk);
    assert_false(look(desk).is_locked);
}

static void the_office_lifts_the_lock_it_was_told_of_and_no_other(void **state) {
    struct desk *desk = *state;
    set_pin(desk, "A", "482915");
    check_number("none holds", staff_store_unlock(desk->store, ""), STAFF_ABSENT);
    lock(desk);
    struct staff_state first = look(desk);
    check_number("lifted", staff_store_unlock(desk->store, first.lock_id), STAFF_OK);
    check_text("by", last_entry(desk).who, STAFF_WHO_OFFICE);
    lock(desk);
    struct staff_state second = look(desk);
    assert_string_not_equal(first.lock_id, second.lock_id);
    check_number("an old order", staff_store_unlock(desk->store, first.lock_id), STAFF_ABSENT);
    check_number("still locked", try(desk, "482915").result, PIN_LOCKED);
    check_number("lifted", staff_store_unlock(desk->store, second.lock_id), STAFF_OK);
    check_number("open", try(desk, "482915").result, PIN_RIGHT);
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000ll + now.tv_nsec / 1000000;
}

/* Pulls the plug while the PIN is being verified, which takes `whole_ms`: by then the try is on the
 * disk. */
static void kill_while_verifying(struct desk *desk, int64_t whole_ms) {
    int ready[2], go[2];
    char path[256], byte;
    snprintf(path, sizeof path, "%s/staff/staff.db", desk->folder);
    assert_true(pipe(ready) == 0 && pipe(go) == 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        open_desk(desk);
        if (write(ready[1], "r", 1) == 1 && read(go[0], &byte, 1) == 1)
            try(desk, "908172");
        _exit(write(ready[1], "a", 1) == 1 ? 0 : 1); // answered
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    struct stat before, now;
    assert_int_equal(stat(path, &before), 0);
    assert_int_equal(write(go[1], "g", 1), 1);
    int64_t asked_ms = now_ms();
    do {
        usleep(500);
        assert_int_equal(stat(path, &now), 0);
    } while (now.st_mtim.tv_nsec == before.st_mtim.tv_nsec &&
             now.st_mtim.tv_sec == before.st_mtim.tv_sec);
    assert_in_range(now_ms() - asked_ms, 0, whole_ms / 2); // eight PINs take far longer
    usleep(20000);                                         // the journal is cut off
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    check_number("it had not answered", read(ready[0], &byte, 1), 0);
    close(ready[0]), close(go[0]), close(go[1]);
}

static void a_try_is_counted_before_it_is_verified(void **state) {
    struct desk *desk = *state;
    char name[32], pin[24];
    for (int i = 0; i < STAFF_PINS_MAX; i++) {
        snprintf(name, sizeof name, "Cán bộ %d", i);
        snprintf(pin, sizeof pin, "48291%d", i);
        set_pin(desk, name, pin);
    }
    int64_t began_ms = now_ms();
    try(desk, "908172");
    int64_t whole_ms = now_ms() - began_ms;
    check_number("from none on", try(desk, "482910").result, PIN_RIGHT);
    for (int n = 1; n <= STAFF_TRIES_MAX; n++) {
        staff_store_close(desk->store);
        desk->store = NULL;
        kill_while_verifying(desk, whole_ms);
        open_desk(desk);
        check_number("left", look(desk).tries_left, STAFF_TRIES_MAX - n);
    }
    assert_true(look(desk).is_locked);
    check_number("the right one", try(desk, "482910").result, PIN_LOCKED);
}

/* --- choices -------------------------------------------------------------------------------- */

static void a_change_is_kept_and_logged_and_can_be_undone_once(void **state) {
    struct desk *desk = *state;
    struct overrides chosen;
    check_number("off", staff_store_switch(desk->store, "A", SWITCH_LOOKUP, CHOICE_OFF), STAFF_OK);
    check_number("off again", staff_store_switch(desk->store, "A", SWITCH_LOOKUP, CHOICE_OFF),
                 STAFF_UNCHANGED);
    check_number("lines", (long long)look(desk).head_seq, 1);
    check_number("item", staff_store_item(desk->store, "B", "guong-01", CHOICE_OFF), STAFF_OK);
    struct staff_entry entry = last_entry(desk);
    check_text("who", entry.who, "B");
    check_text("of", entry.subject, "guong-01");
    check_text("from", entry.from, "clear");
    check_text("to", entry.to, "off");
    check_number("when", entry.at_s - clock_wall_s(&desk->clock) < 2, true);
    reopen(desk);
    assert_true(staff_store_overrides(desk->store, &chosen));
    check_number("lookup", chosen.switches.of[SWITCH_LOOKUP], CHOICE_OFF);
    check_number("item", overrides_item(&chosen, "guong-01"), CHOICE_OFF);
    overrides_finish(&chosen);
    assert_true(look(desk).can_undo);
    check_text("what", look(desk).undo.subject, "guong-01");
    check_number("undo", staff_store_undo(desk->store, "A"), STAFF_OK);
    entry = last_entry(desk);
    check_text("undone", entry.subject, "2");
    check_text("from", entry.from, "off");
    check_text("to", entry.to, "clear");
    check_number("once", staff_store_undo(desk->store, "A"), STAFF_ABSENT);
    assert_true(staff_store_overrides(desk->store, &chosen));
    check_number("lookup stays", chosen.switches.of[SWITCH_LOOKUP], CHOICE_OFF);
    check_number("item", overrides_item(&chosen, "guong-01"), CHOICE_NONE);
    overrides_finish(&chosen);
}

static void pins_and_windows_are_choices_too(void **state) {
    struct desk *desk = *state;
    static const char *const ids[] = {"guong-02", "tb-01"};
    const struct timeslot slot = {.from_s = 1683855720, .to_s = TIMESLOT_NEVER};
    struct overrides chosen;
    check_number("pins", staff_store_set_pins(desk->store, "A", ids, 2), STAFF_OK);
    check_text("pins", last_entry(desk).to, "guong-02 tb-01");
    check_number("window", staff_store_set_window(desk->store, "A", "tb-01", &slot), STAFF_OK);
    check_text("window", last_entry(desk).to, "{\"from\":\"2023-05-12T08:42:00+07:00\"}");
    reopen(desk);
    assert_true(staff_store_overrides(desk->store, &chosen));
    check_number("pins", (long long)chosen.pin_count, 2);
    check_number("from", overrides_window(&chosen, "tb-01")->from_s, slot.from_s);
    overrides_finish(&chosen);
}

/* --- the chain ------------------------------------------------------------------------------ */

static void fill_log(struct desk *desk) {
    for (int i = 0; i < 6; i++)
        check_number(
            "line",
            staff_store_note(desk->store, "A", STAFF_ACT_SEND, NULL, NULL, i % 2 ? "3" : ""),
            STAFF_OK);
}

static void meddle(struct desk *desk, const char *sql) {
    char path[256];
    sqlite3 *handle = NULL;
    staff_store_close(desk->store);
    snprintf(path, sizeof path, "%s/staff/staff.db", desk->folder);
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(handle);
    open_desk(desk);
}

static void verify_names_the_line_that_was_meddled_with(void **state) {
    struct desk *desk = *state;
    static const struct {
        const char *sql;
        int64_t broken;
    } rows[] = {
        {"SELECT 1", 0},
        {"UPDATE log SET entry = replace(entry, '\"A\"', '\"B\"') WHERE seq = 3", 3},
        {"UPDATE log SET entry = replace(entry, '\"B\"', '\"A\"') WHERE seq = 3", 0},
        {"UPDATE log SET hash = replace(hash, '0', '1') WHERE seq = 2", 2},
    };
    struct staff_chain chain;
    fill_log(desk);
    for (size_t i = 0; i < check_items(rows); i++) {
        meddle(desk, rows[i].sql);
        check_number(rows[i].sql, staff_store_verify(desk->store, &chain), STAFF_OK);
        check_number(rows[i].sql, chain.broken_seq, rows[i].broken);
        if (!rows[i].broken)
            check_text("head", chain.head_hash, look(desk).head_hash);
    }
}

/* Who changes a line and knows how its hash is made would have to change all that follow. */
static void forge_line(struct desk *desk, int64_t seq) {
    char path[256], text[512], hash[CRYPTO_SHA256_HEX_MAX];
    sqlite3 *handle = NULL;
    sqlite3_stmt *row = NULL;
    staff_store_close(desk->store);
    snprintf(path, sizeof path, "%s/staff/staff.db", desk->folder);
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(handle,
                                        "SELECT (SELECT hash FROM log WHERE seq = ?1 - 1) ||"
                                        " replace(entry, '\"A\"', '\"B\"') FROM log WHERE seq = ?1",
                                        -1, &row, NULL),
                     SQLITE_OK);
    sqlite3_bind_int64(row, 1, seq);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    snprintf(text, sizeof text, "%s", (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    crypto_sha256_hex(text, strlen(text), hash);
    char *sql = sqlite3_mprintf("UPDATE log SET entry = %Q, hash = %Q WHERE seq = %lld",
                                text + CRYPTO_SHA256_HEX_MAX - 1, hash, (long long)seq);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_free(sql);
    sqlite3_close(handle);
    open_desk(desk);
}

static void a_forged_line_breaks_the_next(void **state) {
    struct desk *desk = *state;
    struct staff_chain chain;
    fill_log(desk);
    forge_line(desk, 3);
    check_number("verify", staff_store_verify(desk->store, &chain), STAFF_OK);
    check_number("broken", chain.broken_seq, 4);
}

static void verify_misses_no_line(void **state) {
    struct desk *desk = *state;
    struct staff_chain chain;
    fill_log(desk);
    meddle(desk, "DELETE FROM log WHERE seq = 4");
    check_number("one left out", staff_store_verify(desk->store, &chain), STAFF_OK);
    check_number("named", chain.broken_seq, 5);
    assert_non_null(strstr(chain.why, "missing"));
    meddle(desk, "DELETE FROM log WHERE seq > 3"); // what only the office can notice
    check_number("cut", staff_store_verify(desk->store, &chain), STAFF_OK);
    check_number("whole", chain.broken_seq, 0);
    check_number("head", (long long)look(desk).head_seq, 3);
}

static void a_broken_file_is_set_aside(void **state) {
    struct desk *desk = *state;
    char path[256];
    set_pin(desk, "A", "482915");
    staff_store_close(desk->store);
    snprintf(path, sizeof path, "%s/staff/staff.db", desk->folder);
    int fd = open(path, O_WRONLY);
    assert_true(pwrite(fd, "no database at all", 18, 0) == 18);
    close(fd);
    struct staff_params params = {.data_dir = desk->folder, .clock = &desk->clock};
    struct staff_report report;
    desk->store = staff_store_open(&params, &report);
    check_number("fresh", report.result, STAFF_OPENED_FRESH);
    check_number("kept", access(report.set_aside, F_OK), 0);
    check_number("nobody", try(desk, "482915").result, PIN_NOBODY);
    struct staff_store *second = staff_store_open(&params, &report);
    assert_null(second);
    check_number("only one has it", report.result, STAFF_LOCKED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_pin_says_who, begin, end),
        cmocka_unit_test_setup_teardown(a_pin_must_be_worth_its_name, begin, end),
        cmocka_unit_test_setup_teardown(eight_have_one, begin, end),
        cmocka_unit_test_setup_teardown(five_wrong_ones_lock_for_longer_each_time, begin, end),
        cmocka_unit_test_setup_teardown(a_restart_begins_the_wait_anew_and_forgets_no_try, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_wait_that_is_over_does_not_come_back, begin, end),
        cmocka_unit_test_setup_teardown(the_office_lifts_the_lock_it_was_told_of_and_no_other,
                                        begin, end),
        cmocka_unit_test_setup_teardown(a_try_is_counted_before_it_is_verified, begin, end),
        cmocka_unit_test_setup_teardown(a_change_is_kept_and_logged_and_can_be_undone_once, begin,
                                        end),
        cmocka_unit_test_setup_teardown(pins_and_windows_are_choices_too, begin, end),
        cmocka_unit_test_setup_teardown(verify_names_the_line_that_was_meddled_with, begin, end),
        cmocka_unit_test_setup_teardown(a_forged_line_breaks_the_next, begin, end),
        cmocka_unit_test_setup_teardown(verify_misses_no_line, begin, end),
        cmocka_unit_test_setup_teardown(a_broken_file_is_set_aside, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
