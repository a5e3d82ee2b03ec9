/* recordstore doctor: each thing is broken, is found, and is told with what to do; mended again,
 * all is well. */
#include "records.h"

#include "base/date.h"

static struct office office;
static struct machine machine;
static struct parcel parcel;

static void put(int64_t seq) {
    struct nomination form = good_form();
    struct reply reply = {.status = 0};
    parcel_finish(&parcel);
    parcel_make(&machine, &form, seq, NULL, &parcel);
    office_put(&office, &machine, parcel.id, parcel.body, parcel.len, &reply);
    check_receipt("new", &reply, 201, &parcel);
    reply_finish(&reply);
}

static void report(const char *status) {
    struct reply reply = {.status = 0};
    char *path = xasprintf("/v1/devices/%s/status", machine.id);
    char *authorization = xasprintf("Authorization: Bearer %s", machine.token);
    office_ask(&office, "PUT", path,
               (const char *const[]){authorization, "Content-Type: application/json", NULL}, status,
               strlen(status), &reply);
    check_number("report", reply.status, 200);
    reply_finish(&reply);
    free(authorization);
    free(path);
}

static void shell(const char *command) {
    char *all = xasprintf("cd '%s' && { %s ; }", office.data, command);
    if (system(all) != 0)
        check_text("shell", all, "works");
    free(all);
}

/* A store of which nothing is wrong: a kiosk, one slip, content, a backup. */
static int start(void **state) {
    (void)state;
    office_create(&office);
    char *backups = path_join(office.folder, "backups");
    office_publish(&office);
    free(OFFICE_RUN(&office, 0, "backup", "--to", backups));
    free(backups);
    OFFICE_SERVE(&office, "--plain");
    office_enrol(&office, &machine);
    put(1);
    report("{}");
    shell("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 7"
          " -subj /CN=x -keyout ../short.key -out ../short.pem 2>/dev/null");
    return 0;
}

static int stop(void **state) {
    (void)state;
    parcel_finish(&parcel);
    office_destroy(&office);
    return 0;
}

/* What doctor says, owned by the caller. A small disk is no fault here. */
static char *doctor(int want_status, const char *option, const char *value) {
    return OFFICE_RUN(&office, want_status, "doctor", "--set", "limits.disk_free_mb=1", option,
                      value);
}

static const char *line_with(const char *said, const char *want) {
    static char line[1024];
    for (const char *at = said; *at;) {
        size_t len = strcspn(at, "\n");
        snprintf(line, sizeof line, "%.*s", (int)len, at);
        if (strstr(line, want))
            return line;
        at += len + (at[len] != '\0');
    }
    return NULL;
}

static void check_well(const char *row) {
    int pipe_fd, status;
    char said[8192];
    size_t len = 0;
    pid_t pid = office_spawn(
        &office, (const char *const[]){"doctor", "--set", "limits.disk_free_mb=1", NULL}, &pipe_fd);
    for (ssize_t got; (got = read(pipe_fd, said + len, sizeof said - 1 - len)) > 0;)
        len += (size_t)got;
    said[len] = '\0';
    close(pipe_fd);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WEXITSTATUS(status) != 0 || !strstr(said, "all is well"))
        check_text(row, said, "all is well");
}

