/* From the finger to the office: a slip from the running kiosk. */
#include "desk.h"
#include "hall.h"

static void a_slip_from_the_kiosk_is_in_the_office(void **state) {
    (void)state;
    struct desk desk;
    struct hall hall;
    desk_start(&desk);
    office_publish(&desk.office);
    hall_enrol(&hall, &desk.office);
    hall_play(&hall, HALL_SLIP("Nguyễn Văn A"));
    desk_sit_down(&desk, &(struct browser_options){.width_px = 0});
    desk_go(&desk, "/office/dossiers?q=nguyen+van+a");
    browser_expect(&desk.b, "Nguyễn Văn A");
    browser_click(&desk.b, "main tbody .row-link");
    browser_expect(&desk.b, desk_word(&desk, "case.slip"));
    browser_expect(&desk.b, "Nguyễn Văn A");
    desk_finish(&desk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_from_the_kiosk_is_in_the_office),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
