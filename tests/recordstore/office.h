/* A real record store for a test: the program itself in a temporary folder, answering on loopback,
 * and a client that speaks to it. */
#ifndef TESTS_RECORDSTORE_OFFICE_H
#define TESTS_RECORDSTORE_OFFICE_H

#include "../check.h"
#include "../sql/database.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/enrol_code.h"
#include "model/nomination.h"
#include "model/slip.h"

#define OFFICE_ARGS_MAX 32
#define OFFICE_READY_MS 20000

struct office {
    char *folder; // a temporary one, owned
    char program[512];
    char data[256], url[128];
    char db[DATABASE_DSN_MAX]; // "" for the SQLite file in `data`
    int port;
    pid_t pid;       // 0 while it does not run
    bool makes_room; // for its log: hundreds of short lives would fill the disk's time with it
};

struct machine {             // an enrolled kiosk
    const char *campaign_id; // its slips are for; NULL: that of 2023
    char id[SLIP_ID_BYTES], token[128];
    struct slip_key key;
    uint8_t sign_key[CRYPTO_PUBLIC_KEY_BYTES];
};

struct reply {
    long status; // 0: no answer came
    struct strbuf headers, body;
};

/* build/V/tests/recordstore/test_x stands beside build/V/recordstore. */
static inline void office_find_program(struct office *office) {
    database_on_server(office->db);
    const char *given = getenv("RECORDSTORE");
    if (given) {
        snprintf(office->program, sizeof office->program, "%s", given);
        return;
    }
    ssize_t len = readlink("/proc/self/exe", office->program, sizeof office->program - 1);
    assert_true(len > 0);
    office->program[len] = '\0';
    char *tests = strstr(office->program, "/tests/");
    assert_non_null(tests);
    strcpy(tests, "/recordstore");
}

/* Starts the program with its output in a pipe; `words` ends with NULL. */
static inline pid_t office_spawn(const struct office *office, const char *const *words,
                                 int *out_pipe) {
    const char *argv[OFFICE_ARGS_MAX + 6] = {office->program};
    int ends[2], count = 1;
    if (office->db[0]) {
        argv[count++] = "--db";
        argv[count++] = office->db;
    }
    for (; *words; words++) {
        assert_true(count < OFFICE_ARGS_MAX);
        argv[count++] = *words;
    }
    argv[count++] = "--data";
    argv[count] = office->data;
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        char *log = path_join(office->folder, "log");
        int log_fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(ends[1], STDOUT_FILENO);
        dup2(log_fd, STDERR_FILENO);
        execv(office->program, (char *const *)argv);
        _exit(127);
    }
    close(ends[1]);
    *out_pipe = ends[0];
    return pid;
}

/* Runs one command to its end. @return its output, owned by the caller. */
static inline char *office_run(const struct office *office, int want_status,
                               const char *const *words) {
    int pipe_fd, status;
    pid_t pid = office_spawn(office, words, &pipe_fd);
    struct strbuf output = {.text = NULL};
    char part[4096];
    for (ssize_t len; (len = read(pipe_fd, part, sizeof part)) > 0;)
        strbuf_add(&output, part, (size_t)len);
    close(pipe_fd);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    check_number(words[0], WIFEXITED(status) ? WEXITSTATUS(status) : -1, want_status);
    return strbuf_detach(&output);
}

#define OFFICE_RUN(office, want_status, ...)                                                       \
    office_run(office, want_status, (const char *const[]){__VA_ARGS__, NULL})

/* The folder's log: what the program said on standard error. Owned by the caller. */
static inline char *office_log(const struct office *office) {
    char *path = path_join(office->folder, "log"), *text = NULL;
    assert_true(path_read(path, 64u << 20, &text, NULL));
    free(path);
    return text;
}

/* A file of the source tree, in which build/V/recordstore stands; owned by the caller. */
static inline char *office_source(const struct office *office, const char *name) {
    char root[512];
    snprintf(root, sizeof root, "%s", office->program);
    for (int i = 0; i < 3; i++)
        *strrchr(root, '/') = '\0';
    return xasprintf("%s/assets/%s", root, name);
}

