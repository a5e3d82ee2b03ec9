/* The journal's chain, on a real database. */
#include "../sql/database.h"

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/audit.h"

#define ENTRIES 1200 // more than one page of the walk

static char *folder;
static struct sql *sql;

static int start(void **state) {
    (void)state;
    char *why = NULL;
    if (!crypto_start())
        return -1;
    folder = check_make_folder();
    char dsn[DATABASE_DSN_MAX];
    database_fresh(folder, dsn);
    sql = sql_open(dsn, "hong-phong", &why);
    assert_non_null(sql);
    return 0;
}

static int stop(void **state) {
    (void)state;
    sql_close(sql);
    check_remove_folder(folder);
    return 0;
}

static enum records_result add_many(struct sql_turn *turn, void *args) {
    const struct actor *actor = args;
    enum records_result result = RECORDS_OK;
    for (int i = 0; i < ENTRIES && result == RECORDS_OK; i++)
        result = audit_add(
            turn, actor, &(struct audit_entry){.what = "login", .about = "b", .note = "127.0.0.1"});
    return result;
}

static void entries_make_a_chain(void **state) {
    (void)state;
    const struct actor actor = {"0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e", 1683855720};
    struct audit_line lines[3];
    size_t count;
    int64_t last;
    check_number("add", sql_write(sql, add_many, (void *)&actor), RECORDS_OK);
    check_number("list", audit_list(sql, 0, lines, 3, &count), RECORDS_OK);
    check_number("count", (long long)count, 3);
    check_number("newest first", lines[0].number, ENTRIES);
    check_text("chained", lines[0].previous, lines[1].sha256);
    check_number("older", audit_list(sql, 2, lines, 3, &count), RECORDS_OK);
    check_number("the first alone", (long long)count, 1);
    check_text("nothing before", lines[0].previous, "");
    check_number("whole", audit_check(sql, &last), RECORDS_OK);
    check_number("all of them", last, ENTRIES);
}

struct tampering {
    const char *text;
    int64_t number, last; // which entry; how many are good then
};

static enum records_result tamper(struct sql_turn *turn, void *args) {
    const struct tampering *t = args;
    return sql_run(turn, t->text, "i", t->number) && sql_changed(turn) == 1 ? RECORDS_OK
                                                                            : RECORDS_FAILED;
}

static void a_changed_entry_is_seen(void **state) {
    (void)state;
    const struct actor actor = {AUDIT_COMMAND_LINE, 1683855721};
    static const struct tampering rows[] = {
        {"UPDATE audit SET note = '10.0.0.1' WHERE commune_id = ?1 AND id = ?2", 1000, 999},
        {"UPDATE audit SET at = at + 1 WHERE commune_id = ?1 AND id = ?2", 700, 699},
        {"UPDATE audit SET who = '' WHERE commune_id = ?1 AND id = ?2", 500, 499},
        {"UPDATE audit SET previous = sha256 WHERE commune_id = ?1 AND id = ?2", 400, 399},
        {"DELETE FROM audit WHERE commune_id = ?1 AND id = ?2", 300, 299},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        int64_t last;
        check_number(rows[i].text, sql_write(sql, tamper, (void *)&rows[i]), RECORDS_OK);
        check_number(rows[i].text, audit_check(sql, &last), RECORDS_NONE);
        check_number(rows[i].text, last, rows[i].last);
    }
    // It goes on all the same: what is added now is chained to what stands there.
    check_number("goes on", audit_note(sql, &actor, &(struct audit_entry){"logout", "", ""}),
                 RECORDS_OK);
}

static void long_texts_are_cut_at_whole_characters(void **state) {
    (void)state;
    const struct actor actor = {AUDIT_COMMAND_LINE, 1683855722};
    struct strbuf note = {.text = NULL};
    struct audit_line line;
    size_t count;
    for (int i = 0; i < AUDIT_NOTE_MAX; i++)
        strbuf_add_text(&note, "ế");
    check_number("note",
                 audit_note(sql, &actor, &(struct audit_entry){"logout", "", strbuf_text(&note)}),
                 RECORDS_OK);
    check_number("list", audit_list(sql, 0, &line, 1, &count), RECORDS_OK);
    check_number("whole characters", (long long)strlen(line.note) % 3, 0);
    assert_in_range(strlen(line.note), AUDIT_NOTE_MAX - 4, AUDIT_NOTE_MAX - 1);
    strbuf_finish(&note);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_make_a_chain),
        cmocka_unit_test(a_changed_entry_is_seen),
        cmocka_unit_test(long_texts_are_cut_at_whole_characters),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
