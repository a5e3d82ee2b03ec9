/* Dossiers for other systems of the office, contract 1.2: read, and taken on by events. */
#include "recordstore/api.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "office/casework.h"
#include "records/dossier_list.h"
#include "records/dossier_rules.h"
#include "records/roles.h"
#include "records/service.h"
#include "records/sessions.h"
#include "records/settings.h"
#include "recordstore/dossier_json.h"
#include "recordstore/problems.h"
#include "web/exchange.h"
#include "web/form.h"
#include "web/problem.h"

#define LINES 50

/* What changes something must carry this session's token again: X-CSRF-Token. */
static void answer_read(const struct request *request, struct answer *answer, json_t *value) {
    answer_json(answer, 200, value);
    answer_header(answer, "Cache-Control", "no-store");
    answer_header(answer, "X-CSRF-Token", request->visitor->csrf);
}

/* --- the list ------------------------------------------------------------------------------- */

/* False: the answer is given. */
static bool read_ask(const struct casework *work, struct answer *answer,
                     struct dossier_page_ask *out) {
    const struct form *query = work->request->query;
    const char *after = form_text(query, "after");
    int64_t limit = LINES;
    *out =
        (struct dossier_page_ask){.filter = {.state = form_text(query, "state")}, .is_newer = true};
    if ((form_has(query, "limit") && !form_int(query, "limit", 1, DOSSIER_PAGE_MAX, &limit)) ||
        (after[0] && !dossier_key_parse(after, &out->from))) {
        problem_refuse(work->request, answer, 400, "malformed",
                       "after is a cursor of ours, limit a number from 1 to 200");
        return false;
    }
    out->limit = (size_t)limit;
    return true;
}

static json_t *next_of(const struct dossier_page *page) {
    char key[DOSSIER_KEY_MAX];
    if (!page->has_more && !page->has_stopped)
        return json_null();
    dossier_key_format(&page->reached, key);
    return json_string(key);
}

static void answer_list(const struct casework *work, const struct dossier_page *page,
                        struct answer *answer) {
    json_t *items = json_array();
    for (size_t i = page->count; i > 0; i--) { // the oldest first
        const struct dossier_line *line = &page->lines[i - 1];
        if (dossier_rules_lets_see(work->office.rules, line->state, work->roles))
            json_array_append_new(items, dossier_line_json(line));
    }
    answer_read(work->request, answer,
                json_pack("{s:o, s:o}", "items", items, "next", next_of(page)));
}

/* A store serves one commune; of another one it has none. */
static bool is_ours(const struct request *request) {
    const char *commune = form_text(request->query, "commune");
    return !commune[0] || !strcmp(commune, request->service->settings->commune_id);
}

void api_dossiers(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier_page_ask ask;
    struct dossier_page page = {.lines = NULL};
    casework_open(&work, request);
    if (!read_ask(&work, answer, &ask))
        ; // it is said
    else if (is_ours(request) && dossier_list_page(work.office.sql, &ask, &page) != RECORDS_OK)
        problem_later(answer, NULL);
    else
        answer_list(&work, &page, answer);
    dossier_page_finish(&page);
    casework_close(&work);
}

/* --- one ------------------------------------------------------------------------------------ */

bool api_dossier_read(const struct casework *work, struct answer *answer, struct dossier **out) {
    const struct request *request = work->request;
    struct dossier *dossier = NULL;
    enum dossier_result result = dossiers_read(work->office.sql, request->param, &dossier);
    if (result == DOSSIER_LATER) {
        problem_later(answer, request->param);
        return false;
    }
    if (result == DOSSIER_DONE &&
        dossier_rules_lets_see(work->office.rules, dossier->state, work->roles)) {
        *out = dossier;
        return true;
    }
    dossier_destroy(dossier);
    problem_refuse(request, answer, 404, "not-held", "No record is held under this id");
    return false;
}

void api_dossier(const struct request *request, struct answer *answer) {
    struct casework work;
    struct dossier *dossier = NULL;
    struct dossier_log log = {.lines = NULL};
    casework_open(&work, request);
    if (!api_dossier_read(&work, answer, &dossier)) {
        ; // it is said
    } else if (dossier->purged_at_s) {
        problem_refuse(request, answer, 410, "erased", "The office has erased this record");
    } else if (dossiers_read_log(work.office.sql, dossier->id, &log) != DOSSIER_DONE) {
        problem_later(answer, request->param);
    } else {
        answer_read(request, answer, dossier_json(dossier, &log));
        answer_headerf(answer, "ETag", DOSSIER_ETAG, (long long)dossier->version);
    }
    dossier_log_finish(&log);
    dossier_destroy(dossier);
    casework_close(&work);
}
