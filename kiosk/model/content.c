#include "model/content.h"

#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content_parts.h"

#define CAMPAIGNS_MAX 64
#define REASONS_MAX 64
#define ASSETS_MAX 65536
#define KEYS_MAX 64
#define RECORDINGS_MAX 20000
#define VIETNAM_ZONE "+07:00"

struct reading { // of a manifest that is parsed
    const char *lang;
    const struct showing *showing; // NULL: nothing is overridden, no window judged
    size_t people_max;
    const char *campaign; // NULL: the current one
};

bool content_is_sha256(const char *text) {
    return strlen(text) == CRYPTO_SHA256_HEX_MAX - 1 &&
           strspn(text, "0123456789abcdef") == CRYPTO_SHA256_HEX_MAX - 1;
}

static void read_commune(struct content *content, struct reader *r) {
    const json_t *object = reader_object(r, content->root, "commune");
    reader_at(r, "commune");
    content->commune = (struct commune){
        .name = reader_id(r, object, "name"),
        .place = reader_text(r, object, "place", ""),
        .agency = reader_text(r, object, "agency", ""),
        .code_prefix = reader_id(r, object, "code_prefix"),
    };
    if (!code_is_prefix(content->commune.code_prefix))
        reader_fail(r, "code_prefix", "one to eight capital letters or digits");
    if (!date_parse_zone(reader_text(r, object, "time_zone", VIETNAM_ZONE),
                         &content->commune.zone_s))
        reader_fail(r, "time_zone", "an offset as +07:00");
}

/* Borrowed; NULL when the campaign is not there in this language. */
static json_t *find_campaign(json_t *list, const char *id, const char *lang) {
    json_t *entry;
    size_t i;
    json_array_foreach(list, i, entry) {
        const json_t *meta = json_object_get(entry, "meta");
        if (strcmp(jsonread_text(meta, "id", ""), id) == 0 &&
            strcmp(jsonread_text(meta, "lang", ""), lang) == 0)
            return entry;
    }
    return NULL;
}

/* A campaign stands there once in each language. */
static void check_campaigns(struct reader *r, json_t *list) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *entry = json_array_get(list, i);
        const json_t *meta = json_object_get(entry, "meta");
        const char *id = jsonread_text(meta, "id", ""), *lang = jsonread_text(meta, "lang", "");
        reader_at(r, "campaigns[%zu].meta", i);
        if (find_campaign(list, id, lang) != entry)
            reader_fail(r, "id", "a campaign that was not there before in this language");
    }
    reader_at(r, "%s", "");
}

/* In the wanted language, or in Vietnamese. */
static json_t *campaign_in(json_t *list, const char *id, const char *lang) {
    json_t *chosen = find_campaign(list, id, lang);
    return chosen ? chosen : find_campaign(list, id, "vi");
}

/* The latest first; of two that ended on one day the later in the manifest. */
static int compare_campaigns(const void *a, const void *b) {
    const struct campaign_title *one = a, *other = b;
    return date_compare(other->end, one->end);
}

static void read_title(struct content *content, struct reader *r, json_t *entry) {
    const json_t *texts = json_object_get(entry, "campaign");
    const json_t *period = reader_object(r, texts, "period");
    const char *title = reader_text(r, texts, "title", "");
    content->campaigns[content->campaign_count++] = (struct campaign_title){
        .id = jsonread_text(json_object_get(entry, "meta"), "id", ""),
        .title = reader_text(r, texts, "short_title", title),
        .start = reader_date(r, period, "start"),
        .end = reader_day(r, period, "end"),
    };
}

/* Each by its Vietnamese entry, which must be there. */
static void read_titles(struct content *content, struct reader *r, json_t *list,
                        const char *current, const char *lang) {
    content->campaigns = xcalloc(json_array_size(list) + 1, sizeof *content->campaigns);
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *entry = json_array_get(list, i);
        const json_t *meta = json_object_get(entry, "meta");
        const char *id = jsonread_text(meta, "id", "");
        reader_at(r, "campaigns[%zu].campaign.period", i);
        if (strcmp(jsonread_text(meta, "lang", ""), "vi") == 0 && strcmp(id, current) != 0)
            read_title(content, r, campaign_in(list, id, lang));
    }
    qsort(content->campaigns, content->campaign_count, sizeof *content->campaigns,
          compare_campaigns);
    reader_at(r, "%s", "");
}

