#include "admin/outbox_add.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/commands.h"
#include "admin/outbox_access.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "model/nomination.h"
#include "model/record.h"
#include "model/slip.h"
#include "net/content_control.h"
#include "net/control.h"
#include "store/content_store.h"
#include "store/device.h"

#define LANG "vi"

struct batch {
    const struct admin_options *options;
    struct device device;
    struct content *content; // NULL: nothing is published here yet
    struct slip_moment moment;
    struct nomination *form; // locked memory, one line after the other
    struct slip *slips;      // owned, sealed
    size_t count, cap;
    bool has_fault;
};

/* What a rule wants, for a person with the paper at hand. */
static const char *const expected[] = {
    [NOMINATION_OK] = "",
    [NOMINATION_EMPTY] = "a value",
    [NOMINATION_SHORT] = "a longer text",
    [NOMINATION_LONG] = "a shorter text",
    [NOMINATION_CHARS] = "only characters that this field takes",
    [NOMINATION_TOO_MANY] = "at most 3, each once",
    [NOMINATION_UNKNOWN] = "an id of the published content",
    [NOMINATION_FORMAT] = "a telephone number",
    [NOMINATION_SENSITIVE] = "",
};

/* The manifest's text, owned by the caller: from the running kiosk, else from its file. */
static char *read_manifest(const char *data_dir, size_t *out_len, char **out_why) {
    char *bytes = NULL;
    json_t *request = content_control_request();
    json_t *answer = control_ask(data_dir, request);
    json_decref(request);
    if (answer) {
        const char *manifest = jsonread_text(answer, "manifest", "");
        *out_len = strlen(manifest);
        bytes = manifest[0] ? xstrdup(manifest) : NULL;
        json_decref(answer);
        return bytes;
    }
    struct content_store *store = content_store_open(data_dir, out_why);
    if (store && !content_store_current(store, &bytes, out_len, NULL))
        bytes = NULL;
    content_store_close(store);
    return bytes;
}

static struct content *load_content(const char *data_dir) {
    char *why = NULL;
    size_t len = 0;
    char *bytes = read_manifest(data_dir, &len, &why);
    struct content *content = bytes ? content_decode(bytes, len, LANG, &why) : NULL;
    if (!content)
        fprintf(stderr, "kioskctl outbox: without the published content, ids are not checked%s%s\n",
                why ? ": " : "", why ? why : "");
    free(bytes);
    free(why);
    return content;
}

static void init_batch(struct batch *b) {
    struct clock clock;
    admin_init_clock(b->options, &clock);
    b->content = load_content(b->options->data_dir);
    b->form = crypto_secret_alloc(sizeof *b->form);
    b->moment = (struct slip_moment){
        .wall_s = clock_wall_s(&clock),
        .zone_s = b->content ? b->content->commune.zone_s : clock.zone_s,
        .trust = clock_trust(&clock),
        .uptime_ms = clock_mono_ms(&clock),
    };
}

static void finish_batch(struct batch *b) {
    for (size_t i = 0; i < b->count; i++)
        slip_finish(&b->slips[i]);
    free(b->slips);
    crypto_secret_free(b->form);
    content_destroy(b->content);
    device_finish(&b->device);
}

/* ---- one line ---- */

/* A slip on paper is of the campaign on the wall unless it says so: its id is filled in. Owned by
 * the caller; the line itself when there is nothing to fill in. */
static char *with_campaign(const struct batch *b, const char *line, size_t len) {
    json_t *record = jsonread_bytes(line, len, RECORD_BYTES_MAX, NULL);
    char *text = NULL;
    if (b->content && json_is_object(record) && !json_object_get(record, "campaign_id") &&
        strcmp(jsonread_text(record, "type", ""), "nomination") == 0) {
        json_object_set_new(record, "campaign_id", json_string(b->content->campaign.id));
        text = jsonread_dump(record);
    }
    json_decref(record);
    return text ? text : xstrndup(line, len);
}

/* The rules that record_decode leaves to us; false with `out_why` filled. */
static bool passes_rules(const struct batch *b, const struct record_head *head, char *out_why) {
    const char *prefix = b->content ? b->content->commune.code_prefix : NULL;
    enum nomination_rule rule = NOMINATION_OK;
    enum nomination_field field =
        nomination_first_fault(b->form, b->content, b->options->config.must_name_sender, &rule);
    if (field != NOMINATION_FIELDS) {
        bool is_text = b->form->is_difficulty && field == NOMINATION_DEED;
        snprintf(out_why, RECORD_WHY_MAX, "%s: expected %s",
                 is_text ? "text" : nomination_field_word(field), expected[rule]);
        return false;
    }
    if (!head->code[0] && !prefix) {
        snprintf(out_why, RECORD_WHY_MAX,
                 "code: expected one, for no content is here whose prefix a new one could have");
        return false;
    }
    if (head->code[0] && !code_is_valid(head->code, prefix)) {
        snprintf(out_why, RECORD_WHY_MAX, "code: expected one that begins with %s-", prefix);
        return false;
    }
    return true;
}

