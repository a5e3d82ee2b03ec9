/* The display manifest: what of it is shown, in which order, and what makes it no manifest. */
#include "manifest.h"

#include "model/people_search.h"

static void what_ships_is_read_whole(void **state) {
    (void)state;
    struct content *content = manifest_content("vi");
    assert_int_equal(content->revision, 57);
    assert_string_equal(content->lang, "vi");
    assert_string_equal(content->commune.name, "xã Hồng Phong");
    assert_string_equal(content->commune.agency, "UBND xã Hồng Phong");
    assert_string_equal(content->commune.code_prefix, "HP");
    assert_int_equal(content->commune.zone_s, 7 * 3600);
    assert_string_equal(content->campaign.id, "campaign-2023");
    assert_int_equal(content->unit_count, 15);
    assert_int_equal(content->project_count, 12);
    assert_int_equal(content->person_count, 24);
    assert_int_equal(content->asset_count, 1);
    assert_int_equal(content->assets[0].size_bytes, 3);
    assert_string_equal(content->key.key_id, "2023a");
    assert_true(content->is_sample);
    content_destroy(content);
    content_destroy(NULL);
}

static void units_projects_and_people_point_at_each_other(void **state) {
    (void)state;
    struct content *content = manifest_content("vi");
    const struct unit *unit = content_unit(content, "don-vi-01");
    assert_non_null(unit);
    assert_string_equal(unit->name, "Thôn 1");
    assert_true(unit->is_required && unit->is_sample);
    assert_null(content_unit(content, "don-vi-99"));
    const struct project *project = &content->projects[0];
    assert_ptr_equal(project->unit, unit);
    assert_ptr_equal(project->area, campaign_area(&content->campaign, "area-3"));
    assert_int_equal(project->progress_percent, 100);
    assert_int_equal(project->figure_count, 3);
    assert_string_equal(project->figures[0].value, "1,2 km");
    for (size_t i = 0; i < content->person_count; i++) {
        const struct person *person = &content->people[i];
        assert_non_null(person->level);
        assert_non_null(person->group);
        assert_null(person->decision_number);
        assert_null(person->portrait);
        if (strcmp(person->id, "guong-01") == 0) {
            assert_ptr_equal(person->unit, unit);
            assert_ptr_equal(person->project, project);
        }
        if (strcmp(person->id, "guong-24") == 0)
            assert_null(person->project);
    }
    content_destroy(content);
}

static void the_wall_begins_with_the_highest_level(void **state) {
    (void)state;
    struct content *content = manifest_content("vi");
    for (size_t i = 1; i < content->person_count; i++) {
        const struct person *before = &content->people[i - 1], *after = &content->people[i];
        assert_true(before->level->order >= after->level->order);
        if (before->level == after->level && fold_compare_names(before->name, after->name) > 0)
            fail_msg("%s stands before %s", before->name, after->name);
    }
    assert_string_equal(content->people[0].level->id, "tinh");
    assert_string_equal(content->people[23].level->id, "xa");
    content_destroy(content);
}

static void kinds_and_reasons_keep_their_order_and_language(void **state) {
    (void)state;
    static const char *const ids[] = {"resident", "official", "collective", "model"};
    struct content *vi = manifest_content("vi"), *en = manifest_content("en");
    assert_int_equal(vi->kind_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(vi->kinds[i].id, ids[i]);
        assert_int_equal(vi->kinds[i].reason_count, 8);
    }
    assert_string_equal(vi->kinds[0].reasons[0].label, "Sản xuất giỏi");
    assert_string_equal(en->kinds[0].reasons[0].label, "Farms or produces well");
    assert_string_equal(en->lang, "en");
    assert_string_equal(vi->kinds[0].reasons[0].icon, "rice");
    const struct kind *kind = content_kind(vi, "official");
    assert_ptr_equal(kind_reason(kind, "o-khac"), &kind->reasons[7]);
    assert_null(kind_reason(kind, "r-khac"));
    assert_null(content_kind(vi, "meta"));
    content_destroy(en);
    content_destroy(vi);
}

