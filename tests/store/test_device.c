/* DATA/device.json: what enrolment left, read strictly and written durably. */
#include "outbox_kit.h"

#include "store/device.h"

#define KEY_BASE64 "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
#define HEAD "\"url\":\"https://h:1\",\"device_id\":\"k-1\",\"token\":\"t\",\"store_id\":\"s\""

static void gives_back_what_was_saved(void **state) {
    (void)state;
    struct kit_dir dir = kit_make_dir();
    struct device saved = {.url = "https://127.0.0.1:8443",
                           .device_id = "k-0123",
                           .token = "dG9rZW4",
                           .store_id = "hong-phong",
                           .ca_path = NULL,
                           .pin = "sha256//AAAA",
                           .seal_key = {.key_id = "2026a"},
                           .has_sign_key = true};
    memset(saved.seal_key.public_key, 7, CRYPTO_PUBLIC_KEY_BYTES);
    memset(saved.sign_key, 9, CRYPTO_PUBLIC_KEY_BYTES);
    struct device loaded;
    char *why = NULL, *path = xasprintf("%s/device.json", dir.path);
    struct stat status;
    check_number("before", device_load(dir.path, &loaded, &why), DEVICE_NONE);
    assert_true(device_save(dir.path, &saved));
    assert_int_equal(stat(path, &status), 0);
    check_number("mode", status.st_mode & 0777, 0600);
    check_number("load", device_load(dir.path, &loaded, &why), DEVICE_OK);
    check_text("url", loaded.url, saved.url);
    check_text("device_id", loaded.device_id, saved.device_id);
    check_text("token", loaded.token, saved.token);
    check_text("store_id", loaded.store_id, saved.store_id);
    check_text("ca_path", loaded.ca_path, NULL);
    check_text("pin", loaded.pin, saved.pin);
    check_text("key_id", loaded.seal_key.key_id, "2026a");
    assert_memory_equal(loaded.seal_key.public_key, saved.seal_key.public_key, 32);
    assert_true(loaded.has_sign_key);
    assert_memory_equal(loaded.sign_key, saved.sign_key, 32);
    device_finish(&loaded);
    device_finish(&loaded); // of what is empty already
    device_finish(NULL);
    free(path);
    kit_remove_dir(&dir);
}

static void takes_old_content_or_new_never_half(void **state) {
    (void)state;
    struct kit_dir dir = kit_make_dir();
    struct device device = {.url = "https://a", .device_id = "k-1", .token = "t", .store_id = "s"};
    struct device loaded;
    char *why = NULL, *folder = xasprintf("%s/missing/deep", dir.path);
    assert_true(device_save(folder, &device)); // makes its folder
    device.device_id = "k-2";
    assert_true(device_save(folder, &device));
    check_number("load", device_load(folder, &loaded, &why), DEVICE_OK);
    check_text("device_id", loaded.device_id, "k-2");
    check_text("no seal key", loaded.seal_key.key_id, "");
    assert_false(loaded.has_sign_key);
    device_finish(&loaded);
    kit_hush();
    check_number("a file in the folder's place", device_save("/dev/null", &device), false);
    kit_unhush();
    free(folder);
    kit_remove_dir(&dir);
}

static void says_what_was_expected_where(void **state) {
    static const struct {
        const char *json;
        const char *why; // stands in the reason; NULL: it is good
    } rows[] = {
        {"{" HEAD "}", NULL},
        {"{" HEAD ",\"ca_path\":null,\"pin\":null,\"seal_key\":null,\"sign_key\":null}", NULL},
        {"{" HEAD ",\"seal_key\":{\"key_id\":\"a\",\"public_key\":\"" KEY_BASE64 "\"}}", NULL},
        {"", "line 1"},
        {"{" HEAD, "line 1"},
        {"[]", "expected an object"},
        {"{}", "\"url\""},
        {"{\"url\":\"http://h\",\"device_id\":\"k\",\"token\":\"t\",\"store_id\":\"s\"}",
         "https://"},
        {"{\"url\":\"https://h\",\"device_id\":\"\",\"token\":\"t\",\"store_id\":\"s\"}",
         "\"device_id\""},
        {"{\"url\":\"https://h\",\"device_id\":\"k\",\"token\":5,\"store_id\":\"s\"}", "\"token\""},
        {"{\"url\":\"https://h\",\"device_id\":\"k\",\"token\":\"t\"}", "\"store_id\""},
        {"{" HEAD ",\"pin\":5}", "\"pin\""},
        {"{" HEAD ",\"seal_key\":5}", "\"seal_key\""},
        {"{" HEAD ",\"seal_key\":{\"public_key\":\"" KEY_BASE64 "\"}}", "\"seal_key.key_id\""},
        {"{" HEAD ",\"seal_key\":{\"key_id\":\"a\",\"public_key\":\"AQ==\"}}",
         "\"seal_key.public_key\""},
        {"{" HEAD ",\"sign_key\":\"AQ==\"}", "\"sign_key\""},
        {"{" HEAD ",\"sign_key\":7}", "\"sign_key\""},
    };
    (void)state;
    struct kit_dir dir = kit_make_dir();
    char *path = xasprintf("%s/device.json", dir.path);
    kit_hush();
    for (size_t i = 0; i < check_items(rows); i++) {
        struct device device = {0};
        char *why = NULL;
        assert_true(path_write(path, rows[i].json, strlen(rows[i].json), 0600));
        enum device_result result = device_load(dir.path, &device, &why);
        check_number(rows[i].json, result, rows[i].why ? DEVICE_BROKEN : DEVICE_OK);
        if (rows[i].why && !strstr(why, rows[i].why))
            check_text(rows[i].json, why, rows[i].why);
        if (rows[i].why)
            assert_non_null(strstr(why, "device.json"));
        free(why);
        device_finish(&device);
    }
    kit_unhush();
    free(path);
    kit_remove_dir(&dir);
}

static int end(void **state) {
    (void)state;
    kit_end_hush();
    return 0;
}

int main(void) {
    log_start("test_device", LOG_LEVEL_ERROR);
    assert_true(crypto_start());
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_what_was_saved),
        cmocka_unit_test_teardown(takes_old_content_or_new_never_half, end),
        cmocka_unit_test_teardown(says_what_was_expected_where, end),
    };
    return cmocka_run_group_tests_name("device", tests, NULL, NULL);
}