static bool seal(struct batch *b, const struct record_head *head, char *out_why) {
    const struct content *content = b->content;
    bool has_published_key = content && content->key.key_id[0];
    const struct slip_key *key = has_published_key ? &content->key : &b->device.seal_key;
    struct slip slip;
    slip_init(&slip, content ? content->commune.code_prefix : "");
    if (head->code[0])
        strcpy(slip.code, head->code); // valid, so it has the size of a code
    const char *campaign_id = head->campaign_id;
    if (!campaign_id[0] && content) // a difficulty: only the envelope names it
        campaign_id = content->campaign.id;
    if (!slip_seal(&slip, b->form, campaign_id, head->lang, key, &b->moment)) {
        snprintf(out_why, RECORD_WHY_MAX, "record: expected one of at most %d bytes",
                 RECORD_BYTES_MAX);
        slip_finish(&slip);
        return false;
    }
    if (b->count == b->cap) {
        b->cap = b->cap ? b->cap * 2 : 64;
        b->slips = xrealloc(b->slips, b->cap, sizeof *b->slips);
    }
    b->slips[b->count++] = slip;
    return true;
}

static void take_line(struct batch *b, const char *file, int number, const char *line, size_t len) {
    struct record_head head;
    char why[RECORD_WHY_MAX];
    char *record = with_campaign(b, line, len);
    bool is_good = record_decode(record, strlen(record), true, b->form, &head, why) &&
                   passes_rules(b, &head, why) && seal(b, &head, why);
    nomination_wipe(b->form);
    crypto_wipe(record, strlen(record));
    free(record);
    if (!is_good)
        fprintf(stderr, "%s:%d: %s\n", file, number, why);
    b->has_fault = b->has_fault || !is_good;
}

/* ---- all of them ---- */

static bool read_lines(struct batch *b, const char *name, FILE *file) {
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    for (int number = 1; (len = getline(&line, &cap, file)) >= 0; number++) {
        if (len > 0 && line[len - 1] == '\n')
            line[--len] = '\0';
        if (strspn(line, " \t\r") < (size_t)len)
            take_line(b, name, number, line, (size_t)len);
    }
    bool is_read = !ferror(file);
    if (!is_read)
        fprintf(stderr, "kioskctl outbox: %s: %s\n", name, strerror(errno));
    if (line)
        crypto_wipe(line, cap);
    free(line);
    return is_read;
}

static int save_all(const struct batch *b, const struct outbox_access *access) {
    char *why = NULL;
    for (size_t i = 0; !why && i < b->count; i++) {
        why = outbox_access_push(access, &b->slips[i]);
        if (!why)
            printf("%s %s\n", b->slips[i].id, b->slips[i].code);
        else
            fprintf(stderr, "kioskctl outbox: %zu of %zu slips are queued, the others not: %s\n", i,
                    b->count, why);
    }
    int status = why ? ADMIN_FAILED : ADMIN_OK;
    free(why);
    return status;
}

static int add_from(struct batch *b, const char *name, FILE *file) {
    struct outbox_access access; // first of all: without it there is nothing to check for
    if (!outbox_access_open(&access, b->options->data_dir, b->device.device_id))
        return ADMIN_FAILED;
    init_batch(b);
    int status = ADMIN_FAILED;
    if (read_lines(b, name, file)) {
        if (b->has_fault)
            fputs("kioskctl outbox: nothing was queued\n", stderr);
        else
            status = save_all(b, &access);
    }
    outbox_access_close(&access);
    return status;
}

int outbox_add(const struct admin_options *options, const char *file) {
    bool is_stdin = strcmp(file, "-") == 0;
    FILE *from = is_stdin ? stdin : fopen(file, "r");
    struct batch batch = {.options = options};
    if (!from) {
        fprintf(stderr, "kioskctl outbox: %s: %s\n", file, strerror(errno));
        return ADMIN_FAILED;
    }
    int status = ADMIN_FAILED;
    if (admin_load_device(options, &batch.device))
        status = add_from(&batch, file, from);
    finish_batch(&batch);
    if (!is_stdin)
        fclose(from);
    return status;
}
