/* A backup made while slips come in, put back elsewhere: nothing that was confirmed before is lost,
 * nobody who was erased comes back, and kiosks are asked for the rest. */
#include "records.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "records/dossier_rules.h"
#include "records/erasures.h"
#include "records/retention.h"
#include "records/roles.h"

static int start(void **state) {
    (void)state;
    office_start_libraries();
    return 0;
}

static long put_again(const struct office *office, const struct machine *machine,
                      const struct parcel *parcel) {
    struct reply reply = {.status = 0};
    office_put(office, machine, parcel->id, parcel->body, parcel->len, &reply);
    long status = reply.status;
    reply_finish(&reply);
    return status;
}

/* As an officer erases on request. */
static void erase(const struct office *office, const char *id) {
    char *why = NULL, *file = path_join(office->data, "erasures.log");
    struct dossier_rules *rules = dossier_rules_load("assets/dossier/dossier.json", &why);
    struct dossier_outcome out;
    assert_non_null(rules);
    struct sql *sql = records_open(office);
    records_settle(sql);
    const struct dossier_office desk = {.sql = sql,
                                        .rules = rules,
                                        .who = "u-lan",
                                        .role = role_id(ROLE_CLERK),
                                        .now_s = (int64_t)time(NULL)};
    enum dossier_result result = DOSSIER_LATER; // an officer, too, would try again
    for (int i = 0; i < 20 && result == DOSSIER_LATER; i++)
        result = retention_erase(&desk, &(struct dossier_aim){.id = id}, false, &out);
    assert_int_equal(result, DOSSIER_DONE);
    assert_true(erasures_mirror(sql, file));
    sql_close(sql);
    dossier_rules_destroy(rules);
    free(file);
}

/* An empty place for a store beside another one. */
static void place_init(struct office *office) {
    *office = (struct office){.folder = check_make_folder()};
    office_find_program(office);
    snprintf(office->data, sizeof office->data, "%s/store", office->folder);
}

static void copy_secrets(const struct office *from, const struct office *to) {
    char *command = xasprintf("cp -a '%s/keys' '%s/tls' '%s/'", from->data, from->data, to->data);
    assert_int_equal(system(command), 0);
    free(command);
}

static void check_log(const struct office *office, const char *want) {
    char *log = office_log(office);
    if (!strstr(log, want))
        check_text("log", log, want);
    free(log);
}

/* The only backup in a folder, owned by the caller. */
static char *only_backup(const char *dir) {
    char *command = xasprintf("ls -d '%s'/recordstore-*", dir), line[512];
    FILE *pipe = popen(command, "r");
    assert_non_null(fgets(line, sizeof line, pipe));
    pclose(pipe);
    free(command);
    return xstrndup(line, strcspn(line, "\n"));
}

struct writer {
    const struct office *office;
    const struct machine *machine;
    atomic_bool must_end;
    _Atomic int64_t seq; // of the last that was confirmed
};

static void *write_on(void *context) {
    struct writer *w = context;
    while (!w->must_end) {
        struct parcel parcel;
        office_put_new(w->office, w->machine, w->seq + 1, &parcel);
        w->seq++;
        parcel_finish(&parcel);
    }
    return NULL;
}