static void read_campaign(struct content *content, struct reader *r, const struct reading *how) {
    json_t *list = reader_array(r, content->root, "campaigns", CAMPAIGNS_MAX);
    check_campaigns(r, list);
    const char *current = reader_id(r, content->root, "current");
    const char *id = how->campaign ? how->campaign : current;
    json_t *chosen = campaign_in(list, id, how->lang);
    char *why = NULL;
    if (!chosen) {
        reader_fail(r, "current", "the id of a campaign that is there in Vietnamese");
        return;
    }
    content->lang = jsonread_text(json_object_get(chosen, "meta"), "lang", "vi");
    content->is_past = strcmp(id, current) != 0;
    read_titles(content, r, list, current, how->lang);
    if (!campaign_init(&content->campaign, chosen, &why) && !r->why)
        r->why = xasprintf("campaign %s in %s: %s", id, content->lang, why);
    free(why);
}

bool content_has(const struct content *content, struct reader *r, const json_t *entry) {
    const char *current = jsonread_text(content->root, "current", "");
    const char *id = reader_text(r, entry, "campaign", current);
    bool is_known = strcmp(id, current) == 0;
    for (size_t i = 0; i < content->campaign_count && !is_known; i++)
        is_known = strcmp(content->campaigns[i].id, id) == 0;
    if (!is_known)
        reader_fail(r, "campaign", "the id of a campaign of this manifest");
    return content->campaign.id && strcmp(id, content->campaign.id) == 0;
}

/* A plain text, or one a language: the wanted one, else the Vietnamese. */
static const char *label_in(struct reader *r, const json_t *entry, const char *lang) {
    const json_t *label = json_object_get(entry, "label");
    if (!json_is_object(label))
        return reader_id(r, entry, "label");
    const char *wanted = reader_text(r, label, lang, "");
    return wanted[0] ? wanted : reader_id(r, label, "vi");
}

static void read_kind(struct kind *kind, struct reader *r, const char *lang, const json_t *list) {
    kind->reasons = xcalloc(json_array_size(list), sizeof *kind->reasons);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        reader_at(r, "reasons.%s[%zu]", kind->id, i);
        struct reason reason = {.id = reader_id(r, entry, "id"),
                                .icon = reader_text(r, entry, "icon", ""),
                                .label = label_in(r, entry, lang)};
        if (kind_reason(kind, reason.id))
            reader_fail(r, "id", "an id of its own");
        kind->reasons[kind->reason_count++] = reason;
    }
}

static void read_kinds(struct content *content, struct reader *r, const char *lang) {
    json_t *object = reader_object(r, content->root, "reasons"), *list;
    const char *id;
    content->kinds = xcalloc(json_object_size(object), sizeof *content->kinds);
    json_object_foreach(object, id, list) {
        if (strcmp(id, "meta") == 0)
            continue;
        reader_at(r, "reasons");
        const json_t *entries = reader_array(r, object, id, REASONS_MAX);
        content->kinds[content->kind_count].id = id;
        read_kind(&content->kinds[content->kind_count++], r, lang, entries);
    }
}

static void read_assets(struct content *content, struct reader *r) {
    const json_t *list = reader_array(r, content->root, "assets", ASSETS_MAX);
    int64_t total_bytes = 0;
    json_t *seen = json_object();
    content->assets = xcalloc(json_array_size(list), sizeof *content->assets);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *entry = json_array_get(list, i);
        reader_at(r, "assets[%zu]", i);
        struct asset *asset = &content->assets[content->asset_count++];
        *asset = (struct asset){
            .sha256 = reader_id(r, entry, "sha256"),
            .type = reader_id(r, entry, "type"),
            .size_bytes = reader_number(r, entry, "bytes", CONTENT_ASSET_BYTES_MAX),
        };
        if (!content_is_sha256(asset->sha256))
            reader_fail(r, "sha256", "64 lower-case hex digits");
        if (json_object_get(seen, asset->sha256))
            reader_fail(r, "sha256", "an asset that was not named before");
        json_object_set_new(seen, asset->sha256, json_true());
        total_bytes += asset->size_bytes;
    }
    json_decref(seen);
    if (total_bytes > CONTENT_ASSETS_BYTES_MAX)
        reader_fail(r, "bytes", "at most 2 GiB in all assets together");
}

