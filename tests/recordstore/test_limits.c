/* Under attack: bodies too large, clients that drip, more connections than allowed. Plain HTTP for
 * what needs a raw socket, TLS where the handshake itself drips. */
#include "office.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>

#define HEADER_S 1
#define BODY_S 2

static struct office office;
static struct machine machine;

static int start(void **state) {
    (void)state;
    office_create(&office);
    OFFICE_SERVE(&office, "--plain", "--set", "limits.header_s=1", "--set", "limits.body_s=2",
                 "--set", "limits.per_address=12");
    office_enrol(&office, &machine);
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_destroy(&office);
    return 0;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int connect_to(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

/* True when the other side has closed. */
static bool is_closed_within(int fd, int ms) {
    char byte;
    struct pollfd waiting = {.fd = fd, .events = POLLIN};
    return poll(&waiting, 1, ms) == 1 && recv(fd, &byte, 1, MSG_PEEK) <= 0;
}

/* Sends a byte every 100 ms until the other side closes. @return after how many milliseconds. */
static int64_t drip(int fd, const char *bytes) {
    int64_t from = now_ms();
    for (size_t i = 0; now_ms() - from < 20000; i++) {
        if (send(fd, bytes[i] ? &bytes[i] : "x", 1, MSG_NOSIGNAL) != 1 || is_closed_within(fd, 100))
            break;
        if (!bytes[i])
            i--;
    }
    return now_ms() - from;
}

static void check_still_serves(void) {
    struct reply reply = {.status = 0};
    office_ask(&office, "GET", "/v1/health", NULL, NULL, 0, &reply);
    check_number("health", reply.status, 200);
    reply_finish(&reply);
}

static void headers_that_drip_are_ended(void **state) {
    (void)state;
    int fd = connect_to(office.port);
    int64_t took_ms = drip(fd, "GET /v1/health HTTP/1.1\r\nHost: x\r\nX-Long: ");
    assert_in_range(took_ms, HEADER_S * 1000 - 100, HEADER_S * 1000 + 1500);
    close(fd);
    check_still_serves();
}

static void bodies_that_drip_are_ended(void **state) {
    (void)state;
    static const char head[] =
        "PUT /v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e HTTP/1.1\r\n"
        "Host: x\r\nContent-Type: application/json\r\n"
        "Content-Length: 1000\r\n\r\n";
    int fd = connect_to(office.port);
    assert_int_equal(send(fd, head, strlen(head), MSG_NOSIGNAL), strlen(head));
    int64_t took_ms = drip(fd, "{");
    assert_in_range(took_ms, BODY_S * 1000 - 100, BODY_S * 1000 + 1500);
    close(fd);
    check_still_serves();
}

static void silent_connections_are_ended(void **state) {
    (void)state;
    int fd = connect_to(office.port);
    assert_false(is_closed_within(fd, HEADER_S * 1000 - 300));
    assert_true(is_closed_within(fd, 2000));
    close(fd);
}

/* A connection that is kept gets its time anew with each request. */
static void a_kept_connection_lives_on(void **state) {
    (void)state;
    static const char ask[] = "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n";
    int fd = connect_to(office.port);
    for (int i = 0; i < 4; i++) {
        char answer[1024];
        assert_int_equal(send(fd, ask, strlen(ask), MSG_NOSIGNAL), strlen(ask));
        ssize_t len = recv(fd, answer, sizeof answer - 1, 0);
        assert_true(len > 0);
        answer[len] = '\0';
        assert_non_null(strstr(answer, "200 OK"));
        sleep_ms(500); // four of these are longer than one header's time
    }
    close(fd);
}

static void one_address_gets_so_many_connections(void **state) {
    (void)state;
    int fds[20], open = 0;
    for (size_t i = 0; i < check_items(fds); i++)
        fds[i] = connect_to(office.port);
    sleep_ms(200);
    for (size_t i = 0; i < check_items(fds); i++)
        open += !is_closed_within(fds[i], 0);
    assert_in_range(open, 8, 12); // those of the tests before may still count
    for (size_t i = 0; i < check_items(fds); i++)
        close(fds[i]);
    sleep_ms(200);
    check_still_serves();
}

static void large_bodies_are_told_so(void **state) {
    (void)state;
    static const struct {
        size_t len;
        int status;
        const char *type;
    } rows[] = {
        {SLIP_BODY_BYTES_MAX, 400, "malformed"}, // taken in, then judged
        {SLIP_BODY_BYTES_MAX + 1, 413, "too-large"},
        {10 * 1024 * 1024, 413, "too-large"},
    };
    check_number("ends well", office_stop(&office, SIGTERM), 0);
    OFFICE_SERVE(&office, "--plain"); // ordinary times: a slow machine may take them
    for (size_t i = 0; i < check_items(rows); i++) {
        struct reply reply = {.status = 0};
        char id[CRYPTO_UUID_MAX], *body = xmalloc(rows[i].len);
        crypto_uuid4(id);
        memset(body, ' ', rows[i].len);
        office_put(&office, &machine, id, body, rows[i].len, &reply);
        check_problem("large", &reply, rows[i].status, rows[i].type, id);
        free(body);
        reply_finish(&reply);
    }
    check_still_serves();
}

/* An announcement beyond all measure is answered at once, and so is one who asks first. */
static void announcements_are_answered_before_the_body(void **state) {
    (void)state;
    static const char *const heads[] = {
        "PUT /v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e HTTP/1.1\r\nHost: x\r\n"
        "Content-Length: 99999999999\r\n\r\n",
        "PUT /v1/nominations/0d4c1b56-31d5-4c3c-9c3b-1d2a3b4c5d6e HTTP/1.1\r\nHost: x\r\n"
        "Expect: 100-continue\r\nContent-Length: 300000\r\n\r\n",
    };
    for (size_t i = 0; i < check_items(heads); i++) {
        int fd = connect_to(office.port);
        char answer[256] = "";
        send(fd, heads[i], strlen(heads[i]), MSG_NOSIGNAL);
        struct pollfd waiting = {.fd = fd, .events = POLLIN};
        check_number(heads[i], poll(&waiting, 1, 1000), 1);
        assert_true(recv(fd, answer, sizeof answer - 1, 0) > 0);
        answer[12] = '\0';
        check_text(heads[i], answer, "HTTP/1.1 413");
        close(fd);
    }
}

static void handshakes_that_drip_are_ended(void **state) {
    (void)state;
    check_number("ends well", office_stop(&office, SIGTERM), 0);
    office.port = 0;
    OFFICE_SERVE(&office, "--set", "limits.header_s=1");
    int fd = connect_to(office.port);
    // A TLS record that announces 512 bytes of client hello.
    int64_t took_ms = drip(fd, "\x16\x03\x01\x02\x01\x01\x01");
    assert_in_range(took_ms, 0, HEADER_S * 1000 + 1500);
    close(fd);
    check_still_serves();
}

static void plain_http_stays_on_this_machine(void **state) {
    (void)state;
    free(OFFICE_RUN(&office, 1, "serve", "--plain", "--listen", "0.0.0.0:0"));
    char *log = office_log(&office);
    assert_non_null(strstr(log, "not a loopback address"));
    free(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_that_drip_are_ended),
        cmocka_unit_test(bodies_that_drip_are_ended),
        cmocka_unit_test(silent_connections_are_ended),
        cmocka_unit_test(a_kept_connection_lives_on),
        cmocka_unit_test(one_address_gets_so_many_connections),
        cmocka_unit_test(large_bodies_are_told_so),
        cmocka_unit_test(announcements_are_answered_before_the_body),
        cmocka_unit_test(handshakes_that_drip_are_ended),
        cmocka_unit_test(plain_http_stays_on_this_machine),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
