#include "records/wall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define PROGRESS "progress"
#define CONSENT "consent"

/* The members that the office adds to somebody whose dossier says all else. */
static const char *const added[] = {"portrait", "story", "numbers", "featured", NULL};

bool wall_is_dossier(const json_t *entry) {
    return !strcmp(jsonread_text(entry, "source", ""), "dossier");
}

char *wall_id(enum topic topic, const json_t *entry) {
    const json_t *meta = jsonread_object(entry, "meta");
    if (!topic_is_list(topic))
        return xstrdup(TOPIC_ALONE_ID);
    if (topic == TOPIC_CAMPAIGN)
        return xasprintf("%s.%s", jsonread_text(meta, "id", ""), jsonread_text(meta, "lang", ""));
    return xstrdup(jsonread_text(entry, "id", ""));
}

const char *wall_name(enum topic topic, const json_t *entry) {
    const json_t *campaign = jsonread_object(entry, "campaign");
    if (topic == TOPIC_CAMPAIGN)
        return jsonread_text(campaign, "short_title", jsonread_text(campaign, "title", ""));
    if (topic == TOPIC_NOTICE)
        return jsonread_text(entry, "title", jsonread_text(entry, "text", ""));
    return topic_is_list(topic) ? jsonread_text(entry, "name", "") : "";
}

/* --- one entry ------------------------------------------------------------------------------ */

static json_t *find(const json_t *manifest, enum topic topic, const char *id) {
    size_t i;
    json_t *one;
    json_array_foreach(jsonread_array(manifest, topic_member(topic)), i, one) {
        char *its = topic == TOPIC_CAMPAIGN ? wall_id(topic, one) : NULL;
        bool is_it = !strcmp(its ? its : jsonread_text(one, "id", ""), id);
        free(its);
        if (is_it)
            return one;
    }
    return NULL;
}

static const json_t *find_progress(const json_t *manifest, const char *unit_id) {
    size_t i;
    json_t *one;
    json_array_foreach(jsonread_array(manifest, PROGRESS), i, one) {
        if (!strcmp(jsonread_text(one, "unit_id", ""), unit_id))
            return one;
    }
    return NULL;
}

static json_t *progress_of(const json_t *row) {
    return json_pack("{s:I, s:I}", "registered", (json_int_t)jsonread_int(row, "registered", 0),
                     "completed", (json_int_t)jsonread_int(row, "completed", 0));
}

static json_t *with_beside(const json_t *manifest, const json_t *consents, enum topic topic,
                           const char *id, json_t *entry) {
    const json_t *row = topic == TOPIC_UNIT ? find_progress(manifest, id) : NULL;
    json_t *consent = topic == TOPIC_HONOUREE ? json_object_get(consents, id) : NULL;
    json_t *whole = json_copy(entry);
    if (row)
        json_object_set_new(whole, PROGRESS, progress_of(row));
    if (consent)
        json_object_set(whole, CONSENT, consent);
    return whole;
}

json_t *wall_index(const json_t *manifest) {
    json_t *index = json_object();
    for (enum topic topic = 0; topic_is_list(topic); topic++) {
        json_t *these = json_object(), *one;
        size_t i;
        json_array_foreach(jsonread_array(manifest, topic_member(topic)), i, one) {
            char *id = wall_id(topic, one);
            json_object_set(these, id, one);
            free(id);
        }
        json_object_set_new(index, topic_id(topic), these);
    }
    return index;
}

json_t *wall_entry_of(const json_t *manifest, const json_t *index, const json_t *consents,
                      enum topic topic, const char *id) {
    if (!topic_is_list(topic))
        return json_incref(json_object_get(manifest, topic_member(topic)));
    json_t *entry = json_object_get(json_object_get(index, topic_id(topic)), id);
    return entry ? with_beside(manifest, consents, topic, id, entry) : NULL;
}

