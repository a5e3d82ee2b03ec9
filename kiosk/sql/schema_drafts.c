#include "sql/schema.h"

/* What the culture officer writes for the wall (records/drafts.h). */
const char schema_drafts[] =
    "CREATE TABLE drafts (" // changes against the newest manifest
    "  commune_id {text} NOT NULL, topic {text} NOT NULL, id {text} NOT NULL,"
    "  entry {text}," // JSON; NULL: it comes off
    "  at {int} NOT NULL, who {text} NOT NULL,"
    "  PRIMARY KEY (commune_id, topic, id)"
    ");"

    "CREATE TABLE content_consents (" // of people who have no dossier; never published
    "  commune_id {text} NOT NULL, id {text} NOT NULL,"
    "  value {text} NOT NULL CHECK (value IN ('yes', 'withdrawn')),"
    "  how {text} NOT NULL, day {text} NOT NULL, at {int} NOT NULL, who {text} NOT NULL,"
    "  PRIMARY KEY (commune_id, id)"
    "){table-end};"

    "CREATE TABLE revisions (" // whose they are and what they changed; of some there is no row
    "  commune_id {text} NOT NULL, revision {int} NOT NULL,"
    "  who {text} NOT NULL, how {text} NOT NULL, changes {text} NOT NULL,"
    "  PRIMARY KEY (commune_id, revision)"
    ");";
