/* A picture whose transfer breaks off goes on at the byte where it stopped: the kiosk's own fetch,
 * the real record store, and between them a proxy that cuts. What was asked and answered is read
 * off it. */
#include "../recordstore/office.h"
#include "front.h"

#include "base/log.h"
#include "net/sync.h"
#include "store/content_store.h"
#include "store/device.h"

#define PICTURE_BYTES (3u << 20)
#define CUT_BYTES (1u << 20) // of an answer, then the cable is out

struct hall { // a kiosk, and what its office published
    struct office office;
    struct front front;
    struct front_exchange found; // what fetch() returns
    struct machine machine;
    struct clock clock;
    struct content_store *store;
    char *kiosk_dir, *url, *ca_path, *sha256; // owned; the last: of the picture
    struct device device;                     // borrows from the rest
    struct sync_params params;
};

/* Random bytes behind a PNG's first eight: the office looks at no more of it. */
static void publish_picture(struct hall *hall) {
    char *bytes = xmalloc(PICTURE_BYTES), *file = path_join(hall->office.folder, "picture.png");
    crypto_random((uint8_t *)bytes, PICTURE_BYTES);
    memcpy(bytes, "\x89PNG\r\n\x1a\n", 8);
    assert_true(path_write(file, bytes, PICTURE_BYTES, 0600));
    hall->sha256 = OFFICE_RUN(&hall->office, 0, "asset", "add", file);
    hall->sha256[strcspn(hall->sha256, "\n")] = '\0';
    char *text = xasprintf("{\"honourees\":[],\"units\":[],\"projects\":[{\"id\":\"p\",\"kind\":"
                           "\"mo_hinh\",\"name\":\"P\",\"photo\":\"%s\"}]}",
                           hall->sha256);
    char *sample = path_join(hall->office.folder, "sample.json");
    assert_true(path_write(sample, text, strlen(text), 0600));
    char *campaign = office_source(&hall->office, "campaigns/2023"),
         *reasons = office_source(&hall->office, "campaigns/2023/reasons.json");
    free(OFFICE_RUN(&hall->office, 0, "publish", "--campaign", campaign, "--reasons", reasons,
                    "--sample", sample));
    free(reasons);
    free(campaign);
    free(sample);
    free(text);
    free(file);
    free(bytes);
}

static void hall_open(struct hall *hall) {
    char *why = NULL;
    *hall = (struct hall){.kiosk_dir = NULL};
    office_create(&hall->office);
    OFFICE_SERVE(&hall->office, "--plain");
    office_enrol(&hall->office, &hall->machine);
    publish_picture(hall);
    char *tls = path_join(hall->office.data, "tls");
    front_start(&hall->front, tls, hall->office.port);
    hall->ca_path = path_join(tls, "cert.pem");
    free(tls);
    hall->kiosk_dir = path_join(hall->office.folder, "kiosk");
    hall->store = content_store_open(hall->kiosk_dir, &why);
    assert_non_null(hall->store);
    clock_init(&hall->clock, 7 * 3600);
    hall->url = xasprintf("https://127.0.0.1:%d", hall->front.port);
    hall->device = (struct device){.url = hall->url,
                                   .device_id = hall->machine.id,
                                   .token = hall->machine.token,
                                   .ca_path = hall->ca_path,
                                   .has_sign_key = true};
    memcpy(hall->device.sign_key, hall->machine.sign_key, sizeof hall->device.sign_key);
    hall->params = (struct sync_params){
        .store = hall->store, .device = &hall->device, .clock = &hall->clock, .proxy = ""};
}

static void hall_close(struct hall *hall) {
    front_stop(&hall->front);
    content_store_close(hall->store);
    free(hall->kiosk_dir);
    free(hall->ca_path);
    free(hall->url);
    free(hall->sha256);
    office_destroy(&hall->office);
}

/* One pass of the kiosk. @return what was asked and answered about the picture, until the next */
static const struct front_exchange *fetch(struct hall *hall, const char *row, size_t cut_after,
                                          enum sync_result want) {
    char *why = NULL, *line = xasprintf("GET /v1/assets/%s ", hall->sha256);
    front_begin(&hall->front, cut_after);
    check_number(row, sync_once(&hall->params, &why), want);
    if (want == SYNC_OFFLINE)
        assert_non_null(strstr(why, hall->sha256));
    check_number(row, front_find(&hall->front, line, &hall->found), 1);
    free(line);
    free(why);
    return &hall->found;
}

/* It was asked for from `from` on, under the picture's own name, and given from there to its end.
 */
static void check_goes_on(const struct hall *hall, const char *row, const struct front_exchange *e,
                          size_t from) {
    char *range = xasprintf("bytes=%zu-", from), *entity = xasprintf("\"%s\"", hall->sha256);
    char *given = xasprintf("bytes %zu-%u/%u", from, PICTURE_BYTES - 1, PICTURE_BYTES);
    char *rest = xasprintf("%zu", PICTURE_BYTES - from);
    check_text(row, front_header(e->request, "Range"), range);
    check_text(row, front_header(e->request, "If-Range"), entity);
    check_number(row, strncmp(e->head, "HTTP/1.1 206 ", 13), 0);
    check_text(row, front_header(e->head, "Content-Range"), given);
    check_text(row, front_header(e->head, "Content-Length"), rest);
    free(rest);
    free(given);
    free(entity);
    free(range);
}

