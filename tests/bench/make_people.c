/* make people N=1000 [DIR=build/people]: a folder with a whole manifest of invented people and
 * their photos, for `kiosk --people`. The campaign is that of 2023; names, deeds and pictures are
 * put together from our own lists and drawings. The same N makes the same bytes. */
#include "portrait.h"

#include "base/crypto.h"
#include "base/ini.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "records/commune.h"
#include "records/manifest.h"
#include "records/settings.h"

#define VERSION 1 // of what is made: another one makes it anew
#define SEED 2023
#define PEOPLE_MAX 200000
#define PHOTOS_MAX 1000
#define JPEG_QUALITY 84
#define JPEG_BYTES_MAX (1 << 20)
#define SCENE_W 800
#define SCENE_H 600

#define BY_PROVINCE 10 // of a hundred people
#define BY_DISTRICT 22 // likewise; the others by the commune
#define FEATURED 7     // for the screen that waits

static const struct bust {
    const char *name;
    const char *group; // NULL: an individual or a household
    const char *role;  // part of those that go with its clothes; NULL: any
    bool is_woman;
} busts[] = {
    {"bust-nung", NULL, NULL, true},
    {"bust-tay", NULL, NULL, false},
    {"bust-kinh", NULL, NULL, true},
    {"bust-nong-dan", "gia_dinh", "Nông dân", false},
    {"bust-dao", NULL, NULL, true},
    {"bust-cong-an", "ca_nhan", "Công an", false},
    {"bust-can-bo", "ca_nhan", "Công chức", false},
    {"bust-group", "tap_the", NULL, false},
};
#define BUSTS (sizeof busts / sizeof *busts)
#define BUST_W (PORTRAIT_W + 2 * PORTRAIT_MARGIN)
#define BUST_H (PORTRAIT_H + 2 * PORTRAIT_MARGIN)

struct maker {
    const char *dir;
    size_t people, photos;
    json_t *names;                       // owned
    struct manifest_parts parts;         // owned
    json_t *assets;                      // owned
    char (*shas)[CRYPTO_SHA256_HEX_MAX]; // of the photos, owned
    int64_t photo_bytes;
};

static void stop(const char *what, const char *why) {
    fprintf(stderr, "make_people: %s: %s\n", what, why);
    exit(1);
}

/* Thousands of files need not survive a power cut: no fsync here. */
static void write_file(const char *dir, const char *name, const void *bytes, size_t len) {
    char *path = path_join(dir, name);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, len, file) != len || fclose(file) != 0)
        stop(path, "cannot be written");
    free(path);
}

/* --- pictures --------------------------------------------------------------------------------- */

/* Writes it as JPEG under its hash; takes the surface. */
static void keep_picture(struct maker *maker, SDL_Surface *picture, char out_sha[]) {
    static uint8_t bytes[JPEG_BYTES_MAX];
    SDL_RWops *stream = SDL_RWFromMem(bytes, sizeof bytes);
    if (IMG_SaveJPG_RW(picture, stream, 0, JPEG_QUALITY) != 0)
        stop("JPEG", SDL_GetError());
    size_t len = (size_t)SDL_RWtell(stream);
    SDL_RWclose(stream);
    SDL_FreeSurface(picture);
    crypto_sha256_hex(bytes, len, out_sha);
    char *dir = path_join(maker->dir, "assets");
    write_file(dir, out_sha, bytes, len);
    free(dir);
    maker->photo_bytes += (int64_t)len;
    json_array_append_new(maker->assets, json_pack("{s:s, s:i, s:s}", "sha256", out_sha, "bytes",
                                                   (int)len, "type", "image/jpeg"));
}

static void make_photos(struct maker *maker) {
    SDL_Surface *figures[BUSTS];
    for (size_t i = 0; i < BUSTS; i++)
        figures[i] = picture_figure(busts[i].name, BUST_W, BUST_H, true);
    maker->shas = xcalloc(maker->photos, sizeof *maker->shas);
    for (size_t i = 0; i < maker->photos; i++) {
        uint64_t seed = SEED * 1000003u + i;
        keep_picture(maker, picture_paint(figures[i % BUSTS], PORTRAIT_W, PORTRAIT_H, seed),
                     maker->shas[i]);
    }
    for (size_t i = 0; i < BUSTS; i++)
        SDL_FreeSurface(figures[i]);
}

