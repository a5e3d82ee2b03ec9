#include "app/drawing.h"

#include <SDL.h>
#include <stdlib.h>

#include "app/album.h"
#include "app/machine.h"
#include "app/options.h"
#include "app/signal.h"
#include "base/log.h"
#include "base/path.h"
#include "draw/art.h"
#include "draw/font.h"
#include "draw/photo.h"
#include "input/sdl_events.h"
#include "model/words.h"

#define ART_BYTES_PX 3      // of cached art, for each pixel of the canvas
#define ART_DIR "cache/art" // in the data folder, or beside generated people
#define ART_KEPT_BYTES (32u * 1024 * 1024)

static size_t canvas_pixels(const struct drawing *drawing) {
    return (size_t)drawing->window.canvas->w * (size_t)drawing->window.canvas->h;
}

/* Of lines of text, and of photos: pixels for a screen and a quarter, which is all that is shown
 * and what a finger brings up next. */
static size_t cache_bytes(const struct drawing *drawing) {
    return canvas_pixels(drawing) * 5;
}

static bool start_window(struct drawing *drawing) {
    const struct config *config = &drawing->machine->config;
    sdl_events_set_hints(getenv("DISPLAY") != NULL);
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        log_error("cannot start the display: %s", SDL_GetError());
        return false;
    }
    drawing->has_sdl = true;
    SDL_DisableScreenSaver();
    struct window_params params = {
        .title = words_get(languages_words(&drawing->machine->languages, 0), "app.name"),
        .width = config->width,
        .height = config->height,
        .quarters = config->rotate,
    };
    return signal_start() && window_open(&drawing->window, &params);
}

void drawing_size_theme(struct drawing *drawing) {
    const struct config *config = &drawing->machine->config;
    theme_init(&drawing->theme, drawing->window.canvas->w, drawing->window.canvas->h);
    theme_set_panel(&drawing->theme, config->diagonal_mm, config->target_mm);
}

static bool start_fonts(struct drawing *drawing) {
    const struct config *config = &drawing->machine->config;
    char *why = NULL;
    struct fonts_params params = {
        .dir = config->fonts_dir,
        .file_names = {[FACE_SANS] = config->font_text,
                       [FACE_SANS_BOLD] = config->font_text_bold,
                       [FACE_SERIF_BOLD] = config->font_title},
        .cache_bytes = cache_bytes(drawing),
    };
    drawing->fonts = fonts_open(&params, &why);
    if (!drawing->fonts)
        log_error("%s", why);
    free(why);
    return drawing->fonts != NULL;
}

/* In haste until the first frame; a script looks at pictures that are whole from the first. */
static void start_art(struct drawing *drawing) {
    const struct config *config = &drawing->machine->config;
    const struct options *options = drawing->options;
    const char *people_dir = options->people_dir; // a look at them leaves no data folder
    bool has_data = !people_dir || options->data_dir;
    char *art_dir = path_join(config->assets_dir, "art");
    char *kept_dir = path_join(has_data ? config->data_dir : people_dir, ART_DIR);
    drawing->art = art_open(art_dir, canvas_pixels(drawing) * ART_BYTES_PX);
    art_keep_in(drawing->art, kept_dir, ART_KEPT_BYTES);
    art_set_haste(drawing->art, !options->script_path);
    free(kept_dir);
    free(art_dir);
}

static void start_canvas(struct drawing *drawing) {
    canvas_init(&drawing->canvas, drawing->window.canvas, &drawing->theme, drawing->fonts,
                drawing->art);
    drawing->canvas.photos = drawing->photos;
    photos_set_cache_bytes(drawing->photos, cache_bytes(drawing));
}

bool drawing_start(struct drawing *drawing, struct machine *machine,
                   const struct options *options) {
    *drawing = (struct drawing){.options = options, .machine = machine};
    if (!start_window(drawing))
        return false;
    drawing_size_theme(drawing);
    if (!start_fonts(drawing))
        return false;
    start_art(drawing);
    drawing->photos = album_open(machine);
    start_canvas(drawing);
    return true;
}

void drawing_finish(struct drawing *drawing) {
    canvas_finish(&drawing->canvas);
    photos_destroy(drawing->photos);
    art_close(drawing->art);
    fonts_close(drawing->fonts);
    window_close(&drawing->window);
}

void drawing_end_display(struct drawing *drawing) {
    if (!drawing->has_sdl)
        return;
    signal_stop();
    SDL_Quit();
    drawing->has_sdl = false;
}

bool drawing_resize(struct drawing *drawing) {
    if (!window_renew(&drawing->window))
        return false;
    canvas_finish(&drawing->canvas);
    start_canvas(drawing);
    return true;
}

bool drawing_settle(struct drawing *drawing) {
    bool has_missing = art_set_haste(drawing->art, false);
    window_settle(&drawing->window);
    return has_missing;
}
