/* The record store's own settings (config/recordstore.ini): where it keeps its things, whose it is,
 * how it listens and what it puts up with. */
#ifndef RECORDS_SETTINGS_H
#define RECORDS_SETTINGS_H

#include "base/ini.h"
#include <stdbool.h>

struct service_settings {
    char *data_dir;
    char *db; // as for sql_open(); "" for the one in data_dir
    char *commune_id;
    bool takes_clear; // records that are not sealed

    char *commune_name, *place, *agency, *code_prefix, *time_zone; // for what is published

    char *document_agency, *document_place; // of documents: "ONE LINE | THE OTHER", địa danh
    char *document_preparer, *document_council, *document_committee; // who signs; "": as content

    char *listen; // "127.0.0.1:8443", "[::1]:0"
    bool is_plain, is_forwarded;
    char *cert_path, *key_path; // "" for those made by init
    char *names;                // further names and addresses in that certificate
    char *contract_path;        // what /v1/openapi.yaml shows

    char *assets_dir;                  // words, style and script of the officer's pages
    char *kiosk_path;                  // the program that draws previews; "": beside our own
    int session_idle_s, session_max_s; // until an officer must log in again

    char *backup_dir;                  // "": none but by command
    int backup_keep, backup_warn_days; // copies; how old the newest may be
    int daily_hour;                    // of the commune's day, for what is done once a day

    int disk_free_mb;                       // below which the administrator is told
    int log_mb;                             // that SQLite's log has from the start
    int header_s, body_s, answer_s, idle_s; // total times, not pauses, but for idle_s
    int connections, per_address, threads;
    int lookups_per_minute; // of slip codes, a device
    int code_valid_s;       // one-time enrolment codes
};

/** The table behind config/recordstore.ini; ends with a NULL name. */
extern const struct ini_key service_settings_keys[];

#endif