/* Every model project gets one of the scenes. */
static void make_scenes(struct maker *maker) {
    static const char *const scenes[] = {"scene-terrace", "scene-house", "scene-flower",
                                         "scene-lights", "scene-anise"};
    json_t *project;
    size_t i;
    json_array_foreach(json_object_get(maker->parts.sample, "projects"), i, project) {
        char sha[CRYPTO_SHA256_HEX_MAX];
        size_t scene = i % (sizeof scenes / sizeof *scenes);
        SDL_Surface *figure = picture_figure(scenes[scene], 1100, 623, false);
        keep_picture(maker, picture_paint(figure, SCENE_W, SCENE_H, SEED + 31 * i), sha);
        SDL_FreeSurface(figure);
        json_object_set_new(project, "photo", json_string(sha));
    }
}

/* --- people ----------------------------------------------------------------------------------- */

static const char *word(const struct maker *maker, const char *list, struct dice *dice) {
    const json_t *words = jsonread_array(maker->names, list);
    return json_string_value(json_array_get(words, dice_below(dice, json_array_size(words))));
}

static char *person_name(const struct maker *maker, bool is_woman, struct dice *dice) {
    const char *family = word(maker, "family", dice), *given = word(maker, "given", dice);
    const char *middle = word(maker, "middle", dice);
    bool is_short = dice_below(dice, 3) == 0, is_plain = strcmp(middle, "Thị") == 0;
    if (is_woman && (is_short || is_plain || strcmp(middle, "Văn") == 0))
        return xasprintf("%s Thị %s", family, given);
    if (is_woman)
        return xasprintf("%s Thị %s %s", family, middle, given);
    return xasprintf("%s %s %s", family, is_short || is_plain ? "Văn" : middle, given);
}

struct group_form {
    const char *name, *role;
};

/* A cooperative has a name of its own, the others that of their village or office. */
static char *group_name(const struct maker *maker, const char *unit, struct dice *dice,
                        const char **out_role) {
    static const struct group_form forms[] = {
        {"Chi hội Phụ nữ", "Chi hội đoàn thể"}, {"Chi hội Nông dân", "Chi hội đoàn thể"},
        {"Chi đoàn", "Chi hội đoàn thể"},       {"Tổ hòa giải", "Tổ tự quản"},
        {"Đội văn nghệ", "Nhóm sở thích"},      {NULL, "Hợp tác xã"},
    };
    const struct group_form *form = &forms[dice_below(dice, sizeof forms / sizeof *forms)];
    *out_role = form->role;
    if (form->name)
        return xasprintf("%s %s", form->name, unit);
    const char *first = word(maker, "given", dice);
    return xasprintf("Hợp tác xã %s %s", first, word(maker, "given", dice));
}

static bool is_of(const json_t *honouree, const char *group, const char *level, const char *role) {
    return strcmp(jsonread_text(honouree, "group", ""), group) == 0 &&
           (!level || strcmp(jsonread_text(honouree, "level", ""), level) == 0) &&
           (!role || strstr(jsonread_text(honouree, "role", ""), role));
}

/* Whose deed and award a new person takes over: of the sample one that fits as far as there is one.
 * Borrowed. */
static const json_t *choose_model(const struct maker *maker, const char *group, const char *level,
                                  const char *role, struct dice *dice) {
    const json_t *list = jsonread_array(maker->parts.sample, "honourees");
    size_t count = json_array_size(list), start = dice_below(dice, count);
    for (int strictness = 2; strictness >= 0; strictness--)
        for (size_t i = 0; i < count; i++) {
            const json_t *honouree = json_array_get(list, (start + i) % count);
            if (is_of(honouree, group, strictness > 0 ? level : NULL, strictness > 1 ? role : NULL))
                return honouree;
        }
    return json_array_get(list, start);
}

