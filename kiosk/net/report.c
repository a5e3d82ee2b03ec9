#include "net/report.h"

#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/date.h"
#include "base/jsonread.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "net/http.h"
#include "store/device.h"
#include "store/outbox.h"

static json_t *moment(int64_t at_s, int zone_s) {
    char text[DATE_RFC3339_MAX];
    if (at_s == 0)
        return json_null();
    date_format_rfc3339(at_s, zone_s, text);
    return json_string(text);
}

static void add_counts(json_t *status, const struct sync_params *params) {
    struct outbox_counts counts = {0};
    bool is_ok = outbox_count(params->outbox, &counts) == OUTBOX_OK;
    json_object_set_new(status, "db_ok", json_boolean(is_ok));
    json_object_set_new(status, "queued", json_integer(counts.waiting));
    json_object_set_new(status, "parked", json_integer(counts.parked));
    json_object_set_new(status, "boot", json_integer(counts.boot));
    json_object_set_new(status, "last_seq", json_integer(counts.last_seq));
    json_object_set_new(status, "oldest_queued_at",
                        moment(counts.oldest_waiting_s, params->clock->zone_s));
}

static json_t *make_status(const struct report *report, const struct sync_params *params) {
    json_t *status = json_object();
    struct statvfs disk;
    int zone_s = params->clock->zone_s;
    json_object_set_new(status, "at", moment(clock_wall_s(params->clock), zone_s));
    if (params->app)
        json_object_set_new(status, "app", json_string(params->app));
    add_counts(status, params);
    if (params->data_dir && statvfs(params->data_dir, &disk) == 0)
        json_object_set_new(
            status, "disk_free_mb",
            json_integer((json_int_t)(disk.f_bavail * disk.f_frsize / (1024 * 1024))));
    json_object_set_new(status, "clock_offset_s",
                        report->has_offset ? json_integer(report->clock_offset_s) : json_null());
    json_object_set_new(status, "content_revision", json_integer(report->content_revision));
    json_object_set_new(status, "help_requested_at", moment(report->help_at_s, zone_s));
    if (params->on_status)
        params->on_status(status, params->context);
    return status;
}

/* The store came back from an older backup. It repeats its wish until the slips are there, and is
 * given them once: another number, or a report without the wish in between, makes it a new one. */
static void obey_resend(struct report *report, const struct sync_params *params,
                        const json_t *orders) {
    int64_t from_seq = jsonread_int(orders, "resend_from", 0);
    if (from_seq == report->resent_from)
        return;
    if (from_seq > 0 && outbox_resend_from(params->outbox, from_seq) != OUTBOX_OK)
        return;
    if (from_seq > 0)
        log_warn("the store asks for everything from slip %lld on again", (long long)from_seq);
    report->resent_from = from_seq;
}

static bool take_orders(struct report *report, const struct sync_params *params,
                        const struct http_answer *answer) {
    if (answer->outcome != HTTP_ANSWERED || answer->status != 200 ||
        strcmp(answer->content_type, "application/json") != 0)
        return false;
    json_t *orders = jsonread_bytes(answer->body, answer->body_len, HTTP_ANSWER_MAX, NULL);
    bool is_good = json_is_object(orders);
    if (is_good && answer->date_s) {
        report->has_offset = true;
        report->clock_offset_s = answer->date_s - clock_wall_s(params->clock);
    }
    if (is_good)
        obey_resend(report, params, orders);
    if (is_good && params->on_orders)
        params->on_orders(orders, params->context);
    json_decref(orders);
    return is_good;
}

bool report_run(struct report *report, struct http *http, const struct sync_params *params) {
    json_t *status = make_status(report, params);
    char *body = jsonread_dump(status);
    char *url =
        xasprintf("%s/v1/devices/%s/status", params->device->url, params->device->device_id);
    char *token_line = xasprintf("Authorization: Bearer %s", params->device->token);
    const char *const headers[] = {token_line, "Content-Type: application/json", NULL};
    struct http_request request = {
        .method = "PUT",
        .url = url,
        .headers = headers,
        .body = body,
        .body_len = strlen(body),
    };
    struct http_answer answer;
    http_run(http, &request, &answer);
    bool is_taken = take_orders(report, params, &answer);
    http_answer_finish(&answer);
    free(token_line);
    free(url);
    free(body);
    json_decref(status);
    return is_taken;
}
