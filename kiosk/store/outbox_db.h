/* The outbox's SQL: one connection, one thread. Opens or sets aside, saves, lists, marks; knows
 * nothing of threads. Only store/outbox.c includes it. */
#ifndef STORE_OUTBOX_DB_H
#define STORE_OUTBOX_DB_H

#include "store/counter.h"
#include "store/db.h"
#include "store/outbox.h"
#include <stdbool.h>
#include <stdint.h>

#define OUTBOX_PARKED_DAMAGED                                                                      \
    "damaged" // the payload's hash does not agree: found here, not by the store

struct outbox_db {
    struct db db;
    struct counter counter;
    char *dir, *path, *ballast_path; // owned
    char device_id[SLIP_ID_BYTES];
    const char *vfs; // borrowed, NULL but in tests
    int64_t boot;
};

enum outbox_open outbox_db_open(struct outbox_db *o, const struct outbox_params *params,
                                struct outbox_report *out_report);
void outbox_db_close(struct outbox_db *o);

/* Each as its namesake in outbox.h. */
enum outbox_result outbox_db_push(struct outbox_db *o, const struct slip *slip);
enum outbox_result outbox_db_next(struct outbox_db *o, int64_t after_seq, struct outbox_item *out);
enum outbox_result outbox_db_mark(struct outbox_db *o, const char *id, const char *state,
                                  const char *note, int64_t now_s);
enum outbox_result outbox_db_resend_from(struct outbox_db *o, int64_t from_seq);
enum outbox_result outbox_db_forget(struct outbox_db *o, int64_t before_s);
enum outbox_result outbox_db_count(struct outbox_db *o, struct outbox_counts *out);
enum outbox_result outbox_db_list(struct outbox_db *o, struct outbox_row **out, size_t *out_count);
enum outbox_result outbox_db_find_code(struct outbox_db *o, const char *code,
                                       struct outbox_row *out);

#endif