static const char *choose_level(struct dice *dice) {
    size_t roll = dice_below(dice, 100);
    return roll < BY_PROVINCE ? "tinh" : roll < BY_PROVINCE + BY_DISTRICT ? "huyen" : "xa";
}

/* Units in turn, so that every list by unit is long; groups are those of a village. */
static const json_t *choose_unit(const struct maker *maker, size_t i, bool is_village) {
    const json_t *units = jsonread_array(maker->parts.sample, "units");
    size_t count = json_array_size(units), at = i % count;
    for (size_t tries = 0; tries < count && is_village; tries++) {
        at = (i + tries) % count;
        is_village = strcmp(jsonread_text(json_array_get(units, at), "kind", ""), "thon") != 0;
    }
    return json_array_get(units, at);
}

struct draft { // of a person; texts are borrowed but for the name
    const struct bust *bust;
    const json_t *model, *unit;
    const char *role;
    char *name; // owned
};

static void name_household(struct draft *draft) {
    static const char household[] = "Gia đình";
    if (strncmp(jsonread_text(draft->model, "name", ""), household, sizeof household - 1) != 0)
        return;
    char *head = draft->name;
    draft->name = xasprintf("%s %s %s", household, draft->bust->is_woman ? "bà" : "ông", head);
    free(head);
}

static struct draft make_draft(const struct maker *maker, size_t i) {
    struct dice dice = {SEED + i * 7919};
    const struct bust *bust = &busts[i % maker->photos % BUSTS];
    const char *group = bust->group                 ? bust->group
                        : dice_below(&dice, 3) == 0 ? "gia_dinh"
                                                    : "ca_nhan";
    bool is_group = strcmp(group, "tap_the") == 0;
    struct draft draft = {.bust = bust, .unit = choose_unit(maker, i / BUSTS + i, is_group)};
    draft.model = choose_model(maker, group, choose_level(&dice), bust->role, &dice);
    draft.role = jsonread_text(draft.model, "role", "");
    if (is_group)
        draft.name = group_name(maker, jsonread_text(draft.unit, "name", ""), &dice, &draft.role);
    else
        draft.name = person_name(maker, bust->is_woman, &dice);
    name_household(&draft);
    return draft;
}

static json_t *make_person(const struct maker *maker, size_t i) {
    struct draft draft = make_draft(maker, i);
    const json_t *model = draft.model;
    char id[32];
    snprintf(id, sizeof id, "nguoi-%06zu", i + 1);
    json_t *made =
        json_pack("{s:s, s:b, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:s}", "id", id,
                  "sample", 1, "group", jsonread_text(model, "group", ""), "name", draft.name,
                  "role", draft.role, "unit_id", jsonread_text(draft.unit, "id", ""), "level",
                  jsonread_text(model, "level", ""), "award", jsonread_text(model, "award", ""),
                  "achievement", jsonread_text(model, "achievement", ""), "publish_consent", 1,
                  "status", "published", "portrait", maker->shas[i % maker->photos]);
    const char *project = jsonread_text(model, "project_id", "");
    if (project[0])
        json_object_set_new(made, "project_id", json_string(project));
    if (i < FEATURED)
        json_object_set_new(made, "featured", json_true());
    free(draft.name);
    return made;
}

/* --- the manifest -------------------------------------------------------------------------------
 */

static json_t *make_frame(struct maker *maker) {
    struct service_settings settings = {0};
    ini_set_defaults(service_settings_keys, &settings);
    const json_t *sample = maker->parts.sample;
    json_t *first = json_array_get(maker->parts.campaigns, 0);
    commune_learn(&settings, first);
    json_t *root = json_pack(
        "{s:s, s:i, s:s, s:{s:s, s:s, s:s, s:s, s:s}, s:O, s:s, s:O, s:O, s:O, s:O, s:[], s:[], "
        "s:[], s:{}, s:[], s:O}",
        "schema", "content/1", "revision", 1, "published_at", "2023-05-12T00:00:00Z", "commune",
        "name", settings.commune_name, "place", settings.place, "agency", settings.agency,
        "code_prefix", settings.code_prefix, "time_zone", settings.time_zone, "campaigns",
        maker->parts.campaigns, "current", jsonread_text(jsonread_object(first, "meta"), "id", ""),
        "reasons", maker->parts.reasons, "units", json_object_get(sample, "units"), "projects",
        json_object_get(sample, "projects"), "progress", json_object_get(sample, "progress"),
        "notices", "pins", "windows", "toggles", "keys", "assets", maker->assets);
    ini_finish(service_settings_keys, &settings);
    if (!root)
        stop("manifest", "the sample content is not complete");
    return root;
}

