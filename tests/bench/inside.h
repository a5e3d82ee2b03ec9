/* What the bench measures within itself: the naive search and the storing of slips. */
#ifndef TESTS_BENCH_INSIDE_H
#define TESTS_BENCH_INSIDE_H

#include "child.h"
#include "table.h"

#include "app/people.h"
#include "base/crypto.h"
#include "base/fold.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "store/outbox.h"
#include <sqlite3.h>

#define SLIPS 40

static inline struct content *read_people(const char *dir) {
    char *why = NULL;
    struct content *content = people_read(dir, "vi", &why);
    if (!content) {
        fprintf(stderr, "bench: %s\n", why);
        exit(2);
    }
    return content;
}

static inline double naive_key_ms(const struct content *content, const char *query) {
    double begun_ms = child_now_ms();
    size_t found = 0;
    for (size_t i = 0; i < content->person_count; i++)
        found += fold_match_names(query, content->people[i].name);
    return found > content->person_count ? 0 : child_now_ms() - begun_ms;
}

/* As long as a sealed slip of two hundred letters. */
static inline void make_slip(struct slip *slip) {
    static const struct slip_moment moment = {.wall_s = 1683855720, .zone_s = 7 * 3600};
    slip_init(slip, "HP");
    slip->moment = moment;
    snprintf(slip->campaign_id, sizeof slip->campaign_id, "campaign-2023");
    snprintf(slip->key_id, sizeof slip->key_id, "bench");
    slip->sealed = xcalloc(1, 901);
    memset(slip->sealed, 'A', 900);
}

static inline double outbox_ms(const char *dir) {
    struct outbox_report report;
    struct outbox_params params = {.data_dir = dir, .device_id = "k-bench"};
    struct outbox *outbox = outbox_open(&params, &report);
    double ms[SLIPS];
    if (!outbox)
        exit(2);
    for (int i = 0; i < SLIPS; i++) {
        struct slip slip;
        make_slip(&slip);
        double begun_ms = child_now_ms();
        if (outbox_push(outbox, &slip) != OUTBOX_OK)
            exit(2);
        ms[i] = child_now_ms() - begun_ms;
        slip_finish(&slip);
    }
    outbox_close(outbox);
    return samples_quantile(ms, SLIPS, 0.5);
}

static inline double bare_insert_ms(const char *dir) {
    char *path = path_join(dir, "bare.db");
    sqlite3 *db = NULL;
    sqlite3_stmt *insert = NULL;
    double ms[SLIPS];
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db,
                     "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA;"
                     "PRAGMA locking_mode=EXCLUSIVE; PRAGMA secure_delete=ON;"
                     "CREATE TABLE slip(id TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID",
                     NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "INSERT INTO slip VALUES(?1, ?2)", -1, &insert, NULL) != SQLITE_OK)
        exit(2);
    static char body[1200];
    for (int i = 0; i < SLIPS; i++) {
        char id[CRYPTO_UUID_MAX];
        crypto_uuid4(id);
        double begun_ms = child_now_ms();
        sqlite3_bind_text(insert, 1, id, -1, SQLITE_TRANSIENT);
        sqlite3_bind_blob(insert, 2, body, sizeof body, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE)
            exit(2);
        sqlite3_reset(insert);
        ms[i] = child_now_ms() - begun_ms;
    }
    sqlite3_finalize(insert);
    sqlite3_close(db);
    free(path);
    return samples_quantile(ms, SLIPS, 0.5);
}

#endif
