#include "records/dossier_list_sql.h"

#include <assert.h>
#include <string.h>

#include "records/dossier_line.h"

/* Each text stands here in both directions: [0] to the older, [1] to the newer. Parameters: ?1 the
 * commune, ?2 to ?5 the range, ?6 how many, then what the walk or the filter needs. */
#define OLDER(key) " AND (" key ") >= (?2, ?3) AND (" key ") < (?4, ?5)"
#define NEWER(key) " AND (" key ") > (?2, ?3) AND (" key ") <= (?4, ?5)"
#define KEY "n.received_at, n.id"
#define DOWN " ORDER BY n.received_at DESC, n.id DESC"
#define UP " ORDER BY n.received_at, n.id"

/* What a walk's index is for; a partial index wants its own condition word for word. */
#define IN_STATE(own) " AND n.state = " own
#define IN_GROUP(own) " AND n.case_group = " own " AND n.case_group IS NOT NULL"
#define IN_LEVEL(own) " AND n.level = " own " AND n.level IS NOT NULL"
#define IN_UNIT(own) " AND n.unit_id = " own
#define IN_SOURCE(own) " AND n.source = " own " AND n.source <> 'kiosk'"
#define IN_PUBLICATION(own) " AND n.publication = " own " AND n.publication <> 'none'"

/* Words are rows of (word, key): in order for one word, sorted for all that begin alike. */
#define WORD_KEY "w.received_at, w.nomination_id"
#define WORDS                                                                                      \
    "SELECT w.received_at, w.nomination_id FROM nomination_words AS w WHERE w.commune_id = ?1"     \
    " AND w.word >= ?7 AND w.word < ?8"

/* --- counting, and where a window ends ------------------------------------------------------ */

#define KEYS "SELECT n.received_at, n.id FROM nominations AS n WHERE n.commune_id = ?1"
#define COUNT_OF(rows) "SELECT count(*) FROM (" rows " LIMIT ?6) AS few"
#define COUNTS(condition)                                                                          \
    { COUNT_OF(KEYS condition OLDER(KEY)), COUNT_OF(KEYS condition NEWER(KEY)) }
#define ENDS(condition)                                                                            \
    {                                                                                              \
        KEYS condition OLDER(KEY) DOWN " LIMIT 1 OFFSET ?6",                                       \
            KEYS condition NEWER(KEY) UP " LIMIT 1 OFFSET ?6"                                      \
    }

static const char *const count_texts[LIST_WALKS][2] = {
    [LIST_WALK_ARRIVAL] = COUNTS(""),
    [LIST_WALK_STATE] = COUNTS(IN_STATE("?7")),
    [LIST_WALK_GROUP] = COUNTS(IN_GROUP("?7")),
    [LIST_WALK_LEVEL] = COUNTS(IN_LEVEL("?7")),
    [LIST_WALK_UNIT] = COUNTS(IN_UNIT("?7")),
    [LIST_WALK_SOURCE] = COUNTS(IN_SOURCE("?7")),
    [LIST_WALK_PUBLICATION] = COUNTS(IN_PUBLICATION("?7")),
};

static const char *const end_texts[LIST_WALKS][2] = {
    [LIST_WALK_ARRIVAL] = ENDS(""),
    [LIST_WALK_STATE] = ENDS(IN_STATE("?7")),
    [LIST_WALK_GROUP] = ENDS(IN_GROUP("?7")),
    [LIST_WALK_LEVEL] = ENDS(IN_LEVEL("?7")),
    [LIST_WALK_UNIT] = ENDS(IN_UNIT("?7")),
    [LIST_WALK_SOURCE] = ENDS(IN_SOURCE("?7")),
    [LIST_WALK_PUBLICATION] = ENDS(IN_PUBLICATION("?7")),
    [LIST_WALK_WORD] =
        {
            WORDS OLDER(WORD_KEY) " ORDER BY w.received_at DESC, w.nomination_id DESC"
                                  " LIMIT 1 OFFSET ?6",
            WORDS NEWER(WORD_KEY) " ORDER BY w.received_at, w.nomination_id LIMIT 1 OFFSET ?6",
        },
};

static const char *own_value(const struct list_query *query, enum list_walk walk) {
    const struct dossier_filter *f = query->filter;
    const char *const values[LIST_WALKS] = {
        [LIST_WALK_STATE] = f->state,   [LIST_WALK_GROUP] = f->group,
        [LIST_WALK_LEVEL] = f->level,   [LIST_WALK_UNIT] = f->unit_id,
        [LIST_WALK_SOURCE] = f->source, [LIST_WALK_PUBLICATION] = f->publication,
    };
    return values[walk];
}

static void add_text(struct sql_value *values, size_t *count, const char *text) {
    text = text ? text : "";
    values[(*count)++] = (struct sql_value){.type = 't', .bytes = text, .len = strlen(text)};
}

