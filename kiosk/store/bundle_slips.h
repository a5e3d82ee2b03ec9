/* The slips' part of a bundle: STICK/guong-sang/outbox/DEVICE/ID.json, each the exact bytes that a
 * kiosk would upload. Nothing in them is readable but what the envelope says; the office's import
 * runs the same intake as an upload. */
#ifndef STORE_BUNDLE_SLIPS_H
#define STORE_BUNDLE_SLIPS_H

#include "store/bundle.h"
#include <stddef.h>

struct outbox;

struct bundle_slips_counts {
    int written; // on the stick now
    int damaged; // their payload is lost here: only the gap in the numbers tells of them
};

/**
 * Writes every slip that waits or is parked, each whole and on the stick before the next. They stay
 * in the outbox as they are: only a store's receipt calls one delivered.
 * @param out  counted also when it fails half-way
 */
enum bundle_result bundle_slips_export(const char *dir, struct outbox *outbox,
                                       const char *device_id, struct bundle_slips_counts *out,
                                       char **out_why);

struct bundle_slip {       // one file, borrowed for the call
    const char *path;      // for messages
    const char *device_id; // its folder's name
    const char *id;        // its own name without .json
    const char *body;
    size_t body_len;
};

struct bundle_slips_reader {
    void (*on_slip)(const struct bundle_slip *slip, void *context);
    /** A file or folder that is none of ours: why begins with its path. */
    void (*on_refused)(const char *why, void *context);
    void *context;
};

/** Reads all of them, by device and id. A refused file does not keep the others out. */
enum bundle_result bundle_slips_read(const char *dir, const struct bundle_slips_reader *reader,
                                     char **out_why);

#endif
