/* kioskctl as a technician runs it, against the real record store: enrolment, content, slips from
 * paper, draining, with and without a kiosk that holds the folder. */
#include "../recordstore/office.h"
#include "kioskctl.h"

#include "base/log.h"
#include "net/content_control.h"
#include "net/control.h"
#include "net/http.h"
#include "net/outbox_control.h"
#include "net/upload.h"
#include "store/content_store.h"
#include "store/device.h"
#include "store/outbox.h"

#define CONSENT "\"consent\":{\"version\":\"1\",\"at\":\"2023-05-12T08:00:00+07:00\"}"
#define SENDER "\"sender\":{\"name\":null,\"phone\":null}"
#define SLIP(name, more)                                                                           \
    "{\"schema\":\"record/1\",\"type\":\"nomination\",\"lang\":\"vi\",\"kind\":\"resident\","      \
    "\"honorific\":null,\"name\":\"" name "\",\"unit_id\":null,\"unit_other\":null,"               \
    "\"reasons\":[\"r-gop\"],\"deed\":\"\"," SENDER "," more "}\n"
#define GOOD SLIP("Nguyễn Văn A", CONSENT)

struct desk { // a technician's: a store that answers, a kiosk's folder
    struct office office;
    char data[300], program[512], file[300];
};

static void desk_start(struct desk *desk) {
    office_create(&desk->office);
    office_publish(&desk->office);
    office_serve(&desk->office, (const char *const[]){NULL});
    snprintf(desk->data, sizeof desk->data, "%s/kiosk", desk->office.folder);
    snprintf(desk->file, sizeof desk->file, "%s/slips.jsonl", desk->office.folder);
    snprintf(desk->program, sizeof desk->program, "%s", desk->office.program);
    strcpy(strstr(desk->program, "/recordstore"), "/kioskctl");
}

static void desk_finish(struct desk *desk) {
    office_destroy(&desk->office);
}

static char *run(const struct desk *desk, int want_status, const char *words) {
    return kioskctl_run(desk->program, desk->data, want_status, NULL, words);
}

static void expect(const struct desk *desk, int want_status, const char *words, const char *want) {
    char *output = run(desk, want_status, words);
    kioskctl_expect_in(output, words, want);
    free(output);
}

static void enrol(const struct desk *desk) {
    char *code = OFFICE_RUN(&desk->office, 0, "device", "add", "--name", "máy 1");
    code[strcspn(code, "\n")] = '\0';
    char *words = xasprintf("enrol --url %s --code %s", desk->office.url, code);
    expect(desk, 0, words, "enrolled as k-0001 with ");
    free(words);
    free(code);
    expect(desk, 0, "content fetch", "new content is here");
}

static void write_slips(const struct desk *desk, const char *lines) {
    assert_true(path_write(desk->file, lines, strlen(lines), 0600));
}

/* Adds the file; what it printed, owned by the caller. */
static char *add(const struct desk *desk, int want_status) {
    char *words = xasprintf("outbox add '%s'", desk->file);
    char *output = run(desk, want_status, words);
    free(words);
    return output;
}

static void explains_itself(void **state) {
    (void)state;
    struct desk desk;
    desk_start(&desk);
    static const struct {
        const char *words, *want;
        int status;
    } rows[] = {
        {"--help", "usage: kioskctl [--data DIR]", 0},
        {"enrol --help", "usage: kioskctl enrol", 0},
        {"outbox --help", "usage: kioskctl outbox list", 0},
        {"content --help", "usage: kioskctl content fetch", 0},
        {"", "usage: kioskctl", 2},
        {"dance", "no command 'dance'", 2},
        {"outbox", "usage", 2},
        {"outbox add", "usage", 2},
        {"outbox list --for 3", "usage", 2},
        {"outbox drain --for soon", "usage", 2},
        {"content", "usage", 2},
        {"enrol --url https://x", "usage", 2},
        {"enrol --url https://x --code C --token T", "usage", 2},
        {"--config /nonexistent content fetch", "/nonexistent", 2},
        {"content fetch", "is not enrolled", 1},
        {"outbox drain", "is not enrolled", 1},
        {"outbox list", "0 slips: 0 to send, 0 sent, 0 set aside", 0},
    };
    for (size_t i = 0; i < check_items(rows); i++)
        expect(&desk, rows[i].status, rows[i].words, rows[i].want);
    desk_finish(&desk);
}

