/* The way by stick, with the real programs at both ends: content from an office to a kiosk without
 * network, slips from that kiosk to the office, and the network coming back afterwards. */
#include "../recordstore/office.h"
#include "kioskctl.h"

#include <dirent.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "base/log.h"
#include "net/content_control.h"
#include "net/control.h"
#include "net/http.h"
#include "net/outbox_control.h"
#include "store/content_store.h"
#include "store/device.h"
#include "store/outbox.h"

#define SLIP                                                                                       \
    "{\"schema\":\"record/1\",\"type\":\"nomination\",\"lang\":\"vi\",\"kind\":\"resident\","      \
    "\"honorific\":null,\"name\":\"Nguyễn Văn A\",\"unit_id\":null,\"unit_other\":null,"        \
    "\"reasons\":[\"r-gop\"],\"deed\":\"\",\"sender\":{\"name\":null,\"phone\":null},"             \
    "\"consent\":{\"version\":\"1\",\"at\":\"2023-05-12T08:00:00+07:00\"}}\n"

struct desk {
    struct office office;
    char data[300], stick[300], program[512];
};

static char *run(const struct desk *desk, int want_status, const char *words) {
    return kioskctl_run(desk->program, desk->data, want_status, NULL, words);
}

static void expect(const struct desk *desk, int want_status, const char *words, const char *want) {
    char *output = run(desk, want_status, words);
    kioskctl_expect_in(output, words, want);
    free(output);
}

/* `words` with the stick's path behind. */
static void expect_stick(const struct desk *desk, int want_status, const char *words,
                         const char *want) {
    char *whole = xasprintf("%s '%s'", words, desk->stick);
    expect(desk, want_status, whole, want);
    free(whole);
}

static void enrol(const struct desk *desk) {
    char *code = OFFICE_RUN(&desk->office, 0, "device", "add");
    code[strcspn(code, "\n")] = '\0';
    char *words = xasprintf("enrol --url %s --code %s", desk->office.url, code);
    expect(desk, 0, words, "enrolled as k-0001");
    free(words);
    free(code);
}

static void desk_start(struct desk *desk) {
    office_create(&desk->office);
    office_publish(&desk->office);
    office_serve(&desk->office, (const char *const[]){NULL});
    snprintf(desk->data, sizeof desk->data, "%s/kiosk", desk->office.folder);
    snprintf(desk->stick, sizeof desk->stick, "%s/stick", desk->office.folder);
    snprintf(desk->program, sizeof desk->program, "%s", desk->office.program);
    strcpy(strstr(desk->program, "/recordstore"), "/kioskctl");
    assert_int_equal(mkdir(desk->stick, 0700), 0);
}

static void desk_finish(struct desk *desk) {
    office_destroy(&desk->office);
}

static void queue_slips(const struct desk *desk, int count) {
    struct strbuf lines = {.text = NULL};
    char *file = path_join(desk->office.folder, "slips.jsonl");
    for (int i = 0; i < count; i++)
        strbuf_add_text(&lines, SLIP);
    assert_true(path_write(file, strbuf_text(&lines), lines.len, 0600));
    char *words = xasprintf("outbox add '%s'", file);
    expect(desk, 0, words, " HP-");
    free(words);
    free(file);
    strbuf_finish(&lines);
}

/* What recordstore says, with the stick's path as its last word. */
static char *office_says(const struct desk *desk, int want_status, const char *const *words) {
    return office_run(&desk->office, want_status, words);
}

