/* What comes out of the device: SDL's disk driver writes it to a file, its dummy driver has the
 * pace of a real one; and when there is no device at all, nothing happens but one line in the log.
 */
#include "../check.h"
#include "wave.h"

#include "base/path.h"
#include "sound/sound.h"
#include <SDL.h>
#include <dirent.h>
#include <pthread.h>
#include <sys/stat.h>

struct ear { // what was told
    pthread_mutex_t lock;
    struct sound_news probed, spoken;
    int probed_count, spoken_count; // guarded by lock, as the news
};

static void on_news(const struct sound_news *news, void *context) {
    struct ear *ear = context;
    pthread_mutex_lock(&ear->lock);
    if (news->kind == SOUND_PROBED) {
        ear->probed = *news;
        ear->probed_count++;
    } else {
        ear->spoken = *news;
        ear->spoken_count++;
    }
    pthread_mutex_unlock(&ear->lock);
}

static int count_of(struct ear *ear, const int *count) {
    pthread_mutex_lock(&ear->lock);
    int now = *count;
    pthread_mutex_unlock(&ear->lock);
    return now;
}

/* Real milliseconds until the count is reached; -1 when it never is. */
static int wait_for(struct ear *ear, const int *count, int wanted, int most_ms) {
    Uint64 from = SDL_GetTicks64();
    while (count_of(ear, count) < wanted) {
        if (SDL_GetTicks64() - from > (Uint64)most_ms)
            return -1;
        SDL_Delay(10);
    }
    return (int)(SDL_GetTicks64() - from);
}

static struct sound *start(struct ear *ear, const char *driver) {
    *ear = (struct ear){.lock = PTHREAD_MUTEX_INITIALIZER};
    setenv("SDL_AUDIODRIVER", driver, 1);
    struct sound *sound = sound_start(&(struct sound_params){.on_news = on_news, .context = ear});
    sound_probe(sound, "vi");
    assert_true(wait_for(ear, &ear->probed_count, 1, 30000) >= 0);
    return sound;
}

static void end(struct sound *sound) {
    sound_stop(sound);
    sound_join(sound);
}

/* The device's file. */
struct heard {
    char *folder, *path;
    int16_t *samples;
    size_t count;
};

static void listen(struct heard *heard) {
    heard->folder = check_make_folder();
    heard->path = path_join(heard->folder, "heard.raw");
    setenv("SDL_DISKAUDIOFILE", heard->path, 1);
}

static void hear(struct heard *heard) {
    char *bytes;
    size_t len;
    assert_true(path_read(heard->path, 64u << 20, &bytes, &len));
    heard->samples = (int16_t *)(void *)bytes;
    heard->count = len / 2;
}

static void forget(struct heard *heard) {
    free(heard->samples);
    free(heard->path);
    check_remove_folder(heard->folder);
}

/* How often the very samples stand in what was heard. */
static int times_in(const struct heard *heard, const struct pcm *pcm) {
    int times = 0;
    for (size_t i = 0; i + pcm->count <= heard->count; i++) {
        if (memcmp(heard->samples + i, pcm->samples, pcm->count * sizeof *pcm->samples) == 0) {
            times++;
            i += pcm->count - 1;
        }
    }
    return times;
}

static size_t size_of(const struct heard *heard) {
    struct stat info;
    return stat(heard->path, &info) == 0 ? (size_t)info.st_size / sizeof(int16_t) : 0;
}

/* Until the device has played so much more; a busy machine takes longer. */
static void wait_for_samples(const struct heard *heard, size_t count) {
    size_t from = size_of(heard);
    for (int i = 0; i < 3000 && size_of(heard) < from + count; i++)
        SDL_Delay(10);
    assert_true(size_of(heard) >= from + count);
}

