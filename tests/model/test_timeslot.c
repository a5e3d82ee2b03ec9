/* When something is shown: by the commune's own time, whatever the zone of the machine. */
#include "../check.h"

#include "base/date.h"
#include "base/jsonread.h"
#include "model/reader.h"
#include "model/timeslot.h"

#define ZONE_S (7 * 3600)

static int64_t at(const char *text) {
    int64_t at_s = 0;
    if (!date_parse_rfc3339(text, &at_s, NULL))
        fail_msg("'%s' is no time", text);
    return at_s;
}

static struct timeslot slot_of(const char *json, char **out_why) {
    struct timeslot slot = {.of = NULL};
    struct reader r = {.why = NULL};
    json_t *entry = json_loads(json, 0, NULL);
    assert_non_null(entry);
    reader_at(&r, "windows[0]");
    bool is_right = timeslot_decode(&r, entry, ZONE_S, &slot);
    assert_int_equal(is_right, r.why == NULL);
    reader_finish(&r, out_why);
    json_decref(entry);
    return slot;
}

/* 2023-05-12 is a Friday. */
static void is_open_between_its_bounds(void **state) {
    (void)state;
    static const struct {
        const char *slot, *now;
        bool is_open;
        const char *next; // "" never
    } rows[] = {
        {"{\"of\":\"a\"}", "2023-05-12T08:00:00+07:00", true, ""},
        {"{\"of\":\"a\",\"from\":\"2023-05-12\"}", "2023-05-11T23:59:59+07:00", false,
         "2023-05-12T00:00:00+07:00"},
        {"{\"of\":\"a\",\"from\":\"2023-05-12\"}", "2023-05-12T00:00:00+07:00", true, ""},
        {"{\"of\":\"a\",\"to\":\"2023-05-12\"}", "2023-05-12T23:59:59+07:00", true,
         "2023-05-13T00:00:00+07:00"}, // a last day is shown to its end
        {"{\"of\":\"a\",\"to\":\"2023-05-12\"}", "2023-05-13T00:00:00+07:00", false, ""},
        {"{\"of\":\"a\",\"to\":\"2023-05-12T09:30:00+07:00\"}", "2023-05-12T09:30:00+07:00", false,
         ""}, // a moment is the first at which it is over
        {"{\"of\":\"a\",\"from\":\"2023-05-12T01:00:00Z\"}", "2023-05-12T07:59:59+07:00", false,
         "2023-05-12T08:00:00+07:00"},
        {"{\"of\":\"a\",\"hours\":[\"07:00\",\"17:30\"]}", "2023-05-12T06:59:59+07:00", false,
         "2023-05-12T07:00:00+07:00"},
        {"{\"of\":\"a\",\"hours\":[\"07:00\",\"17:30\"]}", "2023-05-12T08:00:00+07:00", true,
         "2023-05-12T17:30:00+07:00"},
        {"{\"of\":\"a\",\"hours\":[\"07:00\",\"17:30\"]}", "2023-05-12T17:30:00+07:00", false,
         "2023-05-13T07:00:00+07:00"},
        {"{\"of\":\"a\",\"days\":[\"mon\",\"sat\"]}", "2023-05-12T08:00:00+07:00", false,
         "2023-05-13T00:00:00+07:00"},
        {"{\"of\":\"a\",\"days\":[\"mon\",\"sat\"]}", "2023-05-13T08:00:00+07:00", true,
         "2023-05-14T00:00:00+07:00"},
        {"{\"of\":\"a\",\"days\":[\"fri\"],\"hours\":[\"07:00\",\"11:30\"]}",
         "2023-05-12T11:30:00+07:00", false, "2023-05-19T07:00:00+07:00"},
        {"{\"of\":\"a\",\"days\":[\"fri\"],\"hours\":[\"22:00\",\"02:00\"]}",
         "2023-05-13T01:00:00+07:00", true, "2023-05-13T02:00:00+07:00"}, // Friday's night
        {"{\"of\":\"a\",\"from\":\"2023-06-01\",\"days\":[\"mon\"],\"hours\":[\"08:00\",\"09:00\"]"
         "}",
         "2023-05-12T08:00:00+07:00", false, "2023-06-05T08:00:00+07:00"},
        {"{\"of\":\"a\",\"to\":\"2023-05-12T10:00:00+07:00\",\"hours\":[\"07:00\",\"17:30\"]}",
         "2023-05-12T08:00:00+07:00", true, "2023-05-12T10:00:00+07:00"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char name[200];
        snprintf(name, sizeof name, "%s at %s", rows[i].slot, rows[i].now);
        struct timeslot slot = slot_of(rows[i].slot, NULL);
        int64_t now_s = at(rows[i].now);
        check_number(name, timeslot_is_open(&slot, now_s, ZONE_S), rows[i].is_open);
        int64_t want_s = rows[i].next[0] ? at(rows[i].next) : TIMESLOT_NEVER;
        check_number(name, timeslot_next_change(&slot, now_s, ZONE_S), want_s);
        json_t *entry = timeslot_encode(&slot, ZONE_S); // and back: the same
        char *text = jsonread_dump(entry);
        struct timeslot again = slot_of(text, NULL);
        check_number(text, timeslot_is_open(&again, now_s, ZONE_S), rows[i].is_open);
        check_number(text, timeslot_next_change(&again, now_s, ZONE_S), want_s);
        free(text);
        json_decref(entry);
        timeslot_finish(&again);
        timeslot_finish(&slot);
    }
}

static void says_what_is_wrong(void **state) {
    (void)state;
    static const struct {
        const char *slot, *why;
    } rows[] = {
        {"{}", "windows[0].of: expected a text that is not empty"},
        {"{\"of\":\"a\",\"from\":\"tomorrow\"}",
         "windows[0].from: expected a day as 2023-05-12 or a time as 2023-05-12T07:00:00+07:00"},
        {"{\"of\":\"a\",\"from\":\"2023-05-12\",\"to\":\"2023-05-11\"}",
         "windows[0].to: expected a time after \"from\""},
        {"{\"of\":\"a\",\"days\":[\"thứ hai\"]}",
         "windows[0].days: expected a list of mon, tue, wed, thu, fri, sat, sun"},
        {"{\"of\":\"a\",\"days\":[\"xyz\"]}",
         "windows[0].days: expected a list of mon, tue, wed, thu, fri, sat, sun"},
        {"{\"of\":\"a\",\"days\":\"mon\"}", "windows[0].days: expected a list"},
        {"{\"of\":\"a\",\"hours\":[\"07:00\"]}",
         "windows[0].hours: expected two times as [\"07:00\", \"17:30\"]"},
        {"{\"of\":\"a\",\"hours\":[\"7h\",\"17:30\"]}",
         "windows[0].hours: expected two times as [\"07:00\", \"17:30\"]"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        char *why = NULL;
        slot_of(rows[i].slot, &why);
        check_text(rows[i].slot, why, rows[i].why);
        free(why);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_open_between_its_bounds),
        cmocka_unit_test(says_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
