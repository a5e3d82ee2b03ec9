/* control.sock: who may speak, what is asked, what is answered. */
#include "rig.h"

#include <pthread.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "base/log.h"
#include "net/control.h"
#include "net/outbox_control.h"

static json_t *echo(const json_t *request, void *context) {
    atomic_int *asked = context;
    atomic_fetch_add(asked, 1);
    return json_pack("{s:O}", "echo", request);
}

static json_t *answer_rig(const json_t *request, void *context) {
    struct rig *rig = context;
    return outbox_control_answer(request, rig->outbox, rig->uploader);
}

/* Asks with a JSON text; the answer as text, owned by the caller. */
static char *ask(const char *dir, const char *request_text) {
    json_t *request = json_loads(request_text, 0, NULL);
    assert_non_null(request);
    json_t *answer = control_ask(dir, request);
    char *text = answer ? jsonread_dump(answer) : NULL;
    json_decref(answer);
    json_decref(request);
    return text;
}

static void answers_line_by_line(void **state) {
    (void)state;
    char *dir = check_make_folder();
    atomic_int asked = 0;
    assert_null(ask(dir, "{}")); // no kiosk runs here
    struct control *control = control_start(dir, echo, &asked);
    assert_non_null(control);
    for (int i = 0; i < 20; i++) { // more than there are places: each goes when it is answered
        char *got = ask(dir, "{\"do\":\"x\"}");
        check_text("answer", got, "{\"echo\":{\"do\":\"x\"}}");
        free(got);
    }
    char *long_text = malloc(300001);
    memset(long_text, 'a', 300000);
    long_text[300000] = '\0';
    json_t *request = json_pack("{s:s}", "long", long_text);
    json_t *answer = control_ask(dir, request);
    check_text("long", jsonread_text(jsonread_object(answer, "echo"), "long", ""), long_text);
    json_decref(answer);
    json_decref(request);
    free(long_text);
    check_number("asked", atomic_load(&asked), 21);
    control_stop(control);
    assert_null(ask(dir, "{}"));
    check_remove_folder(dir);
}

static void belongs_to_its_owner(void **state) {
    (void)state;
    char *dir = check_make_folder();
    atomic_int asked = 0;
    mode_t old_mask = umask(0); // even when nothing is masked
    struct control *control = control_start(dir, echo, &asked);
    umask(old_mask);
    assert_non_null(control);
    char *path = xasprintf("%s/" CONTROL_SOCKET, dir);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_true(S_ISSOCK(info.st_mode));
    check_number("mode", info.st_mode & 0777, 0600);
    assert_null(control_start(dir, echo, &asked)); // the first one answers there
    char *got = ask(dir, "{}");
    assert_non_null(got);
    free(got);
    control_stop(control);
    assert_int_not_equal(stat(path, &info), 0);
    free(path);
    check_remove_folder(dir);
}

/* A kiosk that was killed leaves its socket behind; a deep folder's path does not fit an address.
 */
static void replaces_a_stale_socket_in_a_deep_folder(void **state) {
    (void)state;
    char *top = check_make_folder();
    char *dir = xasprintf("%s/%0100d/%0100d", top, 1, 2);
    assert_true(path_make_dirs(dir));
    atomic_int asked = 0;
    pid_t child = fork();
    if (child == 0) {
        control_start(dir, echo, &asked);
        _exit(0); // without a word
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_null(ask(dir, "{}"));
    struct control *control = control_start(dir, echo, &asked);
    assert_non_null(control);
    char *got = ask(dir, "{\"a\":1}");
    check_text("answer", got, "{\"echo\":{\"a\":1}}");
    free(got);
    control_stop(control);
    free(dir);
    check_remove_folder(top);
}

static int connect_raw(const char *dir) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/" CONTROL_SOCKET, dir);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static void survives_nonsense(void **state) {
    (void)state;
    static const struct {
        const char *name, *bytes;
        size_t len;
        const char *answer; // its beginning; "" when it hangs up
    } table[] = {
        {"not JSON", "hello\n", 6, "{\"error\":"},
        {"half a line, then gone", "{\"a\":", 5, ""},
        {"a zero byte", "{}\0\n", 4, ""},
        {"two at once", "{}\n{}\n", 6, "{\"echo\":{}}\n{\"echo\":{}}\n"},
    };
    char *dir = check_make_folder();
    atomic_int asked = 0;
    struct control *control = control_start(dir, echo, &asked);
    for (size_t i = 0; i < check_items(table); i++) {
        int fd = connect_raw(dir);
        char got[256] = "";
        assert_int_equal(send(fd, table[i].bytes, table[i].len, MSG_NOSIGNAL), table[i].len);
        shutdown(fd, SHUT_WR);
        for (size_t len = 0, part; len < sizeof got - 1; len += part) {
            ssize_t more = recv(fd, got + len, sizeof got - 1 - len, 0);
            if (more <= 0)
                break;
            part = (size_t)more;
        }
        got[strlen(table[i].answer)] = '\0';
        check_text(table[i].name, got, table[i].answer);
        close(fd);
    }
    int idle[CONTROL_CLIENTS_MAX]; // all places taken by silent ones: the next is turned away,
    for (int i = 0; i < CONTROL_CLIENTS_MAX; i++)
        idle[i] = connect_raw(dir);
    assert_null(ask(dir, "{}"));
    for (int i = 0; i < CONTROL_CLIENTS_MAX; i++)
        close(idle[i]);
    char *got = NULL;
    for (int i = 0; !got && i < 100; i++) // and served again when they went
        got = ask(dir, "{}");
    check_text("after them", got, "{\"echo\":{}}");
    free(got);
    control_stop(control);
    check_remove_folder(dir);
}

