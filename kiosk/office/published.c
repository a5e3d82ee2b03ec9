#include "office/published.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "office/office.h"
#include "records/dossier.h"
#include "records/manifests.h"
#include "records/service.h"

#define LOOK_EVERY_S 10
#define LANGUAGE "vi"

/* --- taken and given back ------------------------------------------------------------------- */

/* Dossiers of campaigns before the current one keep their own levels, groups and criteria. */
static void decode_past(struct published *published) {
    const struct content *content = published->content;
    published->past = xcalloc(content->campaign_count, sizeof(struct content *));
    published->past_campaigns = xcalloc(content->campaign_count, sizeof(struct campaign *));
    for (size_t i = 0; i < content->campaign_count; i++) {
        struct content *past = content_of_campaign(content, content->campaigns[i].id);
        if (!past)
            continue;
        published->past_campaigns[published->past_count] = &past->campaign;
        published->past[published->past_count++] = past;
    }
}

static struct published *decode(const struct manifest *manifest) {
    struct published *published = xcalloc(1, sizeof *published);
    char *why = NULL;
    published->revision = manifest->revision;
    published->content = content_decode(manifest->bytes, manifest->len, LANGUAGE, &why);
    if (!published->content)
        log_error("revision %lld of what is published cannot be read: %s",
                  (long long)manifest->revision, why);
    free(why);
    if (published->content)
        decode_past(published);
    return published;
}

/* NULL: there is none newer, or the database cannot say. */
static struct published *read_newer(struct office *office, int64_t revision) {
    struct sql *records = office->service->records;
    struct manifest manifest;
    if (manifests_newest(records, false, &manifest) != RECORDS_OK || manifest.revision == revision)
        return NULL;
    if (manifests_newest(records, true, &manifest) != RECORDS_OK)
        return NULL;
    struct published *published = decode(&manifest);
    manifest_finish(&manifest);
    return published;
}

static void drop(struct published *published) {
    if (--published->holders > 0)
        return;
    for (size_t i = 0; i < published->past_count; i++)
        content_destroy(published->past[i]);
    free(published->past);
    free(published->past_campaigns);
    content_destroy(published->content);
    free(published);
}

/* The office holds the one that is shown, besides those who look at it. */
static void replace(struct office *office, struct published *newer) {
    if (office->published)
        drop(office->published);
    newer->holders = 1;
    office->published = newer;
}

struct published *published_take(struct office *office, int64_t now_s) {
    pthread_mutex_lock(&office->lock);
    int64_t age_s = now_s - office->published_read_at_s;
    if (!office->published || age_s < 0 || age_s >= LOOK_EVERY_S) {
        office->published_read_at_s = now_s;
        struct published *newer =
            read_newer(office, office->published ? office->published->revision : 0);
        if (newer || !office->published)
            replace(office, newer ? newer : xcalloc(1, sizeof *newer));
    }
    struct published *published = office->published;
    published->holders++;
    pthread_mutex_unlock(&office->lock);
    return published;
}

void published_give(struct office *office, struct published *published) {
    if (!published)
        return;
    pthread_mutex_lock(&office->lock);
    drop(published);
    pthread_mutex_unlock(&office->lock);
}

void published_forget(struct office *office) {
    pthread_mutex_lock(&office->lock);
    office->published_read_at_s = 0;
    pthread_mutex_unlock(&office->lock);
}

/* --- names ---------------------------------------------------------------------------------- */

const struct content *published_of(const struct published *published, const char *campaign_id) {
    if (published->content && !strcmp(published->content->campaign.id, campaign_id))
        return published->content;
    for (size_t i = 0; i < published->past_count; i++)
        if (!strcmp(published->past_campaigns[i]->id, campaign_id))
            return published->past[i];
    return NULL;
}

size_t published_campaigns(const struct content *content, struct published_campaign *out,
                           size_t room) {
    size_t count = 0, i;
    json_t *one;
    if (!content)
        return 0;
    json_array_foreach(jsonread_array(content->root, "campaigns"), i, one) {
        const json_t *meta = jsonread_object(one, "meta");
        const json_t *campaign = jsonread_object(one, "campaign");
        const char *id = jsonread_text(meta, "id", "");
        if (id[0] && !strcmp(jsonread_text(meta, "lang", LANGUAGE), LANGUAGE) && count < room)
            out[count++] = (struct published_campaign){
                id, jsonread_text(campaign, "short_title", jsonread_text(campaign, "title", id))};
    }
    return count;
}

const char *published_unit(const struct content *content, const char *id) {
    const struct unit *unit = content ? content_unit(content, id) : NULL;
    return unit ? unit->name : id;
}

const char *published_project(const struct content *content, const char *id) {
    for (size_t i = 0; content && i < content->project_count; i++)
        if (!strcmp(content->projects[i].id, id))
            return content->projects[i].name;
    return id;
}

char *published_projects(const struct content *content, const struct dossier_fields *fields) {
    struct strbuf text = {.text = NULL};
    for (size_t i = 0; i < fields->project_count; i++)
        strbuf_addf(&text, "%s%s", i ? "; " : "",
                    published_project(content, fields->project_ids[i]));
    return strbuf_detach(&text);
}

const char *published_reason(const struct content *content, const char *id) {
    for (size_t i = 0; content && i < content->kind_count; i++) {
        const struct reason *reason = kind_reason(&content->kinds[i], id);
        if (reason)
            return reason->label;
    }
    return id;
}

const char *published_level(const struct content *content, const char *id) {
    const struct level *level = content ? campaign_level(&content->campaign, id) : NULL;
    return level ? level->short_name : id;
}

const char *published_group(const struct content *content, const char *id) {
    const struct group *group = content ? campaign_group(&content->campaign, id) : NULL;
    return group ? group->name : id;
}

const char *published_subject(const struct content *content, const char *id) {
    const struct plan *plan = content ? &content->campaign.plan : NULL;
    for (size_t i = 0; plan && i < plan->subject_count; i++)
        if (!strcmp(plan->subjects[i].id, id))
            return plan->subjects[i].name;
    return id;
}

const char *published_area(const struct content *content, const char *id) {
    const struct area *area = content ? campaign_area(&content->campaign, id) : NULL;
    return area ? area->short_name : id;
}
