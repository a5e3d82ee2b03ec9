/* What is different between two manifests, entry by entry and member by member. */
#include "records/wall.h"

#include <stdlib.h>
#include <string.h>

#include "base/jsonread.h"

static void add(json_t *out, enum topic topic, const char *id, const json_t *entry,
                const char *what, json_t *fields) {
    json_array_append_new(out, json_pack("{s:s, s:s, s:s, s:s, s:o}", "topic", topic_id(topic),
                                         "id", id, "name", wall_name(topic, entry), "what", what,
                                         "fields", fields ? fields : json_array()));
}

/* Members of which one is not as the other; NULL and absent are the same. */
static json_t *differing(const json_t *before, const json_t *after) {
    json_t *fields = json_array(), *value;
    const char *key;
    json_object_foreach((json_t *)before, key, value) {
        json_t *now = json_object_get(after, key);
        bool is_nothing = json_is_null(value) && (!now || json_is_null(now));
        if (!is_nothing && !json_equal(value, now))
            json_array_append_new(fields, json_string(key));
    }
    json_object_foreach((json_t *)after, key, value) {
        if (!json_object_get(before, key) && !json_is_null(value))
            json_array_append_new(fields, json_string(key));
    }
    return fields;
}

/* By id, each with what stands beside it. Owned: json_decref. */
static json_t *index_of(const json_t *manifest, enum topic topic) {
    json_t *index = json_object(), *one, *rows = json_object();
    size_t i;
    if (topic == TOPIC_UNIT) {
        json_array_foreach(jsonread_array(manifest, "progress"), i, one) {
            json_object_set(rows, jsonread_text(one, "unit_id", ""), one);
        }
    }
    json_array_foreach(jsonread_array(manifest, topic_member(topic)), i, one) {
        char *id = wall_id(topic, one);
        json_t *row = json_object_get(rows, id), *entry = json_copy(one);
        if (row)
            json_object_set_new(entry, "progress",
                                json_pack("[I, I]", (json_int_t)jsonread_int(row, "registered", 0),
                                          (json_int_t)jsonread_int(row, "completed", 0)));
        json_object_set_new(index, id, entry);
        free(id);
    }
    json_decref(rows);
    return index;
}

static void compare_lists(json_t *out, enum topic topic, const json_t *before,
                          const json_t *after) {
    json_t *was = index_of(before, topic), *is = index_of(after, topic), *one;
    const char *id;
    json_object_foreach(is, id, one) {
        json_t *old = json_object_get(was, id);
        if (!old) {
            add(out, topic, id, one, "added", NULL);
            continue;
        }
        json_t *fields = differing(old, one);
        if (json_array_size(fields) > 0)
            add(out, topic, id, one, "changed", json_incref(fields));
        json_decref(fields);
    }
    json_object_foreach(was, id, one) {
        if (!json_object_get(is, id))
            add(out, topic, id, one, "removed", NULL);
    }
    json_decref(is);
    json_decref(was);
}

json_t *wall_changes(const json_t *before, const json_t *after) {
    json_t *out = json_array();
    for (enum topic topic = 0; topic < TOPIC_COUNT; topic++) {
        const char *member = topic_member(topic);
        json_t *was = json_object_get(before, member), *is = json_object_get(after, member);
        if (topic_is_list(topic))
            compare_lists(out, topic, before, after);
        else if (!json_equal(was, is) &&
                 !(json_object_size(was) + json_array_size(was) == 0 &&
                   json_object_size(is) + json_array_size(is) == 0 && !json_is_string(is)))
            add(out, topic, TOPIC_ALONE_ID, NULL, "changed",
                json_is_object(is) ? differing(was, is) : NULL);
    }
    return out;
}
