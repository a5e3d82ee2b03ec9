/* The draft on a real database: versions, what lies over what, what is left when it is dropped or
 * its dossier erased. */
#include "../sql/database.h"

#include <jansson.h>
#include <pthread.h>

#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "records/drafts.h"
#include "records/entry_fields.h"
#include "records/erasures.h"
#include "records/manifests.h"
#include "records/revisions.h"

#define SAMPLE "assets/sample/sample-2023.vi.json"
#define DOSSIER_ID "0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e"

static char *folder;
static struct sql *sql;
static const struct actor actor = {"someone", 1686099600};

/* A manifest with the sample's people and one of a dossier. */
static void publish_first(void) {
    json_t *sample = jsonread_file(SAMPLE, 4 << 20, NULL);
    assert_non_null(sample);
    json_array_append_new(json_object_get(sample, "honourees"),
                          json_pack("{s:s, s:s, s:s, s:s}", "id", DOSSIER_ID, "source", "dossier",
                                    "name", "Bà Hồ Sơ", "level", "xa"));
    struct manifest manifest = {.revision = 1, .bytes = jsonread_dump(sample)};
    manifest.len = strlen(manifest.bytes);
    check_number("published", manifests_add(sql, &manifest), RECORDS_OK);
    manifest_finish(&manifest);
    json_decref(sample);
}

static int start(void **state) {
    (void)state;
    char *why = NULL, dsn[DATABASE_DSN_MAX];
    if (!crypto_start())
        return -1;
    folder = check_make_folder();
    database_fresh(folder, dsn);
    sql = sql_open(dsn, "hong-phong", &why);
    if (!sql)
        fail_msg("%s", why);
    return 0;
}

static int stop(void **state) {
    (void)state;
    sql_close(sql);
    check_remove_folder(folder);
    return 0;
}

static enum draft_result put(enum topic topic, const char *id, json_t *entry, const char *version) {
    const struct draft_put row = {topic, id, entry, version};
    enum draft_result result = drafts_put(sql, &row, 1, &actor, "content.save");
    json_decref(entry);
    return result;
}

static json_t *read_entry(enum topic topic, const char *id, char version[WALL_VERSION_MAX]) {
    struct draft_state state;
    check_number("read", drafts_read(sql, &state), RECORDS_OK);
    json_t *entry = draft_entry(&state, topic, id);
    if (version)
        wall_version(entry, version);
    draft_state_finish(&state);
    return entry;
}

static size_t count(void) {
    struct draft_state state;
    check_number("read", drafts_read(sql, &state), RECORDS_OK);
    size_t out = draft_count(&state);
    draft_state_finish(&state);
    return out;
}

static void nothing_is_drafted_before_something_is_published(void **state) {
    (void)state;
    struct draft_state draft;
    check_number("read", drafts_read(sql, &draft), RECORDS_NONE);
    check_number("put", put(TOPIC_NOTICE, "tin-1", json_pack("{s:s}", "title", "Tin"), NULL),
                 DRAFT_NONE);
    publish_first();
}

static void a_change_is_made_of_what_was_read(void **state) {
    (void)state;
    char version[WALL_VERSION_MAX], next[WALL_VERSION_MAX];
    json_t *entry = read_entry(TOPIC_HONOUREE, "guong-01", version);
    json_t *first = json_deep_copy(entry), *second = json_deep_copy(entry);
    json_object_set_new(first, "name", json_string("Thôn Một"));
    json_object_set_new(second, "name", json_string("Thôn Hai"));
    check_number("first", put(TOPIC_HONOUREE, "guong-01", json_incref(first), version), DRAFT_DONE);
    check_number("again the same", put(TOPIC_HONOUREE, "guong-01", first, version), DRAFT_DONE);
    check_number("second is stale", put(TOPIC_HONOUREE, "guong-01", second, version), DRAFT_STALE);
    json_decref(read_entry(TOPIC_HONOUREE, "guong-01", next));
    assert_string_not_equal(version, next);
    check_number("one change", (long long)count(), 1);
    check_number("back to what is published", put(TOPIC_HONOUREE, "guong-01", entry, next),
                 DRAFT_DONE);
    check_number("is none", (long long)count(), 0);
}

