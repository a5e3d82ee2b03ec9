/* kioskctl pin, switch, audit and doctor as a technician runs them, with and without a kiosk that
 * has the file. */
#include "../model/manifest.h"
#include "kioskctl.h"

#include "base/clock.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "net/control.h"
#include "net/staff_control.h"
#include "store/content_store.h"
#include "store/db.h"
#include "store/staff_store.h"

#include <pty.h>
#include <sys/wait.h>

struct desk {
    char *folder;
    char program[256];
};

/* Two people are published: guong-01, and guong-02 whose consent was withdrawn. */
static void publish(const struct desk *desk) {
    json_t *root = manifest_compose();
    char *why = NULL;
    manifest_set(root, "honourees/1/publish_consent", "false");
    char *bytes = jsonread_dump(root);
    struct content_store *store = content_store_open(desk->folder, &why);
    assert_non_null(store);
    const struct content_edition edition = {
        .bytes = bytes, .len_bytes = strlen(bytes), .etag = "\"etag\"", .revision = 57};
    assert_int_equal(content_store_swap(store, &edition), CONTENT_SWAPPED);
    content_store_close(store);
    free(bytes);
    json_decref(root);
}

static int begin(void **state) {
    struct desk *desk = calloc(1, sizeof *desk);
    char self[200] = "";
    desk->folder = check_make_folder();
    assert_true(readlink("/proc/self/exe", self, sizeof self - 1) > 0);
    strcpy(strstr(self, "/tests/"), "/kioskctl");
    snprintf(desk->program, sizeof desk->program, "%s", self);
    publish(desk);
    *state = desk;
    return 0;
}

static int end(void **state) {
    struct desk *desk = *state;
    check_remove_folder(desk->folder);
    free(desk);
    return 0;
}

static char *run(const struct desk *desk, int want_status, const char *input, const char *words) {
    return kioskctl_run(desk->program, desk->folder, want_status, input, words);
}

static void expect(const struct desk *desk, int want_status, const char *input, const char *words,
                   const char *want) {
    char *said = run(desk, want_status, input, words);
    if (!strstr(said, want))
        fail_msg("kioskctl %s: got \"%s\", want \"%s\"", words, said, want);
    free(said);
}

static void gives_and_takes_pins(void **state) {
    struct desk *desk = *state;
    expect(desk, 0, "", "pin list", "nobody has a PIN");
    expect(desk, 1, "123456", "pin set A", "too easy to guess");
    expect(desk, 1, "12345", "pin set A", "six digits");
    expect(desk, 0, "482915", "pin set 'Nguyễn Văn A'", "");
    expect(desk, 1, "482915", "pin set B", "somebody else has that PIN");
    expect(desk, 0, "", "pin list", "Nguyễn Văn A");
    expect(desk, 0, "", "pin remove 'Nguyễn Văn A'", "");
    expect(desk, 1, "", "pin remove 'Nguyễn Văn A'", "nobody here has a PIN by that name");
    expect(desk, 2, "", "pin set", "usage:");
    char *log = run(desk, 0, "", "audit list");
    assert_null(strstr(log, "482915"));
    assert_non_null(strstr(log, "@console  pin.set  Nguyễn Văn A"));
    free(log);
}

/* What a terminal shows while a PIN is typed twice. Owned by the caller. */
static char *type_pin(const struct desk *desk, const char *first, const char *second,
                      int *out_status) {
    int terminal;
    struct strbuf shown = {.text = NULL};
    pid_t pid = forkpty(&terminal, NULL, NULL, NULL);
    assert_true(pid >= 0);
    if (pid == 0) {
        execl(desk->program, "kioskctl", "--data", desk->folder, "pin", "set", "A", (char *)NULL);
        _exit(127);
    }
    const char *answers[] = {first, second}, *prompts[] = {"digits)", "again"};
    char part[256];
    size_t asked = 0;
    for (ssize_t len; (len = read(terminal, part, sizeof part)) > 0;) {
        strbuf_add(&shown, part, (size_t)len);
        if (asked < 2 && strstr(strbuf_text(&shown), prompts[asked])) {
            usleep(100000); // as a person: it is asked, then one types
            dprintf(terminal, "%s\n", answers[asked++]);
        }
    }
    waitpid(pid, out_status, 0);
    close(terminal);
    return strbuf_detach(&shown);
}

