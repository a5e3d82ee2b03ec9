#include "net/outbox_control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/xalloc.h"
#include "net/upload.h"
#include "store/bundle_slips.h"
#include "store/outbox.h"

static json_t *error_answer(const char *why) {
    return json_pack("{s:s}", "error", why);
}

static json_t *row_json(const struct outbox_row *row) {
    return json_pack("{s:I, s:s, s:s, s:s, s:I, s:I, s:s}", "seq", (json_int_t)row->seq, "code",
                     row->code, "id", row->id, "state", row->state, "created_at_s",
                     (json_int_t)row->created_at_s, "delivered_at_s",
                     (json_int_t)row->delivered_at_s, "reason", row->reason);
}

json_t *outbox_control_rows(struct outbox *outbox) {
    struct outbox_row *rows = NULL;
    size_t count = 0;
    if (outbox_list(outbox, &rows, &count) != OUTBOX_OK)
        return error_answer("the outbox cannot be read");
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, row_json(&rows[i]));
    free(rows);
    return json_pack("{s:o}", "rows", list);
}

/* ---- push ---- */

json_t *outbox_control_push(const struct slip *slip) {
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:I, s:i, s:i, s:I, s:s}", "do", "outbox.push",
                     "id", slip->id, "code", slip->code, "campaign_id", slip->campaign_id, "key_id",
                     slip->key_id, "is_difficulty", (int)slip->is_difficulty, "wall_s",
                     (json_int_t)slip->moment.wall_s, "zone_s", slip->moment.zone_s, "trust",
                     (int)slip->moment.trust, "uptime_ms", (json_int_t)slip->moment.uptime_ms,
                     "sealed", slip->sealed);
}

/* False when it is missing or does not fit. */
static bool copy_text(const json_t *request, const char *key, char *out, size_t out_bytes) {
    const char *text = jsonread_text(request, key, NULL);
    return text && snprintf(out, out_bytes, "%s", text) < (int)out_bytes;
}

static bool read_slip(const json_t *request, struct slip *out) {
    const char *sealed = jsonread_text(request, "sealed", NULL);
    int64_t trust = jsonread_int(request, "trust", -1);
    *out = (struct slip){
        .is_difficulty = jsonread_bool(request, "is_difficulty", false),
        .moment = {.wall_s = jsonread_int(request, "wall_s", 0),
                   .zone_s = (int)jsonread_int(request, "zone_s", 0),
                   .trust = (enum clock_trust)trust,
                   .uptime_ms = jsonread_int(request, "uptime_ms", 0)},
    };
    bool is_good = sealed && trust >= CLOCK_TRUST_SYNCED && trust <= CLOCK_TRUST_UNSYNCED &&
                   copy_text(request, "id", out->id, sizeof out->id) &&
                   copy_text(request, "code", out->code, sizeof out->code) &&
                   copy_text(request, "campaign_id", out->campaign_id, sizeof out->campaign_id) &&
                   copy_text(request, "key_id", out->key_id, sizeof out->key_id) &&
                   crypto_is_uuid4(out->id) && code_is_valid(out->code, NULL);
    if (is_good)
        out->sealed = xstrdup(sealed);
    return is_good;
}

static json_t *answer_push(const json_t *request, struct outbox *outbox,
                           struct uploader *uploader) {
    static const char *const words[] = {
        [OUTBOX_OK] = "ok",         [OUTBOX_FULL] = "full",       [OUTBOX_FAILED] = "failed",
        [OUTBOX_ABSENT] = "failed", [OUTBOX_REFUSED] = "refused",
    };
    struct slip slip;
    if (!read_slip(request, &slip))
        return error_answer("not a sealed slip");
    enum outbox_result result = outbox_push(outbox, &slip);
    slip_finish(&slip);
    if (result == OUTBOX_OK && uploader)
        uploader_wake(uploader);
    return json_pack("{s:s}", "result", words[result]);
}

/* ---- the rest ---- */