static void all_or_nothing(void **state) {
    (void)state;
    json_t *notice = json_pack("{s:s}", "title", "Tin");
    const struct draft_put rows[] = {
        {TOPIC_NOTICE, "tin-1", notice, NULL},
        {TOPIC_NOTICE, "tin-2", notice, "not its version"},
    };
    check_number("one is stale", drafts_put(sql, rows, 2, &actor, "content.import"), DRAFT_STALE);
    check_number("none is kept", (long long)count(), 0);
    check_number("one alone", drafts_put(sql, rows, 1, &actor, "content.import"), DRAFT_DONE);
    check_number("dropped", drafts_drop(sql, TOPIC_NOTICE, "tin-1", &actor), DRAFT_DONE);
    check_number("gone", (long long)count(), 0);
    json_decref(notice);
}

static enum records_result erase(struct sql_turn *turn, void *args) {
    (void)args;
    return erasures_purge(turn, DOSSIER_ID, "personal", "rejected", actor.now_s) ? RECORDS_OK
                                                                                 : RECORDS_FAILED;
}

static enum records_result note_revision(struct sql_turn *turn, void *args) {
    json_t *changes = json_pack("[{s:s, s:s}]", "id", DOSSIER_ID, "name", "Bà Hồ Sơ");
    (void)args;
    bool is_noted = revisions_note(turn, 1, "someone", "dossier", changes);
    json_decref(changes);
    return is_noted ? RECORDS_OK : RECORDS_FAILED;
}

static bool is_named_in_first(void) {
    json_t *root = NULL;
    check_number("read", revisions_read(sql, 1, &root), RECORDS_OK);
    char *text = jsonread_dump(root);
    bool is_named = strstr(text, DOSSIER_ID) != NULL;
    free(text);
    json_decref(root);
    return is_named;
}

/* Only what was added is kept, and it goes when the dossier's data go. */
static void a_dossiers_words_are_kept_nowhere_else(void **state) {
    (void)state;
    json_t *entry = read_entry(TOPIC_HONOUREE, DOSSIER_ID, NULL);
    json_object_set_new(entry, "name", json_string("Kẻ Khác"));
    json_object_set_new(entry, "story", json_string("Bà kể."));
    check_number("put", put(TOPIC_HONOUREE, DOSSIER_ID, entry, NULL), DRAFT_DONE);
    struct draft_state draft;
    drafts_read(sql, &draft);
    const json_t *kept = json_object_get(draft_change(&draft, TOPIC_HONOUREE, DOSSIER_ID), "entry");
    assert_null(json_object_get(kept, "name"));
    check_text("story", jsonread_text(kept, "story", ""), "Bà kể.");
    draft_state_finish(&draft);
    json_t *now = read_entry(TOPIC_HONOUREE, DOSSIER_ID, NULL);
    check_text("the dossier's name", jsonread_text(now, "name", ""), "Bà Hồ Sơ");
    check_text("and what was added", jsonread_text(now, "story", ""), "Bà kể.");
    json_decref(now);
    check_number("noted", sql_write(sql, note_revision, NULL), RECORDS_OK);
    check_number("an old revision names them", is_named_in_first(), true);
    check_number("erased", sql_write(sql, erase, NULL), RECORDS_OK);
    check_number("it does no more", is_named_in_first(), false);
    struct revision_line line;
    size_t lines;
    check_number("history", revisions_list(sql, 0, &line, 1, &lines), RECORDS_OK);
    check_number("nor what is told of it", (long long)json_array_size(line.changes), 0);
    json_decref(line.changes);
    check_number("its draft, too", (long long)count(), 0);
}

struct writer {
    const char *name;
    char version[WALL_VERSION_MAX];
    enum draft_result result;
};

static void *write_one(void *context) {
    struct writer *w = context;
    w->result = put(TOPIC_NOTICE, "tin-9", json_pack("{s:s}", "title", w->name), w->version);
    return NULL;
}

