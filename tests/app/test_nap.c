/* Waiting where SDL would look every millisecond: asleep all the time, awake at once. */
#include "app/nap.h"

#include "../check.h"
#include <pthread.h>
#include <sys/resource.h>

static long switches(void) {
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw;
}

static void nothing_wakes_it_before_its_time(void **state) {
    (void)state;
    struct nap nap;
    SDL_Event ev;
    nap_init(&nap);
    while (nap_wait(&nap, &ev, 0)) // what starting the video brought
        ;
    long before = switches();
    Uint64 start_ms = SDL_GetTicks64();
    assert_false(nap_wait(&nap, &ev, 300));
    assert_true(SDL_GetTicks64() - start_ms >= 299);
    assert_true(switches() - before <= 3);
    nap_finish(&nap);
}

static void *push_later(void *context) {
    (void)context;
    SDL_Delay(50);
    SDL_PushEvent(&(SDL_Event){.type = SDL_USEREVENT});
    return NULL;
}

static void another_threads_event_wakes_it(void **state) {
    (void)state;
    struct nap nap;
    SDL_Event ev;
    pthread_t thread;
    nap_init(&nap);
    while (nap_wait(&nap, &ev, 0))
        ;
    Uint64 start_ms = SDL_GetTicks64();
    assert_int_equal(pthread_create(&thread, NULL, push_later, NULL), 0);
    assert_true(nap_wait(&nap, &ev, 10000));
    assert_int_equal(ev.type, SDL_USEREVENT);
    assert_true(SDL_GetTicks64() - start_ms < 5000);
    pthread_join(thread, NULL);
    nap_finish(&nap);
}

static int dawdle(void *context, SDL_Event *ev) {
    (void)context;
    (void)ev;
    SDL_Delay(100);
    return 0;
}

/* SDL tells of an event first and puts it into its queue afterwards, on a busy machine much later.
 */
static void an_event_told_of_early_is_not_slept_through(void **state) {
    (void)state;
    struct nap nap;
    SDL_Event ev;
    pthread_t thread;
    nap_init(&nap);
    while (nap_wait(&nap, &ev, 0))
        ;
    SDL_AddEventWatch(dawdle, NULL);
    Uint64 start_ms = SDL_GetTicks64();
    assert_int_equal(pthread_create(&thread, NULL, push_later, NULL), 0);
    assert_true(nap_wait(&nap, &ev, 10000));
    assert_int_equal(ev.type, SDL_USEREVENT);
    assert_true(SDL_GetTicks64() - start_ms < 5000);
    pthread_join(thread, NULL);
    SDL_DelEventWatch(dawdle, NULL);
    nap_finish(&nap);
}

static void what_waits_already_is_taken_at_once(void **state) {
    (void)state;
    struct nap nap;
    SDL_Event ev;
    nap_init(&nap);
    while (nap_wait(&nap, &ev, 0))
        ;
    for (int i = 0; i < 3; i++)
        SDL_PushEvent(&(SDL_Event){.user = {.type = SDL_USEREVENT, .code = i}});
    for (int i = 0; i < 3; i++) {
        assert_true(nap_wait(&nap, &ev, 10000));
        check_number("in order", ev.user.code, i);
    }
    assert_false(nap_wait(&nap, &ev, 0));
    nap_finish(&nap);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_wakes_it_before_its_time),
        cmocka_unit_test(another_threads_event_wakes_it),
        cmocka_unit_test(an_event_told_of_early_is_not_slept_through),
        cmocka_unit_test(what_waits_already_is_taken_at_once),
    };
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    SDL_Quit();
    return failed;
}
