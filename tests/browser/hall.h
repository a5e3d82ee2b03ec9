/* The hall beside the office: a real kiosk, enrolled with a test's record store, that plays a touch
 * script as tests/e2e does, so that a slip goes from the finger to the officer's page in one test.
 */
#ifndef TESTS_BROWSER_HALL_H
#define TESTS_BROWSER_HALL_H

#include "../recordstore/office.h"

#define HALL_CLOCK "2023-05-12T08:42:00+07:00" // within the sample campaign

/* Somebody introduces a person, with as few touches as there are. NAME is what is typed. */
#define HALL_SLIP(name)                                                                            \
    "tap #attract.start\n"                                                                         \
    "tap #home.nominate\n"                                                                         \
    "tap #who.official\n"                                                                          \
    "type \"" name "\"\n"                                                                          \
    "tap #name.unit\n"                                                                             \
    "tap #name.unit.unknown\n"                                                                     \
    "tap #wizard.next\n"                                                                           \
    "tap #why.o-tan-tinh\n"                                                                        \
    "tap #wizard.next\n"                                                                           \
    "tap #review.consent\n"                                                                        \
    "tap #wizard.send\n"                                                                           \
    "wait \"Đã ghi nhận\" 20s\n"                                                               \
    "tap #receipt.done\n"

struct hall {
    const struct office *office; // borrowed
    char data[300], bin[512];    // the kiosk's folder; build/V
};

/* Runs a program of the build; on another status than 0 the test ends with what it said. */
static inline void hall_run(const struct hall *hall, const char *words) {
    char *log = xasprintf("%s/hall.log", hall->office->folder), *said = NULL;
    char *command = xasprintf("cd '%s/../..' && SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy "
                              "timeout 120 '%s'/%s >'%s' 2>&1",
                              hall->bin, hall->bin, words, log);
    int status = system(command);
    if (status != 0) {
        size_t len = 0;
        path_read(log, 1 << 20, &said, &len);
        fail_msg("%s\n%s", words, said ? said + (len > 600 ? len - 600 : 0) : ""); // its end
    }
    free(command);
    free(log);
}

/* The campaign and the sample data are published; for an office that does not yet serve, too. */
static inline void hall_publish(const struct office *office) {
    free(OFFICE_RUN(office, 0, "publish", "--campaign", "assets/campaigns/2023", "--reasons",
                    "assets/campaigns/2023/reasons.json", "--sample",
                    "assets/sample/sample-2023.vi.json"));
}

/* A kiosk of this office, which serves over TLS and has published something. */
static inline void hall_enrol(struct hall *hall, const struct office *office) {
    *hall = (struct hall){.office = office};
    snprintf(hall->data, sizeof hall->data, "%s/kiosk", office->folder);
    snprintf(hall->bin, sizeof hall->bin, "%s", office->program);
    *strrchr(hall->bin, '/') = '\0';
    char *code = OFFICE_RUN(office, 0, "device", "add", "--name", "hội trường");
    code[strcspn(code, "\n")] = '\0';
    char *enrol =
        xasprintf("kioskctl --data '%s' enrol --url %s --code %s", hall->data, office->url, code);
    char *fetch = xasprintf("kioskctl --data '%s' content fetch", hall->data);
    hall_run(hall, enrol);
    hall_run(hall, fetch);
    free(fetch);
    free(enrol);
    free(code);
}

/* Plays the script's lines and hands in what waits then. */
static inline void hall_play(const struct hall *hall, const char *lines) {
    char *path = xasprintf("%s/hall.touch", hall->office->folder);
    assert_true(path_write(path, lines, strlen(lines), 0600));
    char *play = xasprintf("kiosk --data '%s' --clock " HALL_CLOCK
                           " --windowed 1280x720 --script '%s' --shots '%s'",
                           hall->data, path, hall->office->folder);
    char *drain = xasprintf("kioskctl --data '%s' outbox drain --for 30", hall->data);
    hall_run(hall, play);
    hall_run(hall, drain);
    free(drain);
    free(play);
    free(path);
}

#endif
