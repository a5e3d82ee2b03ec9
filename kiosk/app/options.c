#include "app/options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "screens/screen.h"

#define OPTIONS_WINDOW_MIN 320
#define OPTIONS_WINDOW_MAX 7680

static const char usage[] =
    "usage: kiosk [options]\n"
    "  --config FILE       settings (default: /etc/guong-sang/kiosk.ini when installed,\n"
    "                      config/kiosk.ini of the source tree it was built in; where there\n"
    "                      is none, every setting is at its default)\n"
    "  --data DIR          where slips, content and the enrolment are kept\n"
    "  --store URL         the record store, instead of the one enrolled with\n"
    "  --people DIR        show what `make people` made there: no store, no enrolment, no slips\n"
    "  --draft             say on every page that what --people shows is a draft\n"
    "  --item ID           open at the page of this person or model\n"
    "  --windowed WxH      a window of this size instead of the whole screen\n"
    "  --clock RFC3339     the time to start at, as 2023-05-12T08:42:00+07:00\n"
    "  --screen NAME       open there: attract, home, honoured, detail, nominate ...\n"
    "  --script FILE       play a touch script, then end: 0 when every line held\n"
    "  --shots DIR         where the script's pictures go (default: here)\n"
    "  --motion            slide and fade also while a script plays\n"
    "  --trace             say FIRST_FRAME when the first picture is up\n"
    "  --bench WHAT        measure scroll, flat, press or search, say it, and stay up\n"
    "  --check             look for what is wrong, say it, and end\n"
    "  --help              this\n";

enum option_code {
    OPTION_CONFIG = 1,
    OPTION_DATA,
    OPTION_STORE,
    OPTION_PEOPLE,
    OPTION_DRAFT,
    OPTION_ITEM,
    OPTION_WINDOWED,
    OPTION_CLOCK,
    OPTION_SCRIPT,
    OPTION_SHOTS,
    OPTION_SCREEN,
    OPTION_MOTION,
    OPTION_TRACE,
    OPTION_BENCH,
    OPTION_CHECK,
    OPTION_QUIET,
    OPTION_HELP,
};

static const struct option long_options[] = {
    {"config", required_argument, NULL, OPTION_CONFIG},
    {"data", required_argument, NULL, OPTION_DATA},
    {"store", required_argument, NULL, OPTION_STORE},
    {"people", required_argument, NULL, OPTION_PEOPLE},
    {"draft", no_argument, NULL, OPTION_DRAFT},
    {"item", required_argument, NULL, OPTION_ITEM},
    {"windowed", required_argument, NULL, OPTION_WINDOWED},
    {"clock", required_argument, NULL, OPTION_CLOCK},
    {"script", required_argument, NULL, OPTION_SCRIPT},
    {"shots", required_argument, NULL, OPTION_SHOTS},
    {"screen", required_argument, NULL, OPTION_SCREEN},
    {"motion", no_argument, NULL, OPTION_MOTION},
    {"trace", no_argument, NULL, OPTION_TRACE},
    {"bench", required_argument, NULL, OPTION_BENCH},
    {"check", no_argument, NULL, OPTION_CHECK},
    {"quiet", no_argument, NULL, OPTION_QUIET},
    {"help", no_argument, NULL, OPTION_HELP},
    {NULL, 0, NULL, 0},
};

static bool parse_size(const char *text, struct options *out) {
    int width = 0, height = 0;
    char rest = 0;
    if (sscanf(text, "%dx%d%c", &width, &height, &rest) != 2 || width < OPTIONS_WINDOW_MIN ||
        height < OPTIONS_WINDOW_MIN || width > OPTIONS_WINDOW_MAX || height > OPTIONS_WINDOW_MAX) {
        fprintf(stderr,
                "kiosk: --windowed: expected WIDTHxHEIGHT in pixels, as 1280x720, got '%s'\n",
                text);
        return false;
    }
    out->window_width = width;
    out->window_height = height;
    return true;
}

static bool parse_clock(const char *text, struct options *out) {
    if (!date_parse_rfc3339(text, &out->clock_s, NULL)) {
        fprintf(stderr, "kiosk: --clock: expected a time as 2023-05-12T08:42:00+07:00, got '%s'\n",
                text);
        return false;
    }
    out->has_clock = true;
    return true;
}

static bool parse_screen(const char *text, struct options *out) {
    if (screen_by_name(text) == SCREENS) {
        fprintf(stderr,
                "kiosk: --screen: there is no screen '%s'; try attract, home, honoured, detail or "
                "nominate\n",
                text);
        return false;
    }
    out->screen_name = text;
    return true;
}

static bool parse_bench(const char *text, struct options *out) {
    out->bench = bench_by_name(text);
    if (out->bench == BENCH_NONE)
        fprintf(stderr, "kiosk: --bench: expected scroll, flat, press or search, got '%s'\n", text);
    return out->bench != BENCH_NONE;
}

static bool take(int code, const char *value, struct options *out) {
    switch (code) {
    case OPTION_CONFIG:
        out->config_path = value;
        return true;
    case OPTION_DATA:
        out->data_dir = value;
        return true;
    case OPTION_STORE:
        out->store_url = value;
        return true;
    case OPTION_PEOPLE:
        out->people_dir = value;
        return true;
    case OPTION_DRAFT:
        out->is_draft = true;
        return true;
    case OPTION_ITEM:
        out->item_id = value;
        return true;
    case OPTION_WINDOWED:
        return parse_size(value, out);
    case OPTION_CLOCK:
        return parse_clock(value, out);
    case OPTION_SCRIPT:
        out->script_path = value;
        return true;
    case OPTION_SHOTS:
        out->shots_dir = value;
        return true;
    case OPTION_SCREEN:
        return parse_screen(value, out);
    case OPTION_MOTION:
        out->is_moving = true;
        return true;
    case OPTION_TRACE:
        out->is_trace = true;
        return true;
    case OPTION_BENCH:
        return parse_bench(value, out);
    case OPTION_CHECK:
        out->is_check = true;
        return true;
    case OPTION_QUIET:
        out->is_quiet = true;
        return true;
    default: // getopt has said what was wrong
        return false;
    }
}

enum options_result options_parse(int argc, char **argv, struct options *out) {
    *out = (struct options){0};
    for (int code; (code = getopt_long(argc, argv, "", long_options, NULL)) != -1;) {
        if (code == OPTION_HELP) {
            fputs(usage, stdout);
            return OPTIONS_DONE;
        }
        if (!take(code, optarg, out))
            return OPTIONS_WRONG;
    }
    if (optind < argc) {
        fprintf(stderr, "kiosk: '%s' is not an option; see kiosk --help\n", argv[optind]);
        return OPTIONS_WRONG;
    }
    return OPTIONS_RUN;
}