/* What the program and this client stand on; until the test's program ends. */
static inline void office_start_libraries(void) {
    static bool are_started;
    if (are_started)
        return;
    assert_true(crypto_start());
    assert_int_equal(curl_global_init(CURL_GLOBAL_DEFAULT), CURLE_OK);
    atexit(curl_global_cleanup);
    are_started = true;
}

/* Made for the commune whose campaign is in that folder of assets/campaigns. */
static inline void office_create_for(struct office *office, const char *campaign) {
    office_start_libraries();
    *office = (struct office){.folder = check_make_folder()};
    office_find_program(office);
    snprintf(office->data, sizeof office->data, "%s/store", office->folder);
    char *folder = office_source(office, campaign);
    free(OFFICE_RUN(office, 0, "init", "--campaign", folder));
    free(folder);
}

static inline void office_create(struct office *office) {
    office_create_for(office, "campaigns/2023");
}

/* The campaign of 2023 and the sample people; the program may run or not. */
static inline void office_publish(const struct office *office) {
    char *campaign = office_source(office, "campaigns/2023");
    char *reasons = office_source(office, "campaigns/2023/reasons.json");
    char *sample = office_source(office, "sample/sample-2023.vi.json");
    free(OFFICE_RUN(office, 0, "publish", "--campaign", campaign, "--reasons", reasons, "--sample",
                    sample));
    free(sample);
    free(reasons);
    free(campaign);
}

/* serve with further words, on any free port the first time and on the same one after that. */
static inline void office_serve(struct office *office, const char *const *words) {
    const char *argv[OFFICE_ARGS_MAX] = {"serve", "--listen"};
    char listen[32], line[512] = "";
    int pipe_fd, count = 3;
    size_t len = 0;
    snprintf(listen, sizeof listen, "127.0.0.1:%d", office->port);
    argv[2] = listen;
    if (!office->makes_room) {
        argv[count++] = "--set";
        argv[count++] = "limits.log_mb=0";
    }
    for (; *words; words++)
        argv[count++] = *words;
    office->pid = office_spawn(office, argv, &pipe_fd);
    while (len < sizeof line - 1 && !strchr(line, '\n') && read(pipe_fd, line + len, 1) == 1)
        len++;
    close(pipe_fd);
    if (sscanf(line, "recordstore: ready on %127s", office->url) != 1) {
        print_error("it did not start: got \"%s\"\n%s", line, office_log(office));
        fail();
    }
    office->port = atoi(strrchr(office->url, ':') + 1);
}

#define OFFICE_SERVE(office, ...) office_serve(office, (const char *const[]){__VA_ARGS__, NULL})

/* Ends it by a signal. @return the exit status, or 128 and the signal. */
static inline int office_stop(struct office *office, int signal_number) {
    int status = 0;
    if (office->pid) {
        kill(office->pid, signal_number);
        assert_int_equal(waitpid(office->pid, &status, 0), office->pid);
        office->pid = 0;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Asked to end it must end well: under a sanitizer this is where its findings show. */
static inline void office_destroy(struct office *office) {
    int status = office_stop(office, SIGTERM);
    if (status != 0)
        print_error("%s", office_log(office));
    assert_int_equal(status, 0);
    check_remove_folder(office->folder);
    *office = (struct office){.pid = 0};
}

static inline size_t reply_take(char *bytes, size_t size, size_t count, void *context) {
    strbuf_add(context, bytes, size * count);
    return size * count;
}

static inline void reply_finish(struct reply *reply) {
    strbuf_finish(&reply->headers);
    strbuf_finish(&reply->body);
    reply->status = 0;
}

/* One request; `headers` ends with NULL. Reused replies are emptied first. */
static inline void office_ask(const struct office *office, const char *method, const char *path,
                              const char *const *headers, const void *body, size_t len,
                              struct reply *out) {
    CURL *curl = curl_easy_init();
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    char *url = xasprintf("%s%s", office->url, path);
    char *ca = xasprintf("%s/tls/cert.pem", office->data);
    for (; headers && *headers; headers++)
        list = curl_slist_append(list, *headers);
    reply_finish(out);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_CAINFO, ca);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_NOBODY, (long)!strcmp(method, "HEAD"));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, reply_take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &out->body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, reply_take);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &out->headers);
    if (body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)len);
    }
    if (curl_easy_perform(curl) == CURLE_OK)
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out->status);
    curl_slist_free_all(list);
    curl_easy_cleanup(curl);
    free(url);
    free(ca);
}