json_t *outbox_control_list(void) {
    return json_pack("{s:s}", "do", "outbox.list");
}

json_t *outbox_control_drain(bool now) {
    return json_pack("{s:s, s:b}", "do", "outbox.drain", "now", (int)now);
}

static json_t *answer_drain(const json_t *request, struct outbox *outbox,
                            struct uploader *uploader) {
    struct outbox_counts counts;
    struct upload_state state;
    if (!uploader)
        return error_answer("this kiosk is not enrolled");
    if (outbox_count(outbox, &counts) != OUTBOX_OK)
        return error_answer("the outbox cannot be read");
    if (jsonread_bool(request, "now", false))
        uploader_hurry(uploader);
    uploader_state(uploader, &state);
    return json_pack("{s:I, s:I, s:I, s:s, s:s}", "waiting", (json_int_t)counts.waiting,
                     "delivered", (json_int_t)counts.delivered, "parked", (json_int_t)counts.parked,
                     "link", upload_link_word(state.link), "why", state.why);
}

json_t *outbox_control_export(const char *dir, const char *device_id) {
    return json_pack("{s:s, s:s, s:s}", "do", "outbox.export", "dir", dir, "device_id", device_id);
}

static json_t *answer_export(const json_t *request, struct outbox *outbox) {
    struct bundle_slips_counts counts;
    char *why = NULL;
    enum bundle_result result =
        bundle_slips_export(jsonread_text(request, "dir", ""), outbox,
                            jsonread_text(request, "device_id", ""), &counts, &why);
    json_t *answer =
        json_pack("{s:s, s:s, s:i, s:i}", "result", bundle_result_word(result), "why",
                  why ? why : "", "written", counts.written, "damaged", counts.damaged);
    free(why);
    return answer;
}

json_t *outbox_control_retry(const char *code_or_id) {
    return json_pack("{s:s, s:s*}", "do", "outbox.retry", "slip", code_or_id);
}

static bool is_meant(const struct outbox_row *row, const char *code_or_id) {
    return !code_or_id || strcmp(row->code, code_or_id) == 0 || strcmp(row->id, code_or_id) == 0;
}

static json_t *answer_retry(const json_t *request, struct outbox *outbox,
                            struct uploader *uploader) {
    const char *slip = jsonread_text(request, "slip", NULL);
    struct outbox_row *rows = NULL;
    size_t count = 0;
    int again = 0, damaged = 0, held = 0;
    enum outbox_result result = outbox_list(outbox, &rows, &count);
    for (size_t i = 0; i < count && result != OUTBOX_FAILED && result != OUTBOX_FULL; i++) {
        if (!is_meant(&rows[i], slip))
            continue;
        result = outbox_retry(outbox, rows[i].id);
        again += result == OUTBOX_OK;
        damaged += result == OUTBOX_REFUSED;
        held += result == OUTBOX_ABSENT;
    }
    free(rows);
    if (result == OUTBOX_FAILED || result == OUTBOX_FULL)
        return error_answer("the outbox cannot be read or written; is the disk full?");
    if (again > 0 && uploader)
        uploader_hurry(uploader);
    return json_pack("{s:i, s:i, s:i}", "again", again, "damaged", damaged, "held", held);
}

json_t *outbox_control_answer(const json_t *request, struct outbox *outbox,
                              struct uploader *uploader) {
    const char *what = jsonread_text(request, "do", "");
    if (!outbox)
        return error_answer("this kiosk has no outbox");
    if (strcmp(what, "outbox.list") == 0)
        return outbox_control_rows(outbox);
    if (strcmp(what, "outbox.push") == 0)
        return answer_push(request, outbox, uploader);
    if (strcmp(what, "outbox.drain") == 0)
        return answer_drain(request, outbox, uploader);
    if (strcmp(what, "outbox.export") == 0)
        return answer_export(request, outbox);
    if (strcmp(what, "outbox.retry") == 0)
        return answer_retry(request, outbox, uploader);
    return error_answer("no such request");
}
