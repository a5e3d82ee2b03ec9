/* kioskctl content: what the office published, fetched now instead of at the next poll, or carried
 * on a stick. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/commands.h"
#include "admin/staff_access.h"
#include "base/clock.h"
#include "base/jsonread.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "net/content_control.h"
#include "net/control.h"
#include "net/staff_control.h"
#include "net/sync.h"
#include "store/bundle.h"
#include "store/content_store.h"
#include "store/device.h"

static const char help[] =
    "usage: kioskctl content fetch\n"
    "       kioskctl content import DIR\n"
    "       kioskctl content export DIR\n"
    "       kioskctl content verify DIR\n\n"
    "  fetch   what the office published, with its pictures, current once all of it is here\n"
    "          and checked; a running kiosk does this by itself every minute\n"
    "  import  the same from a stick: DIR/guong-sang/content, signed by this kiosk's office\n"
    "  export  writes what this kiosk has to DIR/guong-sang/content, for another kiosk\n"
    "  verify  checks signature, form, limits and every picture of DIR/guong-sang/content\n\n"
    "Whatever is wrong with what comes in, the content that was here stays. A kiosk that runs\n"
    "on the data folder is asked to import and export; else kioskctl does it itself.\n";

static void note_in_log(const struct admin_options *options, const char *what, long long revision) {
    char number[24];
    snprintf(number, sizeof number, "%lld", revision);
    json_decref(staff_access_ask(options, staff_control_note(what, number)));
}

static int fetch(const struct admin_options *options, const struct device *device) {
    static const char *const words[] = {
        [SYNC_UNCHANGED] = "nothing new",
        [SYNC_NEW] = "new content is here",
        [SYNC_REFUSED] = "refused, the old content stays",
        [SYNC_OFFLINE] = "not reached",
    };
    struct clock clock;
    char *why = NULL;
    admin_init_clock(options, &clock);
    struct content_store *store = content_store_open(options->data_dir, &why);
    if (!store) {
        fprintf(stderr, "kioskctl content: %s (does a kiosk run on this folder?)\n", why);
        free(why);
        return ADMIN_FAILED;
    }
    struct sync_params params = {
        .store = store, .device = device, .clock = &clock, .proxy = options->config.proxy};
    enum sync_result result = sync_once(&params, &why);
    struct content_head head = {.revision = 0};
    content_store_head(store, &head);
    content_store_close(store);
    if (why)
        fprintf(stderr, "kioskctl content: %s: %s\n", words[result], why);
    else
        puts(words[result]);
    if (result == SYNC_NEW)
        note_in_log(options, "content.net", (long long)head.revision);
    free(why);
    return result == SYNC_NEW || result == SYNC_UNCHANGED ? ADMIN_OK : ADMIN_FAILED;
}

/* ---- sticks ---- */

/* What answers, the running kiosk or we ourselves; new reference, NULL when nobody can. */
static json_t *ask(const struct admin_options *options, const struct device *device,
                   const json_t *request) {
    char *why = NULL;
    json_t *answer = control_ask_within(options->data_dir, request, CONTENT_CONTROL_TIMEOUT_S);
    if (answer)
        return answer;
    struct content_store *store = content_store_open(options->data_dir, &why);
    if (store)
        answer = content_control_answer(
            request, &(struct content_control){.store = store, .device = device});
    else
        fprintf(stderr, "kioskctl content: %s\n", why);
    content_store_close(store);
    free(why);
    return answer;
}

static int import_or_export(const struct admin_options *options, const struct device *device,
                            const char *what, const char *dir) {
    json_t *request = content_control_bundle(what, dir);
    json_t *answer = ask(options, device, request);
    const char *result = jsonread_text(answer, "result", "failed");
    const char *why = jsonread_text(answer, "why", jsonread_text(answer, "error", ""));
    bool is_import = strcmp(what, CONTENT_CONTROL_IMPORT) == 0;
    bool is_done = strcmp(result, "ok") == 0;
    if (is_done && is_import) {
        printf("revision %lld is here\n", (long long)jsonread_int(answer, "revision", 0));
        note_in_log(options, "content.usb", (long long)jsonread_int(answer, "revision", 0));
    }
    if (is_done && !is_import)
        printf("the content is in %s/" BUNDLE_DIR "\n", dir);
    if (!is_done && answer)
        fprintf(stderr, "kioskctl content: %s: %s\n", result, why);
    json_decref(answer);
    json_decref(request);
    return is_done ? ADMIN_OK : ADMIN_FAILED;
}

static int verify(const struct device *device, const char *dir) {
    struct bundle bundle;
    char *why = NULL;
    enum bundle_result result = BUNDLE_REFUSED;
    if (device->has_sign_key)
        result = bundle_read(dir, device->sign_key, &bundle, &why);
    else
        why = xstrdup("this machine knows no office whose signature it could check");
    if (result == BUNDLE_OK) {
        result = bundle_check(&bundle, NULL, &why);
        if (result == BUNDLE_OK)
            printf("good: revision %lld of %s, signed, %zu pictures and recordings\n",
                   (long long)bundle.content->revision,
                   jsonread_text(bundle.content->root, "published_at", "an unknown day"),
                   bundle.content->asset_count);
        bundle_finish(&bundle);
    }
    if (why)
        fprintf(stderr, "kioskctl content: %s: %s\n", bundle_result_word(result), why);
    free(why);
    return result == BUNDLE_OK ? ADMIN_OK : ADMIN_FAILED;
}

/* ---- */

/* ADMIN_USAGE when the words are none of ours. */
static int run(const struct admin_options *options, const struct device *device, const char *what,
               const char *dir) {
    if (!dir)
        return fetch(options, device);
    if (strcmp(what, "verify") == 0)
        return verify(device, dir);
    return import_or_export(
        options, device,
        strcmp(what, "import") == 0 ? CONTENT_CONTROL_IMPORT : CONTENT_CONTROL_EXPORT, dir);
}

static bool is_command(int operands, const char *what) {
    bool is_of_stick =
        strcmp(what, "import") == 0 || strcmp(what, "export") == 0 || strcmp(what, "verify") == 0;
    return operands == 1 ? strcmp(what, "fetch") == 0 : operands == 2 && is_of_stick;
}

int cmd_content(const struct admin_options *options, int argc, char **argv) {
    int c = admin_only_help(argc, argv);
    int operands = argc - optind;
    if (c != -1 || !is_command(operands, optind < argc ? argv[optind] : ""))
        return admin_help(help, c);
    struct device device;
    char *dir = operands == 2 ? admin_folder(argv[optind + 1]) : NULL;
    int status = ADMIN_FAILED;
    if ((dir || operands == 1) && admin_load_device(options, &device)) {
        status = run(options, &device, argv[optind], dir);
        device_finish(&device);
    }
    free(dir);
    return status;
}
