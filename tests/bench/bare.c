/* The baseline of `make bench`: the least that an SDL program can do for the same work, with
 * nothing of ours in it. `bare still|attract|scroll|flat|press` speaks as `kiosk --bench` does.
 *
 * still    a window, painted once
 * attract  the whole picture handed over again five times a second
 * scroll   twelve finished cards put on a cleared page, the whole window handed over, 60 times a
 * second flat     the same as fast as it goes press    a finger event paints one button
 */
#include <SDL.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CARDS 12
#define FLAT_FRAMES 600
#define SCROLL_S 10
#define PRESSES 200

struct bare {
    SDL_Window *window;
    SDL_Surface *surface;
    SDL_Surface *card, *picture;
};

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void sleep_until(double at_ms) {
    double left_ms = at_ms - now_ms();
    if (left_ms > 0)
        nanosleep(&(struct timespec){(time_t)(left_ms / 1e3), (long)(left_ms * 1e6) % 1000000000},
                  NULL);
}

static bool start(struct bare *bare) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return false;
    bare->window = SDL_CreateWindow("bare", 0, 0, 640, 480, SDL_WINDOW_FULLSCREEN_DESKTOP);
    bare->surface = bare->window ? SDL_GetWindowSurface(bare->window) : NULL;
    if (!bare->surface)
        return false;
    SDL_FillRect(bare->surface, NULL, 0xfcf7eb);
    SDL_UpdateWindowSurface(bare->window);
    puts("FIRST_FRAME");
    fflush(stdout);
    return true;
}

/* Events are read so that the window system thinks us alive. */
static void pump(void) {
    SDL_Event ev;
    while (SDL_PollEvent(&ev)) {
    }
}

static void stay(void) {
    SDL_Event ev;
    while (SDL_WaitEvent(&ev) && ev.type != SDL_QUIT) {
    }
}

static SDL_Surface *make_picture(const struct bare *bare, int w, int h) {
    SDL_Surface *picture =
        SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, bare->surface->format->format);
    if (!picture)
        exit(1);
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++)
            ((Uint32 *)((char *)picture->pixels + y * picture->pitch))[x] =
                (Uint32)(x * 7 + y * 3) & 0xffffff;
    }
    return picture;
}

static void attract(struct bare *bare) {
    SDL_Surface *picture = make_picture(bare, bare->surface->w, bare->surface->h);
    for (double next_ms = now_ms();; next_ms += 200) {
        SDL_BlitSurface(picture, NULL, bare->surface, NULL);
        SDL_UpdateWindowSurface(bare->window);
        pump();
        sleep_until(next_ms + 200);
    }
}

static void draw_list(struct bare *bare, int offset) {
    int pitch = bare->card->h + bare->surface->h / 49;
    SDL_FillRect(bare->surface, NULL, 0xfcf7eb);
    for (int i = 0; i < CARDS; i++) {
        SDL_Rect at = {bare->surface->w / 4 + i % 2 * (bare->card->w + 24),
                       i / 2 * pitch - offset % pitch, 0, 0};
        SDL_BlitSurface(bare->card, NULL, bare->surface, &at);
    }
    SDL_UpdateWindowSurface(bare->window);
    pump();
}

static void say_frames(const double *frames, int count) {
    puts("BENCH_DONE");
    printf("FRAMES");
    for (int i = 0; i < count; i++)
        printf(" %.3f", frames[i]);
    printf("\nMISSING 0\nBENCH_END\n");
    fflush(stdout);
}

static void scroll(struct bare *bare, bool is_paced) {
    static double frames[SCROLL_S * 60 + FLAT_FRAMES];
    int count = 0;
    bare->card = make_picture(bare, bare->surface->w * 668 / 1920, bare->surface->h * 240 / 1080);
    SDL_Delay(1000);
    puts("BENCH_BEGIN");
    fflush(stdout);
    double begun_ms = now_ms(), last_ms = begun_ms;
    for (int i = 1; is_paced ? now_ms() < begun_ms + SCROLL_S * 1e3 : i <= FLAT_FRAMES; i++) {
        if (is_paced)
            sleep_until(begun_ms + i * 1e3 / 60);
        draw_list(bare, is_paced ? (int)((now_ms() - begun_ms) * 1.44) : i * 24);
        double at_ms = now_ms();
        frames[count++] = at_ms - last_ms;
        last_ms = at_ms;
    }
    say_frames(frames, count);
    stay();
}

static void press(struct bare *bare) {
    SDL_Delay(1000);
    puts("BENCH_BEGIN");
    fflush(stdout);
    double times[PRESSES];
    for (int i = 0; i < PRESSES; i++) {
        SDL_Event ev = {.tfinger = {.type = SDL_FINGERDOWN, .x = 0.5f, .y = 0.5f}};
        double begun_ms = now_ms();
        SDL_PushEvent(&ev);
        while (SDL_WaitEvent(&ev) && ev.type != SDL_FINGERDOWN) {
        }
        SDL_Rect at = {bare->surface->w / 3, bare->surface->h / 2, 576, 512};
        SDL_FillRect(bare->surface, &at, 0x8c1318);
        SDL_UpdateWindowSurfaceRects(bare->window, &at, 1);
        times[i] = now_ms() - begun_ms;
        SDL_Delay(5);
    }
    puts("BENCH_DONE");
    printf("PRESSES");
    for (int i = 0; i < PRESSES; i++)
        printf(" %.3f", times[i]);
    printf("\nBENCH_END\n");
    fflush(stdout);
    stay();
}

int main(int argc, char **argv) {
    struct bare bare = {0};
    const char *mode = argc > 1 ? argv[1] : "still";
    if (!start(&bare))
        return 1;
    if (strcmp(mode, "attract") == 0)
        attract(&bare);
    else if (strcmp(mode, "scroll") == 0 || strcmp(mode, "flat") == 0)
        scroll(&bare, strcmp(mode, "scroll") == 0);
    else if (strcmp(mode, "press") == 0)
        press(&bare);
    else
        stay();
    return 0;
}