/* Person by person: 200,000 of them as one parsed document would take half a gigabyte. */
static void make_manifest(struct maker *maker) {
    json_t *frame = make_frame(maker);
    char *head = jsonread_dump(frame);
    struct strbuf bytes = {0};
    strbuf_add(&bytes, head, strlen(head) - 1); // without its last brace
    strbuf_add_text(&bytes, ",\"honourees\":[");
    for (size_t i = 0; i < maker->people; i++) {
        json_t *person = make_person(maker, i);
        char *text = jsonread_dump(person);
        strbuf_addf(&bytes, "%s\n%s", i ? "," : "", text);
        free(text);
        json_decref(person);
    }
    strbuf_add_text(&bytes, "]}\n");
    write_file(maker->dir, "manifest.json", bytes.text, bytes.len);
    strbuf_finish(&bytes);
    free(head);
    json_decref(frame);
}

static void read_sources(struct maker *maker) {
    const char *campaigns[] = {"assets/campaigns/2023"};
    const struct manifest_sources sources = {
        .campaign_paths = campaigns,
        .campaign_count = 1,
        .reasons_path = "assets/campaigns/2023/reasons.json",
        .sample_paths = (const char *const[]){"assets/sample/sample-2023.vi.json"},
        .sample_count = 1};
    char *why = NULL;
    if (!manifest_read(&sources, &maker->parts, &why))
        stop("content", why);
    maker->names = jsonread_file("assets/guide/names.json", 1 << 20, &why);
    if (!maker->names)
        stop("names", why);
}

static void make(struct maker *maker) {
    char *assets = path_join(maker->dir, "assets");
    if (!path_make_dirs(assets))
        stop(assets, "cannot be made");
    free(assets);
    read_sources(maker);
    maker->assets = json_array();
    make_photos(maker);
    make_scenes(maker);
    make_manifest(maker);
    json_decref(maker->assets);
    json_decref(maker->names);
    manifest_parts_finish(&maker->parts);
    free(maker->shas);
}

/* What was made is noted last: a half made folder is made again. */
static bool is_made(const struct maker *maker, const char *note) {
    char *path = path_join(maker->dir, "made"), *bytes = NULL;
    bool is_same = path_read(path, 4096, &bytes, NULL) && strcmp(bytes, note) == 0;
    free(bytes);
    free(path);
    return is_same;
}

int main(int argc, char **argv) {
    char *rest = NULL;
    long people = argc == 3 ? strtol(argv[1], &rest, 10) : 0;
    if (people < 1 || people > PEOPLE_MAX || *rest) {
        fprintf(stderr, "usage: make people N=1000 [DIR=build/people], N from 1 to %d\n",
                PEOPLE_MAX);
        return 2;
    }
    struct maker maker = {.dir = argv[2], .people = (size_t)people};
    maker.photos = maker.people < PHOTOS_MAX ? maker.people : PHOTOS_MAX;
    char note[96];
    snprintf(note, sizeof note, "%zu people, %zu photos, version %d\n", maker.people, maker.photos,
             VERSION);
    if (is_made(&maker, note)) {
        printf("%s has them already: %s", maker.dir, note);
        return 0;
    }
    if (!crypto_start())
        stop("libsodium", "cannot start");
    make(&maker);
    write_file(maker.dir, "made", note, strlen(note));
    printf("%s: %s%lld KiB in pictures; look at them with\n"
           "    build/release/kiosk --screen honoured --people %s\n",
           maker.dir, note, (long long)(maker.photo_bytes / 1024), maker.dir);
    return 0;
}
