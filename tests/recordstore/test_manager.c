/* What the service manager hears: a socket of its own, as systemd gives one. */
#include "office.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>

#define WATCHDOG_MS 1500

static struct office office;
static struct machine machine;
static int heard; // the manager's end

static int open_socket(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static int start(void **state) {
    char watchdog[24];
    (void)state;
    office_create(&office);
    char *path = path_join(office.folder, "notify");
    heard = open_socket(path);
    setenv("NOTIFY_SOCKET", path, 1);
    snprintf(watchdog, sizeof watchdog, "%d", WATCHDOG_MS * 1000);
    setenv("WATCHDOG_USEC", watchdog, 1);
    free(path);
    // One who is stuck is all of them.
    OFFICE_SERVE(&office, "--plain", "--set", "limits.threads=1");
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_destroy(&office);
    close(heard);
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    return 0;
}

/* The next word, "" when none comes in time. */
static const char *hear(int within_ms) {
    static char word[128];
    struct pollfd waiting = {.fd = heard, .events = POLLIN};
    ssize_t len = poll(&waiting, 1, within_ms) == 1 ? recv(heard, word, sizeof word - 1, 0) : 0;
    word[len > 0 ? len : 0] = '\0';
    return word;
}

static void it_is_ready_when_it_answers(void **state) {
    struct reply reply = {.status = 0};
    (void)state;
    check_text("first", hear(5000), "READY=1");
    office_ask(&office, "GET", "/v1/health", NULL, NULL, 0, &reply);
    check_number("health", reply.status, 200);
    reply_finish(&reply);
}

static void it_says_that_it_lives(void **state) {
    (void)state;
    for (int i = 0; i < 4; i++)
        check_text("beat", hear(WATCHDOG_MS), "WATCHDOG=1");
}

/* Holds what every change waits for. */
static int hold_writer(void) {
    char *path = xasprintf("%s/records/records.db-writer", office.data);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    free(path);
    return fd;
}

static pid_t send_slip(const struct parcel *parcel, int writer) {
    pid_t child = fork();
    if (child == 0) {
        struct reply reply = {.status = 0};
        close(writer); // else it would be held here, too
        office_put(&office, &machine, parcel->id, parcel->body, parcel->len, &reply);
        _exit(reply.status == 201 ? 0 : 1);
    }
    return child;
}

static void it_is_silent_while_nobody_is_answered(void **state) {
    const struct nomination form = good_form();
    struct parcel parcel;
    int status;
    (void)state;
    if (office.db[0])
        return; // a server has no such lock; its hanging ends by itself (records/test_lost_server)
    office_enrol(&office, &machine);
    parcel_make(&machine, &form, 1, NULL, &parcel);
    int writer = hold_writer();
    pid_t child = send_slip(&parcel, writer);
    sleep_ms(WATCHDOG_MS);
    while (*hear(1)) // of before
        continue;
    check_text("while it is stuck", hear(2 * WATCHDOG_MS), "");
    close(writer);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    check_text("and then", hear(2 * WATCHDOG_MS), "WATCHDOG=1");
    parcel_finish(&parcel);
}

static void it_says_that_it_ends(void **state) {
    (void)state;
    assert_int_equal(office_stop(&office, SIGTERM), 0);
    const char *word = hear(1000);
    while (!strcmp(word, "WATCHDOG=1"))
        word = hear(1000);
    check_text("last", word, "STOPPING=1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_ready_when_it_answers),
        cmocka_unit_test(it_says_that_it_lives),
        cmocka_unit_test(it_is_silent_while_nobody_is_answered),
        cmocka_unit_test(it_says_that_it_ends),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
