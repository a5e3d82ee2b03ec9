/* What the outbox's tests share: folders in memory where there are any, slips that differ and can
 * be made again the same, and short words for the usual questions. */
#ifndef TESTS_STORE_OUTBOX_KIT_H
#define TESTS_STORE_OUTBOX_KIT_H

#include "../check.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "model/progress.h"
#include "store/outbox.h"

#define KIT_DEVICE "k-0123"
#define KIT_DIR_MAX 64

struct kit_dir {
    char path[KIT_DIR_MAX];
};

/** Thousands of states are opened, so the folder is in memory if it can be. */
static inline struct kit_dir kit_make_dir(void) {
    struct kit_dir dir;
    const char *base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(dir.path, sizeof dir.path, "%s/guong-sang-XXXXXX", base);
    assert_non_null(mkdtemp(dir.path));
    return dir;
}

static inline void kit_remove_dir(const struct kit_dir *dir) {
    char command[KIT_DIR_MAX + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", dir->path);
    assert_int_equal(system(command), 0);
}

/** DATA/outbox/NAME, owned by the caller. */
static inline char *kit_path(const struct kit_dir *dir, const char *name) {
    return xasprintf("%s/outbox/%s", dir->path, name);
}

/** A code that is valid and always the same for the same digest. */
static inline void kit_code(const uint8_t *digest, char *out) {
    static const char symbols[] = CODE_SYMBOLS;
    char letters[CODE_LETTERS + 1] = {0};
    for (int i = 0; i < CODE_LETTERS - 1; i++)
        letters[i] = symbols[digest[i] % 30];
    for (int i = 0; i < 30 * 30 && !code_letters_agree(letters); i++) {
        letters[CODE_LETTERS - 1] = symbols[i % 30];
        if (i % 30 == 29) // this one would need a check letter that does not exist
            letters[0] = symbols[i / 30];
    }
    code_format("HP", letters, out);
}

/** Number `n` always gives the same slip; its sealed part is some `sealed_bytes` long. */
static inline struct slip kit_slip(int n, size_t sealed_bytes) {
    static const char symbols[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct slip slip = {.moment = {.wall_s = 1683855720 + n,
                                   .zone_s = 7 * 3600,
                                   .trust = CLOCK_TRUST_SYNCED,
                                   .uptime_ms = 1000 + n}};
    uint8_t digest[CRYPTO_SHA256_BYTES];
    crypto_sha256(&n, sizeof n, digest);
    snprintf(slip.id, sizeof slip.id, "%02x%02x%02x%02x-%02x%02x-4%02x%x-8%02x%x-%02x%02x%02x%06x",
             digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6],
             digest[7] & 15, digest[8], digest[9] & 15, digest[10], digest[11], digest[12],
             (unsigned)n & 0xffffff);
    kit_code(digest, slip.code);
    snprintf(slip.campaign_id, sizeof slip.campaign_id, "campaign-2023");
    snprintf(slip.key_id, sizeof slip.key_id, "2026a");
    slip.sealed = malloc(sealed_bytes + 1);
    assert_non_null(slip.sealed);
    uint32_t state = 0;
    memcpy(&state, digest, sizeof state);
    for (size_t i = 0; i < sealed_bytes; i++) {
        state = state * 1664525u + 1013904223u;
        slip.sealed[i] = symbols[state >> 26];
    }
    slip.sealed[sealed_bytes] = '\0';
    return slip;
}

static inline struct outbox *kit_open_as(const struct kit_dir *dir, struct outbox_report *report) {
    return outbox_open(&(struct outbox_params){.data_dir = dir->path,
                                               .device_id = KIT_DEVICE,
                                               .skip_ballast = true},
                       report);
}

static inline struct outbox *kit_open(const struct kit_dir *dir) {
    struct outbox_report report;
    struct outbox *outbox = kit_open_as(dir, &report);
    if (!outbox || report.result != OUTBOX_OPENED)
        print_error("the outbox does not open: %s\n", report.why);
    assert_non_null(outbox);
    assert_int_equal(report.result, OUTBOX_OPENED);
    return outbox;
}

/** Pushes the slips `from` to `to`, each of which must be taken. */
static inline void kit_push(struct outbox *outbox, int from, int to) {
    for (int n = from; n <= to; n++) {
        struct slip slip = kit_slip(n, 600);
        check_number("push", outbox_push(outbox, &slip), OUTBOX_OK);
        slip_finish(&slip);
    }
}

/** The row of an id, or a row with seq 0; `out_count` says how many have it. */
static inline struct outbox_row kit_find(struct outbox *outbox, const char *id, int *out_count) {
    struct outbox_row *rows = NULL, found = {0};
    size_t count = 0;
    assert_int_equal(outbox_list(outbox, &rows, &count), OUTBOX_OK);
    *out_count = 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].id, id) == 0) {
            found = rows[i];
            ++*out_count;
        }
    free(rows);
    return found;
}

