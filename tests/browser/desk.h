/* An officer's desk for a test: a real record store with accounts, and a browser that logs in. */
#ifndef TESTS_BROWSER_DESK_H
#define TESTS_BROWSER_DESK_H

#include "../recordstore/office.h"
#include "audit.h"

#define DESK_PASSWORD "một câu dài dễ nhớ"
#define DESK_ALL_ROLES "role-vptk,role-vhxh,role-hoidong,role-chutich,role-quantri"

struct desk {
    struct office office;
    struct browser b;
    json_t *words; // assets/words/office.vi.json: what the pages say
};

/* A text of the pages by its key; borrowed. */
static inline const char *desk_word(const struct desk *desk, const char *key) {
    const char *text = jsonread_text(desk->words, key, NULL);
    if (!text)
        fail_msg("no word \"%s\"", key);
    return text;
}

/* Its text up to the first place that is filled in. */
static inline char *desk_word_start(const struct desk *desk, const char *key) {
    const char *text = desk_word(desk, key);
    return xstrndup(text, strcspn(text, "{"));
}

/* The record store over TLS, as browsers meet it; no browser yet. */
static inline void desk_start(struct desk *desk) {
    char *why = NULL;
    *desk = (struct desk){.words = jsonread_file("assets/words/office.vi.json", 1 << 20, &why)};
    if (!desk->words)
        fail_msg("%s", why);
    office_create(&desk->office);
    OFFICE_SERVE(&desk->office, "--verbose");
}

static inline void desk_finish(struct desk *desk) {
    browser_close(&desk->b);
    office_destroy(&desk->office);
    json_decref(desk->words);
}

/* A new account; its one-time password, owned by the caller. */
static inline char *desk_account(const struct desk *desk, const char *login, const char *name,
                                 const char *roles) {
    char *password =
        OFFICE_RUN(&desk->office, 0, "user", "add", login, "--name", name, "--roles", roles);
    password[strcspn(password, "\n")] = '\0';
    return password;
}

static inline void desk_go(const struct desk *desk, const char *path) {
    char *url = xasprintf("%s%s", desk->office.url, path);
    browser_go(&desk->b, url);
    free(url);
}

/* Where it is, without the store's own address; static memory. */
static inline const char *desk_path(const struct desk *desk) {
    const char *url = browser_url(&desk->b);
    size_t len = strlen(desk->office.url);
    return strncmp(url, desk->office.url, len) == 0 ? url + len : url;
}

/* Waits until the page is there: a click returns before the store has answered. */
static inline void desk_expect_path(const struct desk *desk, const char *path) {
    for (int waited_ms = 0; strcmp(desk_path(desk), path) != 0; waited_ms += BROWSER_POLL_MS) {
        if (waited_ms >= BROWSER_WAIT_MS)
            browser_fail(&desk->b, "got %s, want %s", desk_path(desk), path);
        browser_sleep_ms(BROWSER_POLL_MS);
    }
}

static inline void desk_enter(const struct desk *desk, const char *login, const char *password) {
    desk_go(desk, "/office/login");
    browser_type(&desk->b, "input[name=login]", login);
    browser_type(&desk->b, "input[name=password]", password);
    browser_click(&desk->b, "main button");
}

/* From the one-time password to the dashboard. */
static inline void desk_enter_first(const struct desk *desk, const char *login,
                                    const char *one_time) {
    desk_enter(desk, login, one_time);
    desk_expect_path(desk, "/office/password");
    browser_type(&desk->b, "input[name=fresh]", DESK_PASSWORD);
    browser_type(&desk->b, "input[name=again]", DESK_PASSWORD);
    browser_click(&desk->b, "main button");
    desk_expect_path(desk, "/office");
}

/* With all roles, logged in. */
static inline void desk_sit_down(struct desk *desk, const struct browser_options *options) {
    char *password = desk_account(desk, "chi.lan", "Chị Lan", DESK_ALL_ROLES);
    browser_open(&desk->b, options);
    desk_enter_first(desk, "chi.lan", password);
    free(password);
}

/* The browser has nothing to say but that a page was a refusal. */
static inline void desk_no_complaints(const struct desk *desk, const char *name) {
    char *complaints = browser_complaints(&desk->b);
    for (char *rest = complaints, *line; (line = strsep(&rest, "\n"));)
        if (line[0] && !strstr(line, "status of 4"))
            browser_fail(&desk->b, "%s: the browser complains: %s", name, line);
    free(complaints);
}

/* What has to hold of every page as it stands, in the width of a telephone and of a screen, with a
 * picture of each: nothing wider than it, nothing cut off, clean by axe-core, no complaint. */
static inline void desk_look(struct desk *desk, const char *name) {
    static const int widths_px[] = {360, 1280};
    for (size_t i = 0; i < check_items(widths_px); i++) {
        char shot[64];
        snprintf(shot, sizeof shot, "%s-%d", name, widths_px[i]);
        browser_resize(&desk->b, widths_px[i], 800);
        browser_shot(&desk->b, shot);
        if (!browser_fits(&desk->b))
            browser_fail(&desk->b, "%s is wider than %d pixels", name, widths_px[i]);
        if (browser_cut_off(&desk->b)[0])
            browser_fail(&desk->b, "%s: cut off: %s", shot, browser_cut_off(&desk->b));
        audit_expect_clean(&desk->b, shot);
    }
    desk_no_complaints(desk, name);
}

/** Whether what the selector finds takes room on the page. */
static inline bool desk_shows(const struct desk *desk, const char *css) {
    json_t *shown =
        browser_run(&desk->b, "return !!document.querySelector(arguments[0]).offsetHeight;",
                    json_pack("[s]", css));
    bool is = json_is_true(shown);
    json_decref(shown);
    return is;
}

#endif
