#include "records/erasures.h"

#include "records/dossier_row.h"
#include "records/search_words.h"

static bool note(struct sql_turn *turn, const char *id, const char *what, const char *state,
                 int64_t at_s) {
    return sql_run(turn,
                   "INSERT INTO erasures (commune_id, nomination_id, what, state, at)"
                   " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                   "ttti", id, what, state, at_s);
}

/* The sealed bytes hold the sender too, and the office has the key: they go as well. Their hash
 * stays, so that the slip is known when it comes once more. */
static bool empty_body(struct sql_turn *turn, const char *id) {
    return sql_run(turn, "UPDATE slips SET body = ?3 WHERE commune_id = ?1 AND id = ?2", "tb", id,
                   "", (size_t)0);
}

bool erasures_drop_sender(struct sql_turn *turn, const char *id, const char *state, int64_t at_s) {
    return empty_body(turn, id) &&
           sql_run(turn,
                   "UPDATE nominations SET sender_name = NULL, sender_phone = NULL"
                   " WHERE commune_id = ?1 AND id = ?2",
                   "t", id) &&
           note(turn, id, ERASURE_SENDER, state, at_s);
}

bool erasures_drop_merged_senders(struct sql_turn *turn, const char *id, int64_t at_s) {
    return sql_run(turn,
                   "INSERT INTO erasures (commune_id, nomination_id, what, state, at)"
                   " SELECT commune_id, id, '" ERASURE_SENDER "', state, ?3 FROM nominations"
                   " WHERE commune_id = ?1 AND merged_into = ?2 ON CONFLICT DO NOTHING",
                   "ti", id, at_s) &&
           sql_run(turn,
                   "UPDATE slips SET body = ?3 WHERE commune_id = ?1 AND id IN ("
                   " SELECT id FROM nominations WHERE commune_id = ?1 AND merged_into = ?2)",
                   "tb", id, "", (size_t)0) &&
           sql_run(turn,
                   "UPDATE nominations SET sender_name = NULL, sender_phone = NULL"
                   " WHERE commune_id = ?1 AND merged_into = ?2",
                   "t", id);
}

static bool clear_columns(struct sql_turn *turn, const char *id, const char *state, int64_t at_s) {
    return sql_run(turn,
                   "UPDATE nominations SET honorific = NULL, name = NULL,"
                   " unit_other = NULL, deed = NULL, sender_name = NULL, sender_phone = NULL,"
                   " birth_year = NULL, position = NULL, summary = NULL, checklist = NULL,"
                   " unit_confirm_by = NULL, unit_confirm_note = NULL, police_confirm_by = NULL,"
                   " police_confirm_note = NULL, opinion = NULL, publish_consent_how = NULL,"
                   " council_note = NULL, higher_result = NULL, reason = NULL, answer = NULL,"
                   " publication = CASE WHEN publication IN ('published', 'unpublished')"
                   "  THEN 'unpublished' ELSE 'none' END,"
                   " state = ?3, delete_after = NULL, purged_at = ?4, version = version + 1"
                   " WHERE commune_id = ?1 AND id = ?2",
                   "tti", id, state, at_s);
}

/* Its id stays used, also where it is to come only after an older backup. */
static bool clear_slip(struct sql_turn *turn, const char *id, int64_t at_s) {
    return sql_run(turn,
                   "INSERT INTO slips (commune_id, id, body, sha256, received_at, device_id)"
                   " VALUES (?1, ?2, ?3, '', ?4, '') ON CONFLICT DO NOTHING",
                   "tbi", id, "", (size_t)0, at_s) &&
           sql_run(turn,
                   "UPDATE slips SET body = ?3, sha256 = '' WHERE commune_id = ?1 AND id = ?2",
                   "tb", id, "", (size_t)0);
}

bool erasures_purge(struct sql_turn *turn, const char *id, const char *what, const char *state,
                    int64_t at_s) {
    return search_words_remove(turn, id) && clear_columns(turn, id, state, at_s) &&
           clear_slip(turn, id, at_s) &&
           sql_run(turn, "DELETE FROM papers WHERE commune_id = ?1 AND nomination_id = ?2", "t",
                   id) && // their files go with the next scans_sweep()
           sql_run(turn, "DELETE FROM drafts WHERE commune_id = ?1 AND id = ?2", "t", id) &&
           sql_run(turn,
                   "UPDATE revisions SET changes = '[]'"
                   " WHERE commune_id = ?1 AND changes LIKE '%' || ?2 || '%'",
                   "t", id) && // a name stands there
           sql_run(turn,
                   "UPDATE events SET note = NULL WHERE commune_id = ?1 AND nomination_id = ?2",
                   "t", id) &&
           sql_run(turn,
                   "INSERT INTO tombstones (commune_id, id, erased_at) VALUES (?1, ?2, ?3)"
                   " ON CONFLICT DO NOTHING",
                   "ti", id, at_s) &&
           note(turn, id, what, state, at_s);
}
