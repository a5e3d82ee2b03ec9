/* A monkey at the kiosk: monkey SEED STEPS [kiosk options]. Random touches, drags, several fingers,
 * keys, texts that no keyboard should send, time that passes, a network that goes and comes; the
 * same again for the same seed. Everything runs as in the kiosk; only who plays the touch script is
 * another: the functions of app/player.h stand here.
 *
 * At each look: what was typed is whole NFC text within its limits, is drawn past every cache, a
 * slip that is being sent was consented to and holds every rule; there is always something to
 * touch, and an untouched kiosk comes back to its opening screen with nothing left of the visit. */
#include <SDL.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/house.h"
#include "app/options.h"
#include "app/player.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "draw/text.h"
#include "model/config.h"
#include "model/content.h"
#include "model/record.h"
#include "screens/offered.h"

#define FINGERS 5
#define STEPS_A_LOOK 10      // drawing everything once more to read it is slow
#define STEPS_A_VISIT 400    // then nobody touches it until the visit has ended
#define IDLE_MOST_MS 7200000 // until which the opening screen must have come
#define TYPED "Zzyrk"        // in every longer text of ours, and in no content

struct finger {
    bool is_down;
    struct point at;
};

struct player {
    struct player_params params;
    struct finger fingers[FINGERS];
    bool was_frozen;
    bool is_offline;
    long done;
};

/* One run a process: what main() was told, and how it went. */
static struct {
    uint64_t seed, state;
    long steps;
    long touches, drags, keys, texts, slips, visits;
    bool has_failed;
} run;

/* --- chance -------------------------------------------------------------------------------- */

static uint32_t below(uint32_t limit) { // xorshift64*
    run.state ^= run.state >> 12;
    run.state ^= run.state << 25;
    run.state ^= run.state >> 27;
    return (uint32_t)((run.state * 0x2545F4914F6CDD1DULL) >> 33) % limit;
}

static bool chance(uint32_t percent) {
    return below(100) < percent;
}

/* --- failing ------------------------------------------------------------------------------- */

__attribute__((format(printf, 2, 3))) static void fail(const struct player *player,
                                                       const char *format, ...) {
    va_list args;
    va_start(args, format);
    fprintf(stderr, "monkey: seed %llu, step %ld, on '%s': ", (unsigned long long)run.seed,
            player->done, house_screen_name(player->params.house));
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    run.has_failed = true;
}

/* --- what it does -------------------------------------------------------------------------- */

static void push_finger(struct player *player, int index, Uint32 type, struct point at) {
    const struct turn *turn = player->params.turn;
    struct rect panel = turn_to_panel(turn, (struct rect){at.x, at.y, 1, 1});
    SDL_Event ev = {.tfinger = {.type = type,
                                .touchId = 1,
                                .fingerId = index + 1,
                                .x = ((float)panel.x + 0.5f) / (float)turn->width,
                                .y = ((float)panel.y + 0.5f) / (float)turn->height,
                                .pressure = 1}};
    SDL_PushEvent(&ev);
    player->fingers[index] = (struct finger){.is_down = type != SDL_FINGERUP, .at = at};
}

static struct point anywhere(const struct player *player) {
    const SDL_Surface *canvas = player->params.canvas->surface;
    return (struct point){(int)below((uint32_t)canvas->w), (int)below((uint32_t)canvas->h)};
}

static void tap(struct player *player, struct point at) {
    push_finger(player, 0, SDL_FINGERDOWN, at);
    clock_advance(player->params.clock, below(120));
    push_finger(player, 0, SDL_FINGERUP, at);
    run.touches++;
}