static void content_comes_without_a_network(void **state) {
    (void)state;
    struct desk desk;
    desk_start(&desk);
    expect_stick(&desk, 1, "content import", "is not enrolled");
    enrol(&desk);
    expect(&desk, 1, "content import /nonexistent", "expected a folder");
    expect_stick(&desk, 1, "content import", "guong-sang: is not there");
    expect_stick(&desk, 1, "content export", "there is no content on this kiosk yet");
    const char *const export_words[] = {"content", "export", desk.stick, NULL};
    char *said = office_says(&desk, 0, export_words);
    assert_non_null(strstr(said, "revision 1 is in "));
    free(said);
    office_stop(&desk.office, SIGTERM);
    expect_stick(&desk, 0, "content verify", "good: revision 1 of 20");
    expect_stick(&desk, 0, "content import", "revision 1 is here");
    expect_stick(&desk, 1, "content import", "older: revision 1 is on the stick, 1 is here");
    // From kiosk to kiosk: the signature went with it.
    char *second = xasprintf("%s/second", desk.office.folder);
    assert_int_equal(mkdir(second, 0700), 0);
    char *words = xasprintf("content export '%s'", second);
    expect(&desk, 0, words, "the content is in ");
    free(words);
    words = xasprintf("content verify '%s'", second);
    expect(&desk, 0, words, "good: revision 1");
    free(words);
    words = xasprintf("%s/guong-sang/content/manifest.json", second);
    int fd = open(words, O_WRONLY | O_APPEND);
    assert_int_equal(write(fd, " ", 1), 1);
    close(fd);
    free(words);
    words = xasprintf("content verify '%s'", second);
    expect(&desk, 1, words, "refused: ");
    free(words);
    // The network is back: nothing new, by the store's own ETag.
    office_serve(&desk.office, (const char *const[]){NULL});
    expect(&desk, 0, "content fetch", "nothing new");
    office_publish(&desk.office);
    expect(&desk, 0, "content fetch", "new content is here");
    free(second);
    desk_finish(&desk);
}

static void slips_go_without_a_network(void **state) {
    (void)state;
    struct desk desk;
    desk_start(&desk);
    enrol(&desk);
    expect(&desk, 0, "content fetch", "new content is here");
    queue_slips(&desk, 3);
    expect_stick(&desk, 0, "outbox export", "3 slips are in ");
    expect(&desk, 0, "outbox list", "3 slips: 3 to send, 0 sent");
    const char *const import[] = {"import", desk.stick, NULL};
    char *said = office_says(&desk, 0, import);
    check_number("stored", kioskctl_count(said, "  stored\n"), 3);
    assert_non_null(strstr(said, "3 stored, 0 here already, 0 refused"));
    free(said);
    said = office_says(&desk, 0, import);
    check_number("again", kioskctl_count(said, "  held already\n"), 3);
    assert_non_null(strstr(said, "0 stored, 3 here already, 0 refused"));
    free(said);
    expect(&desk, 0, "outbox drain --for 20", "3 sent, 0 still to send, 0 set aside: all done");
    char *list = OFFICE_RUN(&desk.office, 0, "list");
    check_number("once each", kioskctl_count(list, "Nguyễn Văn A"), 3);
    free(list);
    expect_stick(&desk, 0, "outbox export", "0 slips are in ");
    desk_finish(&desk);
}

/* The slips' names on the stick; owned by the caller, a slip a line. */
static char *slip_path(const struct desk *desk) {
    char *dir = xasprintf("%s/guong-sang/outbox/k-0001", desk->stick), *path = NULL;
    DIR *listing = opendir(dir);
    for (struct dirent *entry; listing && !path && (entry = readdir(listing));)
        if (entry->d_name[0] != '.')
            path = path_join(dir, entry->d_name);
    if (listing)
        closedir(listing);
    free(dir);
    assert_non_null(path);
    return path;
}

static void import_refuses(const struct desk *desk, const char *row, const char *want) {
    const char *const import[] = {"import", desk->stick, NULL};
    char *said = office_says(desk, 1, import);
    if (!strstr(said, want) || !strstr(said, "refused  "))
        fail_msg("%s: got \"%s\", want \"%s\" in it", row, said, want);
    free(said);
}

