/* Power cuts while content is swapped (fault 9): whatever of it reached the disk, the wall has the
 * old manifest or the new one, whole. */
#include "crash_states.h"

#include "store/content_store.h"

#define SWAPS 6
#define BYTES 9000 // some pages
#define SEED 20261126

/* Revision n, its bytes all of one letter. */
static bool swap(struct content_store *store, int n) {
    char bytes[BYTES], etag[16];
    memset(bytes, 'a' + n, sizeof bytes);
    snprintf(etag, sizeof etag, "\"%d\"", n);
    return content_store_swap(store, &(struct content_edition){.bytes = bytes,
                                                               .len_bytes = sizeof bytes,
                                                               .etag = etag,
                                                               .revision = n}) == CONTENT_SWAPPED;
}

static struct record *record_swaps(size_t *out_count) {
    struct kit_dir dir = kit_make_dir();
    char *why = NULL;
    recording_start();
    struct content_store *store = content_store_open_on(dir.path, RECORDING_VFS, &why);
    if (!store)
        print_error("%s\n", why);
    assert_non_null(store);
    for (int n = 1; n <= SWAPS; n++) {
        assert_true(swap(store, n));
        recording_acknowledge(n);
    }
    content_store_close(store);
    kit_remove_dir(&dir);
    return recording_stop(out_count);
}

static bool is_whole(struct content_store *store, int revision) {
    char *bytes = NULL, *etag = NULL, want[16];
    size_t len = 0;
    if (!content_store_current(store, &bytes, &len, &etag))
        return revision == 0;
    snprintf(want, sizeof want, "\"%d\"", revision);
    bool is_right = len == BYTES && strcmp(etag, want) == 0;
    for (size_t i = 0; is_right && i < len; i++)
        is_right = bytes[i] == 'a' + revision;
    free(bytes);
    free(etag);
    return is_right;
}

static bool holds_the_old_or_the_new(struct content_store *store, int acknowledged) {
    struct content_head head;
    content_store_head(store, &head);
    bool is_one = head.revision == acknowledged || head.revision == acknowledged + 1;
    bool is_good = is_one && head.newest == head.revision && is_whole(store, (int)head.revision);
    if (!is_good)
        print_error("revision %lld after %d\n", (long long)head.revision, acknowledged);
    // And goes on: the next fetch, and "Lùi".
    return is_good && swap(store, acknowledged + 2) && is_whole(store, acknowledged + 2) &&
           (head.revision == 0 ||
            (content_store_roll_back(store) && is_whole(store, (int)head.revision)));
}

/* The folder was put together as the outbox's: it is named for the while of the check. */
static bool check(const struct kit_dir *dir, int acknowledged, void *context) {
    static const char *const names[] = {"content.db", "content.db-journal", "assets"};
    char outbox[96], content[96], *why = NULL;
    (void)context;
    snprintf(outbox, sizeof outbox, "%s/outbox", dir->path);
    snprintf(content, sizeof content, "%s/content", dir->path);
    assert_int_equal(rename(outbox, content), 0);
    struct content_store *store = content_store_open(dir->path, &why);
    assert_non_null(store);
    bool is_good = holds_the_old_or_the_new(store, acknowledged);
    content_store_close(store);
    for (size_t i = 0; i < check_items(names); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", content, names[i]);
        remove(path);
    }
    assert_int_equal(rename(content, outbox), 0);
    return is_good;
}

static void the_old_or_the_new_whole(void **state) {
    (void)state;
    size_t count = 0;
    int states = 0;
    struct record *records = record_swaps(&count);
    kit_hush(); // a file cut while it was first made is begun anew, and says so
    for (int model = 0; model < CRASH_MODELS; model++)
        states += crash_run(records, 0, count, model, 6, SEED, check, NULL);
    kit_unhush();
    print_message("%zu operations, %d states\n", count, states);
    assert_true(states > 500);
    recording_finish(records, count);
}

int main(void) {
    log_start("test_content_powercut", LOG_LEVEL_ERROR);
    assert_true(crypto_start());
    recording_register();
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_old_or_the_new_whole)};
    return cmocka_run_group_tests_name("content, power cuts", tests, NULL, NULL);
}
