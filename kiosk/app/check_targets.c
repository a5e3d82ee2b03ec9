#include "app/check_targets.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/check_states.h"
#include "app/desk_fill.h"
#include "app/link.h"
#include "app/machine.h"
#include "app/options.h"
#include "app/question.h"
#include "base/crypto.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "draw/art.h"
#include "draw/canvas.h"
#include "draw/font.h"
#include "model/content.h"
#include "model/flood.h"
#include "model/tries.h"
#include "screens/screen.h"
#include "staff/staff.h"

#define ART_BYTES (1u << 20)
#define NAMED_MOST 6 // targets named in a line; the others are counted

struct layout { // everything a screen needs to be laid out, never shown
    struct theme theme;
    struct fonts *fonts;
    struct art *art;
    SDL_Surface *surface;
    struct canvas canvas;
    struct damage damage;
    struct visit visit;
    struct tries tries;
    struct flood flood;
    struct screen_env env;
    struct desk desk; // of the staff's screens
};

/* The window asked for, else what the display has, else the size of the design. */
static void find_size(const struct machine *machine, const struct options *options, int *out_w,
                      int *out_h) {
    const struct config *config = &machine->config;
    int w = options->window_width ? options->window_width : config->width;
    int h = options->window_height ? options->window_height : config->height;
    SDL_DisplayMode mode;
    if ((w == 0 || h == 0) && SDL_InitSubSystem(SDL_INIT_VIDEO) == 0) {
        bool is_real = strcmp(SDL_GetCurrentVideoDriver(), "dummy") != 0;
        if (is_real && SDL_GetDesktopDisplayMode(0, &mode) == 0) {
            w = mode.w;
            h = mode.h;
        }
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
    bool is_known = w > 0 && h > 0, is_turned = config->rotate % 2 == 1; // by quarters
    *out_w = !is_known ? 1920 : is_turned ? h : w;
    *out_h = !is_known ? 1080 : is_turned ? w : h;
}

static bool layout_init(struct layout *l, const struct machine *machine,
                        const struct options *options) {
    const struct config *config = &machine->config;
    int w, h;
    find_size(machine, options, &w, &h);
    theme_init(&l->theme, w, h);
    theme_set_panel(&l->theme, config->diagonal_mm, config->target_mm);
    struct fonts_params params = {.dir = config->fonts_dir,
                                  .file_names = {[FACE_SANS] = config->font_text,
                                                 [FACE_SANS_BOLD] = config->font_text_bold,
                                                 [FACE_SERIF_BOLD] = config->font_title}};
    char *why = NULL, *art_dir = path_join(config->assets_dir, "art");
    l->fonts = fonts_open(&params, &why);
    l->art = art_open(art_dir, ART_BYTES);
    l->surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
    free(why);
    free(art_dir);
    if (!l->fonts || !l->surface)
        return false; // said by the check of the fonts
    canvas_init(&l->canvas, l->surface, &l->theme, l->fonts, l->art);
    damage_init(&l->damage, theme_canvas(&l->theme));
    l->visit.form = crypto_secret_alloc(sizeof *l->visit.form);
    return true;
}

static void layout_finish(struct layout *l) {
    desk_finish(&l->desk);
    crypto_secret_free(l->visit.form);
    canvas_finish(&l->canvas);
    SDL_FreeSurface(l->surface);
    art_close(l->art);
    fonts_close(l->fonts);
}

/* --- what is too small ----------------------------------------------------------------------- */

struct small { // a target, at the smallest it is met
    char id[ELEMENT_ID_BYTES];
    int side_px;
};

struct finding { // of one screen in one look
    const struct layout *layout;
    const struct finding *known; // in the look before: not said twice; NULL: none
    struct small *items;         // owned
    size_t count, cap;
};

static void finding_finish(struct finding *found) {
    free(found->items);
    *found = (struct finding){.count = 0};
}

static struct small *find(const struct finding *found, const char *id) {
    for (size_t i = 0; i < found->count; i++)
        if (strcmp(found->items[i].id, id) == 0)
            return &found->items[i];
    return NULL;
}

static void note(struct finding *found, const char *id, int side_px) {
    struct small *item = find(found, id);
    const struct small *known = found->known ? find(found->known, id) : NULL;
    if (known && known->side_px <= side_px)
        return;
    if (!item && found->count == found->cap) {
        found->cap = found->cap ? 2 * found->cap : 32;
        found->items = xrealloc(found->items, found->cap, sizeof *found->items);
    }
    if (!item) {
        item = &found->items[found->count++];
        item->side_px = side_px;
        memcpy(item->id, id, strlen(id) + 1);
    }
    if (side_px < item->side_px)
        item->side_px = side_px;
}

static void note_small(const struct element_list *list, void *context) {
    struct finding *found = context;
    for (size_t i = 0; i < list->count; i++) {
        struct rect area = list->items[i].area;
        int side = area.w < area.h ? area.w : area.h;
        if (side < found->layout->theme.target_px)
            note(found, list->items[i].id, side);
    }
}

/* The smallest first, else as they stand. */
static void sort(struct finding *found) {
    for (size_t i = 1; i < found->count; i++) {
        struct small item = found->items[i];
        size_t at = i;
        for (; at > 0 && found->items[at - 1].side_px > item.side_px; at--)
            found->items[at] = found->items[at - 1];
        found->items[at] = item;
    }
}

/* "home.bigtext (17.2 mm)": those whose shorter side is less, a few by name. */
static void say(struct finding *found, const struct config *config, const char *where) {
    struct strbuf line = {0};
    const struct theme *theme = &found->layout->theme;
    sort(found);
    for (size_t i = 0; i < found->count && i < NAMED_MOST; i++) {
        const struct small *item = &found->items[i];
        int tenths = item->side_px * config->target_mm * 10 / theme->target_px; // never rounded up
        strbuf_addf(&line, "%s%s (%d.%d mm)", i > 0 ? ", " : "", item->id, tenths / 10,
                    tenths % 10);
    }
    if (found->count > NAMED_MOST)
        strbuf_addf(&line, " and %zu more", found->count - NAMED_MOST);
    if (found->count > 0)
        printf("%-8s less than %d mm on %s%s: %s\n", "small", config->target_mm, where,
               theme->has_large_text ? ", large text" : "", strbuf_text(&line));
    strbuf_finish(&line);
}

/* --- where they are -------------------------------------------------------------------------- */

static void check_screen(const struct layout *l, enum screen_id id, struct finding *out) {
    check_states_walk(&l->env, id, note_small, out);
}

/* The staff's, with what this kiosk has to show on them. `id` is one of theirs. */
static void check_staff(const struct layout *l, enum screen_id id, struct finding *out) {
    struct screen_env env = l->env;
    env.desk = (struct desk *)&l->desk;
    check_states_walk_kind(&env, staff_kind((enum staff_screen)id), note_small, out);
}

static void fill_desk(struct layout *l, const struct machine *machine) {
    const struct link link = {.has_curl = false};
    const struct upload_state upload = {.waiting = 0};
    const struct desk_sources from = {
        .machine = machine, .link = &link, .env = &l->env, .upload = &upload};
    desk_fill_machine(&l->desk, &from);
    desk_fill_items(&l->desk, &from, "honours");
    if (l->desk.list.count > 0)
        desk_fill_item(&l->desk, &from, l->desk.list.rows[0].id);
}

/* What comes up over any screen; the others have buttons as large. */
static void check_question(const struct layout *l, enum screen_id id, struct finding *out) {
    (void)id;
    struct question question = {.kind = QUESTION_NONE};
    struct element_list list = {0};
    question_ask_discard(&question, &l->env);
    dialog_list(&question.dialog, &list);
    note_small(&list, out);
    element_list_finish(&list);
    question_close(&question, &l->env);
}

/* As it is, and in the large text that a visitor may choose. */
static void check_looks(struct layout *l, const struct config *config, enum screen_id id,
                        void (*check)(const struct layout *, enum screen_id, struct finding *),
                        const char *where) {
    struct finding plain = {.layout = l}, large = {.layout = l, .known = &plain};
    l->theme.has_large_text = false;
    check(l, id, &plain);
    say(&plain, config, where);
    l->theme.has_large_text = true;
    check(l, id, &large);
    say(&large, config, where);
    finding_finish(&large);
    finding_finish(&plain);
}

/* A page about one of something needs one. */
static bool is_there(const struct content *content, enum screen_id id) {
    if (id == SCREEN_DETAIL)
        return content->person_count > 0;
    if (id == SCREEN_MODEL)
        return content->project_count > 0;
    return id != SCREEN_NOTICE && id != SCREEN_ATTRACT; // the latter is one target
}

void check_targets(const struct machine *machine, const struct options *options) {
    struct layout l = {.tries = {0}};
    if (machine->config.diagonal_mm == 0 || !machine->content)
        return;
    if (layout_init(&l, machine, options)) {
        const struct language *language = &machine->languages.items[0]; // read at the start
        l.env = (struct screen_env){.theme = &l.theme,
                                    .lang = language->code,
                                    .words = language->words,
                                    .content = machine->content,
                                    .clock = &machine->clock,
                                    .config = &machine->config,
                                    .visit = &l.visit,
                                    .tries = &l.tries,
                                    .flood = &l.flood,
                                    .damage = &l.damage,
                                    .metrics = &l.canvas,
                                    .is_enrolled = true,
                                    .can_read = true,
                                    .is_motion_reduced = true};
        for (int id = 0; id < SCREENS; id++)
            if (is_there(machine->content, (enum screen_id)id))
                check_looks(&l, &machine->config, (enum screen_id)id, check_screen,
                            screen_kind((enum screen_id)id)->name);
        check_looks(&l, &machine->config, SCREENS, check_question, "a question");
        fill_desk(&l, machine);
        l.theme.is_staff = true;
        for (int id = 0; id < STAFF_SCREENS; id++)
            check_looks(&l, &machine->config, (enum screen_id)id, check_staff,
                        staff_kind((enum staff_screen)id)->name);
    }
    layout_finish(&l);
}
