/* The photos of what the machine shows: where their files are, and what happens when one comes. */
#ifndef APP_ALBUM_H
#define APP_ALBUM_H

#include <stdint.h>

struct machine;
struct photos;
struct stage;

/** To be given photos_destroy() before the machine ends, whose files it reads. Needs SDL's events.
 */
struct photos *album_open(const struct machine *machine);
/** On SIGNAL_PHOTO: damages just what was drawn without a photo, and tells the screen
 * (EVENT_PHOTO). */
void album_take(struct photos *photos, struct stage *stage, int64_t now_ms);

#endif
