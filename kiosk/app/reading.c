#include "app/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/stage.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "model/content.h"
#include "model/words.h"
#include "sound/spoken.h"
#include "store/content_store.h"

void reading_init(struct reading *reading, const struct reading_params *params) {
    *reading = (struct reading){.params = *params};
    reading_attach(reading);
}

void reading_attach(struct reading *reading) {
    if (reading->params.canvas)
        reading->params.canvas->text_mark = &reading->mark;
}

void reading_finish(struct reading *reading) {
    prose_finish(&reading->prose);
    spoken_destroy(reading->spoken);
    if (reading->params.canvas)
        reading->params.canvas->text_mark = NULL;
    *reading = (struct reading){.state = READING_OFF};
}

/* The table of the visitor's language, which the words themselves name. A language without one is
 * read as it is written. */
static void load_spoken(struct reading *reading) {
    const char *lang = words_get(reading->params.stage->env.words, "speech.voice");
    if (strcmp(reading->lang, lang) == 0)
        return;
    char *why = NULL, *path = xasprintf("%s/spoken/%s.json", reading->params.assets_dir, lang);
    spoken_destroy(reading->spoken);
    reading->spoken = spoken_load(path, &why);
    if (!reading->spoken)
        log_warn("abbreviations are read as they are written: %s", why);
    snprintf(reading->lang, sizeof reading->lang, "%s", lang);
    free(why);
    free(path);
}

/* Drawing changes nothing, so drawing the screen once more tells what is written on it. */
static struct prose read_page(const struct reading *reading) {
    struct stage *stage = reading->params.stage;
    struct canvas *canvas = reading->params.canvas;
    struct text_log log = {.is_for_reading = true}, *before = canvas->text_log;
    struct prose prose;
    canvas->text_log = &log;
    stage_draw(stage, canvas);
    canvas->text_log = before;
    prose_init(&prose, &log, stage_reading(stage).area, stage->env.theme, reading->spoken);
    text_log_finish(&log);
    return prose;
}

/* --- the band ------------------------------------------------------------------------------- */

static void damage_mark(struct reading *reading, const struct text_style *style) {
    damage_add(&reading->params.stage->damage,
               text_mark_area(reading->params.canvas, &reading->mark, style));
}

static void unmark(struct reading *reading) {
    if (reading->mark.text)
        damage_mark(reading, prose_style(&reading->prose, reading->at));
    reading->mark = (struct text_mark){.text = NULL};
}

static void mark(struct reading *reading) {
    reading->mark = prose_mark(&reading->prose, reading->at);
    damage_mark(reading, prose_style(&reading->prose, reading->at));
}

/* --- going on ------------------------------------------------------------------------------- */

static void set_state(struct reading *reading, enum reading_state state) {
    reading->state = state;
    stage_set_reading(reading->params.stage, state == READING_ON);
}

void reading_stop(struct reading *reading) {
    if (reading->state == READING_OFF)
        return;
    sound_hush(reading->params.sound);
    unmark(reading);
    prose_finish(&reading->prose);
    reading->at = 0;
    reading->serial++; // news still on its way is of nothing
    set_state(reading, READING_OFF);
}

/* Says sentence `at`; what has nothing to say is passed over. */
static void say_from(struct reading *reading, size_t at) {
    unmark(reading);
    for (; at < reading->prose.sentence_count; at++) {
        char *text = prose_spoken(&reading->prose, at, reading->spoken);
        bool is_said = text[0] != '\0';
        if (is_said) {
            reading->at = at;
            mark(reading);
            sound_speak(reading->params.sound, reading->lang, text, ++reading->serial);
        }
        free(text);
        if (is_said)
            return;
    }
    reading_stop(reading);
}

/* Path of the recording of what is shown, owned by the caller; NULL when there is none. */
static char *find_recording(const struct reading *reading) {
    const struct stage *stage = reading->params.stage;
    const char *of = stage_reading(stage).of;
    if (!of || !stage->env.content || !reading->params.store)
        return NULL;
    const char *asset = content_recording(stage->env.content, of, reading->lang);
    if (!asset || !content_store_has_asset(reading->params.store, asset))
        return NULL;
    return content_store_asset_path(reading->params.store, asset);
}

static void begin(struct reading *reading) {
    load_spoken(reading);
    prose_finish(&reading->prose);
    reading->prose = read_page(reading);
    reading->at = 0;
    if (reading->prose.sentence_count == 0)
        return;
    set_state(reading, READING_ON);
    char *path = find_recording(reading);
    reading->is_recorded = path != NULL;
    if (path)
        sound_play_file(reading->params.sound, path, ++reading->serial);
    else
        say_from(reading, 0);
    free(path);
}

void reading_toggle(struct reading *reading) {
    if (!reading->params.sound)
        return;
    reading->is_just_asked = true;
    switch (reading->state) {
    case READING_OFF:
        begin(reading);
        break;
    case READING_ON:
        sound_pause(reading->params.sound, true);
        set_state(reading, READING_PAUSED);
        break;
    case READING_PAUSED:
        sound_pause(reading->params.sound, false);
        set_state(reading, READING_ON);
        break;
    }
}

/* The page as it is now takes the place of the one remembered; `at` is the sentence in it. */
static void take_page(struct reading *reading, struct prose *page, size_t at) {
    bool has_mark = reading->mark.text != NULL;
    unmark(reading);
    prose_finish(&reading->prose);
    reading->prose = *page;
    reading->at = at;
    if (has_mark)
        mark(reading);
}

/* Looks where on the page, as it is now, stands what is being said; it may have scrolled, the
 * network come or gone. False, and the reading is over, when it is not there any more. */
static bool find_place(struct reading *reading) {
    struct prose page = read_page(reading);
    size_t at = prose_find(&page, &reading->prose, reading->at);
    if (at < page.sentence_count) {
        take_page(reading, &page, at);
        return true;
    }
    prose_finish(&page);
    reading_stop(reading);
    return false;
}

void reading_follow(struct reading *reading) {
    if (reading->state != READING_OFF)
        find_place(reading);
}

void reading_check(struct reading *reading) {
    bool is_just_asked = reading->is_just_asked;
    reading->is_just_asked = false;
    if (reading->state == READING_OFF || is_just_asked || reading->params.stage->damage.count == 0)
        return;
    struct prose page = read_page(reading);
    if (prose_is_same(&page, &reading->prose)) {
        take_page(reading, &page, reading->at);
    } else {
        prose_finish(&page);
        reading_stop(reading);
    }
}

void reading_spoken(struct reading *reading, const struct sound_news *news) {
    if (reading->state == READING_OFF || news->serial != reading->serial)
        return;
    bool is_unread = news->has_failed && reading->is_recorded; // a broken file: the voice reads
    bool is_over = !is_unread && (news->has_failed || reading->is_recorded);
    reading->is_recorded = false;
    if (is_unread)
        say_from(reading, 0);
    else if (is_over)
        reading_stop(reading);
    else if (find_place(reading))
        say_from(reading, reading->at + 1);
}
