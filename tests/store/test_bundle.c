/* A bundle on a stick: read whole or refused whole, whatever is on it; slips go out and come in as
 * their exact bytes. */
#include "../model/manifest.h"
#include "outbox_kit.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"
#include "store/bundle.h"
#include "store/bundle_slips.h"
#include "store/content_store.h"
#include "store/sticks.h"

#define ASSET "abc" // its SHA-256 is MANIFEST_ASSET
#define CONTENT "/guong-sang/content"

struct desk { // a kiosk's folder, a stick, an office's key
    struct kit_dir dir, stick;
    struct content_store *store;
    uint8_t sign_key[CRYPTO_PUBLIC_KEY_BYTES], secret[CRYPTO_SIGN_SECRET_BYTES];
};

static json_t *revision(int number) {
    json_t *root = manifest_compose();
    json_object_set_new(root, "revision", json_integer(number));
    return root;
}

static void put(struct desk *d, const char *name, const void *bytes, size_t len) {
    char *path = xasprintf("%s" CONTENT "/%s", d->stick.path, name);
    assert_true(path_write(path, bytes, len, 0600));
    free(path);
}

/* Signs whatever it is, as an office might that was taken in; the document is taken over. */
static void put_manifest(struct desk *d, json_t *root) {
    char *bytes = jsonread_dump(root);
    uint8_t signature[CRYPTO_SIGNATURE_BYTES];
    crypto_sign_message(bytes, strlen(bytes), d->secret, signature);
    put(d, "manifest.json", bytes, strlen(bytes));
    put(d, "manifest.sig", signature, sizeof signature);
    free(bytes);
    json_decref(root);
}

static void put_bundle(struct desk *d, int number) {
    char *dir = xasprintf("%s" CONTENT "/assets", d->stick.path);
    assert_true(path_make_dirs(dir));
    free(dir);
    put(d, "assets/" MANIFEST_ASSET, ASSET, strlen(ASSET));
    put_manifest(d, revision(number));
}

static void desk_open(struct desk *d) {
    char *why = NULL;
    *d = (struct desk){.dir = kit_make_dir(), .stick = kit_make_dir()};
    d->store = content_store_open(d->dir.path, &why);
    assert_non_null(d->store);
    crypto_signing_keypair(d->sign_key, d->secret);
}

static void desk_close(struct desk *d) {
    content_store_close(d->store);
    kit_remove_dir(&d->stick);
    kit_remove_dir(&d->dir);
}

static int64_t current(struct desk *d) {
    struct content_head head;
    content_store_head(d->store, &head);
    return head.revision;
}

/* Read, checked and taken in, as far as it goes. */
static enum bundle_result import(struct desk *d, char **out_why) {
    struct bundle bundle;
    *out_why = NULL;
    enum bundle_result result = bundle_read(d->stick.path, d->sign_key, &bundle, out_why);
    if (result == BUNDLE_OK) {
        result = bundle_import(&bundle, d->store, NULL, out_why);
        bundle_finish(&bundle);
    }
    return result;
}

static void expect(struct desk *d, const char *row, enum bundle_result want, const char *want_why,
                   int64_t want_revision) {
    char *why = NULL;
    enum bundle_result result = import(d, &why);
    check_text(row, bundle_result_word(result), bundle_result_word(want));
    if (want_why ? !why || !strstr(why, want_why) : why != NULL)
        fail_msg("%s: got \"%s\", want \"%s\" in it", row, why ? why : "(none)",
                 want_why ? want_why : "(none)");
    check_number(row, current(d), want_revision);
    free(why);
}

