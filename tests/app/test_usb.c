/* What staff may ask of a stick, from a thread that never holds the screen: real folders, store and
 * outbox, real signals. */
#include "../model/manifest.h"
#include "../store/outbox_kit.h"

#include <SDL.h>

#include "app/signal.h"
#include "app/usb.h"
#include "base/xalloc.h"
#include "store/content_store.h"
#include "store/device.h"

struct hall {
    struct kit_dir dir, media;
    struct device device;
    uint8_t secret[CRYPTO_SIGN_SECRET_BYTES];
    struct content_store *store;
    struct outbox *outbox;
    struct usb *usb;
};

static bool read_asset(const char *sha256_hex, char **out_bytes, size_t *out_len, void *context) {
    (void)context;
    check_text("asset", sha256_hex, MANIFEST_ASSET);
    *out_bytes = xstrdup("abc");
    *out_len = 3;
    return true;
}

static char *stick_path(struct hall *h, const char *name) {
    return path_join(h->media.path, name);
}

static void put_stick(struct hall *h, const char *name, int number, const uint8_t *secret) {
    char *path = stick_path(h, name), *why = NULL;
    json_t *root = manifest_compose();
    json_object_set_new(root, "revision", json_integer(number));
    json_object_set_new(root, "published_at", json_string("2023-05-12T08:42:00+07:00"));
    char *bytes = jsonread_dump(root);
    uint8_t signature[CRYPTO_SIGNATURE_BYTES];
    crypto_sign_message(bytes, strlen(bytes), secret, signature);
    assert_true(path_make_dirs(path));
    assert_int_equal(bundle_write(path,
                                  &(struct bundle_source){.bytes = bytes,
                                                          .len_bytes = strlen(bytes),
                                                          .signature = signature,
                                                          .read_asset = read_asset},
                                  &why),
                     BUNDLE_OK);
    free(bytes);
    json_decref(root);
    free(path);
}

static void on_content(void *context) {
    (void)context;
    signal_push(SIGNAL_CONTENT, NULL);
}

static void hall_open(struct hall *h) {
    char *why = NULL;
    *h = (struct hall){.dir = kit_make_dir(), .media = kit_make_dir()};
    h->device.device_id = (char *)KIT_DEVICE;
    h->device.has_sign_key = true;
    crypto_signing_keypair(h->device.sign_key, h->secret);
    h->store = content_store_open(h->dir.path, &why);
    h->outbox = kit_open(&h->dir);
    h->usb = usb_start(&(struct usb_params){.roots = h->media.path,
                                            .store = h->store,
                                            .outbox = h->outbox,
                                            .device = &h->device,
                                            .on_content = on_content});
}

static void hall_close(struct hall *h) {
    if (h->usb)
        usb_stop(h->usb);
    usb_join(h->usb);
    content_store_close(h->store);
    outbox_close(h->outbox);
    kit_remove_dir(&h->media);
    kit_remove_dir(&h->dir);
}

/* The next signal; fails when it is another or none comes. */
static void *next(enum signal_kind want) {
    SDL_Event ev;
    enum signal_kind kind;
    void *cargo = NULL;
    while (SDL_WaitEventTimeout(&ev, 10000)) {
        if (!signal_read(&ev, &kind, &cargo))
            continue;
        check_number("signal", kind, want);
        return cargo;
    }
    fail_msg("no signal came");
    return NULL;
}

static void offers_what_is_there(void **state) {
    (void)state;
    struct hall h;
    uint8_t stranger[CRYPTO_SIGN_SECRET_BYTES], public_key[CRYPTO_PUBLIC_KEY_BYTES];
    crypto_signing_keypair(public_key, stranger);
    hall_open(&h);
    assert_true(usb_look(h.usb));
    struct usb_news *news = next(SIGNAL_USB);
    check_number("no stick", (long long)news->offer_count, 0);
    free(news);

    put_stick(&h, "a", 57, h.secret);
    put_stick(&h, "b", 60, stranger);
    char *empty = stick_path(&h, "c/guong-sang");
    assert_true(path_make_dirs(empty));
    free(empty);
    assert_true(usb_look(h.usb));
    news = next(SIGNAL_USB);
    check_number("sticks", (long long)news->offer_count, 3);
    check_number("a good one", news->offers[0].state, USB_NEWER);
    check_number("its revision", news->offers[0].revision, 57);
    check_number("its day", news->offers[0].published_at_s, 1683855720);
    check_number("its pictures", news->offers[0].asset_count, 1);
    check_number("their bytes", news->offers[0].asset_bytes, 3);
    check_number("a stranger's", news->offers[1].state, USB_REFUSED);
    assert_non_null(strstr(news->offers[1].why, "is not the signature of"));
    check_number("none", news->offers[2].state, USB_EMPTY);

    assert_true(usb_import(h.usb, news->offers[1].path));
    struct usb_news *refused = next(SIGNAL_USB);
    check_number("refused", refused->result, BUNDLE_REFUSED);
    free(refused);
    assert_true(usb_import(h.usb, news->offers[0].path));
    next(SIGNAL_CONTENT);
    struct usb_news *taken = next(SIGNAL_USB);
    check_number("taken", taken->kind, USB_IMPORTED);
    check_number("taken", taken->result, BUNDLE_OK);
    check_number("revision", taken->revision, 57);
    free(taken);
    assert_true(usb_look(h.usb));
    struct usb_news *again = next(SIGNAL_USB);
    check_number("no news any more", again->offers[0].state, USB_OLDER);
    free(again);
    free(news);
    hall_close(&h);
}

static void copies_slips(void **state) {
    (void)state;
    struct hall h;
    hall_open(&h);
    kit_push(h.outbox, 1, 3);
    assert_true(usb_export_slips(h.usb, h.media.path));
    struct usb_news *news = next(SIGNAL_USB);
    check_number("kind", news->kind, USB_EXPORTED);
    check_number("result", news->result, BUNDLE_OK);
    check_number("written", news->slips.written, 3);
    free(news);
    assert_true(usb_export_slips(h.usb, "/nonexistent"));
    news = next(SIGNAL_USB);
    check_number("pulled out", news->result, BUNDLE_ABSENT);
    assert_non_null(strstr(news->why, "/nonexistent"));
    free(news);
    hall_close(&h);
}

int main(void) {
    log_start("test_usb", LOG_LEVEL_ERROR);
    if (!crypto_start() || SDL_Init(SDL_INIT_EVENTS) != 0 || !signal_start())
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offers_what_is_there),
        cmocka_unit_test(copies_slips),
    };
    int failed = cmocka_run_group_tests_name("usb", tests, NULL, NULL);
    signal_stop();
    SDL_Quit();
    return failed;
}
