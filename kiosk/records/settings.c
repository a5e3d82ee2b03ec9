#include "records/settings.h"

#include <stddef.h>

#define AT(member) offsetof(struct service_settings, member)
#define TEXT(section, name, member, fallback)                                                      \
    { section, name, INI_TEXT, AT(member), fallback, 0, 0, NULL }
#define NUMBER(section, name, member, fallback, least, most)                                       \
    { section, name, INI_NUMBER, AT(member), fallback, least, most, NULL }
#define SWITCH(section, name, member, fallback)                                                    \
    { section, name, INI_SWITCH, AT(member), fallback, 0, 0, NULL }

const struct ini_key service_settings_keys[] = {
    TEXT("store", "data", data_dir, "/var/lib/recordstore"),
    TEXT("store", "db", db, ""),
    TEXT("store", "commune", commune_id, "commune"),
    SWITCH("store", "takes_clear", takes_clear, "no"),
    TEXT("commune", "name", commune_name, ""),
    TEXT("commune", "place", place, ""),
    TEXT("commune", "agency", agency, ""),
    TEXT("commune", "code_prefix", code_prefix, ""),
    TEXT("commune", "time_zone", time_zone, "+07:00"),
    TEXT("commune", "document_agency", document_agency, ""),
    TEXT("commune", "document_place", document_place, ""),
    TEXT("commune", "document_preparer", document_preparer, ""),
    TEXT("commune", "document_council", document_council, ""),
    TEXT("commune", "document_committee", document_committee, ""),
    TEXT("http", "listen", listen, "127.0.0.1:8443"),
    SWITCH("http", "plain", is_plain, "no"),
    TEXT("http", "cert", cert_path, ""),
    TEXT("http", "key", key_path, ""),
    TEXT("http", "names", names, ""),
    TEXT("http", "contract", contract_path, "config/record-store.openapi.yaml"),
    SWITCH("http", "forwarded", is_forwarded, "no"),
    TEXT("office", "assets", assets_dir, "assets"),
    TEXT("office", "kiosk", kiosk_path, ""),
    NUMBER("office", "session_idle_s", session_idle_s, "1800", 1, 86400),
    NUMBER("office", "session_max_s", session_max_s, "43200", 1, 604800),
    TEXT("backup", "dir", backup_dir, ""),
    NUMBER("backup", "keep", backup_keep, "2", 1, 100),
    NUMBER("backup", "warn_days", backup_warn_days, "3", 1, 365),
    NUMBER("daily", "hour", daily_hour, "2", 0, 23),
    NUMBER("limits", "disk_free_mb", disk_free_mb, "1024", 1, 1000000000),
    NUMBER("limits", "log_mb", log_mb, "32", 0, 256),
    NUMBER("limits", "header_s", header_s, "20", 1, 600),
    NUMBER("limits", "body_s", body_s, "60", 1, 3600),
    NUMBER("limits", "answer_s", answer_s, "300", 1, 3600),
    NUMBER("limits", "idle_s", idle_s, "15", 1, 600),
    NUMBER("limits", "connections", connections, "256", 8, 4096),
    NUMBER("limits", "per_address", per_address, "16", 1, 4096),
    NUMBER("limits", "threads", threads, "16", 1, 64),
    NUMBER("limits", "lookups_per_minute", lookups_per_minute, "30", 1, 6000),
    NUMBER("limits", "code_valid_s", code_valid_s, "86400", 1, 604800),
    {NULL, NULL, INI_TEXT, 0, NULL, 0, 0, NULL},
};