/* A stick is anybody's: each file that is refused is named, and says what was expected. */
static void hostile_slips_are_refused_by_name(void **state) {
    (void)state;
    struct desk desk;
    desk_start(&desk);
    enrol(&desk);
    expect(&desk, 0, "content fetch", "new content is here");
    queue_slips(&desk, 1);
    expect_stick(&desk, 0, "outbox export", "1 slips are in ");
    char *path = slip_path(&desk), *bytes = NULL;
    size_t len = 0;
    assert_true(path_read(path, 1 << 20, &bytes, &len));
    static const struct {
        const char *bytes, *want;
    } rows[] = {
        {"", "expected a JSON object"},
        {"[]", "expected a JSON object"},
        {"{", "expected a JSON object"},
        {"{\"schema\":\"nomination/9\"}", "breaks the rules: "},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        assert_true(path_write(path, rows[i].bytes, strlen(rows[i].bytes), 0600));
        import_refuses(&desk, rows[i].bytes, rows[i].want);
    }
    char *nested = xcalloc(1, 200001);
    memset(nested, '[', 200000);
    assert_true(path_write(path, nested, 200000, 0600));
    import_refuses(&desk, "nested", "expected a JSON object");
    free(nested);
    // Another kiosk's slip in this one's folder, and one under another id.
    char *changed = xstrndup(bytes, len), *at = strstr(changed, "k-0001");
    memcpy(at, "k-0002", 6);
    assert_true(path_write(path, changed, len, 0600));
    import_refuses(&desk, "another device", "device_id: expected the device that sends it");
    free(changed);
    assert_true(path_write(path, bytes, len, 0600));
    char *renamed = xasprintf("%s/guong-sang/outbox/k-0001/"
                              "6c84fb90-12c4-41e1-840d-7b25c5ee775a.json",
                              desk.stick);
    assert_int_equal(rename(path, renamed), 0);
    import_refuses(&desk, "another id", "id: expected the id of the address");
    assert_int_equal(rename(renamed, path), 0);
    // A kiosk that never was.
    char *stranger = xasprintf("%s/guong-sang/outbox/k-0007", desk.stick);
    char *own = xasprintf("%s/guong-sang/outbox/k-0001", desk.stick);
    assert_int_equal(rename(own, stranger), 0);
    import_refuses(&desk, "a stranger", "this one was never enrolled here");
    assert_int_equal(rename(stranger, own), 0);
    // Nothing of all that was taken; the slip itself is, although its kiosk was revoked since.
    char *list = OFFICE_RUN(&desk.office, 0, "list");
    check_text("nothing was taken", list, "");
    free(list);
    free(OFFICE_RUN(&desk.office, 0, "device", "revoke", "k-0001"));
    const char *const import[] = {"import", desk.stick, NULL};
    char *said = office_says(&desk, 0, import);
    assert_non_null(strstr(said, "stored (from a revoked kiosk)"));
    free(said);
    char *log = office_log(&desk.office);
    check_number("nothing typed is logged", kioskctl_count(log, "Nguyễn Văn A"), 0);
    free(log);
    free(stranger);
    free(own);
    free(renamed);
    free(path);
    free(bytes);
    desk_finish(&desk);
}

/* ---- sent once more ---- */

/* As an office's refusal leaves it; the codes of both are kept. */
static void set_aside(const struct desk *desk, char codes[2][CODE_TEXT_MAX]) {
    struct outbox_report report;
    struct outbox *outbox = outbox_open(
        &(struct outbox_params){.data_dir = desk->data, .device_id = "k-0001"}, &report);
    struct outbox_row *rows;
    size_t row_count;
    assert_non_null(outbox);
    assert_int_equal(outbox_list(outbox, &rows, &row_count), OUTBOX_OK);
    check_number("slips", (long long)row_count, 2);
    for (size_t i = 0; i < row_count; i++) {
        strcpy(codes[i], rows[i].code);
        assert_int_equal(outbox_mark_parked(outbox, rows[i].id, "422: refused", 100), OUTBOX_OK);
    }
    free(rows);
    outbox_close(outbox);
}