static void read_recordings(struct content *content) {
    const json_t *list = jsonread_array(content->root, "recordings");
    size_t count = json_array_size(list) < RECORDINGS_MAX ? json_array_size(list) : RECORDINGS_MAX;
    content->recordings = xcalloc(count, sizeof *content->recordings);
    for (size_t i = 0; i < count; i++) {
        const json_t *entry = json_array_get(list, i);
        struct recording recording = {.of = jsonread_text(entry, "of", ""),
                                      .lang = jsonread_text(entry, "lang", "vi"),
                                      .asset = jsonread_text(entry, "asset", "")};
        if (recording.of[0] && content_is_sha256(recording.asset))
            content->recordings[content->recording_count++] = recording;
    }
}

static bool read_key(struct reader *r, const json_t *entry, struct slip_key *out,
                     int64_t *out_from_s) {
    const char *key_id = reader_id(r, entry, "key_id");
    bool is_right = strlen(key_id) < sizeof out->key_id;
    if (!is_right)
        reader_fail(r, "key_id", "at most 31 bytes");
    if (!crypto_base64_decode_key(reader_id(r, entry, "public_key"), out->public_key,
                                  sizeof out->public_key)) {
        reader_fail(r, "public_key", "32 bytes in base64");
        is_right = false;
    }
    if (!date_parse_rfc3339(reader_id(r, entry, "from"), out_from_s, NULL)) {
        reader_fail(r, "from", "a time as 2023-03-01T00:00:00+07:00");
        is_right = false;
    }
    if (is_right)
        strcpy(out->key_id, key_id);
    return is_right;
}

/* Of two from the same moment the later in the list. */
static void read_keys(struct content *content, struct reader *r) {
    const json_t *list = reader_array(r, content->root, "keys", KEYS_MAX);
    int64_t newest_s = INT64_MIN, from_s;
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct slip_key key = {0};
        reader_at(r, "keys[%zu]", i);
        if (!read_key(r, json_array_get(list, i), &key, &from_s) || from_s < newest_s)
            continue;
        newest_s = from_s;
        content->key = key;
    }
}

/* Reads what `content->root` holds; faults are the reader's. */
static void read_manifest(struct content *content, struct reader *r, const struct reading *how) {
    struct judge judge;
    if (strcmp(reader_text(r, content->root, "schema", ""), "content/1") != 0)
        reader_fail(r, "schema", "\"content/1\"");
    content->revision = reader_number(r, content->root, "revision", INT64_MAX);
    read_campaign(content, r, how);
    read_commune(content, r);
    reader_at(r, "%s", "");
    content_read_switches(content, r, how->showing);
    reader_at(r, "%s", "");
    read_kinds(content, r, how->lang);
    reader_at(r, "%s", "");
    read_assets(content, r);
    read_recordings(content);
    reader_at(r, "%s", "");
    read_keys(content, r);
    reader_at(r, "%s", "");
    if (content->is_past) // one looks back, and sends nothing
        content->switches.is_on[SWITCH_NOMINATIONS] = content->switches.is_on[SWITCH_PROGRESS] =
            false;
    judge_init(&judge, content);
    content_read_wall(content, r, &judge, how->people_max);
    content_read_notices(content, &judge);
    content_read_pins(content);
    judge_finish(&judge);
}

/* Takes the root over. */
static struct content *read_root(json_t *root, const struct reading *how, char **out_why) {
    struct reader r = {0};
    struct content *content = xcalloc(1, sizeof *content);
    content->root = root;
    read_manifest(content, &r, how);
    if (!reader_finish(&r, out_why)) {
        content_destroy(content);
        return NULL;
    }
    return content;
}