static void a_terminal_shows_nothing_of_a_pin(void **state) {
    struct desk *desk = *state;
    int status = 0;
    char *shown = type_pin(desk, "482915", "482916", &status);
    assert_non_null(strstr(shown, "not the same"));
    check_number("refused", WEXITSTATUS(status), 1);
    free(shown);
    shown = type_pin(desk, "482915", "482915", &status);
    if (WEXITSTATUS(status) != 0 || strstr(shown, "4829"))
        fail_msg("%s", shown);
    free(shown);
    expect(desk, 0, "", "pin list", "A");
}

static void switches_pages_and_items(void **state) {
    struct desk *desk = *state;
    expect(desk, 0, "", "switch list", "lookup         clear");
    expect(desk, 0, "", "switch set lookup off", "");
    expect(desk, 0, "", "switch set guong-01 off", "");
    expect(desk, 0, "", "switch list", "lookup         off");
    expect(desk, 0, "", "switch list", "item guong-01  off");
    expect(desk, 1, "", "switch set guong-02 on", "no recorded consent");
    expect(desk, 0, "", "switch set guong-02 off", "");
    expect(desk, 1, "", "switch set nobody off", "no switch and no item");
    expect(desk, 0, "", "switch set nobody clear", ""); // what is not published any more
    expect(desk, 2, "", "switch set lookup perhaps", "expected on, off or clear");
}

static void verifies_the_log(void **state) {
    struct desk *desk = *state;
    char path[256];
    sqlite3 *handle = NULL;
    free(run(desk, 0, "", "switch set lookup off"));
    free(run(desk, 0, "", "switch set models off"));
    expect(desk, 0, "", "audit verify", "2 entries, the chain is whole");
    snprintf(path, sizeof path, "%s/staff/staff.db", desk->folder);
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle,
                                  "UPDATE log SET entry = replace(entry, 'lookup', 'sample')", NULL,
                                  NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(handle);
    expect(desk, 1, "", "audit verify", "line 1 is not what it was");
    expect(desk, 1, "", "doctor", "line 1 of the staff's log is not what it was");
}

static void says_what_is_to_be_done(void **state) {
    struct desk *desk = *state;
    char *said = run(desk, 1, "", "doctor");
    assert_non_null(strstr(said, "do    this kiosk is not enrolled"));
    assert_non_null(strstr(said, "do    nobody has a PIN; kioskctl pin set NAME"));
    assert_null(strstr(said, "there is no content"));
    assert_null(strstr(said, "the data folder"));
    free(said);
    char *command = xasprintf("chmod 755 '%s'", desk->folder);
    assert_int_equal(system(command), 0);
    free(command);
    expect(desk, 1, "", "doctor", "others may look into the data folder (mode 755)");
}

/* --- while a kiosk runs --------------------------------------------------------------------- */

struct kiosk {
    struct clock clock;
    struct staff_store *staff;
    struct content_store *content;
    struct control *control;
};

static json_t *answer(const json_t *request, void *context) {
    struct kiosk *kiosk = context;
    json_t *said = staff_control_answer(request, kiosk->staff, kiosk->content);
    return said ? said : json_pack("{s:s}", "error", "no such request");
}

static void the_kiosk_that_runs_is_asked(void **state) {
    struct desk *desk = *state;
    struct kiosk kiosk = {.staff = NULL};
    char *why = NULL;
    clock_init(&kiosk.clock, 7 * 3600);
    const struct staff_params params = {.data_dir = desk->folder, .clock = &kiosk.clock};
    struct staff_report report;
    kiosk.staff = staff_store_open(&params, &report);
    kiosk.content = content_store_open(desk->folder, &why);
    assert_true(kiosk.staff && kiosk.content);
    expect(desk, 1, "", "switch list", "another program has the staff's file"); // no socket yet
    kiosk.control = control_start(desk->folder, answer, &kiosk);
    expect(desk, 0, "482915", "pin set A", "");
    expect(desk, 0, "", "switch set lookup off", "");
    expect(desk, 1, "", "switch set guong-02 on", "no recorded consent");
    struct overrides chosen;
    struct pin_answer right;
    assert_true(staff_store_overrides(kiosk.staff, &chosen));
    check_number("lookup", chosen.switches.of[SWITCH_LOOKUP], CHOICE_OFF);
    overrides_finish(&chosen);
    staff_store_try_pin_now(kiosk.staff, "482915", &right);
    check_text("who", right.name, "A");
    control_stop(kiosk.control);
    staff_store_close(kiosk.staff);
    content_store_close(kiosk.content);
}

