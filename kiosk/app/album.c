#include "app/album.h"

#include <assert.h>
#include <stdio.h>

#include "app/machine.h"
#include "app/signal.h"
#include "app/stage.h"
#include "draw/photo.h"
#include "draw/photo_head.h"
#include "model/content.h"

static_assert(PHOTO_FILE_BYTES_MAX == CONTENT_ASSET_BYTES_MAX, "what may be published is shown");

static char *path_of(const char *key, void *context) {
    return machine_asset_path(context, key);
}

static void on_arrival(void *context) {
    (void)context;
    signal_push(SIGNAL_PHOTO, NULL);
}

struct photos *album_open(const struct machine *machine) {
    const struct photos_params params = {
        .path_of = path_of, .on_arrival = on_arrival, .context = (void *)machine};
    return photos_create(&params);
}

void album_take(struct photos *photos, struct stage *stage, int64_t now_ms) {
    struct photo_arrival arrival;
    while (photos_take(photos, &arrival)) {
        struct event ev = {.kind = EVENT_PHOTO, .at_ms = now_ms};
        damage_add(&stage->damage, arrival.missed);
        snprintf(ev.text, sizeof ev.text, "%s", arrival.key);
        stage_event(stage, &ev);
    }
}
