/* The voice that reads aloud (libespeak-ng). The library is one for the whole process: one struct
 * voice at a time, used by one thread. Its data are loaded at the first word, not before, and stay.
 */
#ifndef SOUND_VOICE_H
#define SOUND_VOICE_H

#include "sound/pcm.h"
#include <stdbool.h>

#define VOICE_LANG_BYTES 16
#define VOICE_TEXT_BYTES_MAX 4000 // a sentence; the rest of a longer one is not read

struct voice {                   // zeroed: has not spoken yet
    char lang[VOICE_LANG_BYTES]; // of the voice that is set
};

/** True when there are voice data for the language ("vi"). Looks at files alone. */
bool voice_has(const char *lang);
/**
 * Speaks into memory; a thousand times as fast as it is heard.
 *
 * @param is_wanted  asked every now and then while it works; false ends it
 * @param out        owned by the caller
 * @return false when the language has no voice, or it was not wanted any more
 */
bool voice_speak(struct voice *voice, const char *lang, const char *text,
                 bool (*is_wanted)(void *context), void *context, struct pcm *out);

#endif
