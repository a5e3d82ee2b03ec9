/* A real browser for a test: Debian's Chromium, headless, driven over WebDriver (chromium-driver)
 * by libcurl. Whatever is not as expected fails the test and leaves a picture of the page. */
#ifndef TESTS_BROWSER_WEBDRIVER_H
#define TESTS_BROWSER_WEBDRIVER_H

#include "../check.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "base/crypto.h"
#include "base/jsonread.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#define BROWSER_ANSWER_MAX (64u << 20)
/* The one name that WebDriver gives to a reference to an element. */
#define BROWSER_ELEMENT "element-6066-11e4-a52e-4f735466cecf"

struct browser {
    pid_t driver, guard;
    int life_fd;  // open as long as the browser may run
    char *folder; // what it keeps; goes with it
    int port;
    char session[80];
    char output[512]; // folder of logs and pictures: build/V/tests/output/web
    int width_px, height_px;
};

struct browser_options {
    bool has_no_script;      // JavaScript off, as a reader may have it
    int width_px, height_px; // 0: 1280 x 800
};

static inline void browser_sleep_ms(int ms) {
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

/* ---- the protocol ---- */

static inline size_t browser_take(char *bytes, size_t size, size_t count, void *context) {
    strbuf_add(context, bytes, size * count);
    return size * count;
}

/* One command; `body` is taken over. @return the answer's "value", the caller's; its status to
 * `out_status` (0: none came). */
static inline json_t *browser_command(const struct browser *b, const char *method, const char *path,
                                      json_t *body, long *out_status) {
    CURL *curl = curl_easy_init();
    struct strbuf answer = {.text = NULL};
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    char *url = b->session[0]
                    ? xasprintf("http://127.0.0.1:%d/session/%s%s", b->port, b->session, path)
                    : xasprintf("http://127.0.0.1:%d%s", b->port, path);
    char *text = body ? json_dumps(body, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 90L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, browser_take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    if (text)
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, text);
    *out_status = 0;
    if (curl_easy_perform(curl) == CURLE_OK)
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, out_status);
    json_t *root = json_loadb(strbuf_text(&answer), answer.len, JSON_DECODE_ANY, NULL);
    json_t *value = json_incref(json_object_get(root, "value"));
    json_decref(root);
    json_decref(body);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    strbuf_finish(&answer);
    free(text);
    free(url);
    return value;
}

static inline void browser_shot(const struct browser *b, const char *name);

/* Ends the test with a picture of where it stands. */
#define browser_fail(b, ...)                                                                       \
    do {                                                                                           \
        browser_shot(b, "failed");                                                                 \
        fail_msg(__VA_ARGS__);                                                                     \
    } while (0)

/* The same, and a refusal is a fault of the test. */
static inline json_t *browser_do(const struct browser *b, const char *method, const char *path,
                                 json_t *body) {
    long status;
    json_t *value = browser_command(b, method, path, body, &status);
    if (status != 200)
        fail_msg("WebDriver %s %s: %ld %.600s", method, path, status,
                 jsonread_text(value, "message", "no answer"));
    return value;
}

static inline void browser_done(json_t *value) {
    json_decref(value);
}

/* Chromium's own protocol, where WebDriver has no word for it. */
static inline json_t *browser_devtools(const struct browser *b, const char *command,
                                       json_t *params) {
    return browser_do(b, "POST", "/goog/cdp/execute",
                      json_pack("{s:s, s:o}", "cmd", command, "params", params));
}

/* ---- its life ---- */

/* build/V/tests/browser/test_x: pictures go to build/V/tests/output/web. */
static inline void browser_find_output(struct browser *b) {
    ssize_t len = readlink("/proc/self/exe", b->output, sizeof b->output - 1);
    assert_true(len > 0);
    b->output[len] = '\0';
    char *tests = strstr(b->output, "/tests/");
    assert_non_null(tests);
    strcpy(tests, "/tests/output/web");
    assert_true(path_make_dirs(b->output));
}

/* Waits until the test has closed the browser, failed or died, and leaves nothing of it running. */
static inline void browser_start_guard(struct browser *b) {
    int ends[2];
    char none;
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    b->guard = fork();
    assert_true(b->guard >= 0);
    if (b->guard == 0) {
        setsid(); // a signal to the test's group is not for it
        close(ends[1]);
        while (read(ends[0], &none, 1) < 0 && errno == EINTR)
            continue;
        kill(-b->driver, SIGKILL);
        browser_sleep_ms(200); // its processes are many
        execlp("rm", "rm", "-rf", b->folder, (char *)NULL);
        _exit(127);
    }
    close(ends[0]);
    b->life_fd = ends[1];
}

