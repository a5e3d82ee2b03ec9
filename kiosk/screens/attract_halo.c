/* The drum's halo round the picture: where it lies, how it turns, what of the page it touches. */
#include "screens/attract.h"

#include "draw/art.h"
#include "draw/spin.h"
#include "screens/frame.h"

#define HOLE_SLACK 2 // pixels of the ring under the dark disc, so that no seam shows

/* Design radii of the discs in the middle, from the largest: dark, gold, and the picture's own. */
static const struct {
    int landscape, portrait;
    enum color_token fill;
} discs[] = {{300, 308, COLOR_LAC950}, {283, 296, COLOR_GOLD300}, {276, 289, COLOR_GOLD200}};
#define DISCS (sizeof discs / sizeof *discs)

static struct rect halo_area(const struct theme *theme) {
    struct rect area =
        frame_rect(theme, (struct rect){-92, -72, 1204, 1204}, (struct rect){-97, 53, 1274, 1274});
    area.h = area.w; // edges are rounded, and a wheel has to be round
    return area;
}

/* What of the page the halo may cover. */
static struct rect halo_clip(const struct theme *theme) {
    return theme->is_portrait ? frame_band(theme, 236, 1868) : frame_band(theme, 0, 1036);
}

static struct rect disc_area(const struct theme *theme, size_t i) {
    int radius = theme->is_portrait ? discs[i].portrait : discs[i].landscape;
    int side = theme_px(theme, 2 * radius);
    return rect_centre(halo_area(theme), side, side);
}

struct rect attract_disc(const struct theme *theme) {
    return disc_area(theme, DISCS - 1);
}

static void draw_ring(const struct attract *a, struct canvas *canvas) {
    const struct theme *theme = a->base.env->theme;
    struct rect area = halo_area(&a->placed);
    struct spin spin = {
        .mask = art_mask(canvas->art, "motif/drum-halo", area.w, area.h),
        .area = area,
        .hole_px = disc_area(&a->placed, 0).w / 2 - HOLE_SLACK,
        .angle = a->angle,
        .color = theme_color(theme, COLOR_GOLD450),
        .ground = theme_canvas(theme),
        .ground_top = theme_color(theme, COLOR_LAC800),
        .ground_bottom = theme_color(theme, COLOR_LAC900),
    };
    canvas_push_clip(canvas, halo_clip(theme));
    spin_draw(canvas, &spin);
    canvas_pop_clip(canvas);
}

void attract_draw_halo(const struct attract *a, struct canvas *canvas) {
    const struct theme *theme = a->base.env->theme;
    if (!canvas_shows(canvas, halo_area(&a->placed)))
        return;
    if (!theme->has_high_contrast)
        draw_ring(a, canvas);
    for (size_t i = 0; i < DISCS; i++) {
        struct rect disc = disc_area(&a->placed, i);
        canvas_round(canvas, disc, disc.w / 2,
                     theme_color(theme, frame_on_red(theme, discs[i].fill)));
    }
}

/* The largest square within a disc. */
static struct rect inscribed(struct rect disc) {
    int side = disc.w * 70 / 100;
    return rect_centre(disc, side, side);
}

void attract_damage_halo(const struct attract *a, struct damage *damage) {
    const struct theme *theme = a->base.env->theme;
    struct rect ring = rect_intersect(halo_area(&a->placed), halo_clip(theme));
    if (theme->is_portrait) { // below the plate's top only its sides show some of the ring
        struct rect plate = theme_rect(&a->placed, 48, 1130, 984, 476);
        struct rect low = rect_cut_bottom(&ring, ring.y + ring.h - plate.y - theme_px(theme, 40));
        damage_add(damage, (struct rect){low.x, low.y, plate.x - low.x, low.h});
        int right = plate.x + plate.w;
        damage_add(damage, (struct rect){right, low.y, low.x + low.w - right, low.h});
    }
    struct rect middle = inscribed(disc_area(&a->placed, 0));
    damage_add(damage, rect_cut_top(&ring, middle.y - ring.y));
    struct rect rest = ring;
    rect_cut_top(&rest, middle.h);
    ring.h = middle.h;
    damage_add(damage, rest);
    damage_add(damage, rect_cut_left(&ring, middle.x - ring.x));
    rect_cut_left(&ring, middle.w);
    damage_add(damage, ring);
}
