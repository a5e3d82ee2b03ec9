/* The wall is made anew when something of it may have changed, and only then. */
#include "desk.h"

#include "records/manifests.h"
#include "records/retention.h"
#include "records/wall_mark.h"

#define desk_of(state) struct desk *desk = *(state)

static enum records_result set(struct sql_turn *turn, void *args) {
    (void)args;
    return wall_mark_set(turn) ? RECORDS_OK : RECORDS_FAILED;
}

static enum records_result look(struct sql_turn *turn, void *args) {
    (void)args;
    return wall_mark_stands(turn);
}

static void follow(struct desk *desk) {
    assert_int_equal(sql_write(desk->sql, set, NULL), RECORDS_OK);
    assert_int_equal(sql_read(desk->sql, look, NULL), RECORDS_OK);
}

static void publish(struct desk *desk, const char *id, bool is_shown) {
    desk->office.role = role_id(ROLE_CULTURE);
    assert_int_equal(dossiers_publish(&desk->office, &(struct dossier_aim){.id = id}, is_shown,
                                      NULL, &desk->out),
                     DOSSIER_DONE);
    desk->office.role = role_id(ROLE_CLERK);
}

static void award(struct desk *desk, char *out_id) {
    struct dossier_consent yes = {.value = "yes", .date = "2023-06-06", .how = "Gặp tại nhà"};
    desk_receive_one(desk, out_id);
    desk_bring_to(desk, out_id, "approved", NULL);
    assert_int_equal(
        dossiers_set_consent(&desk->office, &(struct dossier_aim){.id = out_id}, &yes, &desk->out),
        DOSSIER_DONE);
}

static void show(struct desk *desk, const char *id) {
    publish(desk, id, true);
}

static void hide(struct desk *desk, const char *id) {
    publish(desk, id, false);
}

static void note(struct desk *desk, const char *id) {
    assert_int_equal(
        dossiers_add_note(&desk->office, &(struct dossier_aim){.id = id}, "Đã gọi", &desk->out),
        DOSSIER_DONE);
}

static void erase(struct desk *desk, const char *id) {
    assert_int_equal(
        retention_erase(&desk->office, &(struct dossier_aim){.id = id}, false, &desk->out),
        DOSSIER_DONE);
}

static void receive(struct desk *desk, const char *id) {
    char other[CRYPTO_UUID_MAX];
    (void)id;
    desk_receive_one(desk, other);
}

static void add_manifest(struct desk *desk, const char *id) {
    struct manifest manifest = {.revision = 1, .bytes = "{}", .len = 2};
    (void)id;
    assert_int_equal(manifests_add(desk->sql, &manifest), RECORDS_OK);
}

static void do_nothing(struct desk *desk, const char *id) {
    (void)desk;
    (void)id;
}

static const struct {
    const char *name;
    bool is_shown; // before the change
    void (*change)(struct desk *desk, const char *id);
    bool stands;
} rows[] = {
    {"nothing, nobody shown", false, do_nothing, true},
    {"nothing", true, do_nothing, true},
    {"a slip that arrives", true, receive, true},
    {"a note on one who is not shown", false, note, true},
    {"somebody is shown", false, show, false},
    {"somebody is hidden", true, hide, false},
    {"a change of one who is shown", true, note, false},
    {"one who is shown is erased", true, erase, false},
    {"another manifest", true, add_manifest, false},
};

static void it_stands_until_the_wall_may_change(void **state) {
    (void)state;
    for (size_t i = 0; i < check_items(rows); i++) {
        struct desk *desk = desk_open();
        char id[CRYPTO_UUID_MAX];
        assert_int_equal(sql_read(desk->sql, look, NULL), RECORDS_NONE); // never made
        award(desk, id);
        if (rows[i].is_shown)
            show(desk, id);
        follow(desk);
        rows[i].change(desk, id);
        check_number(rows[i].name, sql_read(desk->sql, look, NULL),
                     rows[i].stands ? RECORDS_OK : RECORDS_NONE);
        follow(desk);
        desk_close(desk);
    }
}

/* One goes and one comes: as many, of the same versions. */
static void another_person_is_another_wall(void **state) {
    desk_of(state);
    char one[CRYPTO_UUID_MAX], other[CRYPTO_UUID_MAX];
    award(desk, one);
    award(desk, other);
    show(desk, one);
    follow(desk);
    hide(desk, one);
    show(desk, other);
    assert_int_equal(sql_read(desk->sql, look, NULL), RECORDS_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_stands_until_the_wall_may_change),
        with_desk(another_person_is_another_wall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
