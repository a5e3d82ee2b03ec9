/* The campaign of 2023 as it ships, read for each test, which may change its document. */
#ifndef TESTS_MODEL_CAMPAIGN_2023_H
#define TESTS_MODEL_CAMPAIGN_2023_H

#include "manifest.h"

#include "model/campaign.h"

static struct campaign campaign;
static json_t *root;

static inline int read_2023(void **state) {
    (void)state;
    char *why = NULL;
    root = manifest_file(MANIFEST_CAMPAIGN, "vi.json");
    if (!campaign_init(&campaign, root, &why))
        fail_msg("%s", why);
    return 0;
}

static inline int drop_it(void **state) {
    (void)state;
    campaign_finish(&campaign);
    json_decref(root);
    return 0;
}

/* Reads it once more after a change. */
static inline void read_again(void) {
    char *why = NULL;
    campaign_finish(&campaign);
    if (!campaign_init(&campaign, root, &why))
        fail_msg("%s", why);
}

#endif
