/* The record in clear (record/1, contract 1.1): what is sealed on the kiosk and opened in the
 * office. */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include <stdbool.h>
#include <stddef.h>

struct nomination;

#define RECORD_BYTES_MAX 16384
#define RECORD_WHY_MAX 160

/**
 * Writes the record's JSON to `out` (RECORD_BYTES_MAX bytes, best from crypto_secret_alloc: no
 * library gets a copy of it). @return bytes written without the NUL; 0 when it does not fit.
 */
size_t record_encode(const struct nomination *n, const char *code, const char *campaign_id,
                     const char *lang, char *out);

struct record_head {
    char code[20];
    char campaign_id[64]; // "" for a difficulty
    char lang[8];
};

/**
 * The reverse, for the record store and for slips typed in from paper: cleans every text (NFC, no
 * control characters) and checks shapes and types; the rules of nomination.h are the caller's.
 * `code` and `consent` may be missing when `is_paper`: head.code is then "".
 * @param out_why  RECORD_WHY_MAX bytes: the field and what was expected, never what stood there
 */
bool record_decode(const char *bytes, size_t len_bytes, bool is_paper, struct nomination *out,
                   struct record_head *out_head, char *out_why);

#endif