json_t *wall_entry(const json_t *manifest, const json_t *consents, enum topic topic,
                   const char *id) {
    if (!topic_is_list(topic))
        return json_incref(json_object_get(manifest, topic_member(topic)));
    json_t *entry = find(manifest, topic, id);
    return entry ? with_beside(manifest, consents, topic, id, entry) : NULL;
}

json_t *wall_overlay(enum topic topic, const json_t *published, const json_t *entry) {
    if (topic == TOPIC_HONOUREE && !published && wall_is_dossier(entry))
        return NULL; // nothing to lie over: their dossier took them off
    if (topic != TOPIC_HONOUREE || !wall_is_dossier(published))
        return json_incref((json_t *)entry);
    json_t *person = json_copy((json_t *)published);
    for (size_t i = 0; added[i]; i++) {
        json_t *value = json_object_get(entry, added[i]);
        if (value)
            json_object_set(person, added[i], value);
        else
            json_object_del(person, added[i]);
    }
    return person;
}

json_t *wall_kept(enum topic topic, const json_t *entry) {
    if (topic != TOPIC_HONOUREE || !wall_is_dossier(entry))
        return json_incref((json_t *)entry);
    json_t *kept = json_object();
    json_object_set(kept, "id", json_object_get(entry, "id"));
    json_object_set(kept, "source", json_object_get(entry, "source"));
    for (size_t i = 0; added[i]; i++)
        json_object_set(kept, added[i], json_object_get(entry, added[i]));
    return kept;
}

void wall_version(const json_t *entry, char out[WALL_VERSION_MAX]) {
    char *text = entry ? json_dumps(entry, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY) : NULL;
    crypto_sha256_hex(text ? text : "", text ? strlen(text) : 0, out);
    free(text);
}

/* --- changes laid over it ------------------------------------------------------------------- */

/* As kiosks are given it: without what is kept beside it. */
static json_t *bare(const json_t *entry) {
    json_t *copy = json_copy((json_t *)entry);
    json_object_del(copy, PROGRESS);
    json_object_del(copy, CONSENT);
    return copy;
}

/* What a change makes of an entry that is there; NULL: it comes off. A new reference. */
static json_t *changed(enum topic topic, json_t *entry, const json_t *change) {
    json_t *now = json_object_get(change, "entry");
    if (!now)
        return json_incref(entry);
    if (json_is_null(now))
        return topic == TOPIC_HONOUREE && wall_is_dossier(entry) ? json_incref(entry) : NULL;
    json_t *over = wall_overlay(topic, entry, now), *plain = bare(over);
    json_decref(over);
    return plain;
}

static json_t *compose_list(const json_t *manifest, enum topic topic, const json_t *changes) {
    json_t *list = json_array(), *left = json_copy((json_t *)changes), *one;
    const char *id;
    size_t i;
    json_array_foreach(jsonread_array(manifest, topic_member(topic)), i, one) {
        char *its = wall_id(topic, one);
        json_t *now = changed(topic, one, json_object_get(changes, its));
        if (now)
            json_array_append_new(list, now);
        json_object_del(left, its);
        free(its);
    }
    json_object_foreach(left, id, one) { // new ones, in the order they were written in
        const json_t *entry = json_object_get(one, "entry");
        if (json_is_object(entry) && !(topic == TOPIC_HONOUREE && wall_is_dossier(entry)))
            json_array_append_new(list, bare(entry));
    }
    json_decref(left);
    return list;
}

static json_t *progress_row(const json_t *row, const char *unit_id, const json_t *entry) {
    const json_t *progress = jsonread_object(entry, PROGRESS);
    json_t *now = row ? json_copy((json_t *)row) : json_pack("{s:s}", "unit_id", unit_id);
    json_object_set(now, "registered", json_object_get(progress, "registered"));
    json_object_set(now, "completed", json_object_get(progress, "completed"));
    if (!jsonread_bool(entry, "sample", false))
        json_object_del(now, "sample");
    return now;
}

