/* What is wrong with a kiosk: one row a problem. */
#include "../check.h"

#include "net/trouble.h"

#include <limits.h>
#include <sys/stat.h>

#define NOW_S 1683855720
#define HOUR_S 3600

/* A kiosk that has nothing wrong with it. */
static struct trouble_facts well(void) {
    return (struct trouble_facts){.is_enrolled = true,
                                  .knows_staff = true,
                                  .has_staff = true,
                                  .people = 2,
                                  .knows_outbox = true,
                                  .has_outbox = true,
                                  .waiting = 1,
                                  .oldest_waiting_s = NOW_S - HOUR_S,
                                  .link = UPLOAD_LINK_OK,
                                  .heard_at_s = NOW_S - 60,
                                  .has_content = true,
                                  .can_verify = true,
                                  .trust = CLOCK_TRUST_SYNCED,
                                  .has_offset = true,
                                  .clock_offset_s = -3,
                                  .now_s = NOW_S,
                                  .is_folder_ours = true,
                                  .folder_mode = 0700,
                                  .disk_free_mb = 9000,
                                  .temperature_c = 45,
                                  .has_sound = true};
}

static void what_is_well_is_no_trouble(void **state) {
    (void)state;
    struct trouble found[TROUBLES];
    struct trouble_facts facts = well();
    check_number("well", trouble_judge(&facts, found), 0);
    facts.link = UPLOAD_LINK_UNKNOWN; // no kiosk runs: nothing is known
    facts.heard_at_s = 0;
    facts.disk_free_mb = -1;
    facts.temperature_c = INT_MIN;
    facts.has_offset = facts.knows_staff = facts.has_staff = facts.knows_outbox = false;
    facts.people = 0;
    check_number("not known", trouble_judge(&facts, found), 0);
}

#define ROW(member, value, kind, number)                                                           \
    {                                                                                              \
        facts = well();                                                                            \
        facts.member = (value);                                                                    \
        check_one(&facts, #member, kind, number);                                                  \
    }

static void check_one(const struct trouble_facts *facts, const char *name, enum trouble_kind kind,
                      int64_t number) {
    struct trouble found[TROUBLES];
    check_number(name, trouble_judge(facts, found), 1);
    check_text(name, trouble_word(found[0].kind), trouble_word(kind));
    check_number(name, found[0].number, number);
}

static void each_trouble_is_named_with_its_figure(void **state) {
    (void)state;
    struct trouble_facts facts;
    ROW(is_enrolled, false, TROUBLE_NOT_ENROLLED, 0)
    ROW(people, 0, TROUBLE_NO_PIN, 0)
    ROW(broken_seq, 7, TROUBLE_LOG_BROKEN, 7)
    ROW(has_outbox, false, TROUBLE_OUTBOX_FILE, 0)
    ROW(oldest_waiting_s, NOW_S - 30 * HOUR_S, TROUBLE_WAITING, 1)
    ROW(parked, 2, TROUBLE_PARKED, 2)
    ROW(link, UPLOAD_LINK_PORTAL, TROUBLE_LINK, UPLOAD_LINK_PORTAL)
    ROW(heard_at_s, NOW_S - 72 * HOUR_S, TROUBLE_SILENT, 72)
    ROW(has_content, false, TROUBLE_NO_CONTENT, 0)
    ROW(can_verify, false, TROUBLE_UNVERIFIED, 0)
    ROW(trust, CLOCK_TRUST_UNSYNCED, TROUBLE_CLOCK_UNSET, 0)
    ROW(clock_offset_s, -600, TROUBLE_CLOCK_OFF, -600)
    ROW(disk_free_mb, 100, TROUBLE_DISK_LOW, 100)
    ROW(temperature_c, 91, TROUBLE_HOT, 91)
    ROW(is_folder_ours, false, TROUBLE_FOLDER_OWNER, 0)
    ROW(folder_mode, 0755, TROUBLE_FOLDER_OPEN, 0755)
    ROW(has_sound, false, TROUBLE_NO_SOUND, 0)
    facts = well();
    facts.is_locked = true;
    facts.lock_wait_s = 42;
    check_one(&facts, "locked", TROUBLE_PIN_LOCKED, 42);
    facts = well();
    snprintf(facts.missing_font, sizeof facts.missing_font, "NotoSans-Bold.ttf");
    check_one(&facts, "font", TROUBLE_FONT_MISSING, 0);
    assert_true(trouble_is_note(TROUBLE_NO_SOUND) && !trouble_is_note(TROUBLE_HOT));
}

static void the_machine_is_looked_at(void **state) {
    (void)state;
    struct trouble_facts facts = well();
    char *folder = check_make_folder();
    trouble_look(&facts, folder);
    check_number("mode", facts.folder_mode, 0700);
    assert_true(facts.is_folder_ours && facts.disk_free_mb > 0 && !facts.folder_fault[0]);
    assert_in_range(facts.disk_free_percent, 0, 100);
    chmod(folder, 0755);
    trouble_look(&facts, folder);
    check_number("mode", facts.folder_mode, 0755);
    check_remove_folder(folder);
    trouble_look(&facts, "/nowhere/at/all");
    assert_non_null(strstr(facts.folder_fault, "/nowhere/at/all"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_well_is_no_trouble),
        cmocka_unit_test(each_trouble_is_named_with_its_figure),
        cmocka_unit_test(the_machine_is_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