static void takes_a_good_one(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d);
    expect(&d, "an empty stick", BUNDLE_ABSENT, "is not there", 0);
    put_bundle(&d, 57);
    expect(&d, "good", BUNDLE_OK, NULL, 57);
    assert_true(content_store_has_asset(d.store, MANIFEST_ASSET));
    expect(&d, "again", BUNDLE_OLDER, "57 is here already", 57);
    put_bundle(&d, 56);
    expect(&d, "older", BUNDLE_OLDER, "revision 56 is on the stick", 57);
    put_bundle(&d, 58);
    expect(&d, "next", BUNDLE_OK, NULL, 58);
    assert_true(content_store_roll_back(d.store));
    check_number("taken back", current(&d), 57);
    expect(&d, "what staff took back does not return by itself", BUNDLE_OLDER, "58 is here already",
           57);
    put_bundle(&d, 59);
    expect(&d, "a newer one does", BUNDLE_OK, NULL, 59);
    desk_close(&d);
}

/* ---- hostile files; each with 57 on the wall, and the good 58 comes afterwards ---- */

static char *path_on(struct desk *d, const char *name) {
    return xasprintf("%s%s", d->stick.path, name);
}

static void remove_it(struct desk *d, const char *name) {
    char *path = path_on(d, name);
    assert_int_equal(remove(path), 0);
    free(path);
}

/* Moves a file or folder away and puts a link to it in its place. */
static void link_it(struct desk *d, const char *name) {
    char *path = path_on(d, name), *aside = xasprintf("%s/aside", d->dir.path);
    assert_int_equal(rename(path, aside), 0);
    assert_int_equal(symlink(aside, path), 0);
    free(aside);
    free(path);
}

static void unlink_it(struct desk *d, const char *name) {
    char *path = path_on(d, name), *aside = xasprintf("%s/aside", d->dir.path);
    unlink(path);
    assert_int_equal(rename(aside, path), 0);
    free(aside);
    free(path);
}

static void pipe_it(struct desk *d, const char *name) {
    char *path = path_on(d, name);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    free(path);
}

static void folder_it(struct desk *d, const char *name) {
    char *path = path_on(d, name);
    unlink(path);
    assert_int_equal(mkdir(path, 0700), 0);
    free(path);
}

static void rmdir_it(struct desk *d, const char *name) {
    char *path = path_on(d, name);
    assert_int_equal(rmdir(path), 0);
    free(path);
}

/* A sparse file: its size is known before a byte of it is read. */
static void swell_it(struct desk *d, const char *name) {
    char *path = path_on(d, name);
    assert_int_equal(truncate(path, 3ll << 30), 0);
    free(path);
}

static void shorten_it(struct desk *d, const char *name) {
    char *path = path_on(d, name);
    assert_int_equal(truncate(path, 2), 0);
    free(path);
}

static void change_it(struct desk *d, const char *name) {
    char *path = path_on(d, name);
    int fd = open(path, O_RDWR);
    char last;
    off_t at = lseek(fd, -1, SEEK_END);
    assert_true(fd >= 0 && pread(fd, &last, 1, at) == 1);
    last ^= 1;
    assert_int_equal(pwrite(fd, &last, 1, at), 1);
    close(fd);
    free(path);
}

