/* The steps that make dossiers of slips: what officers add to a nomination, then what lists and
 * searches walk along, the log of what was done and what was erased. */
#include "sql/schema.h"

const char schema_dossiers[] =
    "ALTER TABLE nominations ADD COLUMN version {int} NOT NULL DEFAULT 1;" // grows with every
                                                                           // change
    "ALTER TABLE nominations ADD COLUMN source {text} NOT NULL DEFAULT 'kiosk';"
    "ALTER TABLE nominations ADD COLUMN folded {text};"   // words of name and place, for searches
    "ALTER TABLE nominations ADD COLUMN name_key {text};" // the name as duplicates share it
    "ALTER TABLE nominations ADD COLUMN case_group {text};"
    "ALTER TABLE nominations ADD COLUMN subject_id {text};"
    "ALTER TABLE nominations ADD COLUMN birth_year {int};"
    "ALTER TABLE nominations ADD COLUMN position {text};"
    "ALTER TABLE nominations ADD COLUMN summary {text};"
    "ALTER TABLE nominations ADD COLUMN project_id {text};"
    "ALTER TABLE nominations ADD COLUMN checklist {text};" // [{"criterion_id","result","evidence"}]
    "ALTER TABLE nominations ADD COLUMN unit_confirm_by {text};"
    "ALTER TABLE nominations ADD COLUMN unit_confirm_date {text};"
    "ALTER TABLE nominations ADD COLUMN unit_confirm_note {text};"
    "ALTER TABLE nominations ADD COLUMN police_confirm_by {text};"
    "ALTER TABLE nominations ADD COLUMN police_confirm_date {text};"
    "ALTER TABLE nominations ADD COLUMN police_confirm_note {text};"
    "ALTER TABLE nominations ADD COLUMN prior_award_check {text};"
    "ALTER TABLE nominations ADD COLUMN opinion {text};"
    "ALTER TABLE nominations ADD COLUMN publish_consent {text} NOT NULL DEFAULT 'not_asked';"
    "ALTER TABLE nominations ADD COLUMN publish_consent_date {text};"
    "ALTER TABLE nominations ADD COLUMN publish_consent_how {text};"
    "ALTER TABLE nominations ADD COLUMN council_no {text};"
    "ALTER TABLE nominations ADD COLUMN council_date {text};"
    "ALTER TABLE nominations ADD COLUMN council_present {int};"
    "ALTER TABLE nominations ADD COLUMN council_votes_for {int};"
    "ALTER TABLE nominations ADD COLUMN council_note {text};"
    "ALTER TABLE nominations ADD COLUMN decision_level {text};"
    "ALTER TABLE nominations ADD COLUMN decision_no {text};"
    "ALTER TABLE nominations ADD COLUMN decision_date {text};"
    "ALTER TABLE nominations ADD COLUMN decision_signer {text};"
    "ALTER TABLE nominations ADD COLUMN higher_no {text};"
    "ALTER TABLE nominations ADD COLUMN higher_date {text};"
    "ALTER TABLE nominations ADD COLUMN higher_to {text};"
    "ALTER TABLE nominations ADD COLUMN higher_result {text};"
    "ALTER TABLE nominations ADD COLUMN higher_result_date {text};"
    "ALTER TABLE nominations ADD COLUMN merged_into {text};"
    "ALTER TABLE nominations ADD COLUMN reason {text};"
    "ALTER TABLE nominations ADD COLUMN publication {text} NOT NULL DEFAULT 'none';"
    "ALTER TABLE nominations ADD COLUMN closed_at {int};"
    "ALTER TABLE nominations ADD COLUMN delete_after {int};" // when personal data goes by itself
    "ALTER TABLE nominations ADD COLUMN purged_at {int};"    // when it went
    "ALTER TABLE nominations ADD COLUMN answer {text};"      // of a difficulty, as are the next two
    "ALTER TABLE nominations ADD COLUMN answered_by {text};"
    "ALTER TABLE nominations ADD COLUMN answered_at {int};"

    "CREATE TABLE nomination_areas ("
    "  commune_id {text} NOT NULL, nomination_id {text} NOT NULL, position {int} NOT NULL,"
    "  area_id {text} NOT NULL,"
    "  PRIMARY KEY (commune_id, nomination_id, position)"
    "){table-end};";