static inline struct outbox_counts kit_count(struct outbox *outbox) {
    struct outbox_counts counts = {0};
    assert_int_equal(outbox_count(outbox, &counts), OUTBOX_OK);
    return counts;
}

/** Whether the body is that of slip `n`: its id and its sealed part are in it. */
static inline bool kit_is_body_of(const struct outbox_item *item, int n, size_t sealed_bytes) {
    struct slip slip = kit_slip(n, sealed_bytes);
    char *quoted = xasprintf("\"%s\"", slip.sealed);
    bool is_same =
        strcmp(item->id, slip.id) == 0 && strstr(item->body, slip.id) && strstr(item->body, quoted);
    free(quoted);
    slip_finish(&slip);
    return is_same;
}

/** Takes the closed file back to the first schema, which kept no answers to look-ups and did not
 * tell the forms apart. */
static inline void kit_make_first_schema(const struct kit_dir *dir) {
    char *path = kit_path(dir, "outbox.db");
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle,
                                  "PRAGMA journal_mode=TRUNCATE; DROP TABLE progress;"
                                  "ALTER TABLE slip DROP COLUMN is_difficulty;"
                                  "PRAGMA user_version=1;",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(handle);
    free(path);
}

/** Where standard error goes while failures are made on purpose, each of which is logged. */
static struct {
    FILE *hidden; // owned; NULL while nothing is hidden
    int kept_fd;
} kit_stderr;

static inline void kit_hush(void) {
    kit_stderr.hidden = tmpfile();
    kit_stderr.kept_fd = dup(STDERR_FILENO);
    assert_true(kit_stderr.hidden && kit_stderr.kept_fd >= 0);
    dup2(fileno(kit_stderr.hidden), STDERR_FILENO);
}

static inline void kit_unhush(void) {
    dup2(kit_stderr.kept_fd, STDERR_FILENO);
    close(kit_stderr.kept_fd);
    fclose(kit_stderr.hidden);
    kit_stderr.hidden = NULL;
}

/** For the end of every test: shows what was hidden when the test ended before it said unhush. */
static inline void kit_end_hush(void) {
    char chunk[4096];
    size_t got;
    if (!kit_stderr.hidden)
        return;
    rewind(kit_stderr.hidden);
    while ((got = fread(chunk, 1, sizeof chunk, kit_stderr.hidden)) > 0)
        if (write(kit_stderr.kept_fd, chunk, got) < 0)
            break;
    kit_unhush();
}

/** A repeatable generator (xorshift) for tests that try many states. */
static inline uint32_t kit_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 32);
}

/** For cmocka: a test's own folder is its state. */
static inline int kit_begin(void **state) {
    struct kit_dir *dir = malloc(sizeof *dir);
    assert_non_null(dir);
    *dir = kit_make_dir();
    *state = dir;
    return 0;
}

static inline int kit_end(void **state) {
    kit_end_hush();
    kit_remove_dir(*state);
    free(*state);
    return 0;
}

#define KIT_TEST(name) cmocka_unit_test_setup_teardown(name, kit_begin, kit_end)

#endif