static void refuses_hostile_files(void **state) {
    (void)state;
#define ASSET_FILE CONTENT "/assets/" MANIFEST_ASSET
    static const struct {
        const char *row, *file, *why;
        void (*harm)(struct desk *d, const char *name);
        void (*mend)(struct desk *d, const char *name); // NULL: writing it anew does
    } rows[] = {
        {"no signature", CONTENT "/manifest.sig", "manifest.sig: is not there", remove_it, NULL},
        {"half a signature", CONTENT "/manifest.sig", "a signature of 64 bytes", shorten_it, NULL},
        {"another signature", CONTENT "/manifest.sig", "is not the signature of", change_it, NULL},
        {"a huge signature", CONTENT "/manifest.sig", "expected at most 64", swell_it, NULL},
        {"no manifest", CONTENT "/manifest.json", "manifest.json: is not there", remove_it, NULL},
        {"a changed manifest", CONTENT "/manifest.json", "is not the signature of", change_it,
         NULL},
        {"half a manifest", CONTENT "/manifest.json", "is not the signature of", shorten_it, NULL},
        {"a huge manifest", CONTENT "/manifest.json", "expected at most 33554432", swell_it, NULL},
        {"a linked manifest", CONTENT "/manifest.json", "manifest.json: is a link", link_it, NULL},
        {"a manifest that is a pipe", CONTENT "/manifest.json", "expected a plain file", pipe_it,
         NULL},
        {"a manifest that is a folder", CONTENT "/manifest.json", "expected a plain file",
         folder_it, rmdir_it},
        {"a linked folder", CONTENT, "content: expected a folder that is no link", link_it,
         unlink_it},
        {"a linked bundle", "/guong-sang", "guong-sang: expected a folder that is no link", link_it,
         unlink_it},
        {"linked assets", CONTENT "/assets", "assets: expected a folder that is no link", link_it,
         unlink_it},
        {"no asset", ASSET_FILE, MANIFEST_ASSET ": is not there", remove_it, NULL},
        {"a linked asset", ASSET_FILE, "is a link", link_it, NULL},
        {"an asset that is a pipe", ASSET_FILE, "expected a plain file", pipe_it, NULL},
        {"an asset that is a folder", ASSET_FILE, "expected a plain file", folder_it, rmdir_it},
        {"a longer asset", ASSET_FILE, "expected at most 3", swell_it, NULL},
        {"a shorter asset", ASSET_FILE, "whose SHA-256 is its name", shorten_it, NULL},
        {"another asset", ASSET_FILE, "whose SHA-256 is its name", change_it, NULL},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct desk d;
        desk_open(&d);
        json_t *bare = revision(57); // so that the asset is still to come
        json_object_set_new(bare, "assets", json_array());
        put_bundle(&d, 57);
        put_manifest(&d, bare);
        expect(&d, rows[i].row, BUNDLE_OK, NULL, 57);
        put_bundle(&d, 58);
        rows[i].harm(&d, rows[i].file);
        expect(&d, rows[i].row, BUNDLE_REFUSED, rows[i].why, 57);
        check_number(rows[i].row, content_store_has_asset(d.store, MANIFEST_ASSET), false);
        if (rows[i].mend)
            rows[i].mend(&d, rows[i].file);
        put_bundle(&d, 58);
        expect(&d, rows[i].row, BUNDLE_OK, NULL, 58);
        desk_close(&d);
    }
}

