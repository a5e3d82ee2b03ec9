/* Along which index SQLite walks for each statement of the office's list: one that it does not find
 * costs seconds among a million dossiers, and no other test would say so. */
#include "desk.h"

#include <sqlite3.h>

#include "records/dossier_list_sql.c" // its texts are its own

static const char *const indexes[LIST_WALKS] = {
    [LIST_WALK_ARRIVAL] = "nominations_by_arrival (commune_id=? AND (received_at,id)",
    [LIST_WALK_STATE] = "nominations_by_state (commune_id=? AND state=? AND (received_at,id)",
    [LIST_WALK_GROUP] = "nominations_by_group (commune_id=? AND case_group=? AND (received_at,id)",
    [LIST_WALK_LEVEL] = "nominations_by_level (commune_id=? AND level=? AND (received_at,id)",
    [LIST_WALK_UNIT] = "nominations_by_unit (commune_id=? AND unit_id=? AND (received_at,id)",
    [LIST_WALK_SOURCE] = "nominations_by_source (commune_id=? AND source=? AND (received_at,id)",
    [LIST_WALK_PUBLICATION] =
        "nominations_by_publication (commune_id=? AND publication=? AND (received_at,id)",
    [LIST_WALK_WORD] = "(commune_id=? AND id=?)",
};

static char *plan_of(sqlite3 *db, const char *text) {
    struct strbuf plan = {.text = NULL};
    char *question = xasprintf("EXPLAIN QUERY PLAN %s", text);
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, question, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", text, sqlite3_errmsg(db));
    while (sqlite3_step(statement) == SQLITE_ROW)
        strbuf_addf(&plan, "%s\n", (const char *)sqlite3_column_text(statement, 3));
    sqlite3_finalize(statement);
    free(question);
    return strbuf_detach(&plan);
}

static void check_plan(sqlite3 *db, const char *text, const char *index, bool is_sorted) {
    char *plan = plan_of(db, text);
    if (!strstr(plan, index) || (is_sorted && strstr(plan, "TEMP B-TREE")))
        fail_msg("%s\nis not walked along %s but so:\n%s", text, index, plan);
    free(plan);
}

static void every_walk_has_its_index(void **state) {
    struct desk *desk = *state;
    sqlite3 *db;
    if (!desk->is_file)
        skip(); // SQLite's alone
    char *path = desk_file(desk);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (int walk = 0; walk < LIST_WALKS; walk++) {
        bool is_word = walk == LIST_WALK_WORD;
        for (int way = 0; way < 2; way++) {
            check_plan(db, line_texts[walk][way], indexes[walk], !is_word);
            check_plan(db, end_texts[walk][way],
                       is_word ? "PRIMARY KEY (commune_id=? AND word>?" : indexes[walk], !is_word);
            if (!is_word)
                check_plan(db, count_texts[walk][way], indexes[walk], true);
        }
    }
    sqlite3_close(db);
    free(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        with_desk(every_walk_has_its_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
