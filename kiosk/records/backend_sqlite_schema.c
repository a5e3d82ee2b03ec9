/* The schema on SQLite, step by step; a step that was ever released is not changed again. */
#include "records/backend_sqlite.h"

#include <stddef.h>

static const char first[] =
    "CREATE TABLE stores ("
    "  commune_id TEXT NOT NULL PRIMARY KEY,"
    "  store_id TEXT NOT NULL,"
    "  created_at INTEGER NOT NULL"
    ") WITHOUT ROWID;"

    "CREATE TABLE seal_keys (" // ids are never used twice, even when a key's file is lost
    "  commune_id TEXT NOT NULL, key_id TEXT NOT NULL,"
    "  public_key BLOB NOT NULL, created_at INTEGER NOT NULL,"
    "  PRIMARY KEY (commune_id, key_id)"
    ") WITHOUT ROWID;"

    "CREATE TABLE devices ("
    "  commune_id TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,"
    "  state TEXT NOT NULL CHECK (state IN ('invited', 'enrolled', 'revoked')),"
    "  secret_sha256 TEXT, secret_expires_at INTEGER," // of the one-time code, NULL once used
    "  token_sha256 TEXT,"
    "  enrolled_at INTEGER, revoked_at INTEGER,"
    "  status TEXT, status_at INTEGER,"
    "  help_at TEXT, help_seen_at INTEGER,"
    "  resend_from INTEGER, unlock_pin INTEGER NOT NULL DEFAULT 0,"
    "  PRIMARY KEY (commune_id, id)"
    ") WITHOUT ROWID;"
    "CREATE UNIQUE INDEX devices_by_token ON devices (commune_id, token_sha256);"
    "CREATE UNIQUE INDEX devices_by_secret ON devices (commune_id, secret_sha256);"

    "CREATE TABLE nominations ("
    "  commune_id TEXT NOT NULL, id TEXT NOT NULL,"
    "  body BLOB NOT NULL, sha256 TEXT NOT NULL, received_at INTEGER NOT NULL,"
    "  device_id TEXT NOT NULL, seq INTEGER NOT NULL, seq_repeated INTEGER NOT NULL DEFAULT 0,"
    "  created_at INTEGER NOT NULL, zone_s INTEGER NOT NULL, clock TEXT NOT NULL,"
    "  campaign_id TEXT NOT NULL, key_id TEXT NOT NULL,"
    "  state TEXT NOT NULL, level TEXT,"
    // the record; all NULL while the slip is unopened
    "  type TEXT CHECK (type IN ('nomination', 'difficulty')), code TEXT, lang TEXT, kind TEXT,"
    "  honorific TEXT, name TEXT, unit_id TEXT, unit_other TEXT, deed TEXT,"
    "  sender_name TEXT, sender_phone TEXT, consent_version TEXT, consent_at TEXT,"
    "  PRIMARY KEY (commune_id, id)"
    ");"
    "CREATE INDEX nominations_by_arrival ON nominations (commune_id, received_at, id);"
    "CREATE INDEX nominations_by_code ON nominations (commune_id, code);"
    "CREATE INDEX nominations_by_seq ON nominations (commune_id, device_id, seq);"
    "CREATE INDEX nominations_by_state ON nominations (commune_id, state, id);"

    "CREATE TABLE nomination_reasons ("
    "  commune_id TEXT NOT NULL, nomination_id TEXT NOT NULL, position INTEGER NOT NULL,"
    "  reason_id TEXT NOT NULL,"
    "  PRIMARY KEY (commune_id, nomination_id, position)"
    ") WITHOUT ROWID;"

    "CREATE TABLE nomination_words (" // folded; searched by range prefix
    "  commune_id TEXT NOT NULL, word TEXT NOT NULL, nomination_id TEXT NOT NULL,"
    "  PRIMARY KEY (commune_id, word, nomination_id)"
    ") WITHOUT ROWID;"

    // Append-only. `number` counts from 1 in each nomination: two who add the same one collide.
    "CREATE TABLE events ("
    "  commune_id TEXT NOT NULL, nomination_id TEXT NOT NULL, number INTEGER NOT NULL,"
    "  at INTEGER NOT NULL, what TEXT NOT NULL, actor TEXT NOT NULL, state TEXT,"
    "  PRIMARY KEY (commune_id, nomination_id, number)"
    ") WITHOUT ROWID;"

    "CREATE TABLE tombstones ("
    "  commune_id TEXT NOT NULL, id TEXT NOT NULL, erased_at INTEGER NOT NULL,"
    "  PRIMARY KEY (commune_id, id)"
    ") WITHOUT ROWID;"

    "CREATE TABLE manifests ("
    "  commune_id TEXT NOT NULL, revision INTEGER NOT NULL,"
    "  sha256 TEXT NOT NULL, signature BLOB NOT NULL, bytes BLOB NOT NULL,"
    "  published_at INTEGER NOT NULL,"
    "  PRIMARY KEY (commune_id, revision)"
    ");";

const char *const backend_sqlite_migrations[] = {first, NULL};