/* Signed and wrong all the same: what is refused says which field and what was expected. */
static void refuses_hostile_manifests(void **state) {
    (void)state;
#define TWO_GIB_IN_PARTS 300
    static const struct {
        const char *path, *json, *why;
    } rows[] = {
        {"schema", "\"content/2\"", "schema: expected \"content/1\""},
        {"schema", "7", "schema: expected a text"},
        {"revision", "-1", "revision: expected a whole number"},
        {"revision", "1e400", "manifest.json: line 1"},
        {"revision", "99999999999999999999", "manifest.json: line 1"},
        {"assets/0/bytes", "8388609", "assets[0].bytes: expected a whole number from 0 to 8388608"},
        {"assets/0/bytes", "-3", "assets[0].bytes: expected"},
        {"assets/0/bytes", "3.5", "assets[0].bytes: expected a whole number"},
        {"assets/0/sha256", "\"../../../../etc/passwd\"", "assets[0].sha256: expected 64"},
        {"assets/0/sha256", "\"\"", "assets[0].sha256: expected a text that is not empty"},
        {"assets/0/sha256", "[]", "assets[0].sha256: expected a text"},
        {"assets", "{}", "assets: expected a list"},
        {"units/1/id", "\"don-vi-01\"", "an id of its own"},
        {"honourees/1/id", "\"guong-01\"", "honourees[1].id: expected an id of its own"},
        {"projects/1/id", "\"mh-01\"", "an id of its own"},
        {"honourees/0/level", "\"cao-nhat\"", "level: expected the id of a level"},
        {"honourees/0/portrait", "\"../../shadow\"", "portrait: expected the SHA-256"},
        {"projects/0/progress_percent", "101", "progress_percent: expected a whole number"},
        {"campaigns/0/groups/0/icon", "\"../../../etc/passwd\"", "icon: expected an icon's name"},
        {"campaigns/0/levels", "\"ba\"", "levels: expected a list"},
        {"campaigns/0/levels/1/id", "\"xa\"", "levels[1].id: expected an id of its own"},
        {"campaigns/0/groups/1/id", "\"tap_the\"", "groups[1].id: expected an id of its own"},
        {"campaigns/1/meta/lang", "\"vi\"", "campaigns[1].meta.id: expected a campaign that was"},
        {"current", "\"campaign-1999\"", "current: expected the id of a campaign"},
        {"keys/0/public_key", "\"AAAA\"", "keys[0].public_key: expected 32 bytes"},
        {"windows", "[{\"of\":\"guong-01\",\"hours\":[\"25:00\",\"26:00\"]}]", "windows[0].hours"},
        {"windows", "[{\"of\":\"guong-01\",\"days\":[\"someday\"]}]", "windows[0].days"},
        {"windows", "[{\"of\":\"guong-01\",\"from\":\"2023-13-99\"}]", "windows[0].from"},
        {"windows", "[{\"of\":\"guong-01\",\"from\":\"2023-06-01\",\"to\":\"2023-05-01\"}]",
         "windows[0].to"},
        {"windows", "[{}]", "windows[0].of"},
        {"windows", "[7]", "windows[0]"},
        {"windows", "{}", "windows: expected a list"},
        {"toggles", "{\"lookup\":\"no\"}", "toggles.lookup: expected"},
        {"toggles", "[]", "toggles: expected"},
        {"notices", "[{\"id\":\"tb-1\",\"text\":\"A\"},{\"id\":\"tb-1\",\"text\":\"B\"}]",
         "notices[1].id: expected an id of its own"},
        {"notices", "[{\"id\":\"guong-01\",\"text\":\"A\"}]",
         "notices[0].id: expected an id of its own"},
        {"projects/0/id", "\"guong-01\"", "id: expected an id of its own"},
    };
    struct desk d;
    desk_open(&d);
    put_bundle(&d, 57);
    expect(&d, "good", BUNDLE_OK, NULL, 57);
    for (size_t i = 0; i < check_items(rows); i++) {
        json_t *bad = revision(58);
        const char *raw = strstr(rows[i].why, "line 1");
        if (raw) { // a number that no JSON library would write
            json_object_set_new(bad, "revision", json_string("HERE"));
            char *bytes = jsonread_dump(bad), *at = strstr(bytes, "\"HERE\"");
            char *whole = xasprintf("%.*s%s%s", (int)(at - bytes), bytes, rows[i].json, at + 6);
            uint8_t signature[CRYPTO_SIGNATURE_BYTES];
            crypto_sign_message(whole, strlen(whole), d.secret, signature);
            put(&d, "manifest.json", whole, strlen(whole));
            put(&d, "manifest.sig", signature, sizeof signature);
            free(whole);
            free(bytes);
            json_decref(bad);
        } else {
            manifest_set(bad, rows[i].path, rows[i].json);
            put_manifest(&d, bad);
        }
        expect(&d, rows[i].path, BUNDLE_REFUSED, rows[i].why, 57);
    }
    json_t *twice = revision(58), *assets = json_object_get(twice, "assets");
    json_array_append(assets, json_array_get(assets, 0));
    put_manifest(&d, twice);
    expect(&d, "an asset twice", BUNDLE_REFUSED, "assets[1].sha256: expected an asset that", 57);
    json_t *much = revision(58);
    assets = json_object_get(much, "assets");
    for (int i = 0; i < TWO_GIB_IN_PARTS; i++) {
        char hash[CRYPTO_SHA256_HEX_MAX];
        crypto_sha256_hex(&i, sizeof i, hash);
        json_array_append_new(assets, json_pack("{s:s, s:i, s:s}", "sha256", hash, "bytes", 8 << 20,
                                                "type", "image/jpeg"));
    }
    put_manifest(&d, much);
    expect(&d, "more than 2 GiB", BUNDLE_REFUSED, "at most 2 GiB in all assets", 57);
    desk_close(&d);
}