static void enrols_by_hand(void **state) {
    (void)state;
    struct desk desk;
    struct machine machine;
    struct reply reply = {.status = 0};
    desk_start(&desk);
    office_enrol(&desk.office, &machine);
    office_get(&desk.office, &machine, "/v1/health", &reply);
    char *seal_key = crypto_base64_encode(machine.key.public_key, CRYPTO_PUBLIC_KEY_BYTES);
    char *sign_key = crypto_base64_encode(machine.sign_key, CRYPTO_PUBLIC_KEY_BYTES);
    char *words = xasprintf("enrol --url %s --device %s --token %s --store-id %s --seal-key %s "
                            "--seal-key-id %s --sign-key %s --ca '%s/tls/cert.pem'",
                            desk.office.url, machine.id, machine.token, reply_text(&reply, "store"),
                            seal_key, machine.key.key_id, sign_key, desk.office.data);
    expect(&desk, 0, words, "enrolled as");
    expect(&desk, 0, "content fetch", "new content is here");
    write_slips(&desk, GOOD);
    free(add(&desk, 0));
    expect(&desk, 0, "outbox drain --for 20", "1 sent, 0 still to send, 0 set aside: all done");
    char *bad = xasprintf("%s --pin 1234", words);
    expect(&desk, 1, bad, "--pin: expected SHA-256");
    free(bad);
    bad = xasprintf("%s --pin %064d", words, 7);
    expect(&desk, 0, bad, "enrolled as");
    expect(&desk, 1, "content fetch", "not reached");
    free(bad);
    free(words);
    free(sign_key);
    free(seal_key);
    reply_finish(&reply);
    desk_finish(&desk);
}

static void checks_every_line_first(void **state) {
    (void)state;
    static const struct {
        const char *line, *want; // behind FILE:2:
    } rows[] = {
        {"{\n", " record: expected JSON"},
        {"[]\n", " type: expected"},
        {SLIP("X", CONSENT), " name: expected a longer text"},
        {SLIP("", CONSENT), " name: expected a value"},
        {SLIP("Trần 99 B", CONSENT), " name: expected only characters"},
        {SLIP("Trần Thị B", "\"consent\":null"), " consent: expected a value"},
        {SLIP("Trần Thị B", "\"consent\":{}"), " consent.version: expected a text"},
        {SLIP("Trần Thị B", CONSENT ",\"code\":\"HP-2222-2223\""), " code: expected"},
        {SLIP("Trần Thị B", CONSENT ",\"code\":7"), " code: expected"},
        {"{\"schema\":\"record/1\",\"type\":\"nomination\",\"lang\":\"vi\",\"kind\":\"resident\","
         "\"name\":\"Trần Thị "
         "B\",\"unit_id\":\"nowhere\",\"reasons\":[\"r-gop\"],\"deed\":\"\"," SENDER "," CONSENT
         "}\n",
         " unit_id: expected an id of the published content"},
        {"{\"schema\":\"record/1\",\"type\":\"difficulty\",\"lang\":\"vi\",\"text\":\"\"," SENDER
         "," CONSENT "}\n",
         " text: expected a value"},
    };
    struct desk desk;
    desk_start(&desk);
    enrol(&desk);
    for (size_t i = 0; i < check_items(rows); i++) {
        char *lines = xasprintf("%s%s", GOOD, rows[i].line);
        char *want = xasprintf("%s:2:%s", desk.file, rows[i].want);
        write_slips(&desk, lines);
        char *output = add(&desk, 1);
        if (!strstr(output, want) || !strstr(output, "nothing was queued"))
            fail_msg("%s: got \"%s\", want \"%s\" in it", rows[i].line, output, want);
        free(output);
        free(want);
        free(lines);
    }
    expect(&desk, 0, "outbox list", "0 slips");
    desk_finish(&desk);
}

static void queues_and_sends_paper(void **state) {
    (void)state;
    struct desk desk;
    desk_start(&desk);
    enrol(&desk);
    char code[CODE_TEXT_MAX];
    code_make("HP", code);
    char *lines =
        xasprintf("%s\n%s{\"schema\":\"record/1\",\"type\":\"difficulty\",\"lang\":\"vi\","
                  "\"code\":\"%s\",\"text\":\"Đường vào thôn hỏng.\"," SENDER "," CONSENT "}\n",
                  GOOD, SLIP("Trần Thị B", CONSENT), code);
    write_slips(&desk, lines);
    char *output = add(&desk, 0);
    check_number("lines", kioskctl_count(output, "\n"), 3);
    check_number("its own code", kioskctl_count(output, code), 1);
    char *list = run(&desk, 0, "outbox list");
    check_number("waiting", kioskctl_count(list, "  waiting  "), 3);
    free(list);
    expect(&desk, 0, "outbox drain --for 20", "3 sent, 0 still to send, 0 set aside: all done");
    expect(&desk, 0, "outbox list", "3 slips: 0 to send, 3 sent, 0 set aside");
    list = OFFICE_RUN(&desk.office, 0, "list");
    for (char *line = strtok(output, "\n"); line; line = strtok(NULL, "\n")) {
        line[CRYPTO_UUID_MAX - 1] = '\0';
        check_number(line, kioskctl_count(list, line), 1);
    }
    free(list);
    free(output);
    free(lines);
    write_slips(&desk, GOOD);
    char *words = xasprintf("outbox add - <'%s'", desk.file);
    expect(&desk, 0, words, " HP-");
    free(words);
    office_stop(&desk.office, SIGTERM);
    expect(&desk, 1, "outbox drain --for 1", "1 still to send, 0 set aside: time is over (no-net");
    desk_finish(&desk);
}