static void test_effects_are_heard(void **state) {
    (void)state;
    struct heard heard;
    struct ear ear;
    struct pcm tap, chime;
    effect_make(EFFECT_TAP, &tap);
    effect_make(EFFECT_CHIME, &chime);
    listen(&heard);
    struct sound *sound = start(&ear, "disk");
    assert_true(ear.probed.has_device && ear.probed.has_voice);
    sound_play(sound, EFFECT_TAP);
    wait_for_samples(&heard, 2 * tap.count);
    sound_play(sound, EFFECT_TAP);
    wait_for_samples(&heard, 2 * tap.count);
    sound_play(sound, EFFECT_CHIME); // is made now
    wait_for_samples(&heard, chime.count + 4 * tap.count);
    end(sound);
    hear(&heard);
    check_number("taps", times_in(&heard, &tap), 2);
    check_number("chimes", times_in(&heard, &chime), 1);
    pcm_finish(&tap);
    pcm_finish(&chime);
    forget(&heard);
}

static double loudness(const struct heard *heard) {
    double sum = 0;
    for (size_t i = 0; i < heard->count; i++)
        sum += abs(heard->samples[i]) > 300;
    return sum / PCM_RATE_HZ;
}

static void test_a_sentence_is_heard_to_its_end(void **state) {
    (void)state;
    struct heard heard;
    struct ear ear;
    listen(&heard);
    struct sound *sound = start(&ear, "disk");
    sound_speak(sound, "vi", "Chào bà con.", 7);
    int took_ms = wait_for(&ear, &ear.spoken_count, 1, 30000);
    assert_true(took_ms > 500);
    check_number("serial", (long long)ear.spoken.serial, 7);
    assert_false(ear.spoken.has_failed);
    end(sound);
    hear(&heard);
    assert_true(loudness(&heard) > 0.2);
    forget(&heard);
}

static void test_pause_and_hush(void **state) {
    (void)state;
    struct ear ear;
    struct sound *sound = start(&ear, "dummy");
    sound_speak(sound, "vi", "Chào bà con.", 1);
    SDL_Delay(300);
    sound_pause(sound, true);
    SDL_Delay(2500);
    check_number("paused", count_of(&ear, &ear.spoken_count), 0);
    sound_pause(sound, false);
    int took_ms = wait_for(&ear, &ear.spoken_count, 1, 30000);
    assert_true(took_ms > 1000); // again from its beginning
    sound_speak(sound, "vi", "Câu này không ai nghe hết.", 2);
    SDL_Delay(200);
    sound_hush(sound);
    SDL_Delay(1500);
    check_number("hushed", count_of(&ear, &ear.spoken_count), 1);
    sound_speak(sound, "vi", "Câu trước bị câu sau thay thế.", 3);
    sound_speak(sound, "vi", "Xong.", 4);
    assert_true(wait_for(&ear, &ear.spoken_count, 2, 30000) > 0);
    check_number("only the last", (long long)ear.spoken.serial, 4);
    end(sound);
}

static void test_a_recording_is_played(void **state) {
    (void)state;
    struct heard heard;
    struct ear ear;
    int16_t saw[4410];
    uint8_t *bytes = malloc(44 + sizeof saw);
    for (int i = 0; i < 4410; i++)
        saw[i] = (int16_t)(i % 100 * 100 + 1);
    listen(&heard);
    char *path = path_join(heard.folder, "recording.wav");
    size_t len = wave_make(&(struct wave){1, 1, PCM_RATE_HZ, 16}, saw, 4410, bytes);
    assert_true(path_write(path, bytes, len, 0600));
    struct sound *sound = start(&ear, "disk");
    sound_play_file(sound, path, 5);
    assert_true(wait_for(&ear, &ear.spoken_count, 1, 30000) >= 0);
    assert_false(ear.spoken.has_failed);
    sound_play_file(sound, "/nowhere/to/be/found.wav", 6);
    assert_true(wait_for(&ear, &ear.spoken_count, 2, 30000) >= 0);
    assert_true(ear.spoken.has_failed);
    end(sound);
    hear(&heard);
    struct pcm pcm = {saw, 4410, PCM_RATE_HZ};
    check_number("heard", times_in(&heard, &pcm), 1);
    free(bytes);
    free(path);
    forget(&heard);
}