static const struct {
    const char *breaks,
        *mends; // "sql: ...; ..." with the slip's id as ?2, else a command in the data folder
    const char *option, *value;
    const char *want; // in one line that begins with "do"
} rows[] = {
    {"chmod 644 keys/sign.json", "chmod 600 keys/sign.json", NULL, NULL,
     "sign.json' is open to others (mode 644): chmod 600"},
    {"chmod 755 keys", "chmod 700 keys", NULL, NULL, "keys' is open to others (mode 755)"},
    {"mv keys/seal-*.json .. &&"
     " sed 's/\"key_id\":\"[^\"]*\"/\"key_id\":\"2020a\"/' ../seal-*.json >keys/seal-2020a.json &&"
     " chmod 600 keys/seal-2020a.json",
     "rm keys/seal-2020a.json && mv ../seal-*.json keys", NULL, NULL,
     "is not here, 0 slips wait for it: recordstore key restore"},
    {"mv keys ../aside", "mv ../aside keys", NULL, NULL, "cannot be used: recordstore key restore"},
    {"echo x >keys/sign.new && mv keys/sign.json .. && mv keys/sign.new keys/sign.json &&"
     " chmod 600 keys/sign.json",
     "mv ../sign.json keys", NULL, NULL, "cannot be used: recordstore key restore"},
    {"mv tls ../aside", "mv ../aside tls", NULL, NULL, "certificate: cannot read"},
    {"chmod 640 tls/key.pem", "chmod 600 tls/key.pem", NULL, NULL, "tls/key.pem' is open"},
    {"mv tls/key.pem .. && cp ../short.key tls/key.pem", "mv ../key.pem tls/key.pem", NULL, NULL,
     "are no certificate with its key"},
    {"cp -a tls .. && cp ../short.key tls/key.pem && cp ../short.pem tls/cert.pem &&"
     " chmod 600 tls/key.pem",
     "rm -r tls && mv ../tls .", NULL, NULL, "cert.pem' ends in"},
    {"true", "true", "--set", "limits.disk_free_mb=1000000000", "make room"},
    {"mv backup.json ..", "mv ../backup.json .", NULL, NULL, "backup: there was never one"},
    {"cp backup.json .. &&"
     " sed -i 's/\"at\":\"[^\"]*\"/\"at\":\"2020-01-01T00:00:00Z\"/' backup.json",
     "mv ../backup.json .", NULL, NULL, "days old"},
    {"true", "true", "--set", "office.assets=/nowhere", "set office.assets"},
    {"mkdir -p ../was && mv erasures.log ../was 2>/dev/null; mkdir erasures.log",
     "rmdir erasures.log; mv ../was/erasures.log . 2>/dev/null || true", NULL, NULL,
     "erasures.log' can be read and written"},
    {"sql: UPDATE nominations SET state = 'unopened' WHERE commune_id = ?1 AND id = ?2",
     "sql: UPDATE nominations SET state = 'received' WHERE commune_id = ?1 AND id = ?2", NULL, NULL,
     "1 are unopened: put the key back"},
    {"sql: INSERT INTO slips (commune_id, id, body, sha256, received_at, device_id)"
     " VALUES (?1, 'x' || ?2, 'x', '', 1, '')",
     "sql: DELETE FROM slips WHERE commune_id = ?1 AND id = 'x' || ?2", NULL, NULL,
     "1 are kept, but have no dossier: start the service anew"},
    {"sql: UPDATE nominations SET received_at = received_at + 1000000"
     " WHERE commune_id = ?1 AND id = ?2",
     "sql: UPDATE nominations SET received_at = received_at - 1000000"
     " WHERE commune_id = ?1 AND id = ?2",
     NULL, NULL, "clock: it is behind"},
    {"sql: UPDATE nominations SET delete_after = 1 WHERE commune_id = ?1 AND id = ?2",
     "sql: UPDATE nominations SET delete_after = NULL WHERE commune_id = ?1 AND id = ?2", NULL,
     NULL, "the days of 1 are over: recordstore retention --apply"},
    {"sql: INSERT INTO erasures (commune_id, nomination_id, what, at, state, mirrored)"
     " VALUES (?1, ?2, 'all', 1, 'withdrawn', 1)",
     "sql: UPDATE nominations SET name = NULL, deed = NULL, sender_name = NULL,"
     " sender_phone = NULL WHERE commune_id = ?1 AND id = ?2;"
     " UPDATE slips SET body = '' WHERE commune_id = ?1 AND id = ?2",
     NULL, NULL, "1 erased slips still hold something personal"},
    {"sql: UPDATE users SET disabled = 1 WHERE commune_id = ?1 AND ?2 <> ''",
     "sql: UPDATE users SET disabled = 0 WHERE commune_id = ?1 AND ?2 <> ''", NULL, NULL,
     "no administrator may log in: recordstore user reset"},
    {"sql: UPDATE audit SET note = note || 'x' WHERE commune_id = ?1 AND id = 2 AND ?2 <> ''",
     "sql: UPDATE audit SET note = substr(note, 1, length(note) - 1) WHERE commune_id = ?1"
     " AND id = 2 AND ?2 <> ''",
     NULL, NULL, "the entry behind number 1 was taken out or changed"},
    {"sql: UPDATE manifests SET commune_id = 'x' WHERE commune_id = ?1 AND ?2 <> ''",
     "sql: UPDATE manifests SET commune_id = ?1 WHERE commune_id = 'x' AND ?2 <> ''", NULL, NULL,
     "nothing is published: recordstore publish"},
    {"sql: UPDATE devices SET status_at = 1 WHERE commune_id = ?1 AND ?2 <> ''",
     "sql: UPDATE devices SET status_at = enrolled_at WHERE commune_id = ?1 AND ?2 <> ''", NULL,
     NULL, "is silent: look at its power and network"},
    {"sql: UPDATE nominations SET seq = 3 WHERE commune_id = ?1 AND id = ?2",
     "sql: UPDATE nominations SET seq = 1 WHERE commune_id = ?1 AND id = ?2", NULL, NULL,
     "2 slips are missing, the first is number 1: recordstore device resend k-0001 1"},
};