/* Reads the port from what the driver says of itself. */
static inline void browser_start_driver(struct browser *b) {
    int ends[2];
    char line[4096] = "";
    size_t len = 0;
    const char *program = getenv("CHROMEDRIVER") ? getenv("CHROMEDRIVER") : "chromedriver";
    b->folder = check_make_folder();
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    b->driver = fork();
    assert_true(b->driver >= 0);
    if (b->driver == 0) {
        setpgid(0, 0); // the browsers that it starts are of its group
        setenv("TMPDIR", b->folder, 1);
        setenv("HOME", b->folder, 1);
        dup2(ends[1], STDOUT_FILENO);
        int null_fd = open("/dev/null", O_WRONLY);
        dup2(null_fd, STDERR_FILENO);
        execlp(program, program, "--port=0", (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    const char *at = NULL;
    while (!at && len < sizeof line - 1 && read(ends[0], line + len, 1) == 1) {
        line[++len] = '\0';
        at = line[len - 1] == '\n' ? strstr(line, "started successfully on port ") : NULL;
    }
    close(ends[0]);
    if (!at)
        fail_msg("%s did not start: \"%s\"", program, line);
    b->port = atoi(at + strlen("started successfully on port "));
    browser_start_guard(b);
}

static inline json_t *browser_capabilities(const struct browser_options *options) {
    json_t *args = json_pack("[s, s, s, s, s, s, s]", "--headless=new", "--disable-gpu",
                             "--hide-scrollbars", "--force-device-scale-factor=1", "--lang=vi",
                             "--disable-dev-shm-usage", "--no-proxy-server");
    if (geteuid() == 0)
        json_array_append_new(args, json_string("--no-sandbox")); // it refuses root otherwise
    json_t *prefs = json_pack("{s:s}", "intl.accept_languages", "vi");
    if (options->has_no_script)
        json_object_set_new(prefs, "profile.managed_default_content_settings.javascript",
                            json_integer(2));
    return json_pack("{s:{s:{s:s, s:b, s:{s:s}, s:{s:o, s:o}}}}", "capabilities", "alwaysMatch",
                     "browserName", "chrome", "acceptInsecureCerts", 1, "goog:loggingPrefs",
                     "browser", "ALL", "goog:chromeOptions", "args", args, "prefs", prefs);
}

/* The page's own size, also below what a window can be. */
static inline void browser_resize(struct browser *b, int width_px, int height_px) {
    b->width_px = width_px;
    b->height_px = height_px;
    browser_done(browser_devtools(b, "Emulation.setDeviceMetricsOverride",
                                  json_pack("{s:i, s:i, s:i, s:b}", "width", width_px, "height",
                                            height_px, "deviceScaleFactor", 1, "mobile", 0)));
}

static inline void browser_open(struct browser *b, const struct browser_options *options) {
    *b = (struct browser){.driver = 0};
    browser_find_output(b);
    browser_start_driver(b);
    json_t *value = browser_do(b, "POST", "/session", browser_capabilities(options));
    snprintf(b->session, sizeof b->session, "%s", jsonread_text(value, "sessionId", ""));
    assert_true(b->session[0]);
    json_decref(value);
    browser_resize(b, options->width_px ? options->width_px : 1280,
                   options->height_px ? options->height_px : 800);
}

static inline void browser_close(struct browser *b) {
    long status;
    if (b->session[0])
        json_decref(browser_command(b, "DELETE", "", NULL, &status));
    if (b->driver > 0) {
        close(b->life_fd);
        waitpid(b->guard, NULL, 0);
        waitpid(b->driver, NULL, 0);
        free(b->folder);
    }
    *b = (struct browser){.driver = 0};
}

/* ---- pictures ---- */

/* The whole page, also what is below the edge, to output/web/NAME.png. */
static inline void browser_shot(const struct browser *b, const char *name) {
    long status;
    json_t *params = json_pack("{s:s, s:b}", "format", "png", "captureBeyondViewport", 1);
    json_t *value = browser_command(
        b, "POST", "/goog/cdp/execute",
        json_pack("{s:s, s:o}", "cmd", "Page.captureScreenshot", "params", params), &status);
    uint8_t *bytes;
    size_t len;
    if (status == 200 && crypto_base64_decode(jsonread_text(value, "data", ""), &bytes, &len)) {
        char *path = xasprintf("%s/%s.png", b->output, name);
        if (!path_write(path, bytes, len, 0644))
            print_error("cannot write '%s': %s\n", path, strerror(errno));
        free(path);
        free(bytes);
    }
    json_decref(value);
}

#endif
