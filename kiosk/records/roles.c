#include "records/roles.h"

#include <string.h>

static const char *const ids[ROLE_COUNT] = {"role-vptk", "role-vhxh", "role-hoidong",
                                            "role-chutich", "role-quantri"};

const char *role_id(enum office_role role) {
    for (unsigned i = 0; i < ROLE_COUNT; i++)
        if (role == 1u << i)
            return ids[i];
    return "";
}

unsigned role_from_id(const char *id) {
    for (unsigned i = 0; i < ROLE_COUNT; i++)
        if (!strcmp(id, ids[i]))
            return 1u << i;
    return 0;
}

void roles_format(unsigned roles, char out[ROLES_TEXT_MAX]) {
    out[0] = '\0';
    for (unsigned i = 0; i < ROLE_COUNT; i++) {
        if (!(roles & 1u << i))
            continue;
        if (out[0])
            strcat(out, " ");
        strcat(out, ids[i]);
    }
}

unsigned roles_parse(const char *text) {
    unsigned roles = 0;
    while (*text) {
        char word[ROLES_TEXT_MAX];
        size_t len = strcspn(text, " ");
        if (len < sizeof word) {
            memcpy(word, text, len);
            word[len] = '\0';
            roles |= role_from_id(word);
        }
        text += len + strspn(text + len, " ");
    }
    return roles;
}
