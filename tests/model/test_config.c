/* config/kiosk.ini and the table behind it say the same. */
#include "../check.h"

#include <ctype.h>

#include "base/date.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "model/config.h"

#define INI_PATH "config/kiosk.ini"

/* A value as the file would write it, so that two can be compared. */
static char *value_of(const struct ini_key *key, const struct config *config) {
    const void *member = (const char *)config + key->offset;
    switch (key->kind) {
    case INI_TEXT:
        return xasprintf("%s", *(char *const *)member);
    case INI_SWITCH:
        return xasprintf("%d", *(const bool *)member);
    case INI_NUMBER:
    case INI_CHOICE:
        break;
    }
    return xasprintf("%d", *(const int *)member);
}

/* "section.name=value" with another value: a key that the file lacks would keep it. */
static char *other_than_default(const struct ini_key *key) {
    const char *word = "other";
    if (key->kind == INI_NUMBER)
        return xasprintf("%s.%s=%d", key->section, key->name, key->max);
    if (key->kind == INI_SWITCH)
        word = key->fallback[0] == 'y' ? "no" : "yes";
    if (key->kind == INI_CHOICE)
        word = strrchr(key->choices, '|') + 1;
    return xasprintf("%s.%s=%s", key->section, key->name, word);
}

static void the_file_holds_exactly_the_defaults(void **state) {
    (void)state;
    struct config defaults = {0}, from_file = {0};
    char *why = NULL;
    ini_set_defaults(config_keys, &defaults);
    ini_set_defaults(config_keys, &from_file);
    for (const struct ini_key *key = config_keys; key->name; key++) {
        char *other = other_than_default(key);
        check_number(other, ini_set(other, config_keys, &from_file, &why), true);
        free(other);
    }
    if (!ini_read(INI_PATH, config_keys, &from_file, &why))
        fail_msg("%s", why);
    for (const struct ini_key *key = config_keys; key->name; key++) {
        char *got = value_of(key, &from_file), *want = value_of(key, &defaults);
        check_text(key->name, got, want);
        free(want);
        free(got);
    }
    ini_finish(config_keys, &from_file);
    ini_finish(config_keys, &defaults);
}

static void every_key_has_its_line_of_comment(void **state) {
    (void)state;
    char *text;
    bool has_comment = false;
    int keys = 0, settings = 0;
    assert_true(path_read(INI_PATH, 65536, &text, NULL));
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        if (islower((unsigned char)line[0])) {
            check_number(line, has_comment, true);
            settings++;
        }
        has_comment = line[0] == ';';
    }
    for (const struct ini_key *key = config_keys; key->name; key++)
        keys++;
    check_number("settings in the file", settings, keys);
    free(text);
}

static void every_member_has_one_key(void **state) {
    (void)state;
    for (const struct ini_key *key = config_keys; key->name; key++)
        for (const struct ini_key *other = key + 1; other->name; other++)
            if (key->offset == other->offset ||
                (strcmp(key->section, other->section) == 0 && strcmp(key->name, other->name) == 0))
                fail_msg("%s and %s are one", key->name, other->name);
}

static void the_defaults_are_the_communes(void **state) {
    (void)state;
    struct config config = {0};
    int zone_s;
    ini_set_defaults(config_keys, &config);
    assert_string_equal(config.lang, "vi");
    assert_int_equal(config.target_mm, 20);
    assert_int_equal(config.idle_form_s, 90);
    assert_int_equal(config.poll_s, 60);
    assert_false(config.must_name_sender);
    assert_int_equal(config.tone_style, 0);      // hòa
    assert_int_equal(config.physical_typing, 0); // Telex
    assert_true(date_parse_zone(config.time_zone, &zone_s));
    assert_int_equal(zone_s, 7 * 3600);
    ini_finish(config_keys, &config);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_holds_exactly_the_defaults),
        cmocka_unit_test(every_key_has_its_line_of_comment),
        cmocka_unit_test(every_member_has_one_key),
        cmocka_unit_test(the_defaults_are_the_communes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