/* ---- room ---- */

static bool exists(struct desk *d, const char *name) {
    char *path = xasprintf("%s/content/assets/%s", d->dir.path, name);
    bool is_there = path_exists(path);
    free(path);
    return is_there;
}

/* Assets that neither the current nor the previous manifest names go, parts of them too. */
static void holds_the_disk_within_bounds(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d);
    put_bundle(&d, 57);
    expect(&d, "with the asset", BUNDLE_OK, NULL, 57);
    const struct content_part part = {.etag = "\"x\"", .bytes = (char *)"ab", .len_bytes = 2};
    char stray[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex("stray", 5, stray);
    content_store_keep_part(d.store, stray, &part);
    char *stray_part = xasprintf("%s.part", stray);
    assert_true(exists(&d, stray_part));
    for (int number = 58; number <= 60; number++) {
        json_t *bare = revision(number);
        json_object_set_new(bare, "assets", json_array());
        put_manifest(&d, bare);
        expect(&d, "without it", BUNDLE_OK, NULL, number);
        check_number("the asset of 57", exists(&d, MANIFEST_ASSET), number == 58);
        check_number("the stray part", exists(&d, stray_part), false);
    }
    free(stray_part);
    desk_close(&d);
}

static void limit_files(rlim_t bytes) {
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_full_disk_leaves_the_old(void **state) {
    (void)state;
    struct desk d;
    desk_open(&d);
    json_t *bare = revision(57);
    json_object_set_new(bare, "assets", json_array());
    put_bundle(&d, 57);
    put_manifest(&d, bare);
    expect(&d, "57", BUNDLE_OK, NULL, 57);
    put_bundle(&d, 58);
    kit_hush();
    limit_files(2); // the asset has three bytes
    expect(&d, "full at the asset", BUNDLE_FULL, "is the disk full?", 57);
    limit_files(RLIM_INFINITY);
    assert_true(content_store_put_asset(d.store, MANIFEST_ASSET, ASSET, 3) == CONTENT_PUT_OK);
    limit_files(8192); // of the manifest's megabyte in the database
    expect(&d, "full at the swap", BUNDLE_FULL, "is the disk full?", 57);
    limit_files(RLIM_INFINITY);
    kit_unhush();
    expect(&d, "room again", BUNDLE_OK, NULL, 58);
    desk_close(&d);
}

static void is_broken_off(void **state) {
    (void)state;
    struct desk d;
    struct bundle bundle;
    char *why = NULL;
    atomic_bool cancel = true;
    desk_open(&d);
    put_bundle(&d, 57);
    assert_int_equal(bundle_read(d.stick.path, d.sign_key, &bundle, &why), BUNDLE_OK);
    assert_int_equal(bundle_import(&bundle, d.store, &cancel, &why), BUNDLE_CANCELLED);
    free(why);
    check_number("nothing", current(&d), 0);
    bundle_finish(&bundle);
    desk_close(&d);
}

/* ---- writing ---- */

static void what_is_written_can_be_read(void **state) {
    (void)state;
    struct desk d;
    struct bundle bundle;
    char *why = NULL;
    desk_open(&d);
    assert_int_equal(bundle_export(d.stick.path, d.store, &why), BUNDLE_ABSENT);
    free(why);
    put_bundle(&d, 57);
    expect(&d, "in", BUNDLE_OK, NULL, 57);
    struct kit_dir other = kit_make_dir();
    char *stale = xasprintf("%s" CONTENT "/assets", other.path), *old = NULL;
    char hash[CRYPTO_SHA256_HEX_MAX];
    crypto_sha256_hex("old", 3, hash);
    assert_true(path_make_dirs(stale));
    old = path_join(stale, hash);
    assert_true(path_write(old, "old", 3, 0600)); // of an older bundle
    assert_int_equal(bundle_export(other.path, d.store, &why), BUNDLE_OK);
    check_number("the older asset", path_exists(old), false);
    assert_int_equal(bundle_read(other.path, d.sign_key, &bundle, &why), BUNDLE_OK);
    check_number("revision", bundle.content->revision, 57);
    assert_int_equal(bundle_check(&bundle, NULL, &why), BUNDLE_OK);
    bundle_finish(&bundle);
    free(old);
    free(stale);
    kit_remove_dir(&other);
    desk_close(&d);
}

static void never_writes_through_a_link(void **state) {
    (void)state;
    struct desk d;
    char *why = NULL;
    desk_open(&d);
    put_bundle(&d, 57);
    expect(&d, "in", BUNDLE_OK, NULL, 57);
    struct kit_dir other = kit_make_dir();
    char *link = xasprintf("%s/guong-sang", other.path);
    assert_int_equal(symlink(d.dir.path, link), 0);
    assert_int_equal(bundle_export(other.path, d.store, &why), BUNDLE_REFUSED);
    assert_non_null(strstr(why, "guong-sang: expected a folder that is no link"));
    free(why);
    free(link);
    kit_remove_dir(&other);
    desk_close(&d);
}

/* ---- slips ---- */

struct seen {
    int slips, refused;
    char why[512];
    struct outbox *outbox;
};

static void on_slip(const struct bundle_slip *slip, void *context) {
    struct seen *seen = context;
    struct outbox_item item = {.seq = 0};
    bool is_found = false;
    while (!is_found && outbox_next_kept(seen->outbox, item.seq, &item) == OUTBOX_OK) {
        is_found = strcmp(item.id, slip->id) == 0;
        if (is_found) {
            check_number(slip->id, (long long)slip->body_len, (long long)item.body_len);
            assert_memory_equal(slip->body, item.body, item.body_len);
        }
        free(item.body);
    }
    assert_true(is_found);
    check_text("device", slip->device_id, KIT_DEVICE);
    seen->slips++;
}

static void on_refused(const char *why, void *context) {
    struct seen *seen = context;
    seen->refused++;
    snprintf(seen->why, sizeof seen->why, "%s", why);
}

static void carries_slips_as_they_are(void **state) {
    (void)state;
    struct kit_dir dir = kit_make_dir(), stick = kit_make_dir();
    struct outbox *outbox = kit_open(&dir);
    struct bundle_slips_counts counts;
    char *why = NULL;
    struct outbox_row *rows = NULL;
    size_t count = 0;
    kit_push(outbox, 1, 4);
    assert_int_equal(outbox_list(outbox, &rows, &count), OUTBOX_OK);
    assert_int_equal(outbox_mark_parked(outbox, rows[1].id, "invalid", 1), OUTBOX_OK);
    assert_int_equal(outbox_mark_delivered(outbox, rows[3].id, "2023-05-12T01:00:00Z", 1),
                     OUTBOX_OK);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(bundle_slips_export(stick.path, outbox, KIT_DEVICE, &counts, &why),
                         BUNDLE_OK);
        check_number("written", counts.written, 3);
        check_number("damaged", counts.damaged, 0);
    }
    struct outbox_counts left;
    assert_int_equal(outbox_count(outbox, &left), OUTBOX_OK);
    check_number("still waiting", left.waiting, 2);
    check_number("still parked", left.parked, 1);

    struct seen seen = {.outbox = outbox};
    const struct bundle_slips_reader reader = {
        .on_slip = on_slip, .on_refused = on_refused, .context = &seen};
    assert_int_equal(bundle_slips_read(stick.path, &reader, &why), BUNDLE_OK);
    check_number("read", seen.slips, 3);
    check_number("refused", seen.refused, 0);

    static const struct {
        const char *name, *why;
    } strays[] = {
        {"../../../x.json", NULL},
        {"notes.txt", "named after a slip's id"},
        {"6c84fb90-12c4-11e1-840d-7b25c5ee775a.json", "named after a slip's id"}, // version 1
    };
    char *device = xasprintf("%s/guong-sang/outbox/" KIT_DEVICE, stick.path);
    for (size_t i = 1; i < check_items(strays); i++) {
        char *path = path_join(device, strays[i].name);
        assert_true(path_write(path, "{}", 2, 0600));
        seen = (struct seen){.outbox = outbox};
        assert_int_equal(bundle_slips_read(stick.path, &reader, &why), BUNDLE_OK);
        check_number(strays[i].name, seen.refused, 1);
        check_number(strays[i].name, seen.slips, 3);
        assert_non_null(strstr(seen.why, strays[i].why));
        assert_non_null(strstr(seen.why, strays[i].name));
        unlink(path);
        free(path);
    }
    char *path = xasprintf("%s/%s.json", device, rows[0].id);
    assert_int_equal(truncate(path, SLIP_BODY_BYTES_MAX + 1), 0);
    seen = (struct seen){.outbox = outbox};
    assert_int_equal(bundle_slips_read(stick.path, &reader, &why), BUNDLE_OK);
    assert_non_null(strstr(seen.why, "expected at most 262144"));
    unlink(path);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    assert_int_equal(bundle_slips_read(stick.path, &reader, &why), BUNDLE_OK);
    assert_non_null(strstr(seen.why, "is a link"));
    free(path);
    free(device);
    free(rows);
    outbox_close(outbox);
    kit_remove_dir(&stick);
    kit_remove_dir(&dir);
}

