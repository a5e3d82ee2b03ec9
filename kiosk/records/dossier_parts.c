#include "records/dossier_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "model/campaign.h"

#define ROMAN_MAX 40 // beyond that a number says it

size_t dossier_part_of(const struct campaign *campaign, const char *level) {
    size_t i = 0;
    while (campaign && i < campaign->level_count && strcmp(campaign->levels[i].id, level) != 0)
        i++;
    return i;
}

size_t dossier_subpart_of(const struct campaign *campaign, const char *group) {
    size_t i = 0;
    while (campaign && i < campaign->group_count && strcmp(campaign->groups[i].id, group) != 0)
        i++;
    return i;
}

char *dossier_part_text(const struct campaign *campaign, size_t part) {
    if (!campaign || part >= campaign->level_count)
        return NULL;
    const struct level *level = &campaign->levels[part];
    return utf8_to_capitals(level->name[0] ? level->name : level->id);
}

char *dossier_subpart_text(const struct campaign *campaign, size_t subpart) {
    if (!campaign || subpart >= campaign->group_count)
        return NULL;
    const struct group *group = &campaign->groups[subpart];
    return xstrdup(group->name[0] ? group->name : group->id);
}

void dossier_part_order(size_t part, char out[DOSSIER_PART_ORDER_MAX]) {
    if (part < 26)
        snprintf(out, DOSSIER_PART_ORDER_MAX, "%c", (char)('A' + part));
    else
        snprintf(out, DOSSIER_PART_ORDER_MAX, "%zu", part + 1);
}

void dossier_subpart_order(size_t subpart, char out[DOSSIER_PART_ORDER_MAX]) {
    static const struct {
        size_t value;
        const char *text;
    } signs[] = {{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}};
    size_t left = subpart + 1;
    out[0] = '\0';
    if (left >= ROMAN_MAX) {
        snprintf(out, DOSSIER_PART_ORDER_MAX, "%zu", left);
        return;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        for (; left >= signs[i].value; left -= signs[i].value)
            strcat(out, signs[i].text); // XXXVIII, the longest, has seven
}
