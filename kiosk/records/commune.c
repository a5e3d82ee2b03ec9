#include "records/commune.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/ini.h"
#include "base/jsonread.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "records/settings.h"

#define FILE_NAME "commune.ini"
#define FILE_HEAD                                                                                  \
    "# What the commune is called, as init or publish learnt it. [commune] of recordstore.ini "    \
    "and\n"                                                                                        \
    "# options of the command line win over it.\n[commune]\n"

static const struct { // as in the settings, the file and a campaign's meta.commune
    const char *name;
    size_t offset;
} members[] = {
    {"name", offsetof(struct service_settings, commune_name)},
    {"place", offsetof(struct service_settings, place)},
    {"agency", offsetof(struct service_settings, agency)},
    {"code_prefix", offsetof(struct service_settings, code_prefix)},
};
#define MEMBERS (sizeof members / sizeof *members)

static char **member_of(struct service_settings *settings, size_t i) {
    return (char **)((char *)settings + members[i].offset);
}

static const char *text_of(const struct service_settings *settings, size_t i) {
    return *(char *const *)((const char *)settings + members[i].offset);
}

static void fill(struct service_settings *settings, size_t i, const char *text) {
    char **member = member_of(settings, i);
    if ((*member)[0] || !text[0])
        return;
    free(*member);
    *member = xstrdup(text);
}

bool commune_recall(struct service_settings *settings, char **out_why) {
    char *path = path_join(settings->data_dir, FILE_NAME);
    struct service_settings kept = {.data_dir = NULL};
    ini_set_defaults(service_settings_keys, &kept);
    bool is_read = !path_exists(path) || ini_read(path, service_settings_keys, &kept, out_why);
    for (size_t i = 0; is_read && i < MEMBERS; i++)
        fill(settings, i, text_of(&kept, i));
    ini_finish(service_settings_keys, &kept);
    free(path);
    return is_read;
}

void commune_learn(struct service_settings *settings, const json_t *campaign) {
    const json_t *commune = jsonread_object(jsonread_object(campaign, "meta"), "commune");
    for (size_t i = 0; i < MEMBERS; i++)
        fill(settings, i, jsonread_text(commune, members[i].name, ""));
}

bool commune_keep(const struct service_settings *settings, char **out_why) {
    char *path = path_join(settings->data_dir, FILE_NAME), *before = NULL;
    struct strbuf text = {.text = NULL};
    bool is_known = false;
    strbuf_add_text(&text, FILE_HEAD);
    for (size_t i = 0; i < MEMBERS; i++) {
        const char *value = text_of(settings, i);
        if (value[0])
            strbuf_addf(&text, "%s = %s\n", members[i].name, value);
        is_known |= value[0] != '\0';
    }
    bool is_same = path_exists(path) && path_read(path, 1 << 16, &before, NULL) &&
                   !strcmp(before, strbuf_text(&text));
    bool is_kept = !is_known || is_same || path_write(path, strbuf_text(&text), text.len, 0600);
    if (!is_kept)
        *out_why = xasprintf("cannot write '%s': %s", path, strerror(errno));
    free(before);
    strbuf_finish(&text);
    free(path);
    return is_kept;
}

bool commune_is_named(const struct service_settings *settings, char **out_why) {
    struct strbuf missing = {.text = NULL};
    for (size_t i = 0; i < MEMBERS; i++)
        if (!text_of(settings, i)[0])
            strbuf_addf(&missing, "%scommune.%s", missing.len ? ", " : "", members[i].name);
    bool is_named = missing.len == 0;
    if (!is_named)
        *out_why = xasprintf(
            "%s: not known; give them in [commune] of recordstore.ini, with --set, or run "
            "`recordstore init --campaign DIR` with a campaign that has meta.commune",
            strbuf_text(&missing));
    strbuf_finish(&missing);
    return is_named;
}

const char *commune_proper_name(const struct service_settings *settings) {
    const char *name = settings->commune_name;
    for (const char *at = name; *at;) {
        uint32_t letter;
        if (utf8_decode(at, strlen(at), &letter) > 0 && utf8_to_lower(letter) != letter)
            return at; // the kind of commune is written small, its name large
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    return name;
}
