/* A look into an office's database from outside the program, whichever database it is. */
#ifndef TESTS_RECORDSTORE_RECORDS_H
#define TESTS_RECORDSTORE_RECORDS_H

#include "office.h"

#include "sql/sql.h"

#define RECORDS_COMMUNE "commune"

/* As the program opens it; closed by the caller with sql_close(). */
static inline struct sql *records_open(const struct office *office) {
    char *file = xasprintf("sqlite:%s/records/records.db", office->data), *why = NULL;
    struct sql *sql = sql_open(office->db[0] ? office->db : file, RECORDS_COMMUNE, &why);
    if (!sql)
        print_error("%s\n", why);
    assert_non_null(sql);
    free(file);
    return sql;
}

struct records_question {
    const char *text, *parameter;
    struct strbuf answer;
};

static inline enum records_result records_answer(struct sql_turn *turn, void *args) {
    struct records_question *question = args;
    strbuf_reset(&question->answer);
    struct sql_rows *rows = sql_ask(turn, question->text, "t", question->parameter);
    if (!rows)
        return RECORDS_FAILED;
    for (int count = 0; sql_next(rows) == RECORDS_OK; count++) {
        char *text = sql_text_copy(rows, 0);
        strbuf_addf(&question->answer, "%s%s", count > 0 ? "," : "", text ? text : "(null)");
        free(text);
    }
    sql_done(rows);
    return RECORDS_OK;
}

/** Waits until what a kiosk has sent is filed (records/filing.h), for a look past the program. */
static inline void records_settle(struct sql *sql) {
    static const char unfiled[] =
        "SELECT CAST(count(*) AS TEXT) FROM slips AS s WHERE s.commune_id = ?1 AND ?2 <> ''"
        " AND length(s.body) > 0 AND NOT EXISTS (SELECT 1 FROM nominations AS n"
        "  WHERE n.commune_id = ?1 AND n.id = s.id)";
    struct records_question question = {.text = unfiled, .parameter = "-"};
    for (int i = 0; i < 500; i++) {
        check_number(unfiled, sql_read(sql, records_answer, &question), RECORDS_OK);
        if (strcmp(strbuf_text(&question.answer), "0") == 0)
            break;
        nanosleep(&(struct timespec){0, 10 * 1000000}, NULL);
    }
    strbuf_finish(&question.answer);
}

/**
 * Runs a statement with one parameter, ?2, beside the commune, ?1.
 * @return the first column of its rows, with commas between; in static memory
 */
static inline const char *records_ask(const struct office *office, const char *text,
                                      const char *parameter) {
    static char value[65536];
    struct records_question question = {.text = text, .parameter = parameter};
    struct sql *sql = records_open(office);
    records_settle(sql);
    check_number(text, sql_write(sql, records_answer, &question), RECORDS_OK);
    sql_close(sql);
    snprintf(value, sizeof value, "%s", strbuf_text(&question.answer));
    strbuf_finish(&question.answer);
    return value;
}

#endif
