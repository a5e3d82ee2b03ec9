/* The command line: what init makes, what it leaves alone, and what is refused. */
#include "records.h"

#include <sys/stat.h>

#include "recordstore/cli.h"

static int start(void **state) {
    (void)state;
    return crypto_start() ? 0 : -1;
}

/* Hashes of all files of the data folder, owned by the caller. */
static char *fingerprint_of(const char *folder) {
    char *command = xasprintf("cd '%s' && find . -type f ! -name '*-shm' ! -name '*-wal' |"
                              " sort | xargs sha256sum",
                              folder);
    struct strbuf text = {.text = NULL};
    char line[256];
    FILE *pipe = popen(command, "r");
    while (fgets(line, sizeof line, pipe))
        strbuf_add_text(&text, line);
    pclose(pipe);
    free(command);
    return strbuf_detach(&text);
}

static void a_second_init_changes_nothing(void **state) {
    (void)state;
    struct office office;
    office_create(&office);
    char *before = fingerprint_of(office.data);
    char *said = OFFICE_RUN(&office, 0, "init");
    char *after = fingerprint_of(office.data);
    assert_non_null(strstr(said, "nothing changed"));
    check_text("files", after, before);
    free(before);
    free(after);
    free(said);
    office_destroy(&office);
}

/* None of it stands in the program: it says what it does not know, and keeps what it was told. */
static void a_commune_has_the_name_it_was_given(void **state) {
    (void)state;
    struct office office = {.folder = check_make_folder()};
    office_find_program(&office);
    snprintf(office.data, sizeof office.data, "%s/store", office.folder);
    free(OFFICE_RUN(&office, 0, "init"));
    char *log = office_log(&office);
    assert_non_null(strstr(log, "commune.name, commune.place, commune.agency, commune.code_prefix: "
                                "not known"));
    free(log);
    char *said = OFFICE_RUN(&office, 1, "doctor");
    assert_non_null(strstr(said, "do    commune: commune.name, "));
    free(said);
    free(OFFICE_RUN(&office, 0, "init", "--commune-name", "xã Thử", "--place", "tỉnh Thử",
                    "--agency", "UBND xã Thử", "--prefix", "XT"));
    said = OFFICE_RUN(&office, 1, "doctor");
    assert_non_null(strstr(said, "commune: xã Thử, UBND xã Thử"));
    free(said);
    if (!office.db[0]) { // a file is of one commune
        free(OFFICE_RUN(&office, 1, "init", "--commune", "another"));
        log = office_log(&office);
        assert_non_null(strstr(log, "are of commune 'commune': give it as store.commune"));
        free(log);
    }
    office_destroy(&office);
}

static void secrets_are_the_owners_alone(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int mode;
    } rows[] = {{"", 0700},
                {"keys", 0700},
                {"keys/sign.json", 0600},
                {"tls/key.pem", 0600},
                {"records", 0700},
                {"records/records.db", 0600}};
    struct office office;
    office_create(&office);
    size_t count = check_items(rows) - (office.db[0] ? 2 : 0); // its records are elsewhere
    for (size_t i = 0; i < count; i++) {
        char *path = path_join(office.data, rows[i].name);
        struct stat info;
        assert_int_equal(stat(path, &info), 0);
        check_number(rows[i].name, info.st_mode & 0777, rows[i].mode);
        free(path);
    }
    office_destroy(&office);
}

static void the_certificate_names_this_machine(void **state) {
    (void)state;
    struct office office = {.folder = check_make_folder()};
    office_find_program(&office);
    snprintf(office.data, sizeof office.data, "%s/store", office.folder);
    free(OFFICE_RUN(&office, 0, "init", "--names", "xa.example, 10.0.0.5"));
    char *command = xasprintf("openssl x509 -in '%s/tls/cert.pem' -noout -ext subjectAltName"
                              " -checkend 599184000", // 19 years
                              office.data);
    char text[1024];
    FILE *pipe = popen(command, "r");
    text[fread(text, 1, sizeof text - 1, pipe)] = '\0';
    check_number("still good then", pclose(pipe), 0);
    assert_non_null(strstr(text, "DNS:localhost, IP Address:127.0.0.1, "
                                 "IP Address:0:0:0:0:0:0:0:1, DNS:xa.example, "
                                 "IP Address:10.0.0.5"));
    free(command);
    office_destroy(&office);
}

static void what_is_refused_says_why(void **state) {
    (void)state;
    static const struct {
        const char *words[4], *why;
    } rows[] = {
        {{"frobnicate"}, "'frobnicate' is not a command"},
        {{"serve", "--listen", "nowhere"}, "expected ADDRESS:PORT"},
        {{"serve", "--bogus"}, "'--bogus' is not an option"},
        {{"serve", "--set", "limits.threads=0"}, "threads"},
        {{"serve", "--cert", "/nowhere.pem"}, "cannot read '/nowhere.pem'"},
        {{"list", "--db", "mysql:x"}, "expected sqlite:FILE"},
        {{"list", "--commune", "khac"}, "has no commune 'khac'"},
        {{"publish"}, "needs --campaign"},
        {{"device"}, "device add | list"},
        {{"device", "resend", "k-0001"}, "device add | list"},
        {{"device", "unlock-pin", "k-0001"}, "no device 'k-0001'"},
        {{"device", "add", "--again", "k-0001"}, "no device 'k-0001'"},
        {{"asset"}, "asset add FILE"},
    };
    struct office office;
    office_create(&office);
    for (size_t i = 0; i < check_items(rows); i++) {
        const char *words[5] = {NULL};
        memcpy(words, rows[i].words, sizeof rows[i].words);
        free(office_run(&office, 1, words));
        char *log = office_log(&office);
        if (!strstr(log, rows[i].why))
            check_text(rows[i].words[0], log, rows[i].why);
        free(log);
        char *path = path_join(office.folder, "log");
        unlink(path);
        free(path);
    }
    office_destroy(&office);
}

