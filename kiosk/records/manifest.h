/* The display manifest (content/1): composed from the commune's files into the exact bytes that are
 * published, checked as a kiosk checks them. */
#ifndef RECORDS_MANIFEST_H
#define RECORDS_MANIFEST_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct keyring;
struct manifest;
struct service_settings;

struct manifest_sources {
    // campaign-content/1 files, or folders that hold some; the first campaign is the current one.
    const char *const *campaign_paths;
    size_t campaign_count;
    const char *reasons_path;
    // Units, projects, honourees, progress; of the campaign that meta.campaign names.
    const char *const *sample_paths;
    size_t sample_count;
};

/** The sources, read once; a new revision may be tried several times. Members are owned. */
struct manifest_parts {
    json_t *campaigns, *reasons, *sample;
    json_t *people; // who is published (records/publication.h) stands on the wall; NULL: nobody
};

/** The campaigns alone, the current one first: a list, owned by the caller; NULL on a fault. */
json_t *manifest_read_campaigns(const struct manifest_sources *sources, char **out_why);
bool manifest_read(const struct manifest_sources *sources, struct manifest_parts *out,
                   char **out_why);
void manifest_parts_finish(struct manifest_parts *parts);
/**
 * Composes and signs one revision.
 * @param out      to be finished by the caller
 * @param out_why  what a kiosk would refuse, owned by the caller
 */
bool manifest_compose(const struct manifest_parts *parts, const struct service_settings *settings,
                      const struct keyring *keys, int64_t revision, int64_t now_s,
                      struct manifest *out, char **out_why);
/**
 * Makes a revision of a manifest that is all there but its revision, its date and its assets, which
 * are set in it.
 */
bool manifest_sign(json_t *root, const struct service_settings *settings,
                   const struct keyring *keys, int64_t revision, int64_t now_s,
                   struct manifest *out, char **out_why);
/** The public sealing keys as kiosks are told them: [{key_id, public_key, from}]; a new reference.
 */
json_t *manifest_keys(const struct keyring *keys);

#endif