static inline void office_get(const struct office *office, const struct machine *machine,
                              const char *path, struct reply *out) {
    char authorization[160];
    snprintf(authorization, sizeof authorization, "Authorization: Bearer %s", machine->token);
    office_ask(office, "GET", path, (const char *const[]){authorization, NULL}, NULL, 0, out);
}

/* A header's value, up to its line end, in static memory; NULL when absent. */
static inline const char *reply_header(const struct reply *reply, const char *name) {
    static char value[512];
    char *start = xasprintf("\n%s: ", name);
    const char *at = strcasestr(strbuf_text(&reply->headers), start);
    if (at) {
        at += strlen(start);
        snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\r\n"), at);
    }
    free(start);
    return at ? value : NULL;
}

/* A text member of the body, in static memory; "" when absent. */
static inline const char *reply_text(const struct reply *reply, const char *key) {
    static char value[512];
    json_t *root = jsonread_bytes(strbuf_text(&reply->body), reply->body.len, 64u << 20, NULL);
    snprintf(value, sizeof value, "%s", jsonread_text(root, key, ""));
    json_decref(root);
    return value;
}

/* Fails unless it is a refusal of that type with the id echoed (NULL: none). */
static inline void check_problem(const char *row, const struct reply *reply, int status,
                                 const char *type, const char *id) {
    char urn[96];
    snprintf(urn, sizeof urn, "urn:nomination-store:problem:%s", type);
    check_number(row, reply->status, status);
    check_text(row, reply_header(reply, "Content-Type"), "application/problem+json");
    check_text(row, reply_text(reply, "type"), urn);
    check_text(row, reply_text(reply, "id"), id ? id : "");
}

/* POST /v1/devices with the secret of a code that was printed. */
static inline void office_use_code(const struct office *office, const char *code,
                                   struct reply *out) {
    uint8_t fingerprint[ENROL_FINGERPRINT_BYTES];
    char secret[ENROL_SECRET_MAX], body[64];
    char *line = xstrndup(code, strcspn(code, "\n"));
    assert_true(enrol_code_parse(line, fingerprint, secret));
    free(line);
    snprintf(body, sizeof body, "{\"secret\":\"%s\"}", secret);
    office_ask(office, "POST", "/v1/devices",
               (const char *const[]){"Content-Type: application/json", NULL}, body, strlen(body),
               out);
}

static inline void machine_read(const struct reply *reply, struct machine *out) {
    json_t *root = jsonread_bytes(strbuf_text(&reply->body), reply->body.len, 65536, NULL);
    const json_t *key = json_array_get(jsonread_array(root, "keys"), 0);
    snprintf(out->id, sizeof out->id, "%s", jsonread_text(root, "device_id", ""));
    snprintf(out->token, sizeof out->token, "%s", jsonread_text(root, "token", ""));
    snprintf(out->key.key_id, sizeof out->key.key_id, "%s", jsonread_text(key, "key_id", ""));
    assert_true(crypto_base64_decode_key(jsonread_text(key, "public_key", ""), out->key.public_key,
                                         CRYPTO_PUBLIC_KEY_BYTES));
    assert_true(crypto_base64_decode_key(jsonread_text(root, "sign_key", ""), out->sign_key,
                                         CRYPTO_PUBLIC_KEY_BYTES));
    json_decref(root);
}

static inline void office_enrol(const struct office *office, struct machine *out) {
    struct reply reply = {.status = 0};
    char *code = OFFICE_RUN(office, 0, "device", "add", "--name", "hội trường");
    office_use_code(office, code, &reply);
    check_number("enrol", reply.status, 201);
    machine_read(&reply, out);
    out->campaign_id = NULL;
    reply_finish(&reply);
    free(code);
}

