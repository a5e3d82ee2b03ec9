/* Papers scanned into a dossier: their bytes in DATA/papers/DOSSIER/SHA256, a row for each in the
 * database. The row is the truth: a file without one is nothing, and goes. */
#ifndef RECORDS_SCANS_H
#define RECORDS_SCANS_H

#include "records/dossiers.h"
#include "records/scan.h"

#define SCANS_MAX 20 // of one dossier
#define SCAN_KIND_BYTES 16

struct service_settings;

struct scan_row {
    char sha256[CRYPTO_SHA256_HEX_MAX];
    char kind[SCAN_KIND_BYTES];   // report, minutes_unit, proposal, minutes_council, other
    char type[32];                // "application/pdf"
    char date[DOSSIER_DAY_BYTES]; // of the paper; "" where it has none
    int64_t len, added_at_s;
};

struct scan_list {
    struct scan_row items[SCANS_MAX];
    size_t count;
};

struct scan_new { // borrowed
    const char *kind, *date, *bytes;
    size_t len;
};

/** The kinds that a dossier's papers have. */
extern const char *const scan_kinds[]; // ends with NULL

/** Where they are kept; owned by the caller. */
char *scans_dir(const struct service_settings *settings);

/**
 * Keeps the file, then its row and a line in the dossier's log. Faults: "file" (empty, unknown,
 * long: too large, too-many), "kind", "date".
 */
enum dossier_result scans_add(const struct dossier_office *office, const char *dir,
                              const struct dossier_aim *aim, const struct scan_new *scan,
                              struct dossier_outcome *out);
/** Takes one out that was put in by mistake. */
enum dossier_result scans_remove(const struct dossier_office *office, const char *dir,
                                 const struct dossier_aim *aim, const char *sha256,
                                 struct dossier_outcome *out);
enum records_result scans_list(struct sql *sql, const char *dossier_id, struct scan_list *out);
/** The bytes, checked against their hash; RECORDS_NONE: no such paper. `out_bytes` is the
 *  caller's. */
enum records_result scans_read(struct sql *sql, const char *dir, const char *dossier_id,
                               const char *sha256, struct scan_row *out, char **out_bytes);
/** Removes the files of dossiers whose personal data has gone; after every erasure and at start.
 *  False, logged, when something is left. */
bool scans_sweep(struct sql *sql, const char *dir);

#endif