/* Those lead somewhere: without them it would hardly ever come to the end of the form. */
static bool is_tempting(const char *id) {
    static const char *const ids[] = {
        "attract.start",     "home.nominate", "wizard.next", "wizard.send", "review.consent",
        "name.unit",         "who.resident",  "why.r-gop",   "deed.done",   "sender.done",
        "name.unit.unknown", "receipt.done",  "nav.back"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (strcmp(id, ids[i]) == 0)
            return true;
    return false;
}

static void tap_target(struct player *player) {
    struct element_list list = {0};
    house_list(player->params.house, &list);
    const struct element *chosen = NULL;
    bool is_tempted = chance(50);
    for (size_t i = 0, seen = 0; i < list.count; i++) {
        bool is_candidate = !is_tempted || is_tempting(list.items[i].id);
        if (is_candidate && below((uint32_t)++seen) == 0)
            chosen = &list.items[i];
    }
    if (chosen) {
        struct rect area = chosen->area;
        tap(player, (struct point){area.x + (int)below((uint32_t)area.w),
                                   area.y + (int)below((uint32_t)area.h)});
    }
    element_list_finish(&list);
}

static void drag(struct player *player) {
    struct point from = anywhere(player), to = anywhere(player);
    push_finger(player, 0, SDL_FINGERDOWN, from);
    for (int i = 1; i <= 4; i++) {
        clock_advance(player->params.clock, below(60));
        push_finger(
            player, 0, SDL_FINGERMOTION,
            (struct point){from.x + (to.x - from.x) * i / 4, from.y + (to.y - from.y) * i / 4});
    }
    push_finger(player, 0, SDL_FINGERUP, to);
    run.drags++;
}

/* One of several fingers comes, goes or moves; some stay down for long. */
static void fumble(struct player *player) {
    int index = 1 + (int)below(FINGERS - 1);
    const struct finger *finger = &player->fingers[index];
    struct point at = anywhere(player);
    if (!finger->is_down)
        push_finger(player, index, SDL_FINGERDOWN, at);
    else if (chance(50))
        push_finger(player, index, SDL_FINGERUP, finger->at);
    else
        push_finger(player, index, SDL_FINGERMOTION, at);
    run.touches++;
}

static void press_key(void) {
    static const SDL_Keycode keys[] = {
        SDLK_RETURN, SDLK_KP_ENTER, SDLK_TAB,      SDLK_LEFT,   SDLK_RIGHT,     SDLK_UP,
        SDLK_DOWN,   SDLK_HOME,     SDLK_END,      SDLK_PAGEUP, SDLK_BACKSPACE, SDLK_DELETE,
        SDLK_ESCAPE, SDLK_F1,       SDLK_PAGEDOWN, SDLK_TAB,    SDLK_RIGHT,     SDLK_TAB};
    SDL_Event ev = {.key = {.type = SDL_KEYDOWN, .state = SDL_PRESSED}};
    ev.key.keysym.sym = keys[below(sizeof keys / sizeof *keys)];
    ev.key.keysym.mod = chance(20) ? KMOD_SHIFT : KMOD_NONE;
    ev.key.repeat = chance(10);
    SDL_PushEvent(&ev);
    ev.key.type = SDL_KEYUP;
    SDL_PushEvent(&ev);
    run.keys++;
}

/* Composed and decomposed, other scripts, emoji, what cannot be seen, and what is not UTF-8. */
static void type_text(void) {
    static const char *const texts[] = {
        TYPED " Văn",
        TYPED,
        "nguyeenx thij",
        "Nguye\u0302\u0303n",
        "\u0303",
        "\u0e34",
        "e\u0302\u0323\u0301\u0303\u0309",
        "😀👨\u200d👩\u200d👧🇻🇳",
        "𠀀𝓐",
        "\xff\xfe\xc0\x80",
        "a\xe1\xba",
        "\xed\xa0\x80",
        "\x01\x02\n\t\x1b[31m",
        "\u202e\u200d\ufeff",
        "พิมพ์ मराठी العربية",
        "0912345678",
        "  ",
        "%s%n' \"--",
        "thôn 3 đã làm đường mới",
    };
    SDL_Event ev = {.text = {.type = SDL_TEXTINPUT}};
    const char *text = texts[below(sizeof texts / sizeof *texts)];
    memcpy(ev.text.text, text, strnlen(text, sizeof ev.text.text)); // perhaps without an end
    for (uint32_t left = chance(5) ? 60 : 1; left > 0; left--)
        SDL_PushEvent(&ev);
    run.texts++;
}

static void pass_time(struct player *player) {
    static const uint32_t most_ms[] = {50, 500, 5000, 20000, 100000};
    clock_advance(player->params.clock, below(most_ms[below(5)]));
    player->params.on_advance(player->params.context);
}

static void switch_network(struct player *player) {
    player->is_offline = !player->is_offline;
    player->params.set_offline(player->is_offline, player->params.context);
}

static void act(struct player *player) {
    uint32_t what = below(100);
    if (what < 55)
        tap_target(player);
    else if (what < 65)
        tap(player, anywhere(player));
    else if (what < 71)
        drag(player);
    else if (what < 77)
        fumble(player);
    else if (what < 84)
        press_key();
    else if (what < 93)
        type_text();
    else if (what < 99)
        pass_time(player);
    else
        switch_network(player);
}

/* --- what must hold ------------------------------------------------------------------------ */

static void check_typed(const struct player *player, const char *field, const char *text,
                        size_t most) {
    size_t len = strlen(text);
    if (!utf8_is_valid(text, len)) {
        fail(player, "%s is not UTF-8", field);
        return;
    }
    char *nfc = utf8_to_nfc(text, len);
    if (strcmp(nfc, text) != 0)
        fail(player, "%s is not NFC", field);
    free(nfc);
    if (utf8_count(text) > most)
        fail(player, "%s has %zu characters", field, utf8_count(text));
    for (size_t at = 0, used; at < len; at += used) {
        uint32_t c = 0;
        used = utf8_decode(text + at, len - at, &c);
        if ((c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f))
            fail(player, "%s holds U+%04X", field, (unsigned)c);
    }
    uint32_t first = 0;
    if (utf8_decode(text, len, &first) > 0 && utf8_is_mark(first))
        fail(player, "%s begins with a mark", field);
}

static void check_form(const struct player *player) {
    const struct visit *visit = &player->params.house->stage->visit;
    const struct nomination *form = visit->form;
    check_typed(player, "the name", form->name, NOMINATION_NAME_MAX);
    check_typed(player, "the place", form->unit_other, NOMINATION_PLACE_MAX);
    check_typed(player, "the deed", form->deed, NOMINATION_DEED_MAX);
    check_typed(player, "the sender", form->sender_name, NOMINATION_NAME_MAX);
    check_typed(player, "the phone", form->sender_phone, sizeof form->sender_phone);
    check_typed(player, "what is looked for", visit->query, sizeof visit->query);
}

/* As the record store will read it: what is refused there is lost to the citizen. */
static void check_arrival(const struct player *player, const struct nomination *form) {
    char why[RECORD_WHY_MAX] = "", *record = crypto_secret_alloc(RECORD_BYTES_MAX);
    struct nomination *read = crypto_secret_alloc(sizeof *read);
    struct record_head head;
    enum nomination_rule rule = NOMINATION_OK;
    size_t len = record_encode(form, "HP-AAAA-AAA5", "campaign-2023", "vi", record);
    if (len == 0 || !record_decode(record, len, false, read, &head, why))
        fail(player, "the record store will not read it: %s", why);
    else if (nomination_first_fault(read, NULL, false, &rule) != NOMINATION_FIELDS)
        fail(player, "the record store will refuse it: %s is %s",
             nomination_field_word(nomination_first_fault(read, NULL, false, &rule)),
             nomination_rule_word(rule));
    crypto_secret_free(read);
    crypto_secret_free(record);
}

/* Looked at between two events, so the form is still as it was when it was sealed. */
static void check_sent(struct player *player) {
    const struct stage *stage = player->params.house->stage;
    const struct visit *visit = &stage->visit;
    bool is_new = visit->is_slip_frozen && !player->was_frozen;
    player->was_frozen = visit->is_slip_frozen;
    if (!is_new)
        return;
    enum nomination_rule rule = NOMINATION_OK;
    enum nomination_field field = nomination_first_fault(visit->form, stage->env.content,
                                                         must_name_sender(&stage->env), &rule);
    run.slips++;
    if (!visit->form->has_consent || !visit->form->consent_version[0] ||
        !visit->form->consent_at[0])
        fail(player, "a slip is sent without consent");
    if (field != NOMINATION_FIELDS)
        fail(player, "a slip is sent whose %s is %s", nomination_field_word(field),
             nomination_rule_word(rule));
    check_arrival(player, visit->form);
}

static void check_picture(const struct player *player) {
    struct text_log log = {0};
    struct canvas *canvas = player->params.canvas;
    canvas->text_log = &log;
    house_draw(player->params.house, canvas);
    canvas->text_log = NULL;
    for (size_t i = 0; i < log.count; i++)
        if (!log.entries[i].style.is_private && strstr(log.entries[i].text, TYPED))
            fail(player, "what was typed is drawn through the cache: '%s'", log.entries[i].text);
    text_log_finish(&log);
}

static void check_way_on(const struct player *player) {
    struct element_list list = {0};
    house_list(player->params.house, &list);
    bool is_there = false;
    for (size_t i = 0; i < list.count; i++)
        is_there |= list.items[i].is_enabled;
    if (!is_there)
        fail(player, "there is nothing to touch");
    element_list_finish(&list);
}

/* Everybody has left. What moves by itself may take its time; then the next finds nothing. */
static void leave(struct player *player) {
    struct stage *stage = player->params.house->stage;
    if (stage->env.is_reading) // which takes its own time, and somebody may be listening
        return;
    for (int i = 0; i < FINGERS; i++)
        if (player->fingers[i].is_down)
            push_finger(player, i, SDL_FINGERUP, player->fingers[i].at);
    SDL_FlushEvents(SDL_KEYDOWN, SDL_TEXTINPUT);
    for (int64_t left_ms = IDLE_MOST_MS; left_ms > 0 && stage->current != SCREEN_ATTRACT;
         left_ms -= 1000) {
        clock_advance(player->params.clock, 1000);
        house_tick(player->params.house, clock_mono_ms(player->params.clock));
    }
    if (stage->current != SCREEN_ATTRACT)
        fail(player, "an untouched kiosk does not come back to its opening screen");
    else if (nomination_is_touched(stage->visit.form) || stage->visit.query[0] ||
             stage->visit.is_slip_frozen || stage->visit.inquiry.letters[0] ||
             stage->visit.has_large_text || stage->visit.has_high_contrast ||
             stage->visit.language != 0)
        fail(player, "something of the visit is left");
    run.visits++;
}

/* --- instead of a script's player ------------------------------------------------------------ */

struct player *player_create(const struct player_params *params) {
    struct player *player = xcalloc(1, sizeof *player);
    player->params = *params;
    return player;
}

void player_destroy(struct player *player) {
    free(player);
}

enum player_step player_step(struct player *player, int *out_wait_ms) {
    (void)out_wait_ms;
    check_sent(player);
    if (player->done % STEPS_A_LOOK == 0) {
        check_form(player);
        check_picture(player);
        check_way_on(player);
    }
    if (run.has_failed)
        return PLAYER_FAILED;
    if (player->done == run.steps)
        return PLAYER_HELD;
    if (++player->done % STEPS_A_VISIT == 0)
        leave(player);
    else
        act(player);
    return PLAYER_GO_ON;
}

int main(int argc, char **argv) {
    struct options options;
    if (argc < 3 || options_parse(argc - 2, argv + 2, &options) != OPTIONS_RUN) {
        fputs("monkey SEED STEPS [kiosk options]\n", stderr);
        return 2;
    }
    run.seed = strtoull(argv[1], NULL, 10);
    run.steps = strtol(argv[2], NULL, 10);
    run.state = run.seed * 0x9E3779B97F4A7C15ULL + 1; // never 0
    options.script_path = "/dev/null";
    int status = app_run(&options);
    printf("monkey: seed %llu, %ld steps: %ld touches, %ld drags, %ld keys, %ld texts, %ld visits, "
           "%ld slips\n",
           (unsigned long long)run.seed, run.steps, run.touches, run.drags, run.keys, run.texts,
           run.visits, run.slips);
    return status;
}