static void a_language_that_is_missing_falls_back_to_vietnamese(void **state) {
    (void)state;
    struct content *content = manifest_content("tay");
    assert_string_equal(content->lang, "vi");
    assert_string_equal(content->kinds[0].reasons[0].label, "Sản xuất giỏi");
    content_destroy(content);
}

static void another_language_shares_the_manifest(void **state) {
    (void)state;
    struct content *vi = manifest_content("vi"), *en = content_in_language(vi, "en");
    assert_non_null(en);
    assert_ptr_equal(en->root, vi->root);
    assert_string_equal(en->lang, "en");
    assert_string_equal(en->kinds[0].reasons[0].label, "Farms or produces well");
    check_number("people", (long long)en->person_count, (long long)vi->person_count);
    for (size_t i = 0; i < vi->person_count; i++) // whoever is shown stays at their place
        check_text("person", en->people[i].id, vi->people[i].id);
    content_destroy(vi);
    assert_string_equal(en->commune.name, "xã Hồng Phong"); // outlives the first
    content_destroy(en);
}

static void all_is_on_until_staff_switch_it_off(void **state) {
    (void)state;
    json_t *root = manifest_compose();
    struct content *content = manifest_decode(root, "vi", NULL);
    for (enum switch_id id = 0; id < SWITCHES; id++)
        check_number(switch_kind(id)->key, content->switches.is_on[id],
                     id != SWITCH_HOURS && id != SWITCH_BIG_TEXT && id != SWITCH_MAINTENANCE);
    content_destroy(content);
    manifest_set(root, "toggles",
                 "{\"lookup\":false,\"models\":true,\"english\":null,\"later\":1}");
    content = manifest_decode(root, "vi", NULL);
    assert_false(content->switches.is_on[SWITCH_LOOKUP]);
    assert_true(content->switches.is_on[SWITCH_MODELS] && content->switches.is_on[SWITCH_ENGLISH] &&
                content->switches.is_on[SWITCH_HONOURS]);
    content_destroy(content);
    json_decref(root);
}

static void only_consent_and_a_decision_open_the_gate(void **state) {
    (void)state;
    static const struct {
        const char *entry;
        bool is_shown;
    } rows[] = {
        {"{\"sample\":true,\"publish_consent\":true,\"status\":\"published\"}", true},
        {"{\"sample\":true,\"publish_consent\":false,\"status\":\"published\"}", false},
        {"{\"sample\":true,\"status\":\"published\"}", false},
        {"{\"sample\":true,\"publish_consent\":true,\"status\":\"draft\"}", false},
        {"{\"sample\":true,\"publish_consent\":true}", false},
        {"{\"publish_consent\":true,\"status\":\"published\"}", false},
        {"{\"publish_consent\":true,\"status\":\"published\",\"decision\":{\"number\":\"12/"
         "QĐ-UBND\","
         "\"date\":\"2023-06-12\"}}",
         true},
        {"{\"publish_consent\":true,\"status\":\"published\",\"decision\":{\"number\":\"12/"
         "QĐ-UBND\"}}",
         false},
        {"{\"publish_consent\":true,\"status\":\"published\",\"decision\":{\"date\":\"2023-06-12\"}"
         "}",
         false},
        {"{\"publish_consent\":true,\"status\":\"published\",\"decision\":{\"number\":\"\","
         "\"date\":"
         "\"2023-06-12\"}}",
         false},
        {"{\"publish_consent\":false,\"status\":\"published\",\"decision\":{\"number\":\"12/"
         "QĐ-UBND\","
         "\"date\":\"2023-06-12\"}}",
         false},
        {"{\"publish_consent\":true,\"status\":\"hidden\",\"decision\":{\"number\":\"12/QĐ-UBND\","
         "\"date\":\"2023-06-12\"}}",
         false},
    };
    json_t *root = manifest_compose();
    for (size_t i = 0; i < check_items(rows); i++) {
        json_t *entry = json_loads(rows[i].entry, 0, NULL);
        json_t *who = json_pack("{s:s, s:s, s:s, s:s}", "id", "guong-01", "name", "Nông Thị B",
                                "level", "xa", "group", "ca_nhan");
        assert_non_null(entry);
        json_object_update(entry, who);
        json_decref(who);
        json_t *list = json_object_get(root, "honourees");
        json_array_clear(list);
        json_array_append_new(list, entry);
        struct content *content = manifest_decode(root, "vi", NULL);
        assert_non_null(content);
        check_number(rows[i].entry, (long long)content->person_count, rows[i].is_shown);
        content_destroy(content);
    }
    json_decref(root);
}

