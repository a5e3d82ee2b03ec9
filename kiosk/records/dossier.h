/* One dossier (hồ sơ): the citizen's slip, what the officer found out, what was decided. The struct
 * and what can be said of it without a database. */
#ifndef RECORDS_DOSSIER_H
#define RECORDS_DOSSIER_H

#include "base/crypto.h"
#include "base/fault.h"
#include "model/code.h"
#include "model/nomination.h"
#include "model/slip.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct campaign;
struct cell;
struct checklist_sum;
struct dossier_rules;

#define DOSSIER_STATE_BYTES 24
#define DOSSIER_ID_BYTES 64     // ids of groups, levels, subjects, projects, areas, criteria
#define DOSSIER_DAY_BYTES 11    // "2023-05-31"
#define DOSSIER_SHORT_BYTES 256 // a number, a name, a word or two
#define DOSSIER_TEXT_BYTES 2560
#define DOSSIER_PROJECTS_MAX 8
#define DOSSIER_AREAS_MAX 16
#define DOSSIER_CHECKS_MAX 64
#define DOSSIER_SUMMARY_WORDS_MAX 60 // content: tóm tắt thành tích (không quá 60 từ)
#define DOSSIER_FAULTS_MAX 64

/* Characters that the officer's fields take. */
#define DOSSIER_POSITION_MAX 80
#define DOSSIER_SUMMARY_MAX 600
#define DOSSIER_OPINION_MAX 600
#define DOSSIER_NOTE_MAX 80   // who confirmed, how consent was given, evidence, reasons
#define DOSSIER_NUMBER_MAX 40 // of decisions and submissions

#define PUBLICATION_NONE "none"
#define PUBLICATION_READY "ready" // decided and agreed to: somebody may put it on the wall
#define PUBLICATION_PUBLISHED "published"
#define PUBLICATION_UNPUBLISHED "unpublished" // taken off

struct dossier_check { // đối chiếu một tiêu chuẩn
    char criterion_id[DOSSIER_ID_BYTES];
    char result[8]; // met, not_met, unknown
    char evidence[DOSSIER_SHORT_BYTES];
};

struct dossier_confirm { // xác nhận
    char by[DOSSIER_SHORT_BYTES], date[DOSSIER_DAY_BYTES], note[DOSSIER_SHORT_BYTES];
};

struct dossier_fields { // what the officer fills in; "" and 0: not yet
    char group[DOSSIER_ID_BYTES], subject_id[DOSSIER_ID_BYTES];
    int birth_year;
    char position[DOSSIER_SHORT_BYTES];
    char level[DOSSIER_ID_BYTES];
    char summary[DOSSIER_TEXT_BYTES];
    size_t project_count; // mô hình, công trình: as many as the campaign's matrix asks for, or more
    char project_ids[DOSSIER_PROJECTS_MAX][DOSSIER_ID_BYTES];
    size_t area_count;
    char area_ids[DOSSIER_AREAS_MAX][DOSSIER_ID_BYTES];
    size_t check_count;
    struct dossier_check checks[DOSSIER_CHECKS_MAX];
    struct dossier_confirm unit_confirm, police_confirm;
    char prior_award_check[8]; // no, yes, unknown
    char opinion[DOSSIER_TEXT_BYTES];
};

struct dossier_consent { // đồng ý nêu tên
    char value[12];      // not_asked, yes, no, withdrawn
    char date[DOSSIER_DAY_BYTES], how[DOSSIER_SHORT_BYTES];
};

struct dossier_council { // kết quả Hội đồng
    char meeting_no[DOSSIER_ID_BYTES], date[DOSSIER_DAY_BYTES];
    int present, votes_for;
    char note[DOSSIER_SHORT_BYTES];
};

struct dossier_decision { // quyết định
    char level[DOSSIER_ID_BYTES], number[DOSSIER_ID_BYTES], date[DOSSIER_DAY_BYTES];
    char signer_role[DOSSIER_ID_BYTES];
};

