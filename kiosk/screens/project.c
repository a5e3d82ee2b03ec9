#include "screens/project.h"

#include <stdio.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/content.h"
#include "model/words.h"
#include "screens/frame.h"

#define SCENE_W 600 // of the drawn scenes, in their own units
#define SCENE_H 340

static const struct {
    const char *icon, *scene;
} scenes[] = {
    {"light", "sample/scene-lights"},   {"shield", "sample/scene-lights"},
    {"home", "sample/scene-house"},     {"phone", "sample/scene-house"},
    {"coins", "sample/scene-house"},    {"handshake", "sample/scene-house"},
    {"document", "sample/scene-house"}, {"road", "sample/scene-flower"},
    {"leaf", "sample/scene-flower"},    {"tree", "sample/scene-anise"},
};

static const char *scene_of(const struct project *project) {
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        if (strcmp(project->icon, scenes[i].icon) == 0)
            return scenes[i].scene;
    }
    return "sample/scene-terrace";
}

void project_draw_picture(struct canvas *canvas, const struct project *project, struct rect r,
                          int radius_px) {
    if (!frame_photo(canvas, project->photo, r, radius_px))
        frame_picture(canvas, scene_of(project), r, radius_px, (struct point){SCENE_W, SCENE_H});
}

const char *project_kind_word(const struct screen *s, const struct project *project) {
    char key[96];
    snprintf(key, sizeof key, "models.kind.%s", project->kind);
    return words_has(s->env->words, key) ? frame_word(s, key) : "";
}

char *project_progress(const struct screen *s, const struct project *project) {
    if (project_is_done(project))
        return xstrdup(frame_word(s, "models.done"));
    if (project->progress_percent == 0) // nobody has said how far
        return xstrdup(frame_word(s, "models.doing"));
    return frame_fill_number(s, "models.progress", project->progress_percent);
}

void project_draw_none(const struct screen *s, struct canvas *canvas) {
    const struct theme *theme = s->env->theme;
    struct rect plate =
        frame_rect(theme, (struct rect){64, 152, 1792, 768}, (struct rect){48, 148, 984, 1604});
    frame_plate(canvas, plate, 28, COLOR_IVORY0, COLOR_IVORY200);
    struct rect lotus = rect_centre(plate, theme_px(theme, 380), theme_px(theme, 266));
    lotus.y -= theme_px(theme, 80);
    frame_icon(canvas, "motif/lotus-pale", lotus, COLOR_NONE);
    struct rect box = rect_inset(plate, theme_px(theme, 64));
    rect_cut_top(&box, lotus.y + lotus.h - box.y);
    text_draw(
        canvas, frame_word(s, "models.updating"), box,
        &(struct text_style){
            .type = TYPE_TITLE_2, .color = COLOR_LAC700, .align = TEXT_CENTRE, .may_shrink = true});
}
