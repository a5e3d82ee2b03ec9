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
    "advance 1s\n"                                                                                 \
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

/* ---- a kiosk that stays up ---- */

#define HALL_POLL_MS 50

/* What somebody does at it and what it shall come to show by itself, as one script; it looks for
 * new content every 5 seconds and is left to itself until hall_end(). */
static inline pid_t hall_begin(const struct hall *hall, const char *lines) {
    static const char settings[] = "[network]\npoll_s = 5\n[times]\nread_s = 600\n";
    char *path = path_join(hall->office->folder, "hall.touch");
    char *ini = path_join(hall->office->folder, "kiosk.ini");
    assert_true(path_write(path, lines, strlen(lines), 0600));
    assert_true(path_write(ini, settings, strlen(settings), 0600));
    char *play = xasprintf("cd '%s/../..' && SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy exec "
                           "timeout 300 '%s/kiosk' --config '%s' --data '%s' --clock " HALL_CLOCK
                           " --windowed 1280x720 --script '%s' --shots '%s' >'%s/hall.log' 2>&1",
                           hall->bin, hall->bin, ini, hall->data, path, hall->office->folder,
                           hall->office->folder);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        execl("/bin/sh", "sh", "-c", play, (char *)NULL);
        _exit(127);
    }
    free(play);
    free(ini);
    free(path);
    return pid;
}

/* On another status than 0 the test ends with the end of what the kiosk said. */
static inline void hall_judge(const struct hall *hall, int status) {
    char *log = path_join(hall->office->folder, "hall.log"), *said = NULL;
    size_t len = 0;
    if (status != 0) {
        path_read(log, 1 << 20, &said, &len);
        fail_msg("the kiosk ended with %d\n%s", status,
                 said ? said + (len > 600 ? len - 600 : 0) : "");
    }
    free(log);
}

/* Waits until the script has left this picture. @return milliseconds it took */
static inline int hall_await(const struct hall *hall, pid_t pid, const char *picture, int most_ms) {
    char *path = path_join(hall->office->folder, picture);
    int waited_ms = 0, status;
    for (; access(path, R_OK) != 0; waited_ms += HALL_POLL_MS) {
        if (waitpid(pid, &status, WNOHANG) == pid)
            hall_judge(hall, status ? status : -1);
        if (waited_ms >= most_ms)
            fail_msg("no %s within %d ms", picture, most_ms);
        usleep(HALL_POLL_MS * 1000);
    }
    free(path);
    return waited_ms;
}

/* Waits for the script's end, which every line of it has to hold for. */
static inline void hall_end(const struct hall *hall, pid_t pid) {
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    hall_judge(hall, status);
}

#endif
