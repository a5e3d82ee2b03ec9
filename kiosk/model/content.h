/* What is shown: the display manifest (content/1, contract 1.1) as structs. Every text is borrowed
 * from the parsed manifest, which the content owns; it never changes, a new revision is a new
 * content. */
#ifndef MODEL_CONTENT_H
#define MODEL_CONTENT_H

#include "base/date.h"
#include "model/campaign.h"
#include "model/code.h"
#include "model/slip.h"
#include "model/switches.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct overrides;
struct people_index;
struct timeslot;

#define CONTENT_BYTES_MAX (32u * 1024 * 1024)
#define CONTENT_PEOPLE_MAX 20000
#define CONTENT_PROJECTS_MAX 5000
#define CONTENT_ASSET_BYTES_MAX (8u * 1024 * 1024)
#define CONTENT_ASSETS_BYTES_MAX (2048ll * 1024 * 1024) // all of them

struct commune {
    const char *name;        // "xã Hồng Phong"
    const char *place;       // "huyện Cao Lộc, tỉnh Lạng Sơn"
    const char *agency;      // "UBND xã Hồng Phong"
    const char *code_prefix; // "HP"
    int zone_s;
};

/* Why something that the manifest brings is not shown. The last three come before all others, and
 * nobody at a kiosk can lift them; of the rest the first that holds is told. */
enum hidden {
    HIDDEN_NOT,         // it is shown
    HIDDEN_BY_STAFF,    // switched off at this kiosk
    HIDDEN_BY_OFFICE,   // switched off in what is published ("hidden": true)
    HIDDEN_BY_WINDOW,   // outside its times
    HIDDEN_SAMPLE,      // sample content is switched off
    HIDDEN_UNPUBLISHED, // its status is another
    HIDDEN_NO_CONSENT,
    HIDDEN_NO_DECISION,
};

struct unit {                     // thôn, đoàn thể, cơ quan
    const char *id, *kind, *name; // kind "thon" is a village, whatever the place calls it
    int registered, completed;    // models, as the progress table has them
    bool is_required, is_sample;
};

struct figure { // "1,2 km" "đường mới"
    const char *value, *label;
};

struct project { // mô hình, công trình, phần việc
    const char *id, *kind, *name, *run_by, *status, *text, *icon;
    const struct unit *unit; // NULL when the manifest names none that exists
    const struct area *area; // NULL likewise
    const char *photo;       // sha256 of an asset, or NULL
    int progress_percent;
    struct figure *figures;
    size_t figure_count;
    bool is_sample;
    enum hidden hidden;
    size_t place; // in the manifest
};

struct person { // người, gia đình, tập thể được biểu dương
    const char *id, *name, *honorific, *role, *award, *achievement, *story;
    const char *decision_number; // NULL for samples
    struct date decision_date;
    const struct unit *unit;   // NULL when the manifest names none that exists
    const struct level *level; // never NULL of who is shown, nor the group
    const struct group *group;
    const struct project *project; // NULL likewise, and while it is not shown
    const char *portrait;          // sha256 of an asset, or NULL: a drawn bust
    struct figure *figures;        // owned; of their own, as a project has them
    size_t figure_count;
    bool is_sample, is_featured;
    enum hidden hidden;
};

struct notice {                    // thông báo
    const char *id, *title, *text; // "" where absent, but never both words
    struct date from, to;          // first and last day; year 0: no bound on that side
    bool is_sample;
    enum hidden hidden;
    size_t place; // in the manifest
};

struct reason {
    const char *id, *icon, *label;
};

struct kind { // of nominee; id is the wire form's
    const char *id;
    struct reason *reasons;
    size_t reason_count;
};

/* A voice that reads what is shown, better than a machine's: `of` is the id of a person, a project
 * or an area, `asset` a WAV file among the assets (sound/wav.h). In the manifest: "recordings":
 * [{"of": "guong-01", "lang": "vi", "asset": "<sha256>"}] `lang` may be absent: "vi". An entry that
 * is not of this form is passed over, for the wall must not fall silent for a recording. */
struct recording {
    const char *of, *lang, *asset;
};

struct asset {
    const char *sha256, *type;
    int64_t size_bytes;
};

/* By what, beside the manifest, it is decided what is shown. */
struct showing {
    const struct overrides *overrides; // borrowed for the call; NULL: none
    const struct switches *defaults;   // where nobody says anything; NULL: the table's
    int64_t at_s;                      // 0: nobody knows the time, and no window is judged
    const char *revealed; // id that is looked at though it is hidden by a switch or its times; NULL
};

/* A campaign that the manifest holds: the current one, and those before it. */
struct campaign_title {
    const char *id, *title;
    struct date start, end; // year 0 where it is open
};