/* The rows of units that changed follow them; those of units that came off go. */
static json_t *compose_progress(const json_t *manifest, const json_t *changes) {
    json_t *list = json_array(), *left = json_copy((json_t *)changes), *one;
    const char *id;
    size_t i;
    json_array_foreach(jsonread_array(manifest, PROGRESS), i, one) {
        const char *unit_id = jsonread_text(one, "unit_id", "");
        const json_t *change = json_object_get(changes, unit_id);
        const json_t *entry = json_object_get(change, "entry");
        if (!change || (entry && !json_is_null(entry) && !json_object_get(entry, PROGRESS)))
            json_array_append(list, one);
        else if (!json_is_null(entry))
            json_array_append_new(list, progress_row(one, unit_id, entry));
        json_object_del(left, unit_id);
    }
    json_object_foreach(left, id, one) {
        const json_t *entry = json_object_get(one, "entry");
        if (jsonread_object(entry, PROGRESS))
            json_array_append_new(list, progress_row(NULL, id, entry));
    }
    json_decref(left);
    return list;
}

json_t *wall_compose(const json_t *manifest, const json_t *changes) {
    json_t *wall = json_copy((json_t *)manifest);
    for (enum topic topic = 0; topic < TOPIC_COUNT; topic++) {
        const json_t *these = jsonread_object(changes, topic_id(topic));
        json_t *alone = json_object_get(json_object_get(these, TOPIC_ALONE_ID), "entry");
        if (json_object_size(these) == 0)
            continue;
        if (topic_is_list(topic))
            json_object_set_new(wall, topic_member(topic), compose_list(manifest, topic, these));
        else if (alone && !json_is_null(alone))
            json_object_set(wall, topic_member(topic), alone);
    }
    const json_t *units = jsonread_object(changes, topic_id(TOPIC_UNIT));
    if (json_object_size(units) > 0)
        json_object_set_new(wall, PROGRESS, compose_progress(manifest, units));
    return wall;
}

/* --- faults --------------------------------------------------------------------------------- */

/* What is one value is told whole. */
static json_t *place_alone(const char *why) {
    for (enum topic topic = 0; topic < TOPIC_COUNT; topic++) {
        char *head = xasprintf("%s%s", topic_member(topic), topic == TOPIC_CURRENT ? ":" : "[");
        const char *at = topic_is_list(topic) ? NULL : strstr(why, head);
        const char *expected = at ? strstr(at, ": expected ") : NULL;
        free(head);
        if (at)
            return json_pack("{s:s, s:s, s:s, s:s, s:s}", "topic", topic_id(topic), "id",
                             TOPIC_ALONE_ID, "name", "", "field", "", "expected",
                             expected ? expected + strlen(": expected ") : "");
    }
    return NULL;
}

json_t *wall_place(const json_t *manifest, const char *why) {
    for (enum topic topic = 0; topic_is_list(topic); topic++) {
        char *head = xasprintf("%s[", topic_member(topic)), field[32] = "";
        const char *at = strstr(why, head), *expected = strstr(why, ": expected ");
        size_t place = at ? strtoul(at + strlen(head), NULL, 10) : 0;
        const char *end = at ? strstr(at, "].") : NULL;
        const json_t *entry = json_array_get(jsonread_array(manifest, topic_member(topic)), place);
        free(head);
        if (!at || !entry)
            continue;
        if (end)
            snprintf(field, sizeof field, "%.*s", (int)strcspn(end + 2, ":[ "), end + 2);
        char *id = wall_id(topic, entry);
        json_t *out = json_pack("{s:s, s:s, s:s, s:s, s:s}", "topic", topic_id(topic), "id", id,
                                "name", wall_name(topic, entry), "field", field, "expected",
                                expected ? expected + strlen(": expected ") : "");
        free(id);
        return out;
    }
    return place_alone(why);
}
