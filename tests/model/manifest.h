/* A display manifest composed from the files that ship, as a record store would publish it. Tests
 * change the parsed document and decode what comes out. */
#ifndef TESTS_MODEL_MANIFEST_H
#define TESTS_MODEL_MANIFEST_H

#include "../check.h"

#include "base/crypto.h"
#include "base/jsonread.h"
#include "model/content.h"

#define MANIFEST_CAMPAIGN "assets/campaigns/2023/campaign-2023."
#define MANIFEST_SAMPLE "assets/sample/sample-2023."
#define MANIFEST_ASSET "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static inline json_t *manifest_file(const char *stem, const char *rest) {
    char path[128], *why = NULL;
    snprintf(path, sizeof path, "%s%s", stem, rest);
    json_t *root = jsonread_file(path, CONTENT_BYTES_MAX, &why);
    if (!root)
        print_error("%s\n", why);
    assert_non_null(root);
    return root;
}

/** Sets a member to a JSON value; `path` leads to it slash by slash, a number into a list. */
static inline void manifest_set(json_t *at, const char *path, const char *json) {
    char copy[128], *rest, *name;
    snprintf(copy, sizeof copy, "%s", path);
    for (name = strtok_r(copy, "/", &rest); *rest; name = strtok_r(NULL, "/", &rest))
        at = json_is_array(at) ? json_array_get(at, (size_t)atoi(name)) : json_object_get(at, name);
    json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);
    assert_non_null(value);
    assert_int_equal(json_object_set_new(at, name, value), 0);
}

/** Campaign in both languages, Vietnamese sample people, one asset and one key. */
static inline json_t *manifest_compose(void) {
    json_t *sample = manifest_file(MANIFEST_SAMPLE, "vi.json");
    uint8_t public_key[CRYPTO_PUBLIC_KEY_BYTES], secret_key[CRYPTO_SEAL_SECRET_BYTES];
    assert_true(crypto_start());
    crypto_seal_keypair(public_key, secret_key);
    char *key = crypto_base64_encode(public_key, sizeof public_key);
    json_t *root = json_pack(
        "{s:s, s:i, s:{s:s, s:s, s:s, s:s, s:s}, s:[o,o], s:s, s:o, s:O, s:O, s:O, "
        "s:[{s:s,s:i,s:s}], "
        "s:[{s:s, s:s, s:s}]}",
        "schema", "content/1", "revision", 57, "commune", "name", "xã Hồng Phong", "place",
        "huyện Cao Lộc, tỉnh Lạng Sơn", "agency", "UBND xã Hồng Phong", "code_prefix", "HP",
        "time_zone", "+07:00", "campaigns", manifest_file(MANIFEST_CAMPAIGN, "vi.json"),
        manifest_file(MANIFEST_CAMPAIGN, "en.json"), "current", "campaign-2023", "reasons",
        manifest_file("assets/campaigns/2023/", "reasons.json"), "units",
        json_object_get(sample, "units"), "projects", json_object_get(sample, "projects"),
        "honourees", json_object_get(sample, "honourees"), "assets", "sha256", MANIFEST_ASSET,
        "bytes", 3, "type", "image/jpeg", "keys", "key_id", "2023a", "public_key", key, "from",
        "2023-03-01T00:00:00+07:00");
    assert_non_null(root);
    free(key);
    json_decref(sample);
    return root;
}

/** The campaign of 2026 with its own people; that of 2023 and its people come before it. */
static inline json_t *manifest_of_two(void) {
    static const char *const lists[] = {"units", "projects", "honourees"};
    json_t *root = manifest_compose(), *campaigns = json_object_get(root, "campaigns"), *entry;
    json_t *sample = manifest_file("assets/sample/sample-2026.", "vi.json");
    size_t at;
    for (size_t i = 0; i < check_items(lists); i++) {
        json_t *list = json_object_get(root, lists[i]);
        json_array_foreach(list, at, entry)
            json_object_set_new(entry, "campaign", json_string("campaign-2023"));
        json_array_extend(list, json_object_get(sample, lists[i]));
    }
    json_array_append_new(campaigns,
                          manifest_file("assets/campaigns/2026/campaign-2026.", "vi.json"));
    json_array_append_new(campaigns,
                          manifest_file("assets/campaigns/2026/campaign-2026.", "en.json"));
    json_object_set_new(root, "current", json_string("campaign-2026"));
    manifest_set(root, "commune/name", "\"xã Mẫu\"");
    manifest_set(root, "commune/place", "\"tỉnh Mẫu\"");
    manifest_set(root, "commune/agency", "\"UBND xã Mẫu\"");
    json_decref(sample);
    return root;
}

/** Decodes the document as it stands; the document stays the caller's. */
static inline struct content *manifest_decode(const json_t *root, const char *lang,
                                              char **out_why) {
    char *bytes = jsonread_dump(root);
    struct content *content = content_decode(bytes, strlen(bytes), lang, out_why);
    free(bytes);
    return content;
}

/** What ships, decoded; fails the test when it cannot be. */
static inline struct content *manifest_content(const char *lang) {
    json_t *root = manifest_compose();
    char *why = NULL;
    struct content *content = manifest_decode(root, lang, &why);
    if (!content)
        print_error("%s\n", why);
    assert_non_null(content);
    json_decref(root);
    return content;
}

#endif