static void a_real_person_carries_everything_given(void **state) {
    (void)state;
    json_t *root = manifest_compose();
    manifest_set(
        root, "honourees",
        "[{\"id\":\"g\",\"name\":\"Hoàng Thị Đào\",\"honorific\":\"bà\",\"role\":\"Trưởng thôn\","
        "\"story\":\"Chuyện dài\",\"featured\":true,\"portrait\":\"" MANIFEST_ASSET "\","
        "\"numbers\":[{\"value\":\"320 m²\",\"label\":\"đất hiến\"},"
        "{\"value\":\"14 hộ\",\"label\":\"cùng làm\"}],"
        "\"unit_id\":\"don-vi-03\",\"project_id\":\"mh-03\",\"level\":\"tinh\",\"group\":\"ca_"
        "nhan\","
        "\"decision\":{\"number\":\"12/QĐ-UBND\",\"date\":\"2023-06-12\"},"
        "\"publish_consent\":true,\"status\":\"published\"}]");
    struct content *content = manifest_decode(root, "vi", NULL);
    assert_non_null(content);
    const struct person *person = &content->people[0];
    assert_string_equal(person->honorific, "bà");
    assert_string_equal(person->story, "Chuyện dài");
    assert_string_equal(person->award, "");
    assert_string_equal(person->decision_number, "12/QĐ-UBND");
    assert_int_equal(person->decision_date.day, 12);
    assert_string_equal(person->portrait, MANIFEST_ASSET);
    assert_true(person->is_featured);
    assert_false(person->is_sample);
    assert_int_equal(person->figure_count, 2);
    assert_string_equal(person->figures[1].value, "14 hộ");
    assert_string_equal(person->figures[1].label, "cùng làm");
    assert_string_equal(person->project->id, "mh-03");
    assert_true(content->is_sample); // units and projects still are

    manifest_set(root, "units", "[]");
    manifest_set(root, "projects", "[]");
    content_destroy(content);
    content = manifest_decode(root, "vi", NULL);
    assert_non_null(content);
    assert_false(content->is_sample);
    assert_null(content->people[0].unit);
    assert_null(content->people[0].project);
    content_destroy(content);
    json_decref(root);
}

static void the_newest_key_seals(void **state) {
    (void)state;
    static const char key[] = "4HPqIQ5n2vY0hVtyx2fG2sUlRQc0q8nO1VZ1JwTqW0I=";
    static const struct {
        const char *first_from, *second_from, *key_id;
    } rows[] = {
        {"2023-03-01T00:00:00+07:00", "2023-05-01T00:00:00+07:00", "b"},
        {"2023-05-01T00:00:00+07:00", "2023-03-01T00:00:00+07:00", "a"},
        {"2023-05-01T01:00:00+07:00", "2023-04-30T19:00:00Z", "b"}, // an hour later
        {"2023-05-01T00:00:00Z", "2023-05-01T07:00:00+07:00", "b"}, // the same moment
    };
    json_t *root = manifest_compose();
    for (size_t i = 0; i < check_items(rows); i++) {
        json_t *keys = json_pack("[{s:s,s:s,s:s},{s:s,s:s,s:s}]", "key_id", "a", "public_key", key,
                                 "from", rows[i].first_from, "key_id", "b", "public_key", key,
                                 "from", rows[i].second_from);
        json_object_set_new(root, "keys", keys);
        struct content *content = manifest_decode(root, "vi", NULL);
        assert_non_null(content);
        check_text(rows[i].second_from, content->key.key_id, rows[i].key_id);
        content_destroy(content);
    }
    manifest_set(root, "keys", "[]");
    struct content *content = manifest_decode(root, "vi", NULL);
    assert_string_equal(content->key.key_id, "");
    content_destroy(content);
    json_decref(root);
}