/* Lines that standard error got while `play` ran. */
static int lines_of(void (*play)(void)) {
    char *folder = check_make_folder(), *path = path_join(folder, "stderr"), *text;
    int lines = 0, kept = dup(2);
    assert_non_null(freopen(path, "w", stderr));
    play();
    fflush(stderr);
    dup2(kept, 2);
    close(kept);
    assert_true(path_read(path, 1 << 20, &text, NULL));
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    if (lines != 1)
        print_error("%s", text);
    free(text);
    free(path);
    check_remove_folder(folder);
    return lines;
}

static void play_without_a_device(void) {
    struct ear ear;
    struct sound *sound = start(&ear, "no-such-driver");
    assert_false(ear.probed.has_device);
    assert_true(ear.probed.has_voice);
    for (int i = 0; i < 20; i++)
        sound_play(sound, EFFECT_TAP);
    sound_speak(sound, "vi", "Không ai nghe.", 1);
    assert_true(wait_for(&ear, &ear.spoken_count, 1, 30000) >= 0);
    assert_true(ear.spoken.has_failed);
    end(sound);
}

static void test_no_device(void **state) {
    (void)state;
    check_number("lines in the log", lines_of(play_without_a_device), 1);
    sound_play(NULL, EFFECT_TAP); // switched off: no sound at all
    sound_speak(NULL, "vi", "Im lặng.", 1);
    sound_pause(NULL, true);
    sound_hush(NULL);
    sound_stop(NULL);
    sound_join(NULL);
}

/* Threads of this process, and how often they have been woken. */
static int count_threads(long *out_switches) {
    DIR *dir = opendir("/proc/self/task");
    struct dirent *entry;
    int threads = 0;
    *out_switches = 0;
    assert_non_null(dir);
    while ((entry = readdir(dir))) {
        char path[300], line[200];
        long n;
        if (entry->d_name[0] == '.' || atoi(entry->d_name) == getpid())
            continue;
        snprintf(path, sizeof path, "/proc/self/task/%s/status", entry->d_name);
        FILE *file = fopen(path, "r");
        threads++;
        while (file && fgets(line, sizeof line, file))
            if (sscanf(line, "voluntary_ctxt_switches: %ld", &n) == 1)
                *out_switches += n;
        if (file)
            fclose(file);
    }
    closedir(dir);
    return threads;
}

static void wait_for_threads(const char *what, int wanted) {
    long switches;
    for (int i = 0; i < 2000 && count_threads(&switches) != wanted; i++)
        SDL_Delay(10);
    check_number(what, count_threads(&switches), wanted);
}

static long wake_ups_in_a_second(void) {
    long before, after;
    count_threads(&before);
    SDL_Delay(1000);
    count_threads(&after);
    return after - before;
}

static void test_silence_wakes_nobody(void **state) {
    (void)state;
    struct ear ear;
    long switches;
    struct sound *sound = start(&ear, "dummy");
    SDL_Delay(100);
    int still = count_threads(&switches);
    long own = wake_ups_in_a_second(); // none, but for a sanitizer's own thread
    sound_play(sound, EFFECT_TAP);
    wait_for_threads("the device has a thread", still + 1);
    assert_true(wake_ups_in_a_second() > own + 5);
    wait_for_threads("and none after some silence", still);
    SDL_Delay(200);
    assert_true(wake_ups_in_a_second() <= own + 1);
    sound_play(sound, EFFECT_TAP); // and it is there again
    wait_for_threads("the device has a thread again", still + 1);
    end(sound);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_effects_are_heard),
        cmocka_unit_test(test_a_sentence_is_heard_to_its_end),
        cmocka_unit_test(test_pause_and_hush),
        cmocka_unit_test(test_a_recording_is_played),
        cmocka_unit_test(test_no_device),
        cmocka_unit_test(test_silence_wakes_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
