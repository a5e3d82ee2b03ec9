/* Published content: swapped whole, the version before kept, damage seen. */
#include "outbox_kit.h"

#include <pthread.h>
#include <sqlite3.h>

#include "store/content_store.h"

static struct content_store *open_store(const struct kit_dir *dir) {
    char *why = NULL;
    struct content_store *store = content_store_open(dir->path, &why);
    if (!store)
        print_error("%s\n", why);
    assert_non_null(store);
    return store;
}

static bool swap(struct content_store *store, const char *bytes, const char *etag,
                 int64_t revision) {
    return content_store_swap(store, &(struct content_edition){.bytes = bytes,
                                                               .len_bytes = strlen(bytes),
                                                               .etag = etag,
                                                               .revision = revision}) ==
           CONTENT_SWAPPED;
}

static void check_current(struct content_store *store, const char *bytes, const char *etag) {
    char *got = NULL, *got_etag = NULL;
    size_t len_bytes = 0;
    bool is_there = content_store_current(store, &got, &len_bytes, &got_etag);
    check_text("current", got, bytes);
    check_text("etag", got_etag, etag);
    check_number("length", is_there ? (long long)len_bytes : -1,
                 bytes ? (long long)strlen(bytes) : -1);
    free(got);
    free(got_etag);
}

static void keeps_the_current_and_the_one_before(void **state) {
    struct content_store *store = open_store(*state);
    check_current(store, NULL, NULL);
    check_number("nothing to go back to", content_store_roll_back(store), false);
    assert_true(swap(store, "one", "\"1\"", 1));
    check_current(store, "one", "\"1\"");
    check_number("still nothing", content_store_roll_back(store), false);
    assert_true(swap(store, "two", "\"2\"", 2));
    assert_true(swap(store, "three", "\"3\"", 3));
    check_current(store, "three", "\"3\"");
    content_store_close(store);
    store = open_store(*state);
    check_current(store, "three", "\"3\"");
    assert_true(content_store_roll_back(store));
    check_current(store, "two", "\"2\"");
    assert_true(content_store_roll_back(store)); // they trade places
    check_current(store, "three", "\"3\"");
    assert_true(swap(store, "", "\"4\"", 4));
    check_current(store, "", "\"4\"");
    char *bytes = NULL;
    size_t len_bytes = 0;
    assert_true(content_store_current(store, &bytes, &len_bytes, NULL)); // without the ETag
    free(bytes);
    content_store_close(store);
}

/* Two bring content at the same moment, or staff took one back: what is older never comes again. */
static void never_goes_back_by_itself(void **state) {
    struct content_store *store = open_store(*state);
    struct content_head head;
    unsigned version = content_store_version(store);
    assert_true(swap(store, "two", "\"2\"", 2));
    check_number("another version", content_store_version(store) != version, true);
    check_number("older", swap(store, "one", "\"1\"", 1), false);
    check_number("the same", swap(store, "TWO", "\"2\"", 2), false);
    check_current(store, "two", "\"2\"");
    assert_true(swap(store, "three", "\"3\"", 3));
    version = content_store_version(store);
    assert_true(content_store_roll_back(store));
    check_number("and another", content_store_version(store) != version, true);
    content_store_head(store, &head);
    check_number("shown", head.revision, 2);
    check_number("newest", head.newest, 3);
    check_text("asked by", head.etag, "\"3\"");
    check_number("taken back", swap(store, "three", "\"3\"", 3), false);
    assert_true(swap(store, "four", "\"4\"", 4));
    check_current(store, "four", "\"4\"");
    content_store_close(store);
}

static void exec_on(const struct kit_dir *dir, const char *sql) {
    char *path = xasprintf("%s/content/content.db", dir->path);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    free(path);
}

/* A kiosk of before: what it shows stays, only its signature was not kept. */
static void takes_over_an_older_file(void **state) {
    const struct kit_dir *dir = *state;
    struct content_store *store = open_store(dir);
    assert_true(swap(store, "one", "\"1\"", 1));
    content_store_close(store);
    exec_on(dir, "ALTER TABLE manifest DROP COLUMN signature; PRAGMA user_version = 1");
    store = open_store(dir);
    check_current(store, "one", "\"1\"");
    char *bytes = NULL;
    size_t len = 0;
    uint8_t signature[CRYPTO_SIGNATURE_BYTES] = {7};
    bool has_signature = true;
    assert_true(content_store_current_signed(store, &bytes, &len, signature, &has_signature));
    check_number("signed", has_signature, false);
    free(bytes);
    const struct content_edition next = {
        .bytes = "two", .len_bytes = 3, .etag = "\"2\"", .revision = 2, .signature = signature};
    signature[0] = 7;
    assert_int_equal(content_store_swap(store, &next), CONTENT_SWAPPED);
    memset(signature, 0, sizeof signature);
    assert_true(content_store_current_signed(store, &bytes, &len, signature, &has_signature));
    check_number("signed", has_signature, true);
    check_number("by it", signature[0], 7);
    free(bytes);
    content_store_close(store);
}

static void falls_back_when_the_current_is_damaged(void **state) {
    const struct kit_dir *dir = *state;
    struct content_store *store = open_store(dir);
    assert_true(swap(store, "one", "\"1\"", 1) && swap(store, "two", "\"2\"", 2));
    content_store_close(store);
    exec_on(dir, "UPDATE manifest SET bytes = x'747776' WHERE slot = 'current'");
    kit_hush();
    store = open_store(dir);
    check_current(store, "one", "\"1\"");
    content_store_close(store);
    exec_on(dir, "UPDATE manifest SET bytes = x'6f6e66' WHERE slot = 'previous'");
    store = open_store(dir);
    check_current(store, NULL, NULL);
    check_number("not back to damage", content_store_roll_back(store), false);
    assert_true(swap(store, "three", "\"3\"", 3)); // the next fetch mends it
    check_current(store, "three", "\"3\"");
    content_store_close(store);
    kit_unhush();
}

