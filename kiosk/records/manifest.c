#include "records/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/date.h"
#include "base/jsonread.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "model/content.h"
#include "records/assets.h"
#include "records/keyring.h"
#include "records/manifests.h"
#include "records/publication.h"
#include "records/settings.h"

#define CAMPAIGN_SCHEMA "campaign-content/1"

static const char *schema_of(const json_t *root) {
    return jsonread_text(jsonread_object(root, "meta"), "schema", "");
}

static const char *id_of(const json_t *root) {
    return jsonread_text(jsonread_object(root, "meta"), "id", "");
}

/* Where the same campaign in other languages begins; behind all when there is none. */
static size_t place_of(const json_t *campaigns, const char *id) {
    size_t i = 0;
    while (i < json_array_size(campaigns) && strcmp(id_of(json_array_get(campaigns, i)), id) != 0)
        i++;
    return i;
}

/* Vietnamese before its other languages: it is the authoritative one. Takes the reference. */
static void add_campaign(json_t *campaigns, json_t *root) {
    const char *lang = jsonread_text(jsonread_object(root, "meta"), "lang", "");
    if (!strcmp(lang, "vi"))
        json_array_insert_new(campaigns, place_of(campaigns, id_of(root)), root);
    else
        json_array_append_new(campaigns, root);
}

static bool read_campaign_file(const char *path, bool must_be_one, json_t *campaigns,
                               char **out_why) {
    json_t *root = jsonread_file(path, CONTENT_BYTES_MAX, out_why);
    if (!root)
        return false;
    if (!strcmp(schema_of(root), CAMPAIGN_SCHEMA)) {
        add_campaign(campaigns, root);
        return true;
    }
    json_decref(root);
    if (must_be_one)
        *out_why = xasprintf("'%s' is not a campaign (schema " CAMPAIGN_SCHEMA ")", path);
    return !must_be_one;
}

static int is_json_file(const struct dirent *entry) {
    size_t len = strlen(entry->d_name);
    return len > 5 && !strcmp(entry->d_name + len - 5, ".json");
}

/* A folder's other files (reasons) are passed over. In order of names, so that the same
 * folder gives the same bytes everywhere. */
static bool read_campaign_folder(const char *dir, json_t *campaigns, char **out_why) {
    struct dirent **entries;
    int count = scandir(dir, &entries, is_json_file, alphasort);
    if (count < 0) {
        *out_why = xasprintf("cannot read '%s': %s", dir, strerror(errno));
        return false;
    }
    bool is_ok = true;
    for (int i = 0; i < count; i++) {
        char *path = path_join(dir, entries[i]->d_name);
        is_ok = is_ok && read_campaign_file(path, false, campaigns, out_why);
        free(path);
        free(entries[i]);
    }
    free(entries);
    return is_ok;
}

static bool read_paths(const struct manifest_sources *sources, json_t *campaigns, char **out_why) {
    for (size_t i = 0; i < sources->campaign_count; i++) {
        const char *path = sources->campaign_paths[i];
        struct stat info;
        bool is_folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
        if (is_folder ? !read_campaign_folder(path, campaigns, out_why)
                      : !read_campaign_file(path, true, campaigns, out_why))
            return false;
    }
    if (json_array_size(campaigns) > 0)
        return true;
    *out_why = xasprintf("no campaign among the files given by --campaign");
    return false;
}

/* Entries of a campaign before the current one say so. */
static void mark(json_t *list, const char *campaign) {
    size_t i;
    json_t *entry;
    json_array_foreach(list, i, entry) {
        json_object_set_new(entry, "campaign", json_string(campaign));
    }
}

static void join(json_t *all, json_t *more, const char *current) {
    static const char *const names[] = {"units", "projects", "honourees", "progress"};
    const char *campaign = jsonread_text(jsonread_object(more, "meta"), "campaign", current);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        json_t *list = jsonread_array(more, names[i]), *into = json_object_get(all, names[i]);
        if (strcmp(campaign, current) != 0)
            mark(list, campaign);
        if (into)
            json_array_extend(into, list);
        else if (list)
            json_object_set(all, names[i], list);
    }
}

/* One object with the lists of all files; NULL with `out_why`. */
static json_t *read_samples(const struct manifest_sources *sources, const char *current,
                            char **out_why) {
    json_t *all = json_object();
    for (size_t i = 0; i < sources->sample_count; i++) {
        json_t *more = jsonread_file(sources->sample_paths[i], CONTENT_BYTES_MAX, out_why);
        if (!more) {
            json_decref(all);
            return NULL;
        }
        join(all, more, current);
        json_decref(more);
    }
    return all;
}

json_t *manifest_read_campaigns(const struct manifest_sources *sources, char **out_why) {
    json_t *campaigns = json_array();
    if (read_paths(sources, campaigns, out_why))
        return campaigns;
    json_decref(campaigns);
    return NULL;
}

bool manifest_read(const struct manifest_sources *sources, struct manifest_parts *out,
                   char **out_why) {
    struct manifest_parts parts = {.campaigns = manifest_read_campaigns(sources, out_why)};
    if (parts.campaigns)
        parts.reasons = jsonread_file(sources->reasons_path, CONTENT_BYTES_MAX, out_why);
    if (parts.reasons)
        parts.sample = read_samples(sources, id_of(json_array_get(parts.campaigns, 0)), out_why);
    if (parts.reasons && parts.sample) {
        *out = parts;
        return true;
    }
    manifest_parts_finish(&parts);
    return false;
}

void manifest_parts_finish(struct manifest_parts *parts) {
    json_decref(parts->campaigns);
    json_decref(parts->reasons);
    json_decref(parts->sample);
    json_decref(parts->people);
    *parts = (struct manifest_parts){.campaigns = NULL};
}

