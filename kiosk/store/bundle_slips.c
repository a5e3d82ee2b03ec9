#include "store/bundle_slips.h"

#include <stdlib.h>
#include <string.h>

#include "base/folder.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/slip.h"
#include "store/outbox.h"

#define OUTBOX "outbox"
#define SUFFIX ".json"
#define DEVICES_MAX 5000
#define SLIPS_MAX 100000 // of a device on one stick

/* ---- the kiosk's side ---- */

static enum bundle_result write_slip(const struct folder *folder, const struct outbox_item *item,
                                     char **out_why) {
    char *name = xasprintf("%s" SUFFIX, item->id);
    enum folder_result result = folder_write(folder, name, item->body, item->body_len, out_why);
    free(name);
    return result == FOLDER_OK ? BUNDLE_OK : result == FOLDER_FULL ? BUNDLE_FULL : BUNDLE_FAILED;
}

static enum bundle_result write_all(const struct folder *folder, struct outbox *outbox,
                                    struct bundle_slips_counts *counts, char **out_why) {
    struct outbox_item item = {.seq = 0};
    enum bundle_result result = BUNDLE_OK;
    enum outbox_result next = OUTBOX_OK;
    while (result == BUNDLE_OK && (next = outbox_next_kept(outbox, item.seq, &item)) == OUTBOX_OK) {
        if (item.body)
            result = write_slip(folder, &item, out_why);
        else
            counts->damaged++;
        counts->written += item.body && result == BUNDLE_OK;
        free(item.body);
        item.body = NULL;
    }
    if (result == BUNDLE_OK && next != OUTBOX_ABSENT) {
        *out_why = xstrdup("the outbox cannot be read");
        result = BUNDLE_FAILED;
    }
    return result;
}

enum bundle_result bundle_slips_export(const char *dir, struct outbox *outbox,
                                       const char *device_id, struct bundle_slips_counts *out,
                                       char **out_why) {
    struct folder outer, folder;
    *out = (struct bundle_slips_counts){.written = 0};
    enum bundle_result result = bundle_make(dir, OUTBOX, &outer, out_why);
    if (result != BUNDLE_OK)
        return result;
    if (folder_make(&outer, device_id, &folder, out_why) == FOLDER_OK) {
        result = write_all(&folder, outbox, out, out_why);
        folder_close(&folder);
    } else {
        result = BUNDLE_FAILED;
    }
    folder_close(&outer);
    return result;
}

/* ---- the office's side ---- */

static void refuse(const struct bundle_slips_reader *reader, char *why) {
    reader->on_refused(why, reader->context);
    free(why);
}

/* ID.json; "" when it is none. */
static void id_of(const char *name, char out[CRYPTO_UUID_MAX]) {
    size_t len = strlen(name), suffix = strlen(SUFFIX);
    out[0] = '\0';
    if (len != CRYPTO_UUID_MAX - 1 + suffix || strcmp(name + len - suffix, SUFFIX) != 0)
        return;
    memcpy(out, name, len - suffix);
    out[len - suffix] = '\0';
    if (!crypto_is_uuid4(out))
        out[0] = '\0';
}

static void read_slip(const struct folder *folder, const char *device_id, const char *name,
                      const struct bundle_slips_reader *reader) {
    char id[CRYPTO_UUID_MAX], *why = NULL, *body = NULL;
    size_t len = 0;
    id_of(name, id);
    if (!id[0]) {
        refuse(reader, xasprintf("%s/%s: expected a file named after a slip's id, ID" SUFFIX,
                                 folder->path, name));
        return;
    }
    if (folder_read(folder, name, SLIP_BODY_BYTES_MAX, &body, &len, &why) != FOLDER_OK) {
        refuse(reader, why);
        return;
    }
    char *path = xasprintf("%s/%s", folder->path, name);
    const struct bundle_slip slip = {
        .path = path, .device_id = device_id, .id = id, .body = body, .body_len = len};
    reader->on_slip(&slip, reader->context);
    free(path);
    free(body);
}

static void read_device(const struct folder *outer, const char *device_id,
                        const struct bundle_slips_reader *reader) {
    struct folder folder;
    char *why = NULL;
    size_t count = 0;
    if (strlen(device_id) >= SLIP_ID_BYTES) {
        refuse(reader,
               xasprintf("%s/%s: expected a folder named after a kiosk", outer->path, device_id));
        return;
    }
    if (folder_enter(outer, device_id, &folder, &why) != FOLDER_OK) {
        refuse(reader, why);
        return;
    }
    char **names = folder_list(&folder, SLIPS_MAX, &count, &why);
    if (!names)
        refuse(reader, why);
    for (size_t i = 0; i < count; i++)
        read_slip(&folder, device_id, names[i], reader);
    folder_free_list(names, count);
    folder_close(&folder);
}

enum bundle_result bundle_slips_read(const char *dir, const struct bundle_slips_reader *reader,
                                     char **out_why) {
    struct folder outer;
    size_t count = 0;
    enum bundle_result result = bundle_open(dir, OUTBOX, &outer, out_why);
    if (result != BUNDLE_OK)
        return result;
    char **names = folder_list(&outer, DEVICES_MAX, &count, out_why);
    result = names ? BUNDLE_OK : BUNDLE_REFUSED;
    for (size_t i = 0; i < count; i++)
        read_device(&outer, names[i], reader);
    folder_free_list(names, count);
    folder_close(&outer);
    return result;
}
