/* From "Gửi" to the outbox: one form is one slip, however often it is pressed. Real outbox, real
 * signals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "app/sender.h"
#include "app/signal.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/strbuf.h"
#include "model/content.h"
#include "model/nomination.h"
#include "store/device.h"
#include "store/outbox.h"

struct setting {
    char dir[32];
    struct clock clock;
    struct device device;
    struct content content;
    struct nomination form;
    struct visit visit;
    struct outbox *outbox;
    struct sender sender;
};

static int begin(void **state) {
    struct setting *s = calloc(1, sizeof *s);
    uint8_t secret[CRYPTO_SEAL_SECRET_BYTES];
    strcpy(s->dir, "/tmp/sender-XXXXXX");
    if (!mkdtemp(s->dir))
        return -1;
    clock_init(&s->clock, 7 * 3600);
    crypto_seal_keypair(s->device.seal_key.public_key, secret);
    strcpy(s->device.seal_key.key_id, "2026a");
    s->content = (struct content){
        .lang = "vi", .commune = {.code_prefix = "HP"}, .campaign = {.id = "campaign-2023"}};
    strcpy(s->form.kind, "resident");
    strcpy(s->form.name, "Nguyễn Văn A");
    s->form.is_unit_chosen = s->form.has_consent = true;
    s->visit.form = &s->form;
    struct outbox_report report;
    s->outbox =
        outbox_open(&(struct outbox_params){.data_dir = s->dir, .device_id = "k-1"}, &report);
    sender_init(&s->sender, s->outbox, &s->device, &s->clock);
    *state = s;
    return s->outbox ? 0 : -1;
}

static int end(void **state) {
    struct setting *s = *state;
    outbox_close(s->outbox);
    sender_finish(&s->sender);
    char *command = xasprintf("rm -rf '%s'", s->dir);
    int status = system(command);
    free(command);
    free(s);
    return status;
}

/* Waits for the storage thread's answer, as the loop does. */
static enum send_state answered(struct setting *s) {
    SDL_Event ev;
    enum signal_kind kind;
    void *cargo;
    assert_int_equal(SDL_WaitEventTimeout(&ev, 10000), 1);
    assert_true(signal_read(&ev, &kind, &cargo));
    assert_int_equal(kind, SIGNAL_SAVED);
    enum send_state state = sender_saved(&s->sender, cargo);
    free(cargo);
    return state;
}

static int64_t waiting(struct setting *s) {
    struct outbox_counts counts;
    assert_int_equal(outbox_count(s->outbox, &counts), OUTBOX_OK);
    return counts.waiting;
}

static void two_presses_are_one_slip(void **state) {
    struct setting *s = *state;
    assert_int_equal(sender_send(&s->sender, &s->visit, &s->content), SEND_SAVING);
    char code[CODE_TEXT_MAX];
    strcpy(code, s->visit.slip.code);
    assert_int_equal(sender_send(&s->sender, &s->visit, &s->content), SEND_SAVING);
    assert_int_equal(answered(s), SEND_SAVED);
    assert_string_equal(s->visit.slip.code, code);
    assert_int_equal(waiting(s), 1);
    assert_true(sender_is_of(&s->sender, &s->visit));
    SDL_Event ev;
    assert_int_equal(SDL_PollEvent(&ev), 0); // the second press asked for nothing
}

static void next_visitor_is_not_shown_the_last_ones_answer(void **state) {
    struct setting *s = *state;
    sender_send(&s->sender, &s->visit, &s->content);
    struct visit next = {.form = &s->form};
    assert_false(sender_is_of(&s->sender, &next));
    assert_int_equal(answered(s), SEND_SAVED);
}

static void another_form_is_another_slip(void **state) {
    struct setting *s = *state;
    sender_send(&s->sender, &s->visit, &s->content);
    assert_int_equal(answered(s), SEND_SAVED);
    char first[CRYPTO_UUID_MAX];
    strcpy(first, s->visit.slip.id);
    strcpy(s->form.name, "Trần Thị B");
    sender_send(&s->sender, &s->visit, &s->content);
    assert_int_equal(answered(s), SEND_SAVED);
    assert_string_not_equal(s->visit.slip.id, first);
    assert_int_equal(waiting(s), 2);
}

/* The office sees that the day on the slip may be wrong (design: nothing is judged by such a
 * clock). */
static void a_clock_nobody_trusts_is_marked_on_the_slip(void **state) {
    struct setting *s = *state;
    clock_advance(&s->clock, -clock_wall_s(&s->clock) * 1000); // 1970: its battery is empty
    assert_int_equal(sender_send(&s->sender, &s->visit, &s->content), SEND_SAVING);
    assert_int_equal(s->sender.slip.moment.trust, CLOCK_TRUST_UNSYNCED);
    size_t len;
    char *body = slip_encode(&s->sender.slip, "k-1", 1, 1, &len);
    assert_non_null(strstr(body, "\"clock\":\"unsynced\""));
    free(body);
    assert_int_equal(answered(s), SEND_SAVED);
}

/* An answer that comes when the loop has ended is nobody's: it must not stay behind. */
static void what_nobody_reads_goes_with_the_end(void **state) {
    struct setting *s = *state;
    sender_send(&s->sender, &s->visit, &s->content);
    outbox_close(s->outbox); // its thread has answered
    s->outbox = NULL;
    assert_true(SDL_HasEvents(SDL_USEREVENT, SDL_LASTEVENT));
    signal_stop();
    assert_false(SDL_HasEvents(SDL_USEREVENT, SDL_LASTEVENT));
}

static void without_an_outbox_nothing_is_said_to_be_saved(void **state) {
    struct setting *s = *state;
    struct sender sender;
    sender_init(&sender, NULL, &s->device, &s->clock);
    assert_int_equal(sender_send(&sender, &s->visit, &s->content), SEND_NOT_SAVED);
    sender_finish(&sender);
}

int main(void) {
    if (!crypto_start() || SDL_Init(SDL_INIT_EVENTS) != 0 || !signal_start())
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_presses_are_one_slip, begin, end),
        cmocka_unit_test_setup_teardown(next_visitor_is_not_shown_the_last_ones_answer, begin, end),
        cmocka_unit_test_setup_teardown(another_form_is_another_slip, begin, end),
        cmocka_unit_test_setup_teardown(a_clock_nobody_trusts_is_marked_on_the_slip, begin, end),
        cmocka_unit_test_setup_teardown(what_nobody_reads_goes_with_the_end, begin, end),
        cmocka_unit_test_setup_teardown(without_an_outbox_nothing_is_said_to_be_saved, begin, end),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
