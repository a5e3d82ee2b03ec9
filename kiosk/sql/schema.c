#include "sql/schema.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/strbuf.h"

static const char first[] =
    "CREATE TABLE stores ("
    "  commune_id {text} NOT NULL PRIMARY KEY,"
    "  store_id {text} NOT NULL,"
    "  created_at {int} NOT NULL"
    "){table-end};"

    "CREATE TABLE seal_keys (" // ids are never used twice, even when a key's file is lost
    "  commune_id {text} NOT NULL, key_id {text} NOT NULL,"
    "  public_key {bytes} NOT NULL, created_at {int} NOT NULL,"
    "  PRIMARY KEY (commune_id, key_id)"
    "){table-end};"

    "CREATE TABLE devices ("
    "  commune_id {text} NOT NULL, id {text} NOT NULL, name {text} NOT NULL,"
    "  state {text} NOT NULL CHECK (state IN ('invited', 'enrolled', 'revoked')),"
    "  secret_sha256 {text}, secret_expires_at {int}," // of the one-time code, NULL once used
    "  token_sha256 {text},"
    "  enrolled_at {int}, revoked_at {int},"
    "  status {text}, status_at {int},"
    "  help_at {text}, help_seen_at {int},"
    "  resend_from {int}, unlock_pin {int} NOT NULL DEFAULT 0,"
    "  PRIMARY KEY (commune_id, id)"
    "){table-end};"
    "CREATE UNIQUE INDEX devices_by_token ON devices (commune_id, token_sha256);"
    "CREATE UNIQUE INDEX devices_by_secret ON devices (commune_id, secret_sha256);"

    "CREATE TABLE nominations ("
    "  commune_id {text} NOT NULL, id {text} NOT NULL,"
    "  body {bytes} NOT NULL, sha256 {text} NOT NULL, received_at {int} NOT NULL,"
    "  device_id {text} NOT NULL, seq {int} NOT NULL, seq_repeated {int} NOT NULL DEFAULT 0,"
    "  created_at {int} NOT NULL, zone_s {int} NOT NULL, clock {text} NOT NULL,"
    "  campaign_id {text} NOT NULL, key_id {text} NOT NULL,"
    "  state {text} NOT NULL, level {text},"
    // the record; all NULL while the slip is unopened
    "  type {text} CHECK (type IN ('nomination', 'difficulty')), code {text}, lang {text}, kind "
    "{text},"
    "  honorific {text}, name {text}, unit_id {text}, unit_other {text}, deed {text},"
    "  sender_name {text}, sender_phone {text}, consent_version {text}, consent_at {text},"
    "  PRIMARY KEY (commune_id, id)"
    ");"
    "CREATE INDEX nominations_by_arrival ON nominations (commune_id, received_at, id);"
    "CREATE INDEX nominations_by_code ON nominations (commune_id, code);"
    "CREATE INDEX nominations_by_seq ON nominations (commune_id, device_id, seq);"
    "CREATE INDEX nominations_by_state ON nominations (commune_id, state, id);"

    "CREATE TABLE nomination_reasons ("
    "  commune_id {text} NOT NULL, nomination_id {text} NOT NULL, position {int} NOT NULL,"
    "  reason_id {text} NOT NULL,"
    "  PRIMARY KEY (commune_id, nomination_id, position)"
    "){table-end};"

    "CREATE TABLE nomination_words (" // folded; searched by range prefix
    "  commune_id {text} NOT NULL, word {text} NOT NULL, nomination_id {text} NOT NULL,"
    "  PRIMARY KEY (commune_id, word, nomination_id)"
    "){table-end};"

    // Append-only. `number` counts from 1 in each nomination: two who add the same one collide.
    "CREATE TABLE events ("
    "  commune_id {text} NOT NULL, nomination_id {text} NOT NULL, number {int} NOT NULL,"
    "  at {int} NOT NULL, what {text} NOT NULL, actor {text} NOT NULL, state {text},"
    "  PRIMARY KEY (commune_id, nomination_id, number)"
    "){table-end};"

    "CREATE TABLE tombstones ("
    "  commune_id {text} NOT NULL, id {text} NOT NULL, erased_at {int} NOT NULL,"
    "  PRIMARY KEY (commune_id, id)"
    "){table-end};"

    "CREATE TABLE manifests ("
    "  commune_id {text} NOT NULL, revision {int} NOT NULL,"
    "  sha256 {text} NOT NULL, signature {bytes} NOT NULL, bytes {bytes} NOT NULL,"
    "  published_at {int} NOT NULL,"
    "  PRIMARY KEY (commune_id, revision)"
    ");";