/* Every byte that was passed on had arrived: not one is fetched twice, over two cuts and a store
 * that was started anew meanwhile. */
static void goes_on_at_the_very_byte(void **state) {
    (void)state;
    struct hall hall;
    hall_open(&hall);
    const struct front_exchange *e = fetch(&hall, "first cut", CUT_BYTES, SYNC_OFFLINE);
    check_text("first", front_header(e->request, "Range"), NULL);
    check_number("first", strncmp(e->head, "HTTP/1.1 200 ", 13), 0);
    size_t have = e->body_len;
    assert_true(have >= CUT_BYTES && have < PICTURE_BYTES);
    e = fetch(&hall, "second cut", CUT_BYTES, SYNC_OFFLINE);
    check_goes_on(&hall, "second", e, have);
    have += e->body_len;
    assert_true(have >= 2 * CUT_BYTES && have < PICTURE_BYTES);
    check_number("not there yet", content_store_has_asset(hall.store, hall.sha256), false);

    assert_int_equal(office_stop(&hall.office, SIGKILL), 128 + SIGKILL);
    OFFICE_SERVE(&hall.office, "--plain");
    e = fetch(&hall, "to the end", SIZE_MAX, SYNC_NEW);
    check_goes_on(&hall, "to the end", e, have);
    check_number("only the rest came", (long long)e->body_len, (long long)(PICTURE_BYTES - have));
    check_number("the picture", content_store_has_asset(hall.store, hall.sha256), true);
    hall_close(&hall);
}

/* What was still on its way is lost with the connection: the rest is counted from what did arrive.
 */
static void goes_on_after_a_reset(void **state) {
    (void)state;
    struct hall hall;
    hall_open(&hall);
    atomic_store(&hall.front.cut, FRONT_RESETS);
    const struct front_exchange *e = fetch(&hall, "cut", 2 * CUT_BYTES, SYNC_OFFLINE);
    size_t sent = e->body_len;
    e = fetch(&hall, "to the end", SIZE_MAX, SYNC_NEW);
    const char *range = front_header(e->request, "Range");
    size_t from = 0;
    assert_non_null(range);
    assert_int_equal(sscanf(range, "bytes=%zu-", &from), 1);
    assert_true(from > 0 && from <= sent);
    check_goes_on(&hall, "to the end", e, from);
    check_number("only the rest came", (long long)e->body_len, (long long)(PICTURE_BYTES - from));
    check_number("the picture", content_store_has_asset(hall.store, hall.sha256), true);
    hall_close(&hall);
}

/* The same from the store's own TLS, which no proxy can look into: the bytes themselves. */
static void the_rest_comes_over_the_stores_own_tls(void **state) {
    (void)state;
    struct hall hall;
    struct reply reply = {.status = 0};
    char *picture = NULL, *file, *path, *headers[3], given[96];
    const size_t from = CUT_BYTES + 1; // not where a block begins
    hall_open(&hall);
    assert_int_equal(office_stop(&hall.office, SIGTERM), 0);
    office_serve(&hall.office, (const char *const[]){NULL});
    file = path_join(hall.office.folder, "picture.png");
    assert_true(path_read(file, PICTURE_BYTES, &picture, NULL));
    path = xasprintf("/v1/assets/%s", hall.sha256);
    headers[0] = xasprintf("Authorization: Bearer %s", hall.machine.token);
    headers[1] = xasprintf("Range: bytes=%zu-", from);
    headers[2] = xasprintf("If-Range: \"%s\"", hall.sha256);
    office_ask(&hall.office, "GET", path,
               (const char *const[]){headers[0], headers[1], headers[2], NULL}, NULL, 0, &reply);
    check_number("a part", reply.status, 206);
    snprintf(given, sizeof given, "bytes %zu-%u/%u", from, PICTURE_BYTES - 1, PICTURE_BYTES);
    check_text("which", reply_header(&reply, "Content-Range"), given);
    check_number("its length", (long long)reply.body.len, (long long)(PICTURE_BYTES - from));
    assert_memory_equal(strbuf_text(&reply.body), picture + from, PICTURE_BYTES - from);
    for (size_t i = 0; i < check_items(headers); i++)
        free(headers[i]);
    reply_finish(&reply);
    free(path);
    free(file);
    free(picture);
    hall_close(&hall);
}

static int start(void **state) {
    (void)state;
    signal(SIGPIPE, SIG_IGN); // the kiosk may be gone when the proxy writes
    log_start("test", LOG_LEVEL_ERROR);
    return crypto_start() && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goes_on_at_the_very_byte),
        cmocka_unit_test(goes_on_after_a_reset),
        cmocka_unit_test(the_rest_comes_over_the_stores_own_tls),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