/* ---- a kiosk holds the folder ---- */

struct kiosk {
    struct outbox *outbox;
    struct content_store *content;
    const struct device *device;
    struct uploader *uploader;
};

static json_t *answer(const json_t *request, void *context) {
    struct kiosk *kiosk = context;
    json_t *content = content_control_answer(
        request, &(struct content_control){.store = kiosk->content, .device = kiosk->device});
    return content ? content : outbox_control_answer(request, kiosk->outbox, kiosk->uploader);
}

static void asks_the_kiosk_that_runs(void **state) {
    (void)state;
    struct desk desk;
    struct device device;
    struct clock clock;
    char *why = NULL;
    desk_start(&desk);
    enrol(&desk);
    assert_int_equal(device_load(desk.data, &device, &why), DEVICE_OK);
    clock_init(&clock, 7 * 3600);
    struct outbox_report report;
    struct kiosk kiosk = {
        .outbox = outbox_open(&(struct outbox_params){.data_dir = desk.data,
                                                      .device_id = device.device_id,
                                                      .skip_ballast = true},
                              &report),
        .content = content_store_open(desk.data, &why),
        .device = &device,
    };
    assert_true(kiosk.outbox && kiosk.content);
    write_slips(&desk, GOOD);
    char *output = add(&desk, 1); // the folder is taken, and nobody answers
    assert_non_null(strstr(output, "another program has it"));
    free(output);
    kiosk.uploader = uploader_start(&(struct upload_params){
        .outbox = kiosk.outbox, .device = &device, .clock = &clock, .skip_jitter = true});
    uploader_set_offline(kiosk.uploader, true);
    struct control *control = control_start(desk.data, answer, &kiosk);
    assert_non_null(control);

    free(add(&desk, 0));
    write_slips(&desk, SLIP("X", CONSENT)); // the ids and rules are there, too
    output = add(&desk, 1);
    assert_non_null(strstr(output, "name: expected a longer text"));
    free(output);
    expect(&desk, 0, "outbox list", "1 slips: 1 to send");
    expect(&desk, 1, "outbox drain --for 1", "0 sent, 1 still to send, 0 set aside: time is over");
    uploader_set_offline(kiosk.uploader, false);
    expect(&desk, 0, "outbox drain --for 20", "all done");
    expect(&desk, 0, "outbox list", "1 slips: 0 to send, 1 sent");

    control_stop(control);
    uploader_stop(kiosk.uploader);
    uploader_join(kiosk.uploader);
    content_store_close(kiosk.content);
    outbox_close(kiosk.outbox);
    device_finish(&device);
    desk_finish(&desk);
}

/* Faults 3 to 5: killed at any moment of a drain, each slip is in the store once. */
static void survives_kill(void **state) {
    (void)state;
    enum { SLIPS = 40 };
    struct desk desk;
    struct strbuf lines = {.text = NULL};
    desk_start(&desk);
    enrol(&desk);
    for (int i = 0; i < SLIPS; i++)
        strbuf_add_text(&lines, GOOD);
    write_slips(&desk, lines.text);
    strbuf_finish(&lines);
    char *ids = add(&desk, 0);
    for (int round = 0; round < 15; round++) {
        pid_t pid = fork();
        if (pid == 0) {
            int silent = open("/dev/null", O_WRONLY);
            dup2(silent, STDOUT_FILENO);
            dup2(silent, STDERR_FILENO);
            execl(desk.program, "kioskctl", "--data", desk.data, "outbox", "drain", (char *)NULL);
            _exit(127);
        }
        sleep_ms(10 + (int)crypto_random_below(60));
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, NULL, 0), pid);
    }
    expect(&desk, 0, "outbox drain --for 60", "0 still to send, 0 set aside: all done");
    char *list = OFFICE_RUN(&desk.office, 0, "list");
    check_number("in the store", kioskctl_count(list, "\n"), SLIPS);
    for (char *line = strtok(ids, "\n"); line; line = strtok(NULL, "\n")) {
        line[CRYPTO_UUID_MAX - 1] = '\0';
        check_number(line, kioskctl_count(list, line), 1);
    }
    free(list);
    free(ids);
    desk_finish(&desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(explains_itself),          cmocka_unit_test(enrols_by_hand),
        cmocka_unit_test(checks_every_line_first),  cmocka_unit_test(queues_and_sends_paper),
        cmocka_unit_test(asks_the_kiosk_that_runs), cmocka_unit_test(survives_kill),
    };
    log_start("test_kioskctl", LOG_LEVEL_ERROR);
    if (!crypto_start() || !http_global_start())
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    http_global_stop();
    return failed;
}