static void begins_anew_when_the_file_is_broken(void **state) {
    const struct kit_dir *dir = *state;
    struct content_store *store = open_store(dir);
    assert_true(swap(store, "one", "\"1\"", 1));
    content_store_close(store);
    char *path = xasprintf("%s/content/content.db", dir->path);
    assert_true(path_write(path, "this is no database", 19, 0600));
    kit_hush();
    store = open_store(dir);
    check_current(store, NULL, NULL);
    assert_true(swap(store, "two", "\"2\"", 2));
    check_current(store, "two", "\"2\"");
    content_store_close(store);
    kit_unhush();
    free(path);
}

static void says_why_it_cannot_be_used(void **state) {
    const struct kit_dir *dir = *state;
    char *why = NULL;
    assert_null(content_store_open("/dev/null", &why));
    assert_non_null(strstr(why, "/dev/null/content"));
    free(why);
    struct content_store *store = open_store(dir);
    assert_null(content_store_open(dir->path, &why)); // a second program
    assert_non_null(strstr(why, "locked"));
    free(why);
    content_store_close(store);
    content_store_close(NULL);
}

static void keeps_assets_by_their_hash(void **state) {
    const struct kit_dir *dir = *state;
    struct content_store *store = open_store(dir);
    char sha256[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex("a photo", 7, sha256);
    check_number("before", content_store_has_asset(store, sha256), false);
    check_number("other bytes", content_store_put_asset(store, sha256, "a photO", 7),
                 CONTENT_PUT_OTHER);
    check_number("after that", content_store_has_asset(store, sha256), false);
    assert_int_equal(content_store_put_asset(store, sha256, "a photo", 7), CONTENT_PUT_OK);
    assert_int_equal(content_store_put_asset(store, sha256, "a photo", 7),
                     CONTENT_PUT_OK); // again is no harm
    check_number("after", content_store_has_asset(store, sha256), true);
    char *path = content_store_asset_path(store, sha256), *bytes = NULL;
    assert_true(path_read(path, 100, &bytes, NULL));
    check_text("bytes", bytes, "a photo");
    free(bytes);
    free(path);
    static const char *const not_hashes[] = {
        "",
        "../../device.json",
        "..",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
        "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd/.",
    };
    for (size_t i = 0; i < check_items(not_hashes); i++) {
        path = content_store_asset_path(store, not_hashes[i]);
        check_text(not_hashes[i], path, NULL);
        check_number(not_hashes[i], content_store_has_asset(store, not_hashes[i]), false);
        check_number(not_hashes[i], content_store_put_asset(store, not_hashes[i], "", 0),
                     CONTENT_PUT_OTHER);
    }
    content_store_close(store);
}

#define SWAPS 60

struct swapper {
    struct content_store *store;
    int failed;
};

static void *swap_many(void *context) {
    struct swapper *swapper = context;
    for (int i = 0; i < SWAPS; i++) {
        char *bytes = xasprintf("%d%d", i, i), *etag = xasprintf("%d", i);
        const struct content_edition edition = {
            .bytes = bytes, .len_bytes = strlen(bytes), .etag = etag, .revision = i + 2};
        // The other may be ahead: then this one is older, and nothing happens.
        swapper->failed += content_store_swap(swapper->store, &edition) == CONTENT_NOT_SAVED;
        free(bytes);
        free(etag);
    }
    return NULL;
}

/** The screens read while the fetcher swaps and a stick is read in: each swap is a whole one. */
static void serves_several_threads(void **state) {
    struct content_store *store = open_store(*state);
    struct swapper swappers[2] = {{.store = store}, {.store = store}};
    pthread_t threads[2];
    assert_true(swap(store, "00", "0", 1));
    for (size_t i = 0; i < check_items(swappers); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, swap_many, &swappers[i]), 0);
    for (int i = 0; i < SWAPS; i++) {
        char *bytes = NULL, *etag = NULL;
        size_t len_bytes = 0;
        assert_true(content_store_current(store, &bytes, &len_bytes, &etag));
        char *want = xasprintf("%s%s", etag, etag);
        check_text("bytes of this ETag", bytes, want);
        free(want);
        free(bytes);
        free(etag);
    }
    for (size_t i = 0; i < check_items(swappers); i++) {
        pthread_join(threads[i], NULL);
        check_number("swaps that failed", swappers[i].failed, 0);
    }
    content_store_close(store);
}

int main(void) {
    log_start("test_content_store", LOG_LEVEL_ERROR);
    assert_true(crypto_start());
    const struct CMUnitTest tests[] = {
        KIT_TEST(keeps_the_current_and_the_one_before),
        KIT_TEST(never_goes_back_by_itself),
        KIT_TEST(takes_over_an_older_file),
        KIT_TEST(falls_back_when_the_current_is_damaged),
        KIT_TEST(begins_anew_when_the_file_is_broken),
        KIT_TEST(says_why_it_cannot_be_used),
        KIT_TEST(keeps_assets_by_their_hash),
        KIT_TEST(serves_several_threads),
    };
    return cmocka_run_group_tests_name("content store", tests, NULL, NULL);
}