/* Of two who change one entry at the same moment one is told. */
static void two_at_once_do_not_overwrite(void **state) {
    (void)state;
    for (int round = 0; round < 10; round++) {
        struct writer writers[2] = {{.name = "một"}, {.name = "hai"}};
        pthread_t threads[2];
        for (int i = 0; i < 2; i++)
            wall_version(NULL, writers[i].version);
        for (int i = 0; i < 2; i++)
            pthread_create(&threads[i], NULL, write_one, &writers[i]);
        for (int i = 0; i < 2; i++)
            pthread_join(threads[i], NULL);
        check_number("done", (writers[0].result == DRAFT_DONE) + (writers[1].result == DRAFT_DONE),
                     1);
        check_number("told",
                     (writers[0].result == DRAFT_STALE) + (writers[1].result == DRAFT_STALE), 1);
        check_number("dropped", drafts_drop_all(sql, &actor), DRAFT_DONE);
    }
}

/* --- the wall, without a database ----------------------------------------------------------- */

static void changes_lie_over_the_manifest(void **state) {
    (void)state;
    json_t *manifest = json_pack(
        "{s:[{s:s, s:s}, {s:s, s:s}], s:[{s:s, s:i, s:i}, {s:s, s:i, s:i}], s:[]}", "units", "id",
        "a", "name", "A", "id", "b", "name", "B", "progress", "unit_id", "a", "registered", 2,
        "completed", 1, "unit_id", "b", "registered", 5, "completed", 5, "pins");
    json_t *changes =
        json_pack("{s:{s:{s:n}, s:{s:{s:s, s:s, s:{s:i, s:i}}}}, s:{s:{s:[s]}}}", "unit", "a",
                  "entry", "c", "entry", "id", "c", "name", "C", "progress", "registered", 1,
                  "completed", 0, "pins", "all", "entry", "b");
    json_t *wall = wall_compose(manifest, changes);
    json_t *want = json_pack(
        "{s:[{s:s, s:s}, {s:s, s:s}], s:[{s:s, s:i, s:i}, {s:s, s:i, s:i}], s:[s]}", "units", "id",
        "b", "name", "B", "id", "c", "name", "C", "progress", "unit_id", "b", "registered", 5,
        "completed", 5, "unit_id", "c", "registered", 1, "completed", 0, "pins", "b");
    char *got_text = jsonread_dump(wall), *want_text = jsonread_dump(want);
    check_text("composed", got_text, want_text);
    json_t *told = wall_changes(manifest, wall);
    check_number("told", (long long)json_array_size(told), 3);
    json_t *none = wall_changes(wall, wall);
    check_number("against itself is nothing", (long long)json_array_size(none), 0);
    json_decref(none);
    free(want_text);
    free(got_text);
    json_decref(told);
    json_decref(want);
    json_decref(wall);
    json_decref(changes);
    json_decref(manifest);
}

static void a_fault_is_told_by_its_entry(void **state) {
    (void)state;
    json_t *manifest = json_pack("{s:[{s:s, s:s}, {s:s, s:s}]}", "honourees", "id", "a", "name",
                                 "Ông A", "id", "b", "name", "Bà B");
    static const struct {
        const char *why, *id, *field;
    } rows[] = {
        {"kiosks would refuse this content: honourees[1].level: expected the id of a level", "b",
         "level"},
        {"honourees[0].numbers[2]: expected a text", "a", "numbers"},
        {"honourees[7].level: expected x", NULL, NULL},
        {"commune.name: expected a text", NULL, NULL},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        json_t *place = wall_place(manifest, rows[i].why);
        assert_int_equal(place != NULL, rows[i].id != NULL);
        if (place) {
            check_text(rows[i].why, jsonread_text(place, "id", ""), rows[i].id);
            check_text(rows[i].why, jsonread_text(place, "field", ""), rows[i].field);
        }
        json_decref(place);
    }
    json_decref(manifest);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_drafted_before_something_is_published),
        cmocka_unit_test(a_change_is_made_of_what_was_read),
        cmocka_unit_test(all_or_nothing),
        cmocka_unit_test(a_dossiers_words_are_kept_nowhere_else),
        cmocka_unit_test(two_at_once_do_not_overwrite),
        cmocka_unit_test(changes_lie_over_the_manifest),
        cmocka_unit_test(a_fault_is_told_by_its_entry),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
