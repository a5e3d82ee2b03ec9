/* What axe-core finds wrong with a page by WCAG 2.2, levels A and AA. It is run by the driver, so
 * the page's own Content-Security-Policy does not have to let it in. */
#ifndef TESTS_BROWSER_AUDIT_H
#define TESTS_BROWSER_AUDIT_H

#include "browser.h"

#define AUDIT_SCRIPT "build/npm/web/node_modules/axe-core/axe.min.js"

/* A line a fault, "rule: what it asks (where it is not so)"; "" for none. Owned by the caller. */
static inline char *audit(const struct browser *b) {
    static const char run[] =
        "const done = arguments[0];"
        "axe.run(document, {"
        "  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'],"
        "  resultTypes: ['violations']"
        "}).then(r => done(r.violations.map(v => v.id + ': ' + v.help + ' ('"
        "    + v.nodes.slice(0, 5).map(n => n.target.join(' ')).join(', ') + ')\\n').join('')),"
        "  e => done('axe: ' + e + '\\n'));";
    char *script;
    if (!path_read(AUDIT_SCRIPT, 4 << 20, &script, NULL))
        fail_msg("cannot read " AUDIT_SCRIPT ": config/npm.sh web installs it");
    browser_done(browser_run(b, script, NULL));
    free(script);
    return xstrdup(browser_text_of(browser_run_async(b, run, NULL)));
}

static inline void audit_expect_clean(const struct browser *b, const char *name) {
    char *found = audit(b);
    if (found[0])
        browser_fail(b, "%s breaks WCAG 2.2 AA:\n%s", name, found);
    free(found);
}

#endif
