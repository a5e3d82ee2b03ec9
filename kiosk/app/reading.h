/* "Nghe đọc": reads the present screen aloud, sentence by sentence, with a gold band behind the one
 * that is heard; or plays the recording that content brought of what is shown. Once more pauses,
 * and then goes on with the same sentence. */
#ifndef APP_READING_H
#define APP_READING_H

#include "app/prose.h"
#include "sound/sound.h"
#include <stdbool.h>
#include <stdint.h>

struct canvas;
struct content_store;
struct stage;

enum reading_state {
    READING_OFF,
    READING_ON,
    READING_PAUSED,
};

struct reading_params { // all borrowed, and outlive it
    struct stage *stage;
    struct canvas *canvas;
    struct sound *sound;         // NULL: nothing is read
    struct content_store *store; // recordings; may be NULL
    const char *assets_dir;      // has spoken/LANG.json
};

struct reading {
    struct reading_params params;
    enum reading_state state;
    struct spoken *spoken; // owned; of `lang`
    char lang[16];
    struct prose prose;
    size_t at;             // sentence
    bool is_recorded;      // a recording plays: no bands
    bool is_just_asked;    // by the event that is being dealt with: the page is as it was read
    uint64_t serial;       // of what the sound was last asked for
    struct text_mark mark; // borrows from prose; the canvas borrows it
};

void reading_init(struct reading *reading, const struct reading_params *params);
void reading_finish(struct reading *reading);
/** The canvas was made anew and has forgotten the band. */
void reading_attach(struct reading *reading);
/** The button: begins, pauses, goes on. */
void reading_toggle(struct reading *reading);
void reading_stop(struct reading *reading);
/** After an event: another page on the same screen ends the reading. */
void reading_check(struct reading *reading);
/** The same page was laid out again: what is being said is followed to where it now stands. */
void reading_follow(struct reading *reading);
/** The sound's news of kind SOUND_SPOKEN. */
void reading_spoken(struct reading *reading, const struct sound_news *news);

#endif