/* An entry that is not of the form is passed over; the rest, and the wall, stay. */
static void recordings_are_found_by_id_and_language(void **state) {
    (void)state;
    json_t *root = manifest_compose();
    char *why = NULL;
    manifest_set(root, "recordings",
                 "[{\"of\": \"a\", \"asset\": \"" MANIFEST_ASSET "\"},"
                 " {\"of\": \"b\", \"lang\": \"en\", \"asset\": \"" MANIFEST_ASSET "\"},"
                 " {\"of\": \"c\", \"asset\": \"no hash\"}, {\"asset\": 7}, \"d\", null]");
    struct content *content = manifest_decode(root, "vi", &why);
    check_text("why", why, NULL);
    assert_non_null(content);
    check_text("Vietnamese unless said", content_recording(content, "a", "vi"), MANIFEST_ASSET);
    check_text("not in English", content_recording(content, "a", "en"), NULL);
    check_text("English", content_recording(content, "b", "en"), MANIFEST_ASSET);
    check_text("no hash", content_recording(content, "c", "vi"), NULL);
    check_number("kept", (long long)content->recording_count, 2);
    content_destroy(content);
    manifest_set(root, "recordings", "\"none\"");
    content = manifest_decode(root, "vi", &why);
    assert_non_null(content);
    check_number("none", (long long)content->recording_count, 0);
    content_destroy(content);
    json_decref(root);
}

static void no_manifest_is_taken_in_part(void **state) {
    (void)state;
    static const struct {
        const char *path, *json, *why;
    } rows[] = {
        {"schema", "\"content/2\"", "schema: expected \"content/1\""},
        {"revision", "\"57\"", "revision: expected a whole number"},
        {"current", "\"campaign-2024\"",
         "current: expected the id of a campaign that is there in Vietnamese"},
        {"campaigns/0/levels/0/id", "5",
         "campaign campaign-2023 in vi: levels[0].id: expected a text"},
        {"commune", "null", "commune.name: expected a text that is not empty"},
        {"commune/code_prefix", "\"hp\"",
         "commune.code_prefix: expected one to eight capital letters or digits"},
        {"commune/time_zone", "\"Asia/Ho_Chi_Minh\"",
         "commune.time_zone: expected an offset as +07:00"},
        {"reasons", "[]", "reasons: expected an object"},
        {"reasons/resident", "{}", "reasons.resident: expected a list"},
        {"reasons/resident/1/label", "{\"en\":\"x\"}",
         "reasons.resident[1].vi: expected a text that is not empty"},
        {"reasons/resident/1/id", "\"r-san-xuat\"",
         "reasons.resident[1].id: expected an id of its own"},
        {"units/4/name", "\"\"", "units[4].name: expected a text that is not empty"},
        {"units/4/id", "\"don-vi-01\"", "units[4].id: expected an id of its own"},
        {"projects/2/progress_percent", "101",
         "projects[2].progress_percent: expected a whole number from 0 to 100"},
        {"toggles", "[]", "toggles: expected an object"},
        {"toggles", "{\"models\":\"no\"}", "toggles.models: expected true or false"},
        {"progress", "[{\"registered\":-1}]",
         "progress[0].registered: expected a whole number from 0 to 1000000"},
        {"projects/2/photo", "\"mo-hinh.jpg\"",
         "projects[2].photo: expected the SHA-256 of an asset in hex, or null"},
        {"projects/2/numbers", "\"3\"", "projects[2].numbers: expected a list"},
        {"honourees/3/id", "\"guong-01\"", "honourees[3].id: expected an id of its own"},
        {"honourees/3/level", "\"quan\"",
         "honourees[3].level: expected the id of a level of the campaign"},
        {"honourees/3/group", "null",
         "honourees[3].group: expected the id of a group of the campaign"},
        {"honourees/3/portrait", "\"../anh.jpg\"",
         "honourees[3].portrait: expected the SHA-256 of an asset in hex, or null"},
        {"honourees/3/numbers", "{}", "honourees[3].numbers: expected a list"},
        {"honourees/3/decision/date", "\"12/6/2023\"",
         "honourees[3].date: expected a day as 2023-05-31, or null"},
        {"honourees/3/publish_consent", "\"có\"",
         "honourees[3].publish_consent: expected true or false"},
        {"assets/0/bytes", "8388609", "assets[0].bytes: expected a whole number from 0 to 8388608"},
        {"assets/0/sha256", "\"BA7816\"", "assets[0].sha256: expected 64 lower-case hex digits"},
        {"keys/0/public_key", "\"AAAA\"", "keys[0].public_key: expected 32 bytes in base64"},
        {"keys/0/from", "\"2023-03-01\"",
         "keys[0].from: expected a time as 2023-03-01T00:00:00+07:00"},
        {"keys/0/key_id", "\"0123456789012345678901234567890x\"",
         "keys[0].key_id: expected at most 31 bytes"},
    };
    json_t *root = manifest_compose();
    for (size_t i = 0; i < check_items(rows); i++) {
        json_t *changed = json_deep_copy(root);
        char *why = NULL;
        manifest_set(changed, rows[i].path, rows[i].json);
        struct content *content = manifest_decode(changed, "vi", &why);
        check_text(rows[i].path, why, rows[i].why);
        assert_null(content);
        assert_null(manifest_decode(changed, "vi", NULL));
        free(why);
        json_decref(changed);
    }
    json_decref(root);
    char *why = NULL;
    assert_null(content_decode("[]", 2, "vi", &why));
    assert_string_equal(why, "schema: expected \"content/1\"");
    free(why);
    assert_null(content_decode("{\"a\"", 4, "vi", &why));
    assert_string_equal(why, "line 1 column 4: ':' expected before the end");
    free(why);
}