json_t *manifest_keys(const struct keyring *keys) {
    json_t *list = json_array();
    for (size_t i = 0; i < keys->seal_count; i++) {
        const struct sealing_key *key = &keys->seals[i];
        char from[DATE_RFC3339_MAX];
        date_format_rfc3339(key->from_s, 0, from);
        char *public_key = crypto_base64_encode(key->public.public_key, CRYPTO_PUBLIC_KEY_BYTES);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "key_id", key->public.key_id,
                                              "public_key", public_key, "from", from));
        free(public_key);
    }
    return list;
}

static bool is_listed(const json_t *assets, const char *sha256) {
    size_t i;
    json_t *asset;
    json_array_foreach(assets, i, asset) {
        if (!strcmp(jsonread_text(asset, "sha256", ""), sha256))
            return true;
    }
    return false;
}

static bool add_asset(json_t *assets, const char *data_dir, const char *sha256, char **out_why) {
    struct asset_file file;
    if (is_listed(assets, sha256))
        return true;
    if (!assets_open(data_dir, sha256, &file)) {
        *out_why = xasprintf("the content names asset %s, which is not here: run `recordstore "
                             "asset add FILE`",
                             sha256);
        return false;
    }
    close(file.fd);
    json_array_append_new(assets, json_pack("{s:s, s:I, s:s}", "sha256", sha256, "bytes",
                                            (json_int_t)file.size_bytes, "type", file.type));
    return true;
}

/* Every text of `value` that is a hash names an asset, whatever the member is called. Recursion is
 * bounded by the parser's own limit of depth. */
static bool collect_assets(json_t *value, json_t *assets, const char *data_dir, char **out_why) {
    if (json_is_string(value))
        return !assets_is_hash(json_string_value(value)) ||
               add_asset(assets, data_dir, json_string_value(value), out_why);
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!collect_assets(json_array_get(value, i), assets, data_dir, out_why))
            return false;
    for (void *at = json_object_iter(value); at; at = json_object_iter_next(value, at))
        if (!collect_assets(json_object_iter_value(at), assets, data_dir, out_why))
            return false;
    return true;
}

/* Of the sample, or of the content that takes its place; absent is empty. */
static json_t *list_of(const json_t *sample, const char *name) {
    json_t *list = jsonread_array(sample, name);
    return list ? json_incref(list) : json_array();
}

static json_t *compose_root(const struct manifest_parts *parts,
                            const struct service_settings *settings, const struct keyring *keys,
                            int64_t revision, int64_t now_s) {
    char now[DATE_RFC3339_MAX];
    date_format_rfc3339(now_s, 0, now);
    const json_t *first = json_array_get(parts->campaigns, 0);
    json_t *commune = json_pack("{s:s, s:s, s:s, s:s, s:s}", "name", settings->commune_name,
                                "place", settings->place, "agency", settings->agency, "code_prefix",
                                settings->code_prefix, "time_zone", settings->time_zone);
    return json_pack("{s:s, s:I, s:s, s:o, s:O, s:s, s:O, s:o, s:o, s:o, s:o, s:[], s:[], s:[],"
                     " s:{}, s:o}",
                     "schema", "content/1", "revision", (json_int_t)revision, "published_at", now,
                     "commune", commune, "campaigns", parts->campaigns, "current",
                     jsonread_text(jsonread_object(first, "meta"), "id", ""), "reasons",
                     parts->reasons, "units", list_of(parts->sample, "units"), "projects",
                     list_of(parts->sample, "projects"), "honourees",
                     list_of(parts->sample, "honourees"), "progress",
                     list_of(parts->sample, "progress"), "notices", "pins", "windows", "toggles",
                     "keys", manifest_keys(keys));
}

/* As a kiosk will: what it would refuse is not published. */
static bool check(const char *bytes, size_t len, char **out_why) {
    char *why = NULL;
    struct content *content = content_decode(bytes, len, "vi", &why);
    if (!content)
        *out_why = xasprintf("kiosks would refuse this content: %s", why ? why : "too large");
    free(why);
    content_destroy(content);
    return content != NULL;
}

bool manifest_sign(json_t *root, const struct service_settings *settings,
                   const struct keyring *keys, int64_t revision, int64_t now_s,
                   struct manifest *out, char **out_why) {
    char now[DATE_RFC3339_MAX];
    json_t *assets = json_array();
    date_format_rfc3339(now_s, 0, now);
    json_object_set_new(root, "revision", json_integer((json_int_t)revision));
    json_object_set_new(root, "published_at", json_string(now));
    json_object_del(root, "assets");
    bool is_whole = collect_assets(root, assets, settings->data_dir, out_why);
    json_object_set_new(root, "assets", assets);
    char *bytes = is_whole ? jsonread_dump(root) : NULL;
    if (!bytes || !check(bytes, strlen(bytes), out_why)) {
        free(bytes);
        return false;
    }
    *out = (struct manifest){
        .revision = revision, .bytes = bytes, .len = strlen(bytes), .published_at_s = now_s};
    crypto_sha256_hex(bytes, out->len, out->sha256);
    crypto_sign_message(bytes, out->len, keys->sign_secret, out->signature);
    return true;
}

bool manifest_compose(const struct manifest_parts *parts, const struct service_settings *settings,
                      const struct keyring *keys, int64_t revision, int64_t now_s,
                      struct manifest *out, char **out_why) {
    json_t *files = compose_root(parts, settings, keys, revision, now_s);
    if (!files) {
        *out_why = xasprintf("the commune's name, place or agency is not UTF-8");
        return false;
    }
    json_t *root = publication_compose(files, parts->people);
    bool is_made = manifest_sign(root, settings, keys, revision, now_s, out, out_why);
    json_decref(root);
    json_decref(files);
    return is_made;
}
