/* A folder of generated people as the kiosk reads it: more of them than the office may publish, and
 * what is said of a folder that is none. */
#include "app/people.h"

#include "../model/manifest.h"
#include "base/path.h"
#include "base/strbuf.h"

static void write_manifest(const char *dir, json_t *root) {
    char *bytes = jsonread_dump(root), *path = path_join(dir, "manifest.json");
    assert_true(path_write(path, bytes, strlen(bytes), 0600));
    free(path);
    free(bytes);
    json_decref(root);
}

static json_t *many_people(size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        char id[24];
        snprintf(id, sizeof id, "nguoi-%zu", i);
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:s,s:s,s:b,s:b,s:s}", "id", id, "name",
                                        "Nguyễn Văn A", "level", "xa", "group", "ca_nhan", "sample",
                                        1, "publish_consent", 1, "status", "published"));
    }
    return list;
}

static void more_people_than_may_be_published(void **state) {
    (void)state;
    char *dir = check_make_folder(), *why = NULL;
    json_t *root = manifest_compose();
    json_object_set_new(root, "honourees", many_people(CONTENT_PEOPLE_MAX + 1));
    assert_null(manifest_decode(root, "vi", NULL)); // the published limit stays
    write_manifest(dir, root);
    struct content *content = people_read(dir, "vi", &why);
    if (!content)
        print_error("%s\n", why);
    assert_non_null(content);
    check_number("people", (long long)content->person_count, CONTENT_PEOPLE_MAX + 1);
    content_destroy(content);
    check_remove_folder(dir);
}

static void what_is_wrong_is_said_with_the_file(void **state) {
    (void)state;
    char *dir = check_make_folder(), *why = NULL;
    assert_null(people_read(dir, "vi", &why));
    char *want = xasprintf("cannot read '%s/manifest.json': No such file or directory", dir);
    check_text("missing", why, want);
    free(want);
    free(why);
    write_manifest(dir, json_object());
    assert_null(people_read(dir, "vi", &why));
    want = xasprintf("%s/manifest.json: schema: expected \"content/1\"", dir);
    check_text("empty", why, want);
    free(want);
    free(why);
    check_remove_folder(dir);
}

static void assets_lie_beside_it_by_their_hash(void **state) {
    (void)state;
    char *path = people_asset_path("build/people", MANIFEST_ASSET);
    check_text("path", path, "build/people/assets/" MANIFEST_ASSET);
    free(path);
    assert_null(people_asset_path("build/people", "../../etc/passwd"));
    assert_null(people_asset_path("build/people", ""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_people_than_may_be_published),
        cmocka_unit_test(what_is_wrong_is_said_with_the_file),
        cmocka_unit_test(assets_lie_beside_it_by_their_hash),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