/* A citizen's form that keeps every rule. */
static inline struct nomination good_form(void) {
    return (struct nomination){
        .kind = "resident",
        .honorific = "bà",
        .name = "Đặng Thị Áng",
        .is_unit_chosen = true,
        .unit_id = "don-vi-01",
        .reason_count = 1,
        .reasons = {"r-gop"},
        .deed = "Bà góp đất làm đường.",
        .sender_phone = "0912345678",
        .has_consent = true,
        .consent_version = "1",
        .consent_at = "2023-05-12T08:42:00+07:00",
    };
}

struct parcel { // a slip's body, ready to send
    char id[CRYPTO_UUID_MAX], code[CODE_TEXT_MAX];
    char *body; // owned
    size_t len;
};

static inline void parcel_finish(struct parcel *parcel) {
    free(parcel->body);
    parcel->body = NULL;
}

/* Seals `form` as this machine; `code` NULL for a new one. */
static inline void parcel_make(const struct machine *machine, const struct nomination *form,
                               int64_t seq, const char *code, struct parcel *out) {
    const struct slip_moment moment = {
        .wall_s = 1683855720, .zone_s = 25200, .trust = CLOCK_TRUST_SYNCED, .uptime_ms = 8123456};
    struct slip slip;
    slip_init(&slip, "HP");
    if (code)
        strcpy(slip.code, code);
    const char *campaign_id = machine->campaign_id ? machine->campaign_id : "campaign-2023";
    assert_true(slip_seal(&slip, form, campaign_id, "vi", &machine->key, &moment));
    strcpy(out->id, slip.id);
    strcpy(out->code, slip.code);
    out->body = slip_encode(&slip, machine->id, seq, 1, &out->len);
    slip_finish(&slip);
}

/* "Content-Digest: sha-256=:...:" of these bytes, owned by the caller. */
static inline char *digest_header(const void *bytes, size_t len) {
    uint8_t sha256[CRYPTO_SHA256_BYTES];
    crypto_sha256(bytes, len, sha256);
    char *base64 = crypto_base64_encode(sha256, sizeof sha256);
    char *header = xasprintf("Content-Digest: sha-256=:%s:", base64);
    free(base64);
    return header;
}

/* PUT of a body under an id, with the headers that the contract asks for. */
static inline void office_put(const struct office *office, const struct machine *machine,
                              const char *id, const void *body, size_t len, struct reply *out) {
    char *authorization = xasprintf("Authorization: Bearer %s", machine->token);
    char *digest = digest_header(body, len), *path = xasprintf("/v1/nominations/%s", id);
    office_ask(office, "PUT", path,
               (const char *const[]){authorization, digest, "Content-Type: application/json", NULL},
               body, len, out);
    free(authorization);
    free(digest);
    free(path);
}

/* Fails unless it is the proof that this parcel is held. */
static inline void check_receipt(const char *row, const struct reply *reply, int status,
                                 const struct parcel *parcel) {
    char sha256[CRYPTO_SHA256_HEX_MAX], etag[CRYPTO_SHA256_HEX_MAX + 2];
    struct receipt receipt;
    crypto_sha256_hex(parcel->body, parcel->len, sha256);
    snprintf(etag, sizeof etag, "\"%s\"", sha256);
    check_number(row, reply->status, status);
    check_text(row, reply_header(reply, "Content-Type"), "application/json");
    check_text(row, reply_header(reply, "ETag"), etag);
    check_text(row, reply_header(reply, "Cache-Control"), "no-store");
    check_number(
        row,
        receipt_decode(strbuf_text(&reply->body), reply->body.len, parcel->id, sha256, &receipt),
        true);
}

static inline void sleep_ms(int ms) {
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

/** Makes a slip with this number and sends it, which is answered with 201; to be finished. */
static inline void office_put_new(const struct office *office, const struct machine *machine,
                                  int64_t seq, struct parcel *out) {
    struct nomination form = good_form();
    struct reply reply = {.status = 0};
    parcel_make(machine, &form, seq, NULL, out);
    office_put(office, machine, out->id, out->body, out->len, &reply);
    check_receipt("new", &reply, 201, out);
    reply_finish(&reply);
}

#endif