struct content *content_decode_within(const char *bytes, size_t len_bytes, const char *lang,
                                      const struct content_limits *limits, char **out_why) {
    json_t *root = jsonread_bytes(bytes, len_bytes, limits->bytes_max, out_why);
    const struct reading how = {.lang = lang, .people_max = limits->people_max};
    return root ? read_root(root, &how, out_why) : NULL;
}

struct content *content_decode_shown(const char *bytes, size_t len_bytes, const char *lang,
                                     const struct showing *showing, char **out_why) {
    const struct reading how = {lang, showing, CONTENT_PEOPLE_MAX, NULL};
    json_t *root = jsonread_bytes(bytes, len_bytes, CONTENT_BYTES_MAX, out_why);
    return root ? read_root(root, &how, out_why) : NULL;
}

/* What is wrong in a campaign that is only looked back at is wrong in the manifest. */
static bool check_past(const struct content *content, const char *lang, char **out_why) {
    bool is_right = true;
    for (size_t i = 0; is_right && i < content->campaign_count; i++) {
        const struct reading how = {lang, NULL, CONTENT_PEOPLE_MAX, content->campaigns[i].id};
        struct content *past = read_root(json_incref(content->root), &how, out_why);
        is_right = past != NULL;
        content_destroy(past);
    }
    return is_right;
}

struct content *content_decode(const char *bytes, size_t len_bytes, const char *lang,
                               char **out_why) {
    struct content *content = content_decode_shown(bytes, len_bytes, lang, NULL, out_why);
    if (content && !check_past(content, lang, out_why)) {
        content_destroy(content);
        content = NULL;
    }
    return content;
}

/* What was within its limits once still is. */
struct content *content_in_language(const struct content *content, const char *lang) {
    const struct showing same = {content->overrides, &content->defaults, content->shown_at_s,
                                 content->revealed};
    const struct reading how = {lang, &same, SIZE_MAX, content->campaign.id};
    return read_root(json_incref(content->root), &how, NULL);
}

struct content *content_of_campaign(const struct content *content, const char *id) {
    const struct showing same = {content->overrides, &content->defaults, content->shown_at_s,
                                 content->revealed};
    const struct reading how = {content->lang, &same, SIZE_MAX, id};
    return read_root(json_incref(content->root), &how, NULL);
}

struct content *content_shown(const struct content *content, const struct showing *showing) {
    const struct reading how = {content->lang, showing, SIZE_MAX, content->campaign.id};
    return read_root(json_incref(content->root), &how, NULL);
}

void content_destroy(struct content *content) {
    if (!content)
        return;
    for (size_t i = 0; i < content->kind_count; i++)
        free(content->kinds[i].reasons);
    free(content->kinds);
    free(content->assets);
    free(content->notices);
    free(content->pins);
    free(content->recordings);
    free(content->campaigns);
    content_free_wall(content);
    content_free_switches(content);
    campaign_finish(&content->campaign);
    json_decref(content->root);
    free(content);
}

const char *content_recording(const struct content *content, const char *of, const char *lang) {
    for (size_t i = 0; i < content->recording_count; i++) {
        const struct recording *r = &content->recordings[i];
        if (strcmp(r->of, of) == 0 && strcmp(r->lang, lang) == 0)
            return r->asset;
    }
    return NULL;
}

bool person_is_collective(const struct person *person) {
    return person->group && strcmp(person->group->nominee_kind, "collective") == 0;
}

const struct kind *content_kind(const struct content *content, const char *id) {
    for (size_t i = 0; i < content->kind_count; i++)
        if (strcmp(content->kinds[i].id, id) == 0)
            return &content->kinds[i];
    return NULL;
}

const struct reason *kind_reason(const struct kind *kind, const char *id) {
    for (size_t i = 0; i < kind->reason_count; i++)
        if (strcmp(kind->reasons[i].id, id) == 0)
            return &kind->reasons[i];
    return NULL;
}
