#include "office/preview.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/log.h"
#include "base/path.h"
#include "base/place.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "office/office.h"
#include "office/preview_run.h"
#include "records/service.h"
#include "records/settings.h"

#define PNG_BYTES_MAX (16 * 1024 * 1024)
#define SCRIPT "preview.touch"
#define CONFIG "kiosk.ini"
#define LOG_TOLD 2000

/* --- kept ----------------------------------------------------------------------------------- */

static void finish(struct preview *preview) {
    for (size_t i = 0; i < preview->count; i++)
        free(preview->shots[i].png);
    *preview = (struct preview){.count = 0};
}

void preview_store_finish(struct preview_store *store) {
    for (size_t i = 0; i < PREVIEWS_KEPT; i++)
        finish(&store->kept[i]);
}

static void keep(struct office *office, struct preview *preview) {
    pthread_mutex_lock(&office->lock);
    struct preview_store *store = &office->previews;
    finish(&store->kept[store->next]);
    store->kept[store->next] = *preview;
    store->next = (store->next + 1) % PREVIEWS_KEPT;
    pthread_mutex_unlock(&office->lock);
}

static const struct preview *find(const struct office *office, const char *token) {
    for (size_t i = 0; token[0] && i < PREVIEWS_KEPT; i++)
        if (!strcmp(office->previews.kept[i].token, token))
            return &office->previews.kept[i];
    return NULL;
}

char *preview_find(struct office *office, const char *token, const char *name, size_t *out_len) {
    char *copy = NULL;
    pthread_mutex_lock(&office->lock);
    const struct preview *preview = find(office, token);
    for (size_t i = 0; preview && i < preview->count; i++) {
        const struct preview_shot *shot = &preview->shots[i];
        if (strcmp(shot->name, name) != 0 || !shot->png)
            continue;
        copy = xmalloc(shot->len);
        memcpy(copy, shot->png, shot->len);
        *out_len = shot->len;
    }
    pthread_mutex_unlock(&office->lock);
    return copy;
}

size_t preview_names(struct office *office, const char *token, const char *out[PREVIEW_SHOTS_MAX]) {
    size_t count = 0;
    pthread_mutex_lock(&office->lock);
    const struct preview *preview = find(office, token);
    for (size_t i = 0; preview && i < preview->count; i++)
        if (preview->shots[i].png)
            out[count++] = preview->shots[i].name;
    pthread_mutex_unlock(&office->lock);
    return count;
}

/* --- its folder ----------------------------------------------------------------------------- */

/* Beside our own program, unless the settings say where. Owned. */
static char *program_of(const struct service_settings *settings) {
    if (settings->kiosk_path[0])
        return xstrdup(settings->kiosk_path);
    char *dir = place_program_dir();
    char *program = dir ? path_join(dir, "kiosk") : xstrdup("kiosk");
    free(dir);
    return program;
}

static bool write_text(const char *dir, const char *name, const char *text) {
    char *path = path_join(dir, name);
    FILE *file = fopen(path, "we");
    bool is_written = file && fputs(text, file) >= 0;
    is_written = file && fclose(file) == 0 && is_written;
    free(path);
    return is_written;
}

/* The real path of a folder; owned, NULL with errno. */
static char *real(const char *dir, const char *below) {
    char *joined = below ? path_join(dir, below) : xstrdup(dir), *path = realpath(joined, NULL);
    free(joined);
    return path;
}

/* Pictures are the store's own, which the program only reads. */
static bool link_assets(const struct service_settings *settings, const char *dir) {
    char *assets = real(settings->data_dir, "assets"), *link = path_join(dir, "assets");
    bool is_linked = !assets || symlink(assets, link) == 0; // none yet: no photos
    free(link);
    free(assets);
    return is_linked;
}

static bool write_config(const struct service_settings *settings, const char *dir) {
    char *assets = real(settings->assets_dir, NULL),
         *fonts = real(settings->assets_dir, "../fonts");
    char *text = xasprintf("[paths]\nassets = %s\nfonts = %s\n", assets ? assets : "assets",
                           fonts ? fonts : "fonts");
    bool is_written = write_text(dir, CONFIG, text);
    free(text);
    free(fonts);
    free(assets);
    return is_written;
}

static bool fill_folder(const struct office *office, const char *dir, const json_t *wall) {
    const struct service_settings *settings = office->service->settings;
    char *manifest = jsonread_dump(wall);
    bool is_filled = manifest && write_text(dir, "manifest.json", manifest) &&
                     write_config(settings, dir) && link_assets(settings, dir);
    if (!is_filled)
        log_error("the preview cannot write to '%s': %s", dir, strerror(errno));
    free(manifest);
    return is_filled;
}