static void nothing_confirmed_is_lost_nobody_comes_back(void **state) {
    (void)state;
    struct office office, other;
    struct machine machine;
    struct parcel kept, erased_before, erased_after;
    office_create(&office);
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    office_put_new(&office, &machine, 1, &kept);
    office_put_new(&office, &machine, 2, &erased_before);
    office_put_new(&office, &machine, 3, &erased_after);
    erase(&office, erased_before.id);

    struct writer writer = {.office = &office, .machine = &machine, .seq = 3};
    pthread_t thread;
    char *to = path_join(office.folder, "backups");
    pthread_create(&thread, NULL, write_on, &writer);
    while (writer.seq < 13)
        sleep_ms(5);
    int64_t before = writer.seq;
    free(OFFICE_RUN(&office, 0, "backup", "--to", to));
    int64_t after = writer.seq;
    assert_true(after > before); // it ran on meanwhile
    erase(&office, erased_after.id);
    sleep_ms(1100); // a name of its own
    free(OFFICE_RUN(&office, 0, "backup", "--to", to, "--set", "backup.keep=5"));

    // The older one, with the newer one's erasures beside it, while the writer runs on.
    place_init(&other);
    char *older = only_backup(to);
    char *said = OFFICE_RUN(&other, 0, "restore", "--from", older);
    assert_non_null(strstr(said, "1 kiosks are asked"));
    assert_non_null(strstr(said, "secret keys are not here"));
    free(said);
    writer.must_end = true;
    pthread_join(thread, NULL);
    copy_secrets(&office, &other);
    OFFICE_SERVE(&other, "--plain");
    check_number("kept", put_again(&other, &machine, &kept), 200);
    check_number("erased before", put_again(&other, &machine, &erased_before), 410);
    check_number("erased since", put_again(&other, &machine, &erased_after), 410);
    char *list = OFFICE_RUN(&other, 0, "device", "list");
    long long held, last, missing;
    char *line = strstr(list, machine.id);
    assert_int_equal(sscanf(line, "%*s %*s %*s %*s %lld %lld %lld", &held, &last, &missing), 3);
    check_number("no holes", missing, 0);
    assert_true(last >= before && last <= after + 1);
    free(list);

    struct reply reply = {.status = 0};
    char *path = xasprintf("/v1/devices/%s/status", machine.id);
    char *authorization = xasprintf("Authorization: Bearer %s", machine.token);
    office_ask(&other, "PUT", path,
               (const char *const[]){authorization, "Content-Type: application/json", NULL}, "{}",
               2, &reply);
    json_t *root = jsonread_bytes(strbuf_text(&reply.body), reply.body.len, 65536, NULL);
    check_number("from the first that is missing", jsonread_int(root, "resend_from", 0), last + 1);
    json_decref(root);
    reply_finish(&reply);
    free(authorization);
    free(path);
    free(older);
    free(to);
    parcel_finish(&kept);
    parcel_finish(&erased_before);
    parcel_finish(&erased_after);
    office_destroy(&other);
    office_destroy(&office);
}

static void what_is_in_it(void **state) {
    (void)state;
    struct office office, other;
    office_create(&office);
    place_init(&other);
    char *picture = path_join(office.folder, "p.png"), *to = path_join(office.folder, "b");
    assert_true(path_write(picture, "\x89PNG\r\n\x1a\nabcdefgh", 16, 0600));
    char *sha256 = OFFICE_RUN(&office, 0, "asset", "add", picture);
    sha256[strcspn(sha256, "\n")] = '\0';
    free(OFFICE_RUN(&office, 0, "backup", "--to", to, "--with-keys"));
    char *dir = only_backup(to);
    static const char *const names[] = {"manifest.json", "records.db", "keys/sign.json",
                                        "tls/key.pem"};
    for (size_t i = 0; i < check_items(names); i++) {
        char *path = path_join(dir, names[i]);
        struct stat info;
        assert_int_equal(stat(path, &info), 0);
        check_number(names[i], info.st_mode & 0777, 0600);
        free(path);
    }
    // Whole by itself: it starts where it is put.
    free(OFFICE_RUN(&other, 0, "restore", "--from", to));
    char *asset = xasprintf("%s/assets/%s", other.data, sha256);
    assert_true(path_exists(asset));
    OFFICE_SERVE(&other, "--verbose");
    struct reply reply = {.status = 0};
    office_ask(&other, "GET", "/v1/health", NULL, NULL, 0, &reply);
    check_number("answers by the same certificate", reply.status, 200);
    reply_finish(&reply);
    free(asset);
    free(dir);
    free(sha256);
    free(to);
    free(picture);
    office_destroy(&other);
    office_destroy(&office);
}