static void add_number(struct sql_value *values, size_t *count, int64_t number) {
    values[(*count)++] = (struct sql_value){.type = 'i', .number = number};
}

static void add_range(struct sql_value *values, size_t *count, const struct list_range *range,
                      int64_t how_many) {
    add_number(values, count, range->low.received_at_s);
    add_text(values, count, range->low.id);
    add_number(values, count, range->high.received_at_s);
    add_text(values, count, range->high.id);
    add_number(values, count, how_many);
}

static struct sql_rows *ask_keys(struct sql_turn *turn, const char *text,
                                 const struct list_query *query, enum list_walk walk,
                                 const struct list_word *word, const struct list_range *range,
                                 int64_t how_many) {
    struct sql_value values[SQL_VALUES_MAX];
    size_t count = 0;
    add_range(values, &count, range, how_many);
    if (walk == LIST_WALK_WORD) {
        assert(word);
        add_text(values, &count, word->low);
        add_text(values, &count, word->high);
    } else if (walk != LIST_WALK_ARRIVAL) {
        add_text(values, &count, own_value(query, walk));
    }
    return sql_ask_values(turn, text, values, count);
}

/* Whenever they came: the range is no help along an index by word. */
static struct sql_rows *ask_word_count(struct sql_turn *turn, const struct list_word *word,
                                       int64_t most) {
    return sql_ask(turn,
                   "SELECT count(*) FROM (SELECT 1 FROM nomination_words WHERE commune_id = ?1"
                   " AND word >= ?2 AND word < ?3 LIMIT ?4) AS few",
                   "tti", word->low, word->high, most);
}

int64_t list_count(struct sql_turn *turn, const struct list_query *query, enum list_walk walk,
                   const struct list_word *word, const struct list_range *range, int64_t most) {
    struct sql_rows *rows =
        walk == LIST_WALK_WORD
            ? ask_word_count(turn, word, most)
            : ask_keys(turn, count_texts[walk][range->is_newer], query, walk, NULL, range, most);
    int64_t count = rows && sql_next(rows) == RECORDS_OK ? sql_int(rows, 0) : -1;
    sql_done(rows);
    return count;
}

enum records_result list_window_end(struct sql_turn *turn, const struct list_query *query,
                                    enum list_walk walk, const struct list_word *word,
                                    const struct list_range *range, int64_t size,
                                    struct dossier_key *out) {
    struct sql_rows *rows =
        ask_keys(turn, end_texts[walk][range->is_newer], query, walk, word, range, size - 1);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    if (result == RECORDS_OK) {
        out->received_at_s = sql_int(rows, 0);
        sql_text(rows, 1, out->id, sizeof out->id);
    }
    sql_done(rows);
    return result;
}

/* --- lines ---------------------------------------------------------------------------------- */

#define LINE DOSSIER_LINE_SELECT DOSSIER_LINE_FROM
#define WORD(pattern, units)                                                                       \
    " AND (" pattern " = '' OR ' ' || n.folded LIKE " pattern " OR " units                         \
    " LIKE '%,' || n.unit_id || ',%')"
#define FILTER                                                                                     \
    " AND (n.type = 'nomination' OR n.type IS NULL)"                                               \
    " AND (?7 = '' OR n.state = ?7) AND (?8 = '' OR n.case_group = ?8)"                            \
    " AND (?9 = '' OR n.level = ?9) AND (?10 = '' OR n.unit_id = ?10)"                             \
    " AND (?11 = '' OR n.source = ?11) AND (?12 = '' OR n.publication = ?12)"                      \
    " AND (?13 = '' OR n.kind = ?13) AND (?14 = '' OR n.campaign_id = ?14)" WORD("?15", "?23")     \
        WORD("?16", "?24") WORD("?17", "?25") WORD("?18", "?26") WORD("?19", "?27")                \
            WORD("?20", "?28") WORD("?21", "?29") WORD("?22", "?30")
#define LINES(condition)                                                                           \
    {                                                                                              \
        LINE FILTER condition OLDER(KEY) DOWN " LIMIT ?6",                                         \
            LINE FILTER condition NEWER(KEY) UP " LIMIT ?6"                                        \
    }
/* Each once, though two of its words may begin alike. */
#define WITH_WORD(low, high)                                                                       \
    "SELECT w.nomination_id FROM nomination_words AS w WHERE w.commune_id = ?1"                    \
    " AND w.word >= " low " AND w.word < " high
#define ONE_WORD(range) " AND n.id IN (" WITH_WORD("?31", "?32") range ")"
// The rarer word's ids are gathered, the other's only looked up among them.
#define TWO_WORDS(range)                                                                           \
    " AND n.id IN (" WITH_WORD("?33", "?34") range                                                 \
        " AND w.nomination_id IN (" WITH_WORD("?31", "?32") range "))"
