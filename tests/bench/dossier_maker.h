/* Dossiers in great number for the benches: names of real variety, states in the shares of a
 * province's years, one slip every five minutes up to June 2023. */
#ifndef TESTS_BENCH_DOSSIER_MAKER_H
#define TESTS_BENCH_DOSSIER_MAKER_H

#include "../check.h"

#include "base/crypto.h"
#include "base/xalloc.h"
#include "model/code.h"
#include "model/nomination.h"
#include "records/search_words.h"
#include "sql/sql.h"

#define MADE_COMMUNE "commune" // a record store that is told nothing else
#define BATCH 20000
#define BODY_BYTES 1200 // of a sealed record
#define EVERY_S 300     // seconds between two slips
#define NEWEST_S INT64_C(1686099600)
#define UNITS 24
#define PUBLISHED 200 // one in so many of the approved: a few thousand stand on a wall at most

static uint64_t random_state = 2023;

static inline uint32_t draw(uint32_t below) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((random_state >> 33) % below);
}

static inline void stop(const char *what) {
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

/* --- dossiers ------------------------------------------------------------------------------- */

/* As the shares of a province's years: most have come to their end. */
static const struct {
    const char *state;
    uint32_t of_1000;
    bool is_proposed, has_body;
} states[] = {
    {"received", 20, false, true},        {"appraising", 25, false, true},
    {"needs_info", 5, false, true},       {"forwarded_council", 20, true, false},
    {"proposed_higher", 10, true, false}, {"approved", 500, true, false},
    {"not_selected", 360, false, false},  {"merged", 50, false, true},
    {"withdrawn", 8, false, false},       {"revoked", 2, true, false},
};

static const char *const families[] = {"Nguyễn", "Nguyễn", "Nguyễn", "Hoàng", "Hoàng", "Nông",
                                       "Nông",   "Lý",     "Vi",     "Trần",  "Lê",    "Đặng",
                                       "Triệu",  "Chu",    "Phạm",   "Bế"};
static const char *const middles[] = {"Văn", "Văn", "Văn", "Thị",  "Thị",  "Thị", "Đình",
                                      "Hữu", "Đức", "Thu", "Ngọc", "Minh", "Kim", "Xuân"};
static const char *const givens[] = {
    "Hòa",  "Lan",  "Hương", "Tuấn", "Anh",   "Bình",  "Cường", "Dũng",   "Đông",  "Giang",
    "Hà",   "Hải",  "Hạnh",  "Hiền", "Hoa",   "Hồng",  "Hùng",  "Khánh",  "Liên",  "Linh",
    "Long", "Mai",  "Nam",   "Nga",  "Nhung", "Oanh",  "Phúc",  "Phương", "Quang", "Quyên",
    "Sơn",  "Tâm",  "Thanh", "Thảo", "Thắng", "Thủy",  "Tiến",  "Toàn",   "Trang", "Trung",
    "Tú",   "Uyên", "Vân",   "Việt", "Vinh",  "Xuyến", "Yến",   "Đạt"};
static const char rare_given[] = "Khuê"; // one in twenty thousand

static const char *const kinds[] = {"resident", "resident", "resident", "official", "collective"};
static const char *const groups[] = {"gia_dinh", "ca_nhan", "tap_the"};
static const char *const levels[] = {"xa", "xa", "xa", "xa", "xa", "xa", "huyen", "huyen", "tinh"};

#define PICK(list) list[draw((uint32_t)check_items(list))]

struct made {
    int from, count;
    int64_t oldest_s;
};

static inline bool insert_words(struct sql_turn *turn, const char *id, int64_t at_s,
                                const char *name, struct search_words *words) {
    struct nomination *n = xcalloc(1, sizeof *n);
    snprintf(n->name, sizeof n->name, "%s", name);
    search_words_init(words, n);
    free(n);
    return search_words_insert(turn, id, at_s, words);
}

static inline bool insert_one(struct sql_turn *turn, int64_t at_s) {
    static char body[BODY_BYTES];
    char id[CRYPTO_UUID_MAX], code[CODE_TEXT_MAX], name[128], unit[32];
    struct search_words words;
    uint32_t share = draw(1000), state = 0;
    while (share >= states[state].of_1000)
        share -= states[state++].of_1000;
    bool is_approved = strcmp(states[state].state, "approved") == 0;
    crypto_uuid4(id);
    code_make("HP", code);
    snprintf(unit, sizeof unit, "don-vi-%02u", 1 + draw(draw(4) ? 8 : UNITS));
    snprintf(name, sizeof name, "%s %s %s%s%s", PICK(families), PICK(middles),
             draw(3) ? "" : PICK(givens), " ", draw(20000) ? PICK(givens) : rare_given);
    bool is_ok = insert_words(turn, id, at_s, name, &words);
    is_ok =
        is_ok &&
        sql_run(turn,
                "INSERT INTO slips (commune_id, id, body, sha256, received_at, device_id)"
                " VALUES (?1, ?2, ?3, ?2, ?4, 'k-0001')",
                "tbi", id, body, states[state].has_body ? sizeof body : (size_t)0, at_s) &&
        sql_run(turn,
                "INSERT INTO nominations (commune_id, id, received_at, device_id,"
                " seq, created_at, zone_s, clock, campaign_id, key_id, state, type, code, lang,"
                " kind, name, unit_id, deed, consent_version, consent_at, case_group, level,"
                " summary, decision_level, source, publication, folded, name_key,"
                " decision_no, decision_date)"
                " VALUES (?1, ?2, ?3, 'k-0001', ?3, ?3, 25200, 'synced', 'campaign-2023',"
                " '2023a', ?4, 'nomination', ?5, 'vi', ?6, ?7, ?8, ?9, '2023-03',"
                " '2023-05-12T08:42:00+07:00', ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
                "titttttttttttttttt", id, at_s, states[state].state, code, PICK(kinds), name, unit,
                "Hiến đất làm đường, giúp bà con mùa gặt hái.",
                states[state].is_proposed ? PICK(groups) : NULL,
                states[state].is_proposed ? PICK(levels) : NULL,
                states[state].is_proposed ? "Hiến đất làm đường, giúp bà con." : NULL,
                is_approved ? PICK(levels) : NULL, draw(50) ? "kiosk" : "paper",
                is_approved && !draw(PUBLISHED) ? "published" : "none", words.folded,
                words.name_key, is_approved ? "12/QĐ-UBND" : NULL,
                is_approved ? "2023-06-06" : NULL);
    search_words_finish(&words);
    return is_ok && sql_run(turn,
                            "INSERT INTO events (commune_id, nomination_id, number, at, what,"
                            " actor, state) VALUES (?1, ?2, 1, ?3, 'received', 'k-0001',"
                            " 'received')",
                            "ti", id, at_s);
}

static inline enum records_result insert_batch(struct sql_turn *turn, void *args) {
    const struct made *made = args;
    for (int i = made->from; i < made->from + made->count; i++)
        if (!insert_one(turn, made->oldest_s + (int64_t)i * EVERY_S))
            return RECORDS_FAILED;
    return RECORDS_OK;
}

/** Adds `count` of them; random, but the same each time, all but ids and codes. */
static inline void make_dossiers(struct sql *sql, int count) {
    for (int from = 0; from < count; from += BATCH) {
        struct made made = {from, count - from < BATCH ? count - from : BATCH,
                            NEWEST_S - (int64_t)count * EVERY_S};
        if (sql_write(sql, insert_batch, &made) != RECORDS_OK)
            stop("cannot make the dossiers");
        fprintf(stderr, "\r%d dossiers", from + made.count);
    }
    fprintf(stderr, "\n");
}

#endif