// Those who work in the office: accounts, who is logged in, wrong passwords, the journal.
static const char officers[] =
    "CREATE TABLE users ("
    "  commune_id {text} NOT NULL, id {text} NOT NULL,"
    "  login {text} NOT NULL, name {text} NOT NULL,"
    "  roles {text} NOT NULL,"                       // ids of roles, a space between
    "  password {text} NOT NULL, password_at {int}," // Argon2id; NULL: given out, never chosen
    "  must_change {int} NOT NULL, disabled {int} NOT NULL, version {int} NOT NULL,"
    "  created_at {int} NOT NULL, login_at {int},"
    "  PRIMARY KEY (commune_id, id)"
    "){table-end};"
    "CREATE UNIQUE INDEX users_by_login ON users (commune_id, login);"

    "CREATE TABLE sessions (" // id: SHA-256 of the token
    "  commune_id {text} NOT NULL, id {text} NOT NULL, user_id {text} NOT NULL,"
    "  started_at {int} NOT NULL, seen_at {int} NOT NULL,"
    "  PRIMARY KEY (commune_id, id)"
    "){table-end};"
    "CREATE INDEX sessions_by_user ON sessions (commune_id, user_id);"

    "CREATE TABLE login_places (" // addresses and browsers from which somebody has logged in
    "  commune_id {text} NOT NULL, user_id {text} NOT NULL, place {text} NOT NULL,"
    "  seen_at {int} NOT NULL,"
    "  PRIMARY KEY (commune_id, user_id, place)"
    "){table-end};"

    "CREATE TABLE login_tries (" // counters of wrong passwords; records/login.h says of what
    "  commune_id {text} NOT NULL, id {text} NOT NULL, wrong {int} NOT NULL, at {int} NOT NULL,"
    "  PRIMARY KEY (commune_id, id)"
    "){table-end};"

    "CREATE TABLE audit (" // append-only; sha256 covers the entry and the hash of the one before
    "  commune_id {text} NOT NULL, id {int} NOT NULL,"
    "  at {int} NOT NULL, who {text} NOT NULL, what {text} NOT NULL, about {text} NOT NULL,"
    "  note {text} NOT NULL, previous {text} NOT NULL, sha256 {text} NOT NULL,"
    "  PRIMARY KEY (commune_id, id)"
    "){table-end};";

const char *const schema_migrations[] = {first,
                                         officers,
                                         schema_dossiers,
                                         schema_dossier_lists,
                                         schema_papers,
                                         schema_wall_marks,
                                         schema_devices,
                                         schema_drafts,
                                         schema_projects,
                                         schema_slips,
                                         NULL};

static const char *spell_word(const char *word, size_t len, const struct schema_words *words) {
    const struct {
        const char *word, *spelt;
    } rows[] = {
        {"text", words->text},         {"int", words->integer},         {"bytes", words->bytes},
        {"no-bytes", words->no_bytes}, {"table-end", words->table_end},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strlen(rows[i].word) == len && !memcmp(rows[i].word, word, len))
            return rows[i].spelt;
    assert(!"a word that schema.h does not know");
    return "";
}

char *schema_spell(const char *migration, const struct schema_words *words) {
    struct strbuf out = {.text = NULL};
    for (;;) {
        size_t plain = strcspn(migration, "{");
        strbuf_add(&out, migration, plain);
        migration += plain;
        if (!*migration)
            return strbuf_detach(&out);
        size_t len = strcspn(++migration, "}");
        assert(migration[len] == '}');
        strbuf_add_text(&out, spell_word(migration, len, words));
        migration += len + 1;
    }
}
