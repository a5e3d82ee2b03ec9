/* What the office writes for the wall, by kind: which list of the manifest it stands in. */
#ifndef RECORDS_TOPICS_H
#define RECORDS_TOPICS_H

#include <stdbool.h>

enum topic {
    TOPIC_HONOUREE, // người, gia đình, tập thể được biểu dương
    TOPIC_PROJECT,  // mô hình, công trình, phần việc
    TOPIC_UNIT,     // thôn, đoàn thể, cơ quan
    TOPIC_NOTICE,   // thông báo
    TOPIC_CAMPAIGN, // phong trào, one in each language: its id is ID.LANG
    TOPIC_PINS,     // from here on one value, not a list of entries
    TOPIC_WINDOWS,
    TOPIC_TOGGLES,
    TOPIC_CURRENT, // the id of the campaign that is shown
    TOPIC_COUNT,
};

#define TOPIC_ALONE_ID "all" // of what is one value

/** "honouree": in the database, in words and addresses; static. */
const char *topic_id(enum topic topic);
/** TOPIC_COUNT: none of ours. */
enum topic topic_from_id(const char *id);
/** "honourees": the manifest's member; static. */
const char *topic_member(enum topic topic);
/** False for what is one value. */
bool topic_is_list(enum topic topic);

#endif
