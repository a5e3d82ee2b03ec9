/* kioskctl switch: what staff chose to show at this kiosk, against what is published. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/commands.h"
#include "admin/staff_access.h"
#include "base/jsonread.h"
#include "model/switches.h"

static const char help[] =
    "usage: kioskctl switch list\n"
    "       kioskctl switch set KEY on|off|clear\n"
    "       kioskctl switch set ITEM on|off|clear\n\n"
    "  list  every switch with what was chosen here (clear: as published), then the items,\n"
    "        pins and windows that were\n"
    "  set   chooses; it acts at once on a kiosk that runs and holds until cleared. ITEM is\n"
    "        the id of an honoured person, a model or a notice. What has no recorded\n"
    "        decision and consent cannot be switched on\n";

static const char *choice_word(const json_t *value) {
    enum switch_choice choice = !value ? CHOICE_NONE : json_is_true(value) ? CHOICE_ON : CHOICE_OFF;
    return switch_choice_word(choice);
}

static void print_chosen(json_t *chosen) {
    const json_t *switches = jsonread_object(chosen, "switches");
    json_t *items = jsonread_object(chosen, "items"), *value;
    const char *id;
    for (enum switch_id i = 0; i < SWITCHES; i++)
        printf("%-14s %s\n", switch_kind(i)->key,
               choice_word(json_object_get(switches, switch_kind(i)->key)));
    json_object_foreach(items, id, value) {
        printf("item %s  %s\n", id, choice_word(value));
    }
    const json_t *pins = jsonread_array(chosen, "pins");
    for (size_t i = 0; i < json_array_size(pins); i++)
        printf("pin %zu  %s\n", i + 1, json_string_value(json_array_get(pins, i)));
    if (pins && json_array_size(pins) == 0)
        puts("pins  none, whatever is published");
    const json_t *windows = jsonread_array(chosen, "windows");
    for (size_t i = 0; i < json_array_size(windows); i++) {
        char *text = json_dumps(json_array_get(windows, i), JSON_COMPACT);
        printf("window  %s\n", text);
        free(text);
    }
}

static int list(const struct admin_options *options) {
    json_t *answer = staff_access_ask(options, json_pack("{s:s}", "do", "staff.chosen"));
    if (!answer)
        return ADMIN_FAILED;
    print_chosen(jsonread_object(answer, "chosen"));
    json_decref(answer);
    return ADMIN_OK;
}

static int set(const struct admin_options *options, const char *of, const char *choice) {
    enum switch_choice parsed;
    if (!switch_choice_parse(choice, &parsed)) {
        fprintf(stderr, "kioskctl switch: expected on, off or clear, not '%s'\n", choice);
        return ADMIN_USAGE;
    }
    json_t *answer = staff_access_ask(
        options, json_pack("{s:s, s:s, s:s}", "do", "staff.switch", "of", of, "choice", choice));
    int status = answer ? staff_access_report("switch", answer) : ADMIN_FAILED;
    json_decref(answer);
    return status;
}

int cmd_switch(const struct admin_options *options, int argc, char **argv) {
    int c = admin_only_help(argc, argv);
    int count = argc - optind;
    const char *what = c == -1 && count > 0 ? argv[optind] : "";
    if (strcmp(what, "list") == 0 && count == 1)
        return list(options);
    if (strcmp(what, "set") == 0 && count == 3)
        return set(options, argv[optind + 1], argv[optind + 2]);
    return admin_help(help, c);
}