static void what_was_set_aside_is_sent_again(void **state) {
    (void)state;
    struct desk desk;
    char codes[2][CODE_TEXT_MAX], words[80];
    desk_start(&desk);
    enrol(&desk);
    expect(&desk, 0, "content fetch", "new content is here");
    expect(&desk, 0, "outbox retry --all", "0 slips wait again");
    queue_slips(&desk, 2);
    set_aside(&desk, codes);
    expect(&desk, 2, "outbox retry", "usage:");
    expect(&desk, 2, "outbox list --all", "usage:");
    expect(&desk, 1, "outbox retry HP-AAAA-AA", "no slip here has the code or id HP-AAAA-AA");
    snprintf(words, sizeof words, "outbox retry %s", codes[0]);
    expect(&desk, 0, words, "1 slips wait again");
    expect(&desk, 1, words, "is not set aside; there is nothing to retry");
    expect(&desk, 0, "outbox list", "2 slips: 1 to send, 0 sent, 1 set aside");
    expect(&desk, 0, "outbox retry --all", "1 slips wait again");
    expect(&desk, 0, "outbox drain --for 20", "2 sent, 0 still to send, 0 set aside: all done");
    char *log = run(&desk, 0, "audit list");
    check_number("who did it is noted", kioskctl_count(log, "@console  outbox.retry"), 2);
    check_number("what came is noted", kioskctl_count(log, "@console  content.net"), 1);
    assert_null(strstr(log, codes[0])); // no code of a citizen's
    free(log);
    desk_finish(&desk);
}

/* ---- a kiosk holds the folder ---- */

struct kiosk {
    struct outbox *outbox;
    struct content_control content;
    atomic_int news; // told from the control thread
};

static void on_content(void *context) {
    ((struct kiosk *)context)->news++;
}

static json_t *answer(const json_t *request, void *context) {
    struct kiosk *kiosk = context;
    json_t *content = content_control_answer(request, &kiosk->content);
    return content ? content : outbox_control_answer(request, kiosk->outbox, NULL);
}

static void asks_the_kiosk_that_runs(void **state) {
    (void)state;
    struct desk desk;
    struct device device;
    struct outbox_report report;
    struct kiosk kiosk = {.outbox = NULL};
    char *why = NULL;
    desk_start(&desk);
    enrol(&desk);
    const char *const export_words[] = {"content", "export", desk.stick, NULL};
    free(office_says(&desk, 0, export_words));
    assert_int_equal(device_load(desk.data, &device, &why), DEVICE_OK);
    kiosk.outbox = outbox_open(&(struct outbox_params){.data_dir = desk.data,
                                                       .device_id = device.device_id,
                                                       .skip_ballast = true},
                               &report);
    kiosk.content = (struct content_control){.store = content_store_open(desk.data, &why),
                                             .device = &device,
                                             .on_content = on_content,
                                             .context = &kiosk};
    struct control *control = control_start(desk.data, answer, &kiosk);
    assert_true(kiosk.outbox && kiosk.content.store && control);
    expect_stick(&desk, 0, "content import", "revision 1 is here");
    check_number("the wall is told", kiosk.news, 1);
    expect_stick(&desk, 1, "content import", "older: ");
    check_number("once", kiosk.news, 1);
    queue_slips(&desk, 2);
    expect_stick(&desk, 0, "outbox export", "2 slips are in ");
    expect_stick(&desk, 0, "content export", "the content is in ");
    control_stop(control);
    content_store_close(kiosk.content.store);
    outbox_close(kiosk.outbox);
    device_finish(&device);
    desk_finish(&desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_comes_without_a_network),
        cmocka_unit_test(slips_go_without_a_network),
        cmocka_unit_test(hostile_slips_are_refused_by_name),
        cmocka_unit_test(what_was_set_aside_is_sent_again),
        cmocka_unit_test(asks_the_kiosk_that_runs),
    };
    log_start("test_sticks", LOG_LEVEL_ERROR);
    if (!crypto_start() || !http_global_start())
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    http_global_stop();
    return failed;
}
