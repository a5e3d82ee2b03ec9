/* What the kiosk is heard by: taps, chimes, reading aloud. Begins after the first frame, so that
 * nobody waits for a loudspeaker; all of it is absent when kiosk.ini says [sound] on = no. */
#ifndef APP_AUDIO_H
#define APP_AUDIO_H

#include "app/reading.h"
#include "sound/sound.h"
#include <stdbool.h>

struct canvas;
struct content_store;
struct stage;
struct words;

struct audio_params { // all borrowed, and outlive it
    struct stage *stage;
    struct canvas *canvas;
    struct content_store *store; // may be NULL
    const char *assets_dir;
};

struct audio {           // zeroed: silent
    struct sound *sound; // NULL: silent
    struct reading reading;
    const struct stage *stage;        // borrowed
    const struct words *probed_words; // whose voice was asked for; only compared
};

/** Its news come as SIGNAL_SOUND. */
void audio_start(struct audio *audio, const struct audio_params *params);
/** Stops, joins and frees. */
void audio_finish(struct audio *audio);
/** SIGNAL_SOUND. */
void audio_take(struct audio *audio, const struct sound_news *news);
/** Words, look, size or content changed and the stage was laid out again; `has_new_canvas` when the
 *  canvas was made anew. */
void audio_renew(struct audio *audio, bool has_new_canvas);

#endif