static void act(const char *what) {
    if (strncmp(what, "sql: ", 5) != 0) {
        shell(what);
        return;
    }
    char *texts = xstrdup(what + 5), *rest = NULL;
    for (char *text = strtok_r(texts, ";", &rest); text; text = strtok_r(NULL, ";", &rest))
        records_ask(&office, text, parcel.id);
    free(texts);
}

static void each_fault_is_found_and_told(void **state) {
    (void)state;
    check_well("at first");
    for (size_t i = 0; i < check_items(rows); i++) {
        act(rows[i].breaks);
        char *said = rows[i].option
                         ? doctor(1, rows[i].option, rows[i].value)
                         : OFFICE_RUN(&office, 1, "doctor", "--set", "limits.disk_free_mb=1");
        const char *line = line_with(said, rows[i].want);
        if (!line)
            check_text(rows[i].want, said, rows[i].want);
        check_text(rows[i].want, strncmp(line, "do    ", 6) ? line : "do", "do");
        free(said);
        act(rows[i].mends);
        check_well(rows[i].breaks);
    }
}

/* What a kiosk says of itself, each in a line with its name. */
static void kiosks_in_trouble_are_named(void **state) {
    (void)state;
    static const struct {
        const char *status, *want;
    } reports[] = {
        {"{\"help_requested_at\":\"2026-11-22T08:15:00+07:00\"}", "calls for help"},
        {"{\"db_ok\":false}", "its database does not work"},
        {"{\"disk_free_mb\":3}", "its disk is nearly full"},
        {"{\"parked\":2}", "holds slips that were refused"},
        {"{\"oldest_queued_at\":\"2020-11-22T08:15:00+07:00\"}", "slips wait there"},
        {"{\"clock_offset_s\":4000}", "its clock is wrong"},
    };
    for (size_t i = 0; i < check_items(reports); i++) {
        report(reports[i].status);
        char *said = doctor(1, "--verbose", NULL);
        const char *line = line_with(said, reports[i].want);
        assert_non_null(line);
        if (!strstr(line, "(hội trường)"))
            check_text("name", line, "(hội trường)");
        free(said);
    }
    report("{}");
    check_well("after all");
}

/* Told already, so nothing is to be done: only said. */
static void what_is_seen_to_is_a_note(void **state) {
    (void)state;
    put(3);
    report("{\"pin_lock\":{\"id\":\"lock-1\",\"at\":\"2023-05-12T08:42:00+07:00\"}}");
    free(OFFICE_RUN(&office, 0, "device", "unlock-pin", machine.id));
    free(OFFICE_RUN(&office, 0, "device", "resend", machine.id, "2"));
    char *said = OFFICE_RUN(&office, 0, "doctor", "--set", "limits.disk_free_mb=1");
    check_text(
        "pin", line_with(said, "staff PIN"),
        "note  k-0001: (hội trường) the lock on its staff PIN is lifted with its next report");
    check_text("hole", line_with(said, "missing"),
               "note  k-0001: 1 slips are missing, it is asked to send again from 2");
    free(said);
}

static void a_database_that_is_no_more(void **state) {
    (void)state;
    check_number("ends well", office_stop(&office, SIGTERM), 0);
    if (office.db[0]) {
        char *said = OFFICE_RUN(&office, 1, "doctor", "--db",
                                "postgresql:///postgres?host=/nowhere&connect_timeout=2");
        assert_non_null(line_with(said, "do    records: "));
        free(said);
        return;
    }
    // Damage in the middle, a file of a newer program, a file of another one, none at all.
    static const struct {
        const char *breaks, *want;
    } files[] = {
        {"s=$(stat -c %s records/records.db); for p in 3 5 7 9 11 13; do"
         " head -c 4096 /dev/urandom | dd of=records/records.db bs=4096 seek=$p conv=notrunc"
         " status=none; done",
         "do    records: "},
        {"printf '\\000\\000\\003\\350' | dd of=records/records.db bs=1 seek=60 conv=notrunc"
         " status=none",
         "do    records: cannot open"},
        {"printf 'other' >records/records.db", "do    records: cannot open"},
        {"rm records/records.db", "do    records: there is no record store in"},
    };
    shell("cp -a records ../records");
    for (size_t i = 0; i < check_items(files); i++) {
        shell(files[i].breaks);
        char *said = OFFICE_RUN(&office, 1, "doctor", "--set", "limits.disk_free_mb=1");
        if (!line_with(said, files[i].want))
            check_text(files[i].breaks, said, files[i].want);
        free(said);
        shell("rm -r records && cp -a ../records .");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_is_found_and_told),
        cmocka_unit_test(kiosks_in_trouble_are_named),
        cmocka_unit_test(what_is_seen_to_is_a_note),
        cmocka_unit_test(a_database_that_is_no_more),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