// "+ 0": not along the index by arrival, which would look at all there are
#define WITH_WORDS(words)                                                                          \
    {                                                                                              \
        LINE FILTER words(OLDER(WORD_KEY)) " ORDER BY n.received_at + 0 DESC, n.id DESC LIMIT ?6", \
            LINE FILTER words(NEWER(WORD_KEY)) " ORDER BY n.received_at + 0, n.id LIMIT ?6"        \
    }

static const char *const two_words_texts[2] = WITH_WORDS(TWO_WORDS);
static const char *const line_texts[LIST_WALKS][2] = {
    [LIST_WALK_ARRIVAL] = LINES(""),
    [LIST_WALK_STATE] = LINES(IN_STATE("?7")),
    [LIST_WALK_GROUP] = LINES(IN_GROUP("?8")),
    [LIST_WALK_LEVEL] = LINES(IN_LEVEL("?9")),
    [LIST_WALK_UNIT] = LINES(IN_UNIT("?10")),
    [LIST_WALK_SOURCE] = LINES(IN_SOURCE("?11")),
    [LIST_WALK_PUBLICATION] = LINES(IN_PUBLICATION("?12")),
    [LIST_WALK_WORD] = WITH_WORDS(ONE_WORD),
};

void dossier_line_take(const struct sql_rows *rows, struct dossier_line *out) {
    *out = (struct dossier_line){.received_at_s = sql_int(rows, 0)};
    sql_text(rows, 1, out->id, sizeof out->id);
    sql_text(rows, 2, out->code, sizeof out->code);
    sql_text(rows, 3, out->kind, sizeof out->kind);
    sql_text(rows, 4, out->honorific, sizeof out->honorific);
    sql_text(rows, 5, out->name, sizeof out->name);
    sql_text(rows, 6, out->unit_id, sizeof out->unit_id);
    sql_text(rows, 7, out->unit_other, sizeof out->unit_other);
    sql_text(rows, 8, out->state, sizeof out->state);
    sql_text(rows, 9, out->source, sizeof out->source);
    sql_text(rows, 10, out->publication, sizeof out->publication);
    sql_text(rows, 11, out->group, sizeof out->group);
    sql_text(rows, 12, out->level, sizeof out->level);
    sql_text(rows, 13, out->decision_level, sizeof out->decision_level);
    sql_text(rows, 14, out->device_id, sizeof out->device_id);
    out->version = sql_int(rows, 15);
    out->is_seq_repeated = sql_int(rows, 16) != 0;
    out->is_purged = !sql_is_null(rows, 17);
    out->is_unopened = sql_is_null(rows, 18);
    sql_text(rows, 19, out->campaign_id, sizeof out->campaign_id);
}

static bool take_lines(struct sql_rows *rows, struct dossier_line *out, size_t room,
                       size_t *out_count) {
    enum records_result result = RECORDS_FAILED;
    size_t count = 0;
    while (rows && count < room && (result = sql_next(rows)) == RECORDS_OK)
        dossier_line_take(rows, &out[count++]);
    sql_done(rows);
    *out_count = count;
    return rows && (count == room || result == RECORDS_NONE);
}

bool list_lines(struct sql_turn *turn, const struct list_query *query, enum list_walk walk,
                const struct list_word *word, const struct list_word *second,
                const struct list_range *range, struct dossier_line *out, size_t room,
                size_t *out_count) {
    const struct dossier_filter *f = query->filter;
    const char *const filters[] = {f->state,  f->group,       f->level, f->unit_id,
                                   f->source, f->publication, f->kind,  f->campaign_id};
    struct sql_value values[SQL_VALUES_MAX];
    size_t count = 0;
    add_range(values, &count, range, (int64_t)room);
    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++)
        add_text(values, &count, filters[i]);
    for (size_t i = 0; i < LIST_WORDS_MAX; i++)
        add_text(values, &count, query->words[i].pattern);
    for (size_t i = 0; i < LIST_WORDS_MAX; i++)
        add_text(values, &count, query->words[i].units);
    for (const struct list_word *w = word; w; w = w == word ? second : NULL) {
        add_text(values, &count, w->low);
        add_text(values, &count, w->high);
    }
    const char *text =
        second ? two_words_texts[range->is_newer] : line_texts[walk][range->is_newer];
    struct sql_rows *rows = sql_ask_values(turn, text, values, count);
    return take_lines(rows, out, room, out_count);
}

bool list_by_code(struct sql_turn *turn, const struct list_query *query, struct dossier_line *out,
                  size_t room, size_t *out_count) {
    struct sql_rows *rows =
        sql_ask(turn, LINE " AND n.code = ?2 AND n.type = 'nomination'" DOWN " LIMIT ?3", "ti",
                query->code, (int64_t)room);
    return take_lines(rows, out, room, out_count);
}
