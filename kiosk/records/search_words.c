#include "records/search_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/fold.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/nomination.h"

#define MENDED_AT_ONCE 200 // in one transaction

static void wipe(char *text) {
    if (text)
        crypto_wipe(text, strlen(text));
    free(text);
}

static void split(struct search_words *words) {
    char *rest = NULL;
    words->count = 0;
    words->split_bytes = strlen(words->split);
    for (char *word = strtok_r(words->split, " ", &rest); word && words->count < SEARCH_WORDS_MAX;
         word = strtok_r(NULL, " ", &rest))
        words->words[words->count++] = word;
}

/* "ông Nguyễn Văn A" and "Nguyễn Văn A" are one; a name of two words keeps its first. */
static const char *without_address(const char *folded) {
    static const char *const forms[] = {"ong ", "ba ",  "anh ", "chi ", "co ",
                                        "chu ", "bac ", "cu ",  "em "};
    size_t spaces = 0;
    for (const char *c = folded; *c; c++)
        spaces += *c == ' ';
    for (size_t i = 0; spaces >= 2 && i < sizeof forms / sizeof forms[0]; i++)
        if (strncmp(folded, forms[i], strlen(forms[i])) == 0)
            return folded + strlen(forms[i]);
    return folded;
}

void search_words_init(struct search_words *words, const struct nomination *slip) {
    *words = (struct search_words){.count = 0};
    char *text = xasprintf("%s %s", slip->name, slip->unit_other);
    char *name = fold_text(slip->name);
    words->folded = fold_text(text);
    words->split = xstrdup(words->folded);
    words->name_key = xstrdup(without_address(name));
    wipe(name);
    wipe(text);
    split(words);
}

void search_words_finish(struct search_words *words) {
    wipe(words->folded);
    wipe(words->name_key);
    if (words->split)
        crypto_wipe(words->split, words->split_bytes);
    free(words->split);
    *words = (struct search_words){.count = 0};
}

/* So many words in one statement; nearly all names have no more. */
#define WORDS_1 "(?1, ?4, ?2, ?3)"
#define WORDS_2 WORDS_1 ", (?1, ?5, ?2, ?3)"
#define WORDS_3 WORDS_2 ", (?1, ?6, ?2, ?3)"
#define WORDS_4 WORDS_3 ", (?1, ?7, ?2, ?3)"
#define WORDS_5 WORDS_4 ", (?1, ?8, ?2, ?3)"
#define WORDS_6 WORDS_5 ", (?1, ?9, ?2, ?3)"
#define INSERT_WORDS(rows)                                                                         \
    "INSERT INTO nomination_words (commune_id, word, received_at, nomination_id) VALUES " rows     \
    " ON CONFLICT DO NOTHING"
static const char *const insert_words[] = {
    NULL,
    INSERT_WORDS(WORDS_1),
    INSERT_WORDS(WORDS_2),
    INSERT_WORDS(WORDS_3),
    INSERT_WORDS(WORDS_4),
    INSERT_WORDS(WORDS_5),
    INSERT_WORDS(WORDS_6),
};
#define WORDS_AT_ONCE (sizeof insert_words / sizeof *insert_words - 1)

bool search_words_insert(struct sql_turn *turn, const char *id, int64_t received_at_s,
                         const struct search_words *words) {
    struct sql_value values[2 + WORDS_AT_ONCE] = {{.type = 'i', .number = received_at_s},
                                                  sql_text_value(id)};
    bool is_ok = true;
    for (size_t from = 0, count; is_ok && from < words->count; from += count) {
        count = words->count - from < WORDS_AT_ONCE ? words->count - from : WORDS_AT_ONCE;
        for (size_t i = 0; i < count; i++)
            values[2 + i] = sql_text_value(words->words[from + i]);
        is_ok = sql_run_values(turn, insert_words[count], values, 2 + count);
    }
    return is_ok;
}

bool search_words_store(struct sql_turn *turn, const char *id, int64_t received_at_s,
                        const struct search_words *words) {
    return sql_run(turn,
                   "UPDATE nominations SET folded = ?3, name_key = ?4"
                   " WHERE commune_id = ?1 AND id = ?2",
                   "ttt", id, words->folded, words->name_key[0] ? words->name_key : NULL) &&
           search_words_insert(turn, id, received_at_s, words);
}

/* The words' rows are found by the words themselves: they need no index of their own for this. */
bool search_words_remove(struct sql_turn *turn, const char *id) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT folded, received_at FROM nominations"
                                    " WHERE commune_id = ?1 AND id = ?2",
                                    "t", id);
    if (!rows)
        return false;
    struct search_words words = {.count = 0};
    int64_t received_at_s = 0;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK) {
        words.split = sql_text_copy(rows, 0);
        received_at_s = sql_int(rows, 1);
    }
    sql_done(rows);
    if (words.split)
        split(&words);
    bool is_ok = result != RECORDS_FAILED;
    for (size_t i = 0; is_ok && i < words.count; i++)
        is_ok = sql_run(turn,
                        "DELETE FROM nomination_words WHERE commune_id = ?1 AND word = ?2"
                        " AND received_at = ?3 AND nomination_id = ?4",
                        "tit", words.words[i], received_at_s, id);
    search_words_finish(&words);
    return is_ok && sql_run(turn,
                            "UPDATE nominations SET folded = NULL, name_key = NULL"
                            " WHERE commune_id = ?1 AND id = ?2",
                            "t", id);
}

/* --- slips of before ------------------------------------------------------------------------ */

static enum records_result mend_one(struct sql_turn *turn) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT id, received_at, name, unit_other FROM nominations"
                                    " WHERE commune_id = ?1 AND folded IS NULL AND name IS NOT NULL"
                                    " ORDER BY id LIMIT 1",
                                    "");
    if (!rows)
        return RECORDS_FAILED;
    struct nomination *slip = xcalloc(1, sizeof *slip);
    char id[CRYPTO_UUID_MAX] = "";
    int64_t received_at_s = 0;
    enum records_result result = sql_next(rows);
    if (result == RECORDS_OK) {
        sql_text(rows, 0, id, sizeof id);
        received_at_s = sql_int(rows, 1);
        sql_text(rows, 2, slip->name, sizeof slip->name);
        sql_text(rows, 3, slip->unit_other, sizeof slip->unit_other);
    }
    sql_done(rows);
    if (result == RECORDS_OK) {
        struct search_words words;
        search_words_init(&words, slip);
        if (!search_words_store(turn, id, received_at_s, &words))
            result = RECORDS_FAILED;
        search_words_finish(&words);
    }
    crypto_wipe(slip, sizeof *slip);
    free(slip);
    return result;
}

static enum records_result mend_some(struct sql_turn *turn, void *args) {
    (void)args;
    enum records_result result = mend_one(turn);
    for (int i = 1; i < MENDED_AT_ONCE && result == RECORDS_OK; i++)
        if (mend_one(turn) == RECORDS_FAILED)
            result = RECORDS_FAILED;
    return result;
}

bool search_words_mend(struct sql *sql) {
    enum records_result result;
    while ((result = sql_write(sql, mend_some, NULL)) == RECORDS_OK)
        continue;
    return result == RECORDS_NONE;
}
