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
    return frame_fill_number(s, "models.progress", project->progress_percent);
}
