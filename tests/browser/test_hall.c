/* From the finger to the office: a slip from the running kiosk. */
#include "hall.h"

static int start(void **state) {
    (void)state;
    return crypto_start() && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? 0 : -1;
}

static int stop(void **state) {
    (void)state;
    curl_global_cleanup();
    return 0;
}

static void a_slip_from_the_kiosk_is_in_the_office(void **state) {
    (void)state;
    struct office office;
    struct hall hall;
    office_create(&office);
    hall_publish(&office);
    OFFICE_SERVE(&office, "--verbose");
    hall_enrol(&hall, &office);
    hall_play(&hall, HALL_SLIP("Nguyễn Văn A"));
    char *list = OFFICE_RUN(&office, 0, "list");
    assert_non_null(strstr(list, "Nguyễn Văn A"));
    free(list);
    office_destroy(&office);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_from_the_kiosk_is_in_the_office),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
