/* The office's list: filtered, searched without marks, the newest first, a page at a time by keys,
 * so that pages stay where they are while slips arrive. A page costs about the same among a
 * thousand dossiers as among a million: it walks the index that leaves least to look at, and where
 * even that is long it stops after a while and says how far it came. */
#ifndef RECORDS_DOSSIER_LIST_H
#define RECORDS_DOSSIER_LIST_H

#include "base/crypto.h"
#include "model/code.h"
#include "records/dossier.h"
#include "sql/sql.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DOSSIER_PAGE_MAX 200 // lines

struct dossier_unit { // a place people also search by: its id in the slips, its name as published
    const char *id, *name;
};

struct dossier_filter { // "" and 0: whatever. Texts are borrowed
    const char *state, *group, *level, *unit_id, *kind, *source, *publication, *campaign_id;
    int64_t since_s, until_s; // received from then on, and before then
    /** A code, or words: every one must begin a word of the name or the place. */
    const char *search;
    const struct dossier_unit *units; // places whose names `search` may mean; NULL for none
    size_t unit_count;
};

struct dossier_key { // a place in the list; zeroed for its newest end
    int64_t received_at_s;
    char id[CRYPTO_UUID_MAX];
};

struct dossier_page_ask {
    struct dossier_filter filter;
    struct dossier_key from; // beyond this one
    bool is_newer;           // towards the newest, not the oldest
    size_t limit;            // lines, 1 to DOSSIER_PAGE_MAX
};

struct dossier_line {
    char id[CRYPTO_UUID_MAX];
    char code[CODE_TEXT_MAX];
    char campaign_id[64];
    char kind[NOMINATION_ID_BYTES], honorific[32];
    char name[NOMINATION_NAME_BYTES];
    char unit_id[NOMINATION_ID_BYTES], unit_other[NOMINATION_NAME_BYTES];
    char state[DOSSIER_STATE_BYTES], source[8], publication[16];
    char group[DOSSIER_ID_BYTES], level[DOSSIER_ID_BYTES], decision_level[DOSSIER_ID_BYTES];
    char device_id[SLIP_ID_BYTES];
    int64_t received_at_s, version;
    bool is_seq_repeated, is_purged, is_unopened;
};

struct dossier_page {
    struct dossier_line *lines; // owned; the newest first, whichever way was gone
    size_t count;
    bool has_more;    // further the same way
    bool has_stopped; // it looked at all it may in one call: there may be more from `reached` on
    struct dossier_key reached; // where to go on the same way
};

enum records_result dossier_list_page(struct sql *sql, const struct dossier_page_ask *ask,
                                      struct dossier_page *out);
void dossier_page_finish(struct dossier_page *page);

#define DOSSIER_KEY_MAX (CRYPTO_UUID_MAX + 24)
/** A key as it stands in addresses, "1683859320.0d4c1b56-...". */
void dossier_key_format(const struct dossier_key *key, char out[DOSSIER_KEY_MAX]);
/** False, and nothing in `out`, for what is none. */
bool dossier_key_parse(const char *text, struct dossier_key *out);

#endif