struct content {
    json_t *root; // shared with the same content in other languages; everything below borrows
    int64_t revision;
    const char *lang;
    struct commune commune;
    struct campaign campaign;         // the current one in this language; or one before it
    bool is_past;                     // that: it is looked back at, nobody is introduced for it
    struct campaign_title *campaigns; // past ones, the latest first, in this language
    size_t campaign_count;
    struct unit *units;
    size_t unit_count;
    struct project *projects; // what is shown, in the manifest's order; behind it what is hidden
    size_t project_count, project_total;
    struct person *people; // in the order of the wall: level from the highest, then name; likewise
    size_t person_count, person_total;
    struct people_index *people_index; // owned; for people_search
    struct notice *notices;            // in the manifest's order; likewise
    size_t notice_count, notice_total;
    const char **pins; // ids of people, projects and notices that come first, in this order
    size_t pin_count;
    struct kind *kinds; // in the manifest's order
    size_t kind_count;
    struct asset *assets;
    size_t asset_count;
    struct switches switches;  // now: windows, overrides and what is published together
    struct switches published; // what they would be with nothing overridden
    struct switches defaults;  // as given
    struct timeslot *windows;  // published
    size_t window_count;
    struct overrides *overrides;       // owned copy
    char *revealed;                    // owned copy; NULL: none
    int64_t shown_at_s, next_change_s; // TIMESLOT_NEVER: what is shown does not change by itself
    struct recording *recordings;
    size_t recording_count;
    struct slip_key key; // the office's newest sealing key; key.key_id "" when there is none
    bool is_sample;      // true while anything sample is shown
};

struct content_limits {
    size_t bytes_max, people_max;
};

/**
 * @param lang     "vi", "en": campaign and reasons in that language, Vietnamese where it has none
 * @param out_why  where and what was expected, owned by the caller; may be NULL
 * @return owned by the caller, NULL when it is not a manifest within the limits
 */
struct content *content_decode(const char *bytes, size_t len_bytes, const char *lang,
                               char **out_why);
/** The same within other limits, for content that was not published. */
struct content *content_decode_within(const char *bytes, size_t len_bytes, const char *lang,
                                      const struct content_limits *limits, char **out_why);
/** Published content as it is shown by `showing`. */
struct content *content_decode_shown(const char *bytes, size_t len_bytes, const char *lang,
                                     const struct showing *showing, char **out_why);
/** The same manifest in another language, without parsing it again; either may end first. */
struct content *content_in_language(const struct content *content, const char *lang);
/** The same manifest with one of `campaigns` in the place of the current one, its people and models
 * with it; NULL when there is none of that id. Either may end first. */
struct content *content_of_campaign(const struct content *content, const char *id);
/** The ids of all people of all campaigns whom anybody may show, at whatever hour: consent,
 * decision and publication are there. New reference to an object that has them as its keys. */
json_t *content_may_show(const struct content *content);
/** The same manifest as it is shown by `showing`: another time, other overrides. content_decode()
 * judges no windows and overrides nothing. Either may end first. */
struct content *content_shown(const struct content *content, const struct showing *showing);
void content_destroy(struct content *content);

enum item_kind {
    ITEM_PERSON,
    ITEM_PROJECT,
    ITEM_NOTICE,
};

struct item { // what staff may switch, pin and give times to; everything borrowed from the content
    enum item_kind kind;
    const char *id, *name;
    enum hidden hidden;
    const struct person *person; // of its kind alone
    const struct project *project;
    const struct notice *notice;
};

/** All of a kind, shown or not, in an order that stays the same whatever is switched; owned by the
 * caller (free). */
struct item *content_items(const struct content *content, enum item_kind kind, size_t *out_count);
/** False when there is none of that id. */
bool content_item(const struct content *content, const char *id, struct item *out);
/** False while consent, decision or publication are missing: then nobody can switch it on. */
bool hidden_may_be_lifted(enum hidden hidden);
/** "none", "staff", "office", "window", "sample", "unpublished", "no_consent", "no_decision": the
 * end of a key of words, and kioskctl's. */
const char *hidden_word(enum hidden hidden);

bool notice_is_valid_on(const struct notice *notice, struct date today);
/** The place of an id among the pins; pin_count when it is not pinned. */
size_t content_pin(const struct content *content, const char *id);
/** An organisation or a place, not a person or a family: by the kind its group is introduced as. */
bool person_is_collective(const struct person *person);
/** True for 64 lower-case hex digits, the form of an asset's name. */
bool content_is_sha256(const char *text);
/** It is finished, as against under way. */
bool project_is_done(const struct project *project);
/** The asset that says aloud what stands under an id; NULL when there is none. */
const char *content_recording(const struct content *content, const char *of, const char *lang);
const struct unit *content_unit(const struct content *content, const char *id);
const struct kind *content_kind(const struct content *content, const char *id);
const struct reason *kind_reason(const struct kind *kind, const char *id);

#endif
