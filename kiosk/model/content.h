/* What is shown: the display manifest (content/1, contract 1.1) as structs. Every text is borrowed
 * from the parsed manifest, which the content owns; it never changes, a new revision is a new
 * content. */
#ifndef MODEL_CONTENT_H
#define MODEL_CONTENT_H

#include "base/date.h"
#include "model/campaign.h"
#include "model/code.h"
#include "model/slip.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

struct unit { // thôn, đoàn thể, cơ quan
    const char *id, *kind, *name;
    bool is_required, is_sample;
};

struct figure { // "1,2 km" "đường mới"
    const char *value, *label;
};

struct project { // mô hình, công trình, phần việc
    const char *id, *kind, *name, *run_by, *status, *text, *icon;
    const struct unit *unit; // NULL when the manifest names none that exists
    const struct area *area; // NULL likewise
    int progress_percent;
    struct figure *figures;
    size_t figure_count;
    bool is_sample;
};

struct person { // người, gia đình, tập thể được biểu dương
    const char *id, *name, *honorific, *role, *award, *achievement, *story;
    const char *decision_number; // NULL for samples
    struct date decision_date;
    const struct unit *unit;   // NULL when the manifest names none that exists
    const struct level *level; // never NULL, nor the group
    const struct group *group;
    const struct project *project; // NULL likewise
    const char *portrait;          // sha256 of an asset, or NULL: a drawn bust
    char *folded;                  // fold_text of name, role and unit; owned
    bool is_sample, is_featured;
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

struct content {
    json_t *root; // owned; everything below borrows from it
    int64_t revision;
    const char *lang;
    struct commune commune;
    struct campaign campaign; // the current one in this language
    struct unit *units;
    size_t unit_count;
    struct project *projects;
    size_t project_count;
    struct person *people; // in the order of the wall: level from the highest, then name
    size_t person_count;
    struct kind *kinds; // in the manifest's order
    size_t kind_count;
    struct asset *assets;
    size_t asset_count;
    struct recording *recordings;
    size_t recording_count;
    struct slip_key key; // the office's newest sealing key; key.key_id "" when there is none
    bool is_sample;      // true while anything sample is in it
};

/**
 * @param lang     "vi", "en": campaign and reasons in that language, Vietnamese where it has none
 * @param out_why  where and what was expected, owned by the caller; may be NULL
 * @return owned by the caller, NULL when it is not a manifest within the limits
 */
struct content *content_decode(const char *bytes, size_t len_bytes, const char *lang,
                               char **out_why);
void content_destroy(struct content *content);

/** The asset that says aloud what stands under an id; NULL when there is none. */
const char *content_recording(const struct content *content, const char *of, const char *lang);
const struct unit *content_unit(const struct content *content, const char *id);
const struct kind *content_kind(const struct content *content, const char *id);
const struct reason *kind_reason(const struct kind *kind, const char *id);

/**
 * Indices of the people that match, in the order of the wall.
 * @param folded_query  from fold_text(), "" for all; `group` NULL for all groups
 * @param out  room for person_count indices
 * @return how many
 */
size_t content_find_people(const struct content *content, const char *folded_query,
                           const struct group *group, size_t *out);

#endif