/* ---- finding sticks ---- */

static void finds_sticks_below_the_roots(void **state) {
    (void)state;
    struct kit_dir root = kit_make_dir();
    static const char *const dirs[] = {
        "/one/guong-sang",
        "/user/two/guong-sang",
        "/user/three",
        "/user/deep/four/guong-sang",
        "/user/.hidden/guong-sang",
    };
    for (size_t i = 0; i < check_items(dirs); i++) {
        char *dir = xasprintf("%s%s", root.path, dirs[i]);
        assert_true(path_make_dirs(dir));
        free(dir);
    }
    char *to = xasprintf("%s/one", root.path), *link = xasprintf("%s/linked", root.path);
    assert_int_equal(symlink(to, link), 0);
    char *roots = xasprintf("/nonexistent  %s", root.path);
    struct stick sticks[STICKS_MAX];
    size_t count = sticks_find(roots, sticks);
    check_number("sticks", (long long)count, 2);
    check_text("first", sticks[0].path + strlen(root.path), "/one");
    check_text("second", sticks[1].path + strlen(root.path), "/user/two");
    check_number("holds a bundle", sticks[0].has_bundle, true);
    check_number("none in no roots", (long long)sticks_find("", sticks), 0);
    free(roots);
    free(link);
    free(to);
    kit_remove_dir(&root);
}

int main(void) {
    log_start("test_bundle", LOG_LEVEL_ERROR);
    signal(SIGXFSZ, SIG_IGN);
    assert_true(crypto_start());
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_a_good_one),
        cmocka_unit_test(refuses_hostile_files),
        cmocka_unit_test(refuses_hostile_manifests),
        cmocka_unit_test(holds_the_disk_within_bounds),
        cmocka_unit_test(a_full_disk_leaves_the_old),
        cmocka_unit_test(is_broken_off),
        cmocka_unit_test(what_is_written_can_be_read),
        cmocka_unit_test(never_writes_through_a_link),
        cmocka_unit_test(carries_slips_as_they_are),
        cmocka_unit_test(finds_sticks_below_the_roots),
    };
    return cmocka_run_group_tests_name("bundle", tests, NULL, NULL);
}
