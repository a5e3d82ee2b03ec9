/* The second copy of seq: whatever happens to one slot, the other still tells. */
#include "outbox_kit.h"

#include "store/counter.h"

static const struct counter_value FIRST = {.seq = 1, .boot = 1, .instance = "one"};
static const struct counter_value SECOND = {.seq = 417, .boot = 3, .instance = "two"};

static int64_t reopened_seq(const char *path) {
    struct counter counter;
    assert_true(counter_open(&counter, path));
    int64_t seq = counter.value.seq;
    counter_close(&counter);
    return seq;
}

static char *make_counter(const struct kit_dir *dir) {
    char *path = xasprintf("%s/counter", dir->path);
    struct counter counter;
    assert_true(counter_open(&counter, path));
    check_number("before the first write", counter.value.seq, 0);
    assert_true(counter_write(&counter, &FIRST) && counter_write(&counter, &SECOND));
    counter_close(&counter);
    return path;
}

static void keeps_the_last_value(void **state) {
    (void)state;
    struct kit_dir dir = kit_make_dir();
    struct counter counter;
    char *path = make_counter(&dir);
    assert_true(counter_open(&counter, path));
    check_number("seq", counter.value.seq, 417);
    check_number("boot", counter.value.boot, 3);
    check_text("instance", counter.value.instance, "two");
    counter_close(&counter);
    free(path);
    kit_remove_dir(&dir);
}

/** Each byte of the file in turn: never a number that was not written. */
static void believes_no_flipped_bit(void **state) {
    (void)state;
    struct kit_dir dir = kit_make_dir();
    char *path = make_counter(&dir), *bytes = NULL;
    size_t len_bytes = 0;
    int fell_back = 0;
    assert_true(path_read(path, 4096, &bytes, &len_bytes));
    check_number("two sectors", (long long)len_bytes, 1024);
    for (size_t i = 0; i < len_bytes; i++) {
        bytes[i] ^= 0x10;
        int fd = open(path, O_WRONLY);
        assert_int_equal(pwrite(fd, bytes, len_bytes, 0), (ssize_t)len_bytes);
        close(fd);
        bytes[i] ^= 0x10;
        int64_t seq = reopened_seq(path);
        if (seq != 1 && seq != 417)
            print_error("byte %zu flipped: got seq %lld\n", i, (long long)seq);
        assert_true(seq == 1 || seq == 417);
        fell_back += seq == 1;
    }
    assert_true(fell_back > 64); // the newer slot's line and its hash
    free(bytes);
    free(path);
    kit_remove_dir(&dir);
}

static void survives_being_shortened(void **state) {
    (void)state;
    static const struct {
        const char *what;
        off_t size;
        int64_t seq;
    } rows[] = {
        {"nothing left", 0, 0},
        {"half a slot", 60, 0},
        {"the newer slot alone", 512, 417},
        {"a torn older slot", 700, 417},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct kit_dir dir = kit_make_dir();
        char *path = make_counter(&dir);
        assert_int_equal(truncate(path, rows[i].size), 0);
        check_number(rows[i].what, reopened_seq(path), rows[i].seq);
        struct counter counter;
        assert_true(counter_open(&counter, path) && counter_write(&counter, &SECOND));
        counter_close(&counter);
        check_number("written again", reopened_seq(path), 417);
        free(path);
        kit_remove_dir(&dir);
    }
}

int main(void) {
    assert_true(crypto_start());
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_last_value),
        cmocka_unit_test(believes_no_flipped_bit),
        cmocka_unit_test(survives_being_shortened),
    };
    return cmocka_run_group_tests_name("counter", tests, NULL, NULL);
}
