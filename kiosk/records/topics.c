#include "records/topics.h"

#include <string.h>

static const struct {
    const char *id, *member;
} topics[TOPIC_COUNT] = {
    [TOPIC_HONOUREE] = {"honouree", "honourees"},
    [TOPIC_PROJECT] = {"project", "projects"},
    [TOPIC_UNIT] = {"unit", "units"},
    [TOPIC_NOTICE] = {"notice", "notices"},
    [TOPIC_CAMPAIGN] = {"campaign", "campaigns"},
    [TOPIC_PINS] = {"pins", "pins"},
    [TOPIC_WINDOWS] = {"windows", "windows"},
    [TOPIC_TOGGLES] = {"toggles", "toggles"},
    [TOPIC_CURRENT] = {"current", "current"},
};

const char *topic_id(enum topic topic) {
    return topics[topic].id;
}

enum topic topic_from_id(const char *id) {
    enum topic topic = 0;
    while (topic < TOPIC_COUNT && strcmp(topics[topic].id, id) != 0)
        topic++;
    return topic;
}

const char *topic_member(enum topic topic) {
    return topics[topic].member;
}

bool topic_is_list(enum topic topic) {
    return topic < TOPIC_PINS;
}
