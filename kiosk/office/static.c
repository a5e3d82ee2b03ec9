#include "office/static.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/strbuf.h"

#define FILE_BYTES_MAX (1024 * 1024)

static const char *type_of(const char *name) {
    static const struct {
        const char *end, *type;
    } types[] = {
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".svg", "image/svg+xml"},
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (!strcmp(dot, types[i].end))
            return types[i].type;
    return NULL;
}

/* `bytes` becomes the file's. */
static bool add(struct static_files *files, const char *name, char *bytes, size_t len,
                char **out_why) {
    if (files->count == STATIC_FILES_MAX || strlen(name) >= sizeof files->files[0].name) {
        *out_why = xasprintf("there is no room for '%s' among the pages' files", name);
        free(bytes);
        return false;
    }
    struct static_file *file = &files->files[files->count++];
    *file = (struct static_file){.type = type_of(name), .bytes = bytes, .len = len};
    snprintf(file->name, sizeof file->name, "%s", name);
    crypto_sha256_hex(bytes, len, file->sha256);
    return true;
}

/* One file of a folder, by its name. */
typedef bool take_file(struct static_files *files, struct strbuf *sprite, const char *name,
                       char *bytes, size_t len, char **out_why);

static bool take_as_it_is(struct static_files *files, struct strbuf *sprite, const char *name,
                          char *bytes, size_t len, char **out_why) {
    (void)sprite;
    return add(files, name, bytes, len, out_why);
}

/* "<svg ATTRIBUTES>DRAWING</svg>" becomes "<symbol id=.. ATTRIBUTES>DRAWING</symbol>"; an icon is
 * white on the kiosk and has the text's colour here. */
static bool take_as_symbol(struct static_files *files, struct strbuf *sprite, const char *name,
                           char *bytes, size_t len, char **out_why) {
    static const char white[] = "#FFFFFF", head[] = "<svg", tail[] = "</svg>";
    char *from = strstr(bytes, head), *to = strstr(bytes, tail);
    (void)files;
    (void)len;
    (void)out_why;
    if (from && to) {
        *to = '\0';
        from += strlen(head);
        strbuf_addf(sprite, "<symbol id=\"%.*s\"", (int)strcspn(name, "."), name);
        for (char *at; (at = strstr(from, white)); from = at + strlen(white)) {
            strbuf_add(sprite, from, (size_t)(at - from));
            strbuf_add_text(sprite, "currentColor");
        }
        strbuf_addf(sprite, "%s</symbol>\n", from);
    }
    free(bytes);
    return true;
}

static int is_served(const struct dirent *entry) {
    return entry->d_name[0] != '.' && type_of(entry->d_name) != NULL;
}

static bool read_folder(struct static_files *files, struct strbuf *sprite, const char *dir,
                        take_file *take, char **out_why) {
    struct dirent **entries;
    int count = scandir(dir, &entries, is_served, alphasort);
    bool is_ok = count >= 0;
    if (count < 0)
        *out_why = xasprintf("cannot read '%s': %s; set office.assets to the assets folder", dir,
                             strerror(errno));
    for (int i = 0; i < count; i++) {
        char *path = path_join(dir, entries[i]->d_name), *bytes;
        size_t len;
        if (is_ok && !path_read(path, FILE_BYTES_MAX, &bytes, &len)) {
            *out_why = xasprintf("cannot read '%s': %s", path, strerror(errno));
            is_ok = false;
        } else if (is_ok) {
            is_ok = take(files, sprite, entries[i]->d_name, bytes, len, out_why);
        }
        free(path);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return is_ok;
}

bool static_files_read(struct static_files *files, const char *assets_dir, char **out_why) {
    struct strbuf sprite = {.text = NULL};
    char *own = path_join(assets_dir, "office"), *icons = path_join(assets_dir, "art/icons");
    strbuf_add_text(&sprite, "<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
    bool is_ok = read_folder(files, &sprite, own, take_as_it_is, out_why) &&
                 read_folder(files, &sprite, icons, take_as_symbol, out_why);
    strbuf_add_text(&sprite, "</svg>\n");
    size_t len = sprite.len;
    if (is_ok)
        is_ok = add(files, "icons.svg", strbuf_detach(&sprite), len, out_why);
    strbuf_finish(&sprite);
    free(own);
    free(icons);
    return is_ok;
}

const struct static_file *static_files_find(const struct static_files *files, const char *name) {
    for (size_t i = 0; i < files->count; i++)
        if (!strcmp(files->files[i].name, name))
            return &files->files[i];
    return NULL;
}

void static_files_finish(struct static_files *files) {
    for (size_t i = 0; i < files->count; i++)
        free(files->files[i].bytes);
    files->count = 0;
}
