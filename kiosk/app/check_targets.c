#include "app/check_targets.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/machine.h"
#include "app/options.h"
#include "base/crypto.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "draw/art.h"
#include "draw/canvas.h"
#include "draw/font.h"
#include "model/content.h"
#include "model/tries.h"
#include "screens/screen.h"

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
    struct screen_env env;
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
    nomination_wipe(l->visit.form);
    if (machine->content->kind_count > 0)
        nomination_set_kind(l->visit.form, machine->content->kinds[0].id);
    return true;
}

static void layout_finish(struct layout *l) {
    crypto_secret_free(l->visit.form);
    canvas_finish(&l->canvas);
    SDL_FreeSurface(l->surface);
    art_close(l->art);
    fonts_close(l->fonts);
}

/* "home.bigtext (17 mm)": those whose shorter side is less, a few by name. */
static void say_small(const struct layout *l, const struct config *config, const char *screen,
                      const struct element_list *list) {
    struct strbuf line = {0};
    int count = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct rect area = list->items[i].area;
        int side = area.w < area.h ? area.w : area.h;
        if (side >= l->theme.target_px)
            continue;
        int tenths = side * config->target_mm * 10 / l->theme.target_px; // never rounded up
        if (count++ < NAMED_MOST)
            strbuf_addf(&line, "%s%s (%d.%d mm)", count > 1 ? ", " : "", list->items[i].id,
                        tenths / 10, tenths % 10);
    }
    if (count > NAMED_MOST)
        strbuf_addf(&line, " and %d more", count - NAMED_MOST);
    if (count > 0)
        printf("%-8s less than %d mm on %s: %s\n", "small", config->target_mm, screen,
               strbuf_text(&line));
    strbuf_finish(&line);
}

static void check_screen(struct layout *l, const struct config *config, enum screen_id id) {
    const struct screen_kind *kind = screen_kind(id);
    struct screen *screen = xcalloc(1, kind->size_bytes);
    struct element_list list = {0};
    screen->kind = kind;
    screen->env = &l->env;
    kind->enter(screen);
    panel_list(&screen->panel, &list);
    if (kind->list)
        kind->list(screen, &list);
    say_small(l, config, kind->name, &list);
    element_list_finish(&list);
    if (kind->leave)
        kind->leave(screen);
    panel_finish(&screen->panel);
    free(screen);
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
                                    .damage = &l.damage,
                                    .metrics = &l.canvas,
                                    .is_enrolled = true,
                                    .can_read = true,
                                    .is_motion_reduced = true};
        for (int id = 0; id < SCREENS; id++)
            if (is_there(machine->content, (enum screen_id)id))
                check_screen(&l, &machine->config, (enum screen_id)id);
    }
    layout_finish(&l);
}
