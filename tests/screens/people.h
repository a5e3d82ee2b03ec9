/* People as they may come: told at length, with a name without end, with nothing but a name. */
#ifndef TESTS_SCREENS_PEOPLE_H
#define TESTS_SCREENS_PEOPLE_H

#include "set.h"

#define PEOPLE_SENTENCE                                                                                                        \
    "Khi thôn mở đường, gia đình bà hiến 320 m² đất ruộng, cùng trưởng thôn đến từng nhà, vận " \
    "động 14 hộ cùng góp đất, góp công; sau ba tháng, xe đã vào tận thôn. "

static inline void people_add(json_t *list, const char *json) {
    json_t *person = json_loads(json, 0, NULL);
    assert_non_null(person);
    json_array_append_new(list, person);
}

/** The content that ships with these people on its wall; kept until the program ends. */
static inline struct content *people_content(const char *lang) {
    static struct content *made[2];
    struct content **slot = &made[strcmp(lang, "vi") == 0];
    if (*slot)
        return *slot;
    json_t *root = manifest_compose(), *list = json_array();
#define PEOPLE_SHOWN "\"publish_consent\":true,\"status\":\"published\",\"unit_id\":\"don-vi-03\","
#define PEOPLE_DECIDED "\"decision\":{\"number\":\"1247/QĐ-UBND\",\"date\":\"2023-06-12\"},"
#define PEOPLE_FIGURES                                                                                           \
    "\"numbers\":[{\"value\":\"320 m²\",\"label\":\"đất hiến\"},{\"value\":\"14 hộ\","                   \
    "\"label\":\"cùng góp đất, góp công, góp cát sỏi\"},{\"value\":\"1,2 km\",\"label\":\"đường " \
    "mới\"}],"
    people_add(list,
               "{\"id\":\"long\",\"name\":\"Nông Thị B\",\"honorific\":\"bà\",\"role\":\"Gia đình "
               "nông dân\",\"level\":\"tinh\",\"group\":\"gia_dinh\",\"award\":\"Bằng khen của Chủ "
               "tịch UBND tỉnh\"," PEOPLE_SHOWN PEOPLE_DECIDED PEOPLE_FIGURES
               "\"story\":\"" PEOPLE_SENTENCE PEOPLE_SENTENCE PEOPLE_SENTENCE PEOPLE_SENTENCE
               "\\n" PEOPLE_SENTENCE PEOPLE_SENTENCE PEOPLE_SENTENCE PEOPLE_SENTENCE
               "\\n" PEOPLE_SENTENCE PEOPLE_SENTENCE PEOPLE_SENTENCE PEOPLE_SENTENCE "\"}");
    people_add(
        list,
        "{\"id\":\"name\",\"name\":\"Tập thể cán bộ và nhân dân Chi hội Phụ nữ, Chi đoàn "
        "Thanh niên và Tổ tiết kiệm vay vốn liên thôn Khuổi Slao, Pò Nghiều\",\"role\":\"Tập thể "
        "đoàn thể nhân dân các thôn vùng cao của xã\",\"level\":\"huyen\",\"group\":\"tap_the\","
        "\"award\":\"Giấy khen của Chủ tịch Ủy ban nhân dân huyện về thành tích xuất "
        "sắc\"," PEOPLE_SHOWN PEOPLE_DECIDED PEOPLE_FIGURES
        "\"story\":\"" PEOPLE_SENTENCE PEOPLE_SENTENCE "\"}");
    people_add(list, "{\"id\":\"story\",\"name\":\"Triệu Thị "
                     "E\",\"level\":\"xa\",\"group\":\"gia_dinh\"," PEOPLE_SHOWN PEOPLE_DECIDED
                     "\"story\":\"" PEOPLE_SENTENCE PEOPLE_SENTENCE "\"}");
    people_add(list, "{\"id\":\"bare\",\"name\":\"Y\",\"level\":\"xa\",\"group\":\"ca_nhan\","
                     "\"publish_consent\":true,\"status\":\"published\"," PEOPLE_DECIDED
                     "\"role\":\"\"}");
    people_add(list, "{\"id\":\"card\",\"name\":\"Tập thể đoàn viên Chi hội Nông dân và Hợp tác xã "
                     "Hồi Xanh\",\"level\":\"xa\",\"group\":\"tap_the\",\"publish_consent\":true,"
                     "\"status\":\"published\"," PEOPLE_DECIDED "\"role\":\"\"}");
    json_object_set_new(root, "honourees", list);
    char *why = NULL;
    *slot = manifest_decode(root, lang, &why);
    if (!*slot)
        print_error("%s\n", why);
    assert_non_null(*slot);
    json_decref(root);
    return *slot;
}

static inline size_t people_index_of(const struct content *content, const char *id) {
    size_t i = 0;
    while (i < content->person_count && strcmp(content->people[i].id, id) != 0)
        i++;
    assert_true(i < content->person_count);
    return i;
}

#endif
