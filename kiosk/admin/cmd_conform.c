/* kioskctl conform: is this record store one? */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admin/commands.h"
#include "admin/conform.h"
#include "admin/pin.h"
#include "base/strbuf.h"
#include "model/enrol_code.h"

struct request { // as given; borrowed from argv
    const char *url, *ca, *pin, *log;
    const char *codes[2];
    int code_count;
};

static const struct option long_options[] = {
    {"store", required_argument, NULL, 's'},
    {"ca", required_argument, NULL, 'a'},
    {"pin", required_argument, NULL, 'p'},
    {"code", required_argument, NULL, 'c'},
    {"log", required_argument, NULL, 'l'},
    {"help", no_argument, NULL, 'h'},
    {0},
};

static const char help[] =
    "usage: kioskctl conform --store URL [--code CODE [--code CODE]] [--ca FILE]\n"
    "                        [--pin PIN] [--log FILE]\n\n"
    "Tries the clauses of the contract (config/record-store.openapi.yaml, /v1/openapi.yaml)\n"
    "against the record store at URL (https://...), whoever made it, and prints a line for\n"
    "each: ok, not ok with what was expected and what came, skip with why. What it hands in\n"
    "is marked as a sample; try it on a store whose dossiers nobody needs.\n\n"
    "  --code  an enrolment code of that store, which is used up; without one only what\n"
    "          anyone may ask is tried, a second one tries what needs two devices\n"
    "  --ca    certificates (PEM) to trust; default: the key that the code names, else the\n"
    "          system's\n"
    "  --pin   SHA-256 of the store's public key: base64, hex or sha256//...\n"
    "  --log   keeps every question and answer there, a line of JSON each\n\n"
    "Exit status: 0 when nothing is broken.\n";

/* What a code says: the key of whom to enrol with, and the secret for it. */
static bool read_code(const char *code, uint8_t *out_fingerprint, char *out_secret) {
    if (enrol_code_parse(code, out_fingerprint, out_secret))
        return true;
    fputs("kioskctl conform: --code: expected 26 letters and digits\n", stderr);
    return false;
}

/* The chain of the store that made the code, in a file of our own. Owned by the caller, NULL and
 * said on standard error when there is none. */
static char *fetch_ca(const char *url, const uint8_t *fingerprint, const char *proxy,
                      char **out_pin) {
    char *why = NULL, *path = xasprintf("%s/kioskctl-conform-XXXXXX",
                                        getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    char *chain = http_fetch_chain(url, fingerprint, proxy, out_pin, &why);
    int fd = chain ? mkstemp(path) : -1;
    bool is_kept = fd >= 0 && write(fd, chain, strlen(chain)) == (ssize_t)strlen(chain);
    if (!is_kept)
        fprintf(stderr, "kioskctl conform: %s\n", why ? why : "cannot keep the certificate");
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && !is_kept)
        unlink(path);
    free(chain);
    free(why);
    if (is_kept)
        return path;
    free(path);
    return NULL;
}

/* Nothing more is tried when nobody answers. */
static void run_clauses(struct conform *c) {
    conform_store(c);
    if (c->answer.outcome != HTTP_ANSWERED)
        return;
    conform_devices(c);
    conform_admission(c);
    if (c->device.token) {
        conform_content(c);
        conform_slips(c);
        conform_refusals(c);
        conform_status(c);
        conform_lookups(c);
    } else {
        conform_skip(c, "1.1", "what a device may: slips, status, content, look-ups",
                     c->device.secret[0] ? "it was not enrolled" : "needs a --code");
    }
}

static int run(const struct request *r, const struct http_params *trust, const char *secret,
               const char *other_secret) {
    struct conform c;
    int log_fd = r->log ? open(r->log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    FILE *log = log_fd >= 0 ? fdopen(log_fd, "w") : NULL; // it holds the devices' tokens
    if (r->log && !log) {
        fprintf(stderr, "kioskctl conform: cannot write '%s': %s\n", r->log, strerror(errno));
        return ADMIN_FAILED;
    }
    conform_init(&c, r->url, trust);
    c.log = log;
    snprintf(c.device.secret, sizeof c.device.secret, "%s", secret);
    snprintf(c.other.secret, sizeof c.other.secret, "%s", other_secret);
    run_clauses(&c);
    conform_close(&c);
    printf("%d held, %d broken, %d not tried\n", c.held, c.broken, c.untried);
    int status = c.broken == 0 ? ADMIN_OK : ADMIN_FAILED;
    conform_finish(&c);
    if (log)
        fclose(log);
    return status;
}

static int conform(const struct admin_options *options, const struct request *r) {
    uint8_t fingerprint[ENROL_FINGERPRINT_BYTES], unused[ENROL_FINGERPRINT_BYTES];
    char secret[ENROL_SECRET_MAX] = "", other_secret[ENROL_SECRET_MAX] = "";
    const char *proxy = options->config.proxy;
    if ((r->codes[0] && !read_code(r->codes[0], fingerprint, secret)) ||
        (r->codes[1] && !read_code(r->codes[1], unused, other_secret)))
        return ADMIN_USAGE;
    char *pin = r->pin ? pin_normalise(r->pin) : NULL, *ca = NULL;
    int status = ADMIN_FAILED;
    if (r->pin && !pin) {
        fputs("kioskctl conform: --pin: expected SHA-256 as base64, hex or sha256//...\n", stderr);
        return ADMIN_USAGE;
    }
    if (r->codes[0] && !r->ca) {
        char *seen_pin = NULL;
        ca = fetch_ca(r->url, fingerprint, proxy, &seen_pin);
        if (pin)
            free(seen_pin); // what was given counts
        else
            pin = seen_pin;
    }
    if (ca || r->ca || !r->codes[0]) {
        const struct http_params trust = {
            .ca_path = r->ca ? r->ca : ca, .pin = pin, .proxy = proxy};
        status = run(r, &trust, secret, other_secret);
    }
    if (ca)
        unlink(ca);
    free(ca);
    free(pin);
    return status;
}

int cmd_conform(const struct admin_options *options, int argc, char **argv) {
    struct request r = {.url = NULL};
    for (int c; (c = getopt_long(argc, argv, "h", long_options, NULL)) != -1;) {
        if (c == 's')
            r.url = optarg;
        else if (c == 'a')
            r.ca = optarg;
        else if (c == 'p')
            r.pin = optarg;
        else if (c == 'l')
            r.log = optarg;
        else if (c == 'c' && r.code_count < 2)
            r.codes[r.code_count++] = optarg;
        else
            return admin_help(help, c);
    }
    if (optind != argc || !r.url || strncmp(r.url, "https://", 8) != 0)
        return admin_help(help, 0);
    return conform(options, &r);
}
