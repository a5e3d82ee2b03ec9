/* Arithmetic on pixels of 0xAARRGGBB: rounded as a division by 255 would, without one. */
#ifndef DRAW_PIXEL_H
#define DRAW_PIXEL_H

#include <stdint.h>

#define PIXEL_OPAQUE 0xff000000u

/** a * b / 255, rounded, for 0 to 255. */
static inline uint32_t pixel_scale(uint32_t a, uint32_t b) {
    uint32_t product = a * b + 128;
    return (product + (product >> 8)) >> 8;
}

/** `above` over `below` with `alpha` of 255; red and blue share one multiplication. */
static inline uint32_t pixel_mix(uint32_t below, uint32_t above, uint32_t alpha) {
    uint32_t rest = 255 - alpha;
    uint32_t red_blue = (above & 0xff00ff) * alpha + (below & 0xff00ff) * rest + 0x800080;
    uint32_t green = (above >> 8 & 0xff) * alpha + (below >> 8 & 0xff) * rest + 0x80;
    red_blue = (red_blue + (red_blue >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
    green = (green + (green >> 8)) & 0xff00;
    return PIXEL_OPAQUE | red_blue | green;
}

#endif
