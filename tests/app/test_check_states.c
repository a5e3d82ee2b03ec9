/* What `kiosk --check` looks at: every state that a finger brings up on a screen. */
#include "../screens/scenes.h"

#include "app/check_states.h"

struct met { // ids
    char ids[512][ELEMENT_ID_BYTES];
    size_t count;
    int states;
};

static bool has(const struct met *met, const char *id) {
    for (size_t i = 0; i < met->count; i++)
        if (strcmp(met->ids[i], id) == 0)
            return true;
    return false;
}

static void meet(const struct element_list *list, void *context) {
    struct met *met = context;
    met->states++;
    for (size_t i = 0; i < list->count; i++) {
        if (has(met, list->items[i].id))
            continue;
        assert_true(met->count < check_items(met->ids));
        memcpy(met->ids[met->count++], list->items[i].id, ELEMENT_ID_BYTES);
    }
}

static void every_state_is_met(void **state) {
    (void)state;
    static const struct {
        enum screen_id screen;
        const char *id;
    } rows[] = {
        {SCREEN_CAMPAIGN, "sheet.close"},
        {SCREEN_CAMPAIGN, "sheet.down"},
        {SCREEN_CRITERIA, "sheet.nominate"},
        {SCREEN_SEARCH, "key 7"},
        {SCREEN_NAME, "name.honorific.ong"},
        {SCREEN_NAME, "name.suggest.0"},
        {SCREEN_NAME, "key ă"},
        {SCREEN_NAME, "key 7"},
        {SCREEN_NAME, "key ."},
        {SCREEN_NAME, "name.unit.unknown"},
        {SCREEN_NAME, "name.unit.other"},
        {SCREEN_NAME, "name.place"},
        {SCREEN_WHY, "why.r-gop"},
        {SCREEN_WHY, "deed.field"},
        {SCREEN_REVIEW, "review.consent"},
        {SCREEN_REVIEW, "phone.7"},
        {SCREEN_REVIEW, "sender.field"},
        {SCREEN_REVIEW, "sheet.close"},
        {SCREEN_DIFFICULTY, "difficulty.field"},
        {SCREEN_DIFFICULTY, "phone.7"},
        {SCREEN_DETAIL, "detail.next"},
        {SCREEN_LOOKUP, "lookup.key.7"},
    };
    for (size_t look = 0; look < LOOKS; look++) {
        struct set set;
        scene_open_at(&set, SCREEN_HOME);
        set_size(&set, looks[look].width, looks[look].height, looks[look].is_large, false);
        for (size_t i = 0; i < check_items(rows); i++) {
            static struct met met;
            met = (struct met){.count = 0};
            check_states_walk(&set.env, rows[i].screen, meet, &met);
            if (!has(&met, rows[i].id))
                fail_msg("%s: no '%s' in %d states of %s", looks[look].name, rows[i].id, met.states,
                         screen_kind(rows[i].screen)->name);
        }
        set_close(&set);
    }
}

/* One that has nothing to open has one state, and nothing of the walk is left in the visit. */
static void nothing_is_left(void **state) {
    (void)state;
    struct set set;
    scene_open_at(&set, SCREEN_HOME);
    struct met met = {.count = 0};
    check_states_walk(&set.env, SCREEN_HOME, meet, &met);
    check_number("of home", met.states, 1);
    for (int id = SCREEN_HOME; id < SCREENS; id++) {
        if (id == SCREEN_NOTICE)
            continue;
        met = (struct met){.count = 0};
        check_states_walk(&set.env, (enum screen_id)id, meet, &met);
        assert_true(met.states >= 1);
        struct nomination expected = {.name = ""};
        nomination_set_kind(&expected, "resident");
        assert_memory_equal(set.visit.form, &expected, sizeof expected);
        assert_false(set.visit.query[0] || set.visit.inquiry.letters[0]);
    }
    set_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_is_met),
        cmocka_unit_test(nothing_is_left),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