/* What the office is told, and which of its orders are obeyed. */
static void the_office_is_told_and_obeyed(void **state) {
    struct desk *desk = *state;
    struct clock clock;
    struct staff_report report;
    struct pin_answer tried;
    clock_init(&clock, 7 * 3600);
    const struct staff_params params = {.data_dir = desk->folder, .clock = &clock};
    struct staff_store *staff = staff_store_open(&params, &report);
    json_t *status = json_object();
    assert_int_equal(staff_store_set_pin(staff, STAFF_WHO_CONSOLE, "A", "482915"), STAFF_OK);
    assert_int_equal(staff_store_switch(staff, "A", SWITCH_LOOKUP, CHOICE_OFF), STAFF_OK);
    for (int i = 0; i < STAFF_TRIES_MAX; i++)
        staff_store_try_pin_now(staff, "908172", &tried);
    staff_control_report(status, staff, 7 * 3600);
    const json_t *local = jsonread_object(status, "local_switches");
    assert_true(json_is_false(json_object_get(jsonread_object(local, "switches"), "lookup")));
    check_number("pins", jsonread_int(status, "pins", 0), 1);
    check_number("log", jsonread_int(jsonread_object(status, "staff_log"), "seq", 0), 3);
    const char *lock_id = jsonread_text(jsonread_object(status, "pin_lock"), "id", "");
    assert_true(crypto_is_uuid4(lock_id));
    static const char *const ignored[] = {"{\"unlock_pin\":true}",
                                          "{\"unlock_pin\":true,\"unlock_pin_lock\":\"another\"}",
                                          "{\"unlock_pin\":true,\"unlock_pin_lock\":null}"};
    for (size_t i = 0; i < check_items(ignored); i++) {
        json_t *orders = json_loads(ignored[i], 0, NULL);
        staff_control_obey(orders, staff);
        json_decref(orders);
        staff_store_try_pin_now(staff, "482915", &tried);
        check_number(ignored[i], tried.result, PIN_LOCKED);
    }
    json_t *orders = json_pack("{s:b, s:s}", "unlock_pin", 1, "unlock_pin_lock", lock_id);
    staff_control_obey(orders, staff);
    json_decref(orders);
    staff_store_try_pin_now(staff, "482915", &tried);
    check_number("lifted", tried.result, PIN_RIGHT);
    json_decref(status);
    staff_store_close(staff);
}

/* However many items are hidden, the report stays one that a store takes. */
static void a_report_stays_small(void **state) {
    struct desk *desk = *state;
    struct clock clock;
    struct staff_report report;
    struct timeslot slot = {.from_s = 1683855720, .to_s = TIMESLOT_NEVER};
    clock_init(&clock, 7 * 3600);
    const struct staff_params params = {.data_dir = desk->folder, .clock = &clock};
    struct staff_store *staff = staff_store_open(&params, &report);
    char id[120];
    memset(id, 'x', sizeof id);
    for (int i = 0; i < 400; i++) {
        snprintf(id + 100, sizeof id - 100, "%d", i);
        assert_int_equal(staff_store_set_window(staff, "A", id, &slot), STAFF_OK);
    }
    json_t *status = json_object();
    staff_control_report(status, staff, 0);
    char *text = jsonread_dump(status);
    assert_in_range(strlen(text), 1, 4096);
    assert_true(jsonread_bool(jsonread_object(status, "local_switches"), "is_cut", false));
    free(text);
    json_decref(status);
    staff_store_close(staff);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(gives_and_takes_pins, begin, end),
        cmocka_unit_test_setup_teardown(a_terminal_shows_nothing_of_a_pin, begin, end),
        cmocka_unit_test_setup_teardown(switches_pages_and_items, begin, end),
        cmocka_unit_test_setup_teardown(verifies_the_log, begin, end),
        cmocka_unit_test_setup_teardown(says_what_is_to_be_done, begin, end),
        cmocka_unit_test_setup_teardown(the_kiosk_that_runs_is_asked, begin, end),
        cmocka_unit_test_setup_teardown(the_office_is_told_and_obeyed, begin, end),
        cmocka_unit_test_setup_teardown(a_report_stays_small, begin, end),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