/* The requests of kioskctl against a kiosk's real outbox and uploader. */
static void carries_the_outbox(void **state) {
    (void)state;
    struct rig rig = {.stub = {.script = "e422 ok"}};
    rig_start(&rig, 1);
    struct control *control = control_start(rig.dir.path, answer_rig, &rig);
    char *got = ask(rig.dir.path, "{\"do\":\"outbox.drain\"}");
    check_text("not enrolled", got, "{\"error\":\"this kiosk is not enrolled\"}");
    free(got);
    control_stop(control);
    rig_upload(&rig);
    control = control_start(rig.dir.path, answer_rig, &rig);
    rig_until_waiting(&rig, "parked", 0, 0);

    struct slip slip = kit_slip(2, 600);
    json_t *push = outbox_control_push(&slip);
    for (int i = 0; i < 2; i++) { // the same again is looked up
        json_t *answer = control_ask(rig.dir.path, push);
        check_text("push", jsonread_text(answer, "result", ""), "ok");
        json_decref(answer);
    }
    json_object_set_new(push, "sealed", json_string("b3RoZXI="));
    json_t *answer = control_ask(rig.dir.path, push);
    check_text("other content", jsonread_text(answer, "result", ""), "refused");
    json_decref(answer);
    json_object_set_new(push, "id", json_string("not-an-id"));
    answer = control_ask(rig.dir.path, push);
    check_text("bad slip", jsonread_text(answer, "error", ""), "not a sealed slip");
    json_decref(answer);
    json_decref(push);
    rig_until_waiting(&rig, "sent", 0, 0);
    rig_until_link(&rig, "sent", UPLOAD_LINK_OK);

    got = ask(rig.dir.path, "{\"do\":\"outbox.drain\",\"now\":true}");
    check_text("drain", got,
               "{\"waiting\":0,\"delivered\":1,\"parked\":1,\"link\":\"ok\",\"why\":\"\"}");
    free(got);
    json_t *list = outbox_control_list();
    answer = control_ask(rig.dir.path, list);
    json_decref(list);
    const json_t *rows = jsonread_array(answer, "rows");
    check_number("rows", (long long)json_array_size(rows), 2);
    check_text("state", jsonread_text(json_array_get(rows, 0), "state", ""), "parked");
    check_text("id", jsonread_text(json_array_get(rows, 1), "id", ""), slip.id);
    check_text("code", jsonread_text(json_array_get(rows, 1), "code", ""), slip.code);
    json_decref(answer);
    got = ask(rig.dir.path, "{\"do\":\"outbox.burn\"}");
    check_text("unknown", got, "{\"error\":\"no such request\"}");
    free(got);
    control_stop(control);
    rig_stop_upload(&rig);
    rig.pushed = 2;
    rig_reckon(&rig, "by control", 0);
    slip_finish(&slip);
    rig_finish(&rig);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_line_by_line),
        cmocka_unit_test(belongs_to_its_owner),
        cmocka_unit_test(replaces_a_stale_socket_in_a_deep_folder),
        cmocka_unit_test(survives_nonsense),
        cmocka_unit_test(carries_the_outbox),
    };
    log_start("test_control", LOG_LEVEL_ERROR);
    if (!crypto_start() || !http_global_start())
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    http_global_stop();
    return failed;
}
