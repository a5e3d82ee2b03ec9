/* A page in the browser: what stands on it, and what a person does with it. */
#ifndef TESTS_BROWSER_BROWSER_H
#define TESTS_BROWSER_BROWSER_H

#include "webdriver.h"

#define BROWSER_WAIT_MS 5000 // for what a page is to show
#define BROWSER_POLL_MS 50

/* Keys for browser_press(), as WebDriver names them. */
#define KEY_TAB "\xee\x80\x84"
#define KEY_ENTER "\xee\x80\x87"
#define KEY_SHIFT "\xee\x80\x88"
#define KEY_ESCAPE "\xee\x80\x8c"
#define KEY_SPACE " "
#define KEY_DOWN "\xee\x80\x95"

/* ---- where it is ---- */

static inline void browser_go(const struct browser *b, const char *url) {
    browser_done(browser_do(b, "POST", "/url", json_pack("{s:s}", "url", url)));
}

/* A text value of the protocol, in static memory. */
static inline const char *browser_text_of(json_t *value) {
    static char texts[4][16384]; // so that some may stand in one line of a test
    static int next;
    char *text = texts[next++ % 4];
    snprintf(text, sizeof texts[0], "%s", json_is_string(value) ? json_string_value(value) : "");
    json_decref(value);
    return text;
}

static inline const char *browser_url(const struct browser *b) {
    return browser_text_of(browser_do(b, "GET", "/url", NULL));
}

static inline const char *browser_title(const struct browser *b) {
    return browser_text_of(browser_do(b, "GET", "/title", NULL));
}

static inline const char *browser_source(const struct browser *b) {
    return browser_text_of(browser_do(b, "GET", "/source", NULL));
}

static inline void browser_forget_cookies(const struct browser *b) {
    browser_done(browser_do(b, "DELETE", "/cookie", NULL));
}

/* A cookie as the browser holds it, {name, value, httpOnly, secure, sameSite, ...}; the caller's,
 * NULL when there is none. */
static inline json_t *browser_cookie(const struct browser *b, const char *name) {
    long status;
    char *path = xasprintf("/cookie/%s", name);
    json_t *cookie = browser_command(b, "GET", path, NULL, &status);
    free(path);
    if (status == 200)
        return cookie;
    json_decref(cookie);
    return NULL;
}

/* ---- what is on the page ---- */

/* How many elements match, at once. */
static inline size_t browser_count(const struct browser *b, const char *css) {
    json_t *found = browser_do(b, "POST", "/elements",
                               json_pack("{s:s, s:s}", "using", "css selector", "value", css));
    size_t count = json_array_size(found);
    json_decref(found);
    return count;
}

/* Waits until there is one; its path "/element/ID", owned by the caller. */
static inline char *browser_find(const struct browser *b, const char *css) {
    for (int waited_ms = 0;; waited_ms += BROWSER_POLL_MS) {
        long status;
        json_t *value = browser_command(
            b, "POST", "/element", json_pack("{s:s, s:s}", "using", "css selector", "value", css),
            &status);
        const char *id = jsonread_text(value, BROWSER_ELEMENT, "");
        char *path = status == 200 && id[0] ? xasprintf("/element/%s", id) : NULL;
        json_decref(value);
        if (path)
            return path;
        if (waited_ms >= BROWSER_WAIT_MS)
            browser_fail(b, "no element \"%s\" on %s", css, browser_url(b));
        browser_sleep_ms(BROWSER_POLL_MS);
    }
}

/* GET of something of an element, as text in static memory. A page that goes away in between is
 * waited for. */
static inline const char *browser_ask(const struct browser *b, const char *css, const char *what) {
    for (int waited_ms = 0;; waited_ms += BROWSER_POLL_MS) {
        long status;
        char *element = browser_find(b, css), *path = xasprintf("%s/%s", element, what);
        json_t *value = browser_command(b, "GET", path, NULL, &status);
        free(path);
        free(element);
        if (status == 200)
            return browser_text_of(value);
        if (waited_ms >= BROWSER_WAIT_MS)
            fail_msg("%s of \"%s\": %s", what, css, jsonread_text(value, "message", "no answer"));
        json_decref(value);
        browser_sleep_ms(BROWSER_POLL_MS);
    }
}

/* Its text as a reader sees it. */
static inline const char *browser_text(const struct browser *b, const char *css) {
    return browser_ask(b, css, "text");
}

static inline const char *browser_value(const struct browser *b, const char *css) {
    return browser_ask(b, css, "property/value");
}

static inline const char *browser_attribute(const struct browser *b, const char *css,
                                            const char *name) {
    char *what = xasprintf("attribute/%s", name);
    const char *text = browser_ask(b, css, what);
    free(what);
    return text;
}

/* Its name to those who cannot see it. */
static inline const char *browser_label(const struct browser *b, const char *css) {
    return browser_ask(b, css, "computedlabel");
}

/* Waits until the text stands somewhere on the page. */
static inline void browser_expect(const struct browser *b, const char *text) {
    for (int waited_ms = 0; !strstr(browser_text(b, "body"), text); waited_ms += BROWSER_POLL_MS) {
        if (waited_ms >= BROWSER_WAIT_MS)
            browser_fail(b, "\"%s\" is not on %s:\n%s", text, browser_url(b),
                         browser_text(b, "body"));
        browser_sleep_ms(BROWSER_POLL_MS);
    }
}