/* Files and folders below it; what is linked stays. */
static void remove_folder(const char *dir) {
    DIR *entries = opendir(dir);
    for (struct dirent *one; entries && (one = readdir(entries));) {
        struct stat info;
        char *path = path_join(dir, one->d_name);
        bool is_self = !strcmp(one->d_name, ".") || !strcmp(one->d_name, "..");
        if (!is_self && lstat(path, &info) == 0 && S_ISDIR(info.st_mode))
            remove_folder(path);
        else if (!is_self)
            unlink(path);
        free(path);
    }
    if (entries)
        closedir(entries);
    rmdir(dir);
}

/* --- drawn ---------------------------------------------------------------------------------- */

static void tell(const char *dir, const char *name) {
    char *path = path_join(dir, PREVIEW_LOG), *text = NULL;
    if (path_read(path, 1 << 20, &text, NULL))
        log_warn("the preview has no picture of %s: %.*s", name, LOG_TOLD, text);
    free(text);
    free(path);
}

static bool draw(const char *program, const char *dir, const struct preview_params *params,
                 const char *option, const char *value, struct preview_shot *shot) {
    char *script = path_join(dir, SCRIPT), *config = path_join(dir, CONFIG);
    char *picture = xasprintf("%s/%s.png", dir, shot->name);
    char *line = xasprintf("shot %s.png\n", shot->name);
    const char *const argv[] = {program,   "--config",   config,       "--people", dir,
                                "--draft", "--windowed", params->size, "--script", script,
                                "--shots", dir,          option,       value,      NULL};
    bool is_drawn = write_text(dir, SCRIPT, line) && preview_run(argv, dir) &&
                    path_read(picture, PNG_BYTES_MAX, &shot->png, &shot->len);
    if (!is_drawn)
        tell(dir, shot->name);
    free(line);
    free(picture);
    free(config);
    free(script);
    return is_drawn;
}

static bool draw_all(const char *program, const char *dir, const struct preview_params *params,
                     struct preview *out) {
    const struct {
        const char *name, *option, *value;
    } rows[] = {{"item", "--item", params->item_id},
                {"attract", "--screen", "attract"},
                {"home", "--screen", "home"},
                {"honoured", "--screen", "honoured"},
                {"models", "--screen", "models"}};
    bool is_drawn = true; // what fails once does so again, and takes its time
    for (size_t i = 0; i < sizeof rows / sizeof *rows && is_drawn; i++) {
        if (!rows[i].value[0])
            continue;
        struct preview_shot *shot = &out->shots[out->count++];
        shot->name = rows[i].name;
        is_drawn = draw(program, dir, params, rows[i].option, rows[i].value, shot);
    }
    return is_drawn;
}

static enum preview_result make_in(struct office *office, const struct preview_params *params,
                                   const char *program, char *out_token) {
    const char *temporary = getenv("TMPDIR");
    char *dir = xasprintf("%s/guong-sang-preview-XXXXXX", temporary ? temporary : "/tmp");
    struct preview preview = {.count = 0};
    uint8_t random[(PREVIEW_TOKEN_MAX - 1) / 2];
    bool is_made = mkdtemp(dir) != NULL;
    if (!is_made)
        log_error("the preview cannot make '%s': %s", dir, strerror(errno));
    bool is_drawn = is_made && fill_folder(office, dir, params->wall) &&
                    draw_all(program, dir, params, &preview);
    if (is_made)
        remove_folder(dir);
    free(dir);
    if (!is_drawn) {
        finish(&preview);
        return PREVIEW_FAILED;
    }
    crypto_random(random, sizeof random);
    crypto_hex_encode(random, sizeof random, preview.token);
    strcpy(out_token, preview.token);
    keep(office, &preview);
    return PREVIEW_DONE;
}

enum preview_result preview_make(struct office *office, const struct preview_params *params,
                                 char out_token[PREVIEW_TOKEN_MAX]) {
    char *program = program_of(office->service->settings);
    enum preview_result result = PREVIEW_ABSENT;
    if (access(program, X_OK) == 0) {
        result = PREVIEW_BUSY;
        if (pthread_mutex_trylock(&office->preview_lock) == 0) {
            result = make_in(office, params, program, out_token);
            pthread_mutex_unlock(&office->preview_lock);
        }
    }
    free(program);
    return result;
}