/* One person more than a manifest may have, and the greatest that it may, quickly. */
static void twenty_thousand_people_are_the_limit(void **state) {
    (void)state;
    json_t *root = manifest_compose(), *list = json_array();
    char *why = NULL;
    for (int i = 0; i < CONTENT_PEOPLE_MAX; i++) {
        char id[16], name[64];
        snprintf(id, sizeof id, "g-%d", i);
        snprintf(name, sizeof name, "Nguyễn Văn %c%c%c", 'A' + i % 26, 'a' + i / 26 % 26,
                 'a' + i / 676 % 26);
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:s,s:s,s:s,s:b,s:b,s:s}", "id", id, "name", name,
                                        "level", "xa", "group", "ca_nhan", "project_id", "mh-12",
                                        "sample", 1, "publish_consent", 1, "status", "published"));
    }
    json_object_set_new(root, "honourees", list);
    struct content *content = manifest_decode(root, "vi", &why);
    assert_non_null(content);
    assert_int_equal(content->person_count, CONTENT_PEOPLE_MAX);
    struct people_search search;
    people_search_init(&search, content);
    people_search_find(&search, "zzz", NULL);
    assert_int_equal(search.count, 1);
    people_search_finish(&search);
    content_destroy(content);
    json_array_append_new(list, json_object());
    assert_null(manifest_decode(root, "vi", &why));
    assert_string_equal(why, "honourees: expected at most 20000 items");
    free(why);
    json_decref(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_ships_is_read_whole),
        cmocka_unit_test(units_projects_and_people_point_at_each_other),
        cmocka_unit_test(the_wall_begins_with_the_highest_level),
        cmocka_unit_test(kinds_and_reasons_keep_their_order_and_language),
        cmocka_unit_test(a_language_that_is_missing_falls_back_to_vietnamese),
        cmocka_unit_test(another_language_shares_the_manifest),
        cmocka_unit_test(all_is_on_until_staff_switch_it_off),
        cmocka_unit_test(only_consent_and_a_decision_open_the_gate),
        cmocka_unit_test(a_real_person_carries_everything_given),
        cmocka_unit_test(the_newest_key_seals),
        cmocka_unit_test(recordings_are_found_by_id_and_language),
        cmocka_unit_test(no_manifest_is_taken_in_part),
        cmocka_unit_test(twenty_thousand_people_are_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