static void without_init_nothing_runs(void **state) {
    (void)state;
    struct office office = {.folder = check_make_folder()};
    office_find_program(&office);
    snprintf(office.data, sizeof office.data, "%s/store", office.folder);
    free(OFFICE_RUN(&office, 1, "serve"));
    free(OFFICE_RUN(&office, 1, "list"));
    assert_false(path_exists(office.data)); // and nothing was made on the way
    office_destroy(&office);
}

static void an_empty_list_is_empty_json(void **state) {
    (void)state;
    struct office office;
    office_create(&office);
    char *text = OFFICE_RUN(&office, 0, "list"), *json = OFFICE_RUN(&office, 0, "list", "--json");
    check_text("lines", text, "");
    check_text("json", json, "[]\n");
    free(text);
    free(json);
    office_destroy(&office);
}

static void options_win_over_the_file(void **state) {
    (void)state;
    char *folder = check_make_folder(), *path = path_join(folder, "x.ini"), *why;
    static const char text[] = "[limits]\nbody_s = 30\nheader_s = 5\n[http]\nlisten = [::1]:1\n";
    assert_true(path_write(path, text, strlen(text), 0600));
    char *argv[] = {"recordstore", "--set", "limits.body_s=31", "publish", "--campaign",
                    "a",           "b",     "--config",         path,      NULL};
    struct cli cli;
    assert_true(cli_parse(9, argv, &cli, &why));
    check_number("option", cli.settings.body_s, 31);
    check_number("file", cli.settings.header_s, 5);
    check_text("file", cli.settings.listen, "[::1]:1");
    check_number("default", cli.settings.idle_s, 15);
    check_text("command", cli.command, "publish");
    check_number("files", (long long)cli.campaign_count, 2);
    check_text("second file", cli.campaign_paths[1], "b");
    cli_finish(&cli);
    free(path);
    check_remove_folder(folder);
}

/* config/recordstore.ini lists every key at its default. */
static void the_sample_file_is_the_default(void **state) {
    (void)state;
    struct office office = {.pid = 0};
    struct service_settings defaults = {0}, read = {0};
    char *why = NULL, *text;
    office_find_program(&office);
    for (int i = 0; i < 3; i++)
        *strrchr(office.program, '/') = '\0';
    char *path = path_join(office.program, "config/recordstore.ini");
    ini_set_defaults(service_settings_keys, &defaults);
    assert_true(ini_read(path, service_settings_keys, &read, &why)); // over nothing at all
    assert_true(path_read(path, 65536, &text, NULL));
    for (const struct ini_key *key = service_settings_keys; key->name; key++) {
        const char *a = (const char *)&defaults + key->offset;
        const char *b = (const char *)&read + key->offset;
        char line[64];
        snprintf(line, sizeof line, "\n%s =", key->name);
        assert_non_null(strstr(text, line));
        if (key->kind == INI_TEXT)
            check_text(key->name, *(char *const *)b, *(char *const *)a);
        else if (key->kind == INI_SWITCH)
            check_number(key->name, *(const bool *)b, *(const bool *)a);
        else
            check_number(key->name, *(const int *)b, *(const int *)a);
    }
    ini_finish(service_settings_keys, &defaults);
    ini_finish(service_settings_keys, &read);
    free(text);
    free(path);
}

static void check_said(const struct office *office, int status, const char *want,
                       const char *const *words) {
    char *said = office_run(office, status, words);
    if (!strstr(said, want))
        check_text(want, said, want);
    free(said);
}

/* What was written down once is found again, and is missed when the end was cut off. */
static void a_journal_is_held_against_what_was_written_down(void **state) {
    (void)state;
    struct office office;
    char number[24], sha256[CRYPTO_SHA256_HEX_MAX];
    office_create(&office);
    free(OFFICE_RUN(&office, 0, "device", "add"));
    char *said = OFFICE_RUN(&office, 0, "audit", "verify");
    char *at = strstr(said, "write down: ");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "write down: %23s %64s", number, sha256), 2);
    free(said);
    free(OFFICE_RUN(&office, 0, "device", "add"));
    check_said(&office, 0, "is the one that was written down",
               (const char *const[]){"audit", "verify", number, sha256, NULL});
    records_ask(&office, "DELETE FROM audit WHERE commune_id = ?1 AND id >= CAST(?2 AS integer)",
                number);
    free(OFFICE_RUN(&office, 0, "audit", "verify")); // whole, as far as it goes
    free(OFFICE_RUN(&office, 1, "audit", "verify", number, sha256));
    free(OFFICE_RUN(&office, 1, "audit", "verify", "x", sha256));
    free(OFFICE_RUN(&office, 1, "audit", "verify", number));
    office_destroy(&office);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_init_changes_nothing),
        cmocka_unit_test(a_commune_has_the_name_it_was_given),
        cmocka_unit_test(secrets_are_the_owners_alone),
        cmocka_unit_test(the_certificate_names_this_machine),
        cmocka_unit_test(what_is_refused_says_why),
        cmocka_unit_test(without_init_nothing_runs),
        cmocka_unit_test(an_empty_list_is_empty_json),
        cmocka_unit_test(a_journal_is_held_against_what_was_written_down),
        cmocka_unit_test(options_win_over_the_file),
        cmocka_unit_test(the_sample_file_is_the_default),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