const char schema_dossier_lists[] =
    // Words in order of arrival: the newest slips with a word are found without sorting them
    // all.
    "ALTER TABLE nomination_words RENAME TO nomination_words_before;"
    "CREATE TABLE nomination_words ("
    "  commune_id {text} NOT NULL, word {text} NOT NULL, received_at {int} NOT NULL,"
    "  nomination_id {text} NOT NULL,"
    "  CONSTRAINT nomination_words_in_order"
    "  PRIMARY KEY (commune_id, word, received_at, nomination_id)"
    "){table-end};"
    "INSERT INTO nomination_words (commune_id, word, received_at, nomination_id)"
    " SELECT w.commune_id, w.word, n.received_at, w.nomination_id"
    " FROM nomination_words_before AS w JOIN nominations AS n"
    " ON n.commune_id = w.commune_id AND n.id = w.nomination_id;"
    "DROP TABLE nomination_words_before;"

    "DROP INDEX nominations_by_state;"
    "CREATE INDEX nominations_by_state ON nominations (commune_id, state, received_at, id);"
    "CREATE INDEX nominations_by_unit ON nominations (commune_id, unit_id, received_at, id);"
    "CREATE INDEX nominations_by_name ON nominations (commune_id, name_key);"
    // The rest only know the rows they are for; a question names the condition word for word.
    "CREATE INDEX nominations_by_level ON nominations (commune_id, level, received_at, id)"
    " WHERE level IS NOT NULL;"
    "CREATE INDEX nominations_by_group ON nominations (commune_id, case_group, received_at, id)"
    " WHERE case_group IS NOT NULL;"
    "CREATE INDEX nominations_by_source ON nominations (commune_id, source, received_at, id)"
    " WHERE source <> 'kiosk';"
    "CREATE INDEX nominations_by_publication"
    " ON nominations (commune_id, publication, received_at, id) WHERE publication <> 'none';"
    "CREATE INDEX nominations_merged ON nominations (commune_id, merged_into)"
    " WHERE merged_into IS NOT NULL;"
    "CREATE INDEX nominations_to_purge ON nominations (commune_id, delete_after)"
    " WHERE delete_after IS NOT NULL;"
    "CREATE INDEX nominations_unopened ON nominations (commune_id, id) WHERE state = "
    "'unopened';"
    "CREATE INDEX nominations_unfolded ON nominations (commune_id, id)"
    " WHERE folded IS NULL AND name IS NOT NULL;"
    "CREATE INDEX nominations_of_difficulty ON nominations (commune_id, received_at, id)"
    " WHERE type = 'difficulty';"

    "ALTER TABLE events ADD COLUMN event_id {text};" // the client's: a repeat is no second event
    "ALTER TABLE events ADD COLUMN role {text};"
    "ALTER TABLE events ADD COLUMN from_state {text};"
    "ALTER TABLE events ADD COLUMN decided_by {text};" // the role that decided what the actor
                                                       // recorded
    "ALTER TABLE events ADD COLUMN note {text};"
    "ALTER TABLE events ADD COLUMN undoes {int};" // the number of the step that this one corrects
    "CREATE UNIQUE INDEX events_by_event_id ON events (commune_id, event_id)"
    " WHERE event_id IS NOT NULL;"

    // What must be erased again when an older backup comes back; see records/erasures.h.
    "CREATE TABLE erasures ("
    "  commune_id {text} NOT NULL, nomination_id {text} NOT NULL,"
    "  what {text} NOT NULL CHECK (what IN ('sender', 'personal', 'all')),"
    "  at {int} NOT NULL, state {text} NOT NULL, mirrored {int} NOT NULL DEFAULT 0,"
    "  PRIMARY KEY (commune_id, nomination_id, what)"
    "){table-end};"
    "CREATE INDEX erasures_to_mirror ON erasures (commune_id, nomination_id) WHERE mirrored = 0;";

const char schema_papers[] = // scanned into a dossier; their bytes are files (records/scans.h)
    "CREATE TABLE papers ("
    "  commune_id {text} NOT NULL, nomination_id {text} NOT NULL, sha256 {text} NOT NULL,"
    "  kind {text} NOT NULL, type {text} NOT NULL, paper_date {text},"
    "  bytes {int} NOT NULL, added_at {int} NOT NULL, added_by {text} NOT NULL,"
    "  PRIMARY KEY (commune_id, nomination_id, sha256)"
    "){table-end};";

const char schema_wall_marks[] = // see records/wall_mark.h
    "CREATE TABLE wall_marks ("
    "  commune_id {text} NOT NULL PRIMARY KEY, mark {text} NOT NULL"
    "){table-end};";

/* A dossier may need several models; the one it had is the first of them. */
const char schema_projects[] =
    "CREATE TABLE nomination_projects ("
    "  commune_id {text} NOT NULL, nomination_id {text} NOT NULL, position {int} NOT NULL,"
    "  project_id {text} NOT NULL,"
    "  PRIMARY KEY (commune_id, nomination_id, position)"
    "){table-end};"
    "INSERT INTO nomination_projects (commune_id, nomination_id, position, project_id)"
    " SELECT commune_id, id, 1, project_id FROM nominations"
    " WHERE project_id IS NOT NULL AND project_id <> '';"
    "ALTER TABLE nominations DROP COLUMN project_id;";