static void without_being_asked_no_secret_is_in_it(void **state) {
    (void)state;
    struct office office;
    office_create(&office);
    char *to = path_join(office.folder, "b");
    free(OFFICE_RUN(&office, 0, "backup", "--to", to));
    char *dir = only_backup(to), *command = xasprintf("grep -rqE 'secret_key|PRIVATE' '%s'", dir);
    check_number("found nothing", WEXITSTATUS(system(command)), 1);
    free(command);
    free(dir);
    free(to);
    office_destroy(&office);
}

static void only_the_newest_are_kept(void **state) {
    (void)state;
    struct office office, stranger;
    office_create(&office);
    office_create(&stranger);
    char *to = path_join(office.folder, "b"), line[512];
    free(OFFICE_RUN(&stranger, 0, "backup", "--to", to));
    char *theirs = only_backup(to);
    for (int i = 0; i < 3; i++) {
        sleep_ms(1100);
        free(OFFICE_RUN(&office, 0, "backup", "--to", to));
    }
    char *command = xasprintf("ls -A '%s' | wc -l", to);
    FILE *pipe = popen(command, "r");
    assert_non_null(fgets(line, sizeof line, pipe));
    pclose(pipe);
    check_number("two of ours and one of another store", atoi(line), 3);
    assert_true(path_exists(theirs));
    free(command);
    free(theirs);
    free(to);
    office_destroy(&stranger);
    office_destroy(&office);
}

/* Flips one byte in the middle. */
static void spoil(const char *path) {
    char *bytes;
    size_t len;
    assert_true(path_read(path, 64u << 20, &bytes, &len));
    bytes[len / 2] ^= 1;
    assert_true(path_write(path, bytes, len, 0600));
    free(bytes);
}

static void what_cannot_be_restored_says_why(void **state) {
    (void)state;
    struct office office, other;
    office_create(&office);
    place_init(&other);
    char *to = path_join(office.folder, "b"), *inside = path_join(office.data, "b");
    free(OFFICE_RUN(&office, 1, "backup"));
    check_log(&office, "backup --to DIR");
    free(OFFICE_RUN(&office, 1, "backup", "--to", inside));
    check_log(&office, "lies in the data folder");
    assert_false(path_exists(inside));
    free(OFFICE_RUN(&office, 1, "backup", "--to", "/proc/nowhere"));
    check_log(&office, "cannot make '/proc/nowhere");

    free(OFFICE_RUN(&office, 0, "backup", "--to", to));
    free(OFFICE_RUN(&office, 1, "restore", "--from", to)); // into itself
    check_log(&office, office.db[0] ? "has records of commune" : "there are records, ");
    free(OFFICE_RUN(&other, 1, "restore", "--from", other.folder));
    check_log(&other, "there is no backup in");
    free(OFFICE_RUN(&other, 1, "restore", "--from", to, "--commune", "khac"));
    check_log(&other, "a backup of commune 'commune'");

    char *dir = only_backup(to), *records = path_join(dir, "records.db");
    spoil(records);
    free(OFFICE_RUN(&other, 1, "restore", "--from", to));
    check_log(&other, "is not what was written");
    assert_int_equal(unlink(records), 0);
    free(OFFICE_RUN(&other, 1, "restore", "--from", to));
    check_log(&other, "cannot read");
    char *made = path_join(other.data, "records");
    assert_false(path_exists(made)); // nothing was put anywhere
    free(made);
    free(records);
    free(dir);
    free(inside);
    free(to);
    office_destroy(&other);
    office_destroy(&office);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_confirmed_is_lost_nobody_comes_back),
        cmocka_unit_test(what_is_in_it),
        cmocka_unit_test(without_being_asked_no_secret_is_in_it),
        cmocka_unit_test(only_the_newest_are_kept),
        cmocka_unit_test(what_cannot_be_restored_says_why),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