struct dossier_submission { // tờ trình cấp trên
    char number[DOSSIER_ID_BYTES], date[DOSSIER_DAY_BYTES], to[DOSSIER_SHORT_BYTES];
    char result[DOSSIER_SHORT_BYTES], result_date[DOSSIER_DAY_BYTES];
};

/* Large and full of what people wrote: on the heap, from dossiers_read(), to dossier_destroy(). */
struct dossier {
    char id[CRYPTO_UUID_MAX];
    int64_t version; // grows with every change; what a change was based on is checked against it
    char state[DOSSIER_STATE_BYTES];
    char source[8]; // kiosk, paper, unit
    char device_id[SLIP_ID_BYTES];
    char campaign_id[64];
    char code[CODE_TEXT_MAX];
    int64_t created_at_s, received_at_s;
    int zone_s;             // of created_at
    char clock[12];         // "synced": created_at is to be trusted
    struct nomination slip; // the citizen's words, corrected where they asked for it
    struct dossier_fields fields;
    struct dossier_consent consent;
    struct dossier_council council;
    struct dossier_decision decision;
    struct dossier_submission submission;
    char merged_into[CRYPTO_UUID_MAX];
    char merged_into_code[CODE_TEXT_MAX];
    char reason[DOSSIER_SHORT_BYTES];
    char publication[16];   // none, ready, published, unpublished
    int64_t closed_at_s;    // 0: open
    int64_t delete_after_s; // personal data goes then; 0: not by itself
    int64_t purged_at_s;    // when it went: only what is counted is left; 0: it is here
    int seq_repeated;       // another slip of its device carries the same number
    bool has_previous;      // a step that "correct the last step" would take back
};

void dossier_destroy(struct dossier *dossier);
/** Is the field (an id of dossier.json) filled? */
bool dossier_has(const struct dossier *dossier, const char *field_id);
/** False for an id that dossier_has() knows nothing of. */
bool dossier_knows_field(const char *field_id);
size_t dossier_count_words(const char *text);

/** The matrix' cell for its group and level; NULL when one is open or the plan has none. */
const struct cell *dossier_cell(const struct dossier_fields *fields,
                                const struct campaign *campaign);
/** Models, works or tasks that must be linked; 0 where there is no cell. */
int dossier_models_needed(const struct dossier_fields *fields, const struct campaign *campaign);
struct dossier_asked {                       // what the campaign asks for, at that group and level
    int models;                              // projects (mô hình, công trình) at least
    bool names_no_subjects, has_no_criteria; // then there is nothing to choose, nothing to check
};
struct dossier_asked dossier_asked_of(const struct dossier_fields *fields,
                                      const struct campaign *campaign);
/** Criteria met of its cell; all zero where there is none. */
struct checklist_sum dossier_checklist(const struct dossier_fields *fields,
                                       const struct campaign *campaign);

/* What is wrong with what an officer entered: which field, which rule ("empty", "long", "unknown",
 * "format", "future", "chars"), texts static. Returns how many. Ids are looked up in the campaign
 * where there is one. */
size_t dossier_fields_faults(const struct dossier_fields *fields, const struct dossier_rules *rules,
                             const struct campaign *campaign, const char *today,
                             struct fault out[DOSSIER_FAULTS_MAX]);
size_t dossier_consent_faults(const struct dossier_consent *consent,
                              const struct dossier_rules *rules, const char *today,
                              struct fault out[DOSSIER_FAULTS_MAX]);
size_t dossier_council_faults(const struct dossier_council *council, const char *today,
                              struct fault out[DOSSIER_FAULTS_MAX]);
size_t dossier_decision_faults(const struct dossier_decision *decision,
                               const struct campaign *campaign, const char *today,
                               struct fault out[DOSSIER_FAULTS_MAX]);
size_t dossier_submission_faults(const struct dossier_submission *submission, const char *today,
                                 struct fault out[DOSSIER_FAULTS_MAX]);

/** May it go on the wall: decided, and the person said yes? */
bool dossier_may_be_published(const struct dossier *dossier, const struct dossier_rules *rules);
/** What its publication becomes once state or consent have changed. Static. */
const char *dossier_publication_after(const char *publication, bool may_be_published);

#endif