static inline void browser_expect_not(const struct browser *b, const char *text) {
    if (strstr(browser_text(b, "body"), text))
        browser_fail(b, "\"%s\" is on %s", text, browser_url(b));
}

/* What the browser complained of since the last time, a line each: a script or style that the
 * page's policy refused, a file that is not there. Owned by the caller. */
static inline char *browser_complaints(const struct browser *b) {
    struct strbuf lines = {.text = NULL};
    json_t *log = browser_do(b, "POST", "/se/log", json_pack("{s:s}", "type", "browser"));
    for (size_t i = 0; i < json_array_size(log); i++) {
        const json_t *entry = json_array_get(log, i);
        const char *level = jsonread_text(entry, "level", "");
        if (!strcmp(level, "WARNING") || !strcmp(level, "SEVERE"))
            strbuf_addf(&lines, "%s\n", jsonread_text(entry, "message", ""));
    }
    json_decref(log);
    return strbuf_detach(&lines);
}

/* ---- what a person does ---- */

static inline void browser_act(const struct browser *b, const char *css, const char *what,
                               json_t *body) {
    char *element = browser_find(b, css), *path = xasprintf("%s/%s", element, what);
    browser_done(browser_do(b, "POST", path, body));
    free(path);
    free(element);
}

static inline void browser_click(const struct browser *b, const char *css) {
    browser_act(b, css, "click", json_object());
}

/* Empties the field, then types. */
static inline void browser_type(const struct browser *b, const char *css, const char *text) {
    browser_act(b, css, "clear", json_object());
    browser_act(b, css, "value", json_pack("{s:s}", "text", text));
}

/* One key, perhaps while another is held (NULL: none), wherever the focus is. */
static inline void browser_press(const struct browser *b, const char *held, const char *key) {
    json_t *actions = json_array();
    if (held)
        json_array_append_new(actions, json_pack("{s:s, s:s}", "type", "keyDown", "value", held));
    json_array_append_new(actions, json_pack("{s:s, s:s}", "type", "keyDown", "value", key));
    json_array_append_new(actions, json_pack("{s:s, s:s}", "type", "keyUp", "value", key));
    if (held)
        json_array_append_new(actions, json_pack("{s:s, s:s}", "type", "keyUp", "value", held));
    browser_done(browser_do(b, "POST", "/actions",
                            json_pack("{s:[{s:s, s:s, s:o}]}", "actions", "type", "key", "id",
                                      "keyboard", "actions", actions)));
}

/* Types where the focus is, a letter a key. */
static inline void browser_press_text(const struct browser *b, const char *text) {
    while (*text) {
        char letter[8] = "";
        size_t len = 1;
        while ((text[len] & 0xC0) == 0x80)
            len++;
        memcpy(letter, text, len);
        browser_press(b, NULL, letter);
        text += len;
    }
}

/* ---- scripts of ours, past the page's own policy ---- */

/* Runs a function's body with these arguments (an array, taken over; NULL: none). @return what it
 * returns, the caller's. */
static inline json_t *browser_run(const struct browser *b, const char *script, json_t *args) {
    return browser_do(
        b, "POST", "/execute/sync",
        json_pack("{s:s, s:o}", "script", script, "args", args ? args : json_array()));
}

/* The same for a function that calls its last argument when it is done. */
static inline json_t *browser_run_async(const struct browser *b, const char *script, json_t *args) {
    return browser_do(
        b, "POST", "/execute/async",
        json_pack("{s:s, s:o}", "script", script, "args", args ? args : json_array()));
}

/* What has the focus: "TAG#id[name]", in static memory. */
static inline const char *browser_focus(const struct browser *b) {
    return browser_text_of(browser_run(b,
                                       "const e = document.activeElement; return "
                                       "e.tagName.toLowerCase() + (e.id ? '#' + e.id : '')"
                                       " + (e.name ? '[' + e.name + ']' : '');",
                                       NULL));
}

/* The name of the field that has it; "" for what is none. */
static inline const char *browser_focus_name(const struct browser *b) {
    return browser_text_of(browser_run(b, "return document.activeElement.name || '';", NULL));
}

/* False when something stands out to the right: a page must not scroll sideways (WCAG 1.4.10). */
static inline bool browser_fits(const struct browser *b) {
    json_t *value = browser_run(b,
                                "const d = document.documentElement;"
                                "return d.scrollWidth <= d.clientWidth;",
                                NULL);
    bool fits = json_is_true(value);
    json_decref(value);
    return fits;
}

/* What of the page's own part does not show whole: cut off at its box's edge, or to be scrolled to
 * sideways; and drawings larger than their place. A line each; "" for nothing. Static memory. */
static inline const char *browser_cut_off(const struct browser *b) {
    return browser_text_of(browser_run(
        b,
        "const name = e => e.tagName.toLowerCase() + (e.className.baseVal || e.className"
        "  ? '.' + (e.className.baseVal || e.className) : '');"
        "const cut = [...document.querySelectorAll('main, main *')].filter(e =>"
        "  e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1"
        "  && getComputedStyle(e).overflowX !== 'visible').map(name);"
        "const out = [...document.querySelectorAll('svg')].filter(e => {"
        "  const box = e.getBoundingClientRect(), part = e.firstElementChild;"
        "  if (!box.width || !part) return false; const drawn = part.getBoundingClientRect();"
        "  return !drawn.width || drawn.right > box.right + 2 || drawn.bottom > box.bottom + 2;"
        "}).map(name); return [...cut, ...out].map(n => n + '\\n').join('');",
        NULL));
}

#endif
