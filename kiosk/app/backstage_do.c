/* What staff wish is done here, each with its line in their log. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/backstage_parts.h"
#include "app/desk_words.h"
#include "app/link.h"
#include "app/machine.h"
#include "app/signal.h"
#include "app/stage.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "model/overrides.h"
#include "model/timeslot.h"
#include "model/words.h"
#include "store/content_store.h"

#define DAY_S 86400
#define DAY_MIN (24 * 60)

static void say(struct backstage *b, const char *key) {
    backstage_say(b, xstrdup(words_get(b->env.words, key)));
}

static struct staff_store *staff_of(const struct backstage *b) {
    return b->params.machine->staff;
}

/* The screens change when the storage thread has told of it; here only what came of it is said. */
static void tell(struct backstage *b, enum staff_result result, const char *done_key) {
    if (result == STAFF_OK)
        say(b, done_key);
    else if (result == STAFF_ABSENT)
        say(b, "staff.nothing_to_undo");
    else if (result == STAFF_TOO_MANY)
        say(b, "staff.too_many");
    else if (result != STAFF_UNCHANGED)
        say(b, "staff.not_saved");
}

static void note(struct backstage *b, enum staff_act act, const char *from, const char *to) {
    staff_store_note(staff_of(b), b->who, act, NULL, from, to);
}

/* --- PINs ----------------------------------------------------------------------------------- */

void backstage_on_pin(const struct pin_answer *answer, void *context) {
    (void)context;
    struct pin_answer *cargo = xmalloc(sizeof *cargo);
    *cargo = *answer;
    signal_push(SIGNAL_PIN, cargo);
}

void backstage_on_pin_set(enum staff_result result, void *context) {
    (void)context;
    enum staff_result *cargo = xmalloc(sizeof *cargo);
    *cargo = result;
    signal_push(SIGNAL_PIN_SET, cargo);
}

static void try_pin(struct backstage *b, const char *digits) {
    b->desk->gate.state = GATE_CHECKING;
    staff_store_try_pin(staff_of(b), digits, backstage_on_pin, NULL);
    crypto_wipe(b->desk->gate.digits, sizeof b->desk->gate.digits);
    backstage_refresh(b);
}

/* What nobody may have is refused before the old one is tried. */
static void change_pin(struct backstage *b) {
    struct desk_gate *gate = &b->desk->gate;
    if (staff_pin_check(gate->wanted) == STAFF_OK) {
        try_pin(b, gate->old);
        return;
    }
    crypto_wipe(gate->wanted, sizeof gate->wanted);
    gate->step = CHANGE_NEW;
    gate->note = CHANGE_TOO_EASY;
    backstage_refresh(b);
}

static void begin_change(struct backstage *b) {
    desk_wipe_digits(b->desk);
    b->desk->gate.step = CHANGE_OLD;
    b->desk->gate.note = CHANGE_FINE;
    b->desk->gate.state = GATE_READY;
    backstage_go(b, STAFF_CHANGE_PIN);
}

/* --- switches and items --------------------------------------------------------------------- */

static void turn_switch(struct backstage *b, const struct desk_wish *wish) {
    enum switch_id id = switch_by_key(wish->id);
    if (id < SWITCHES)
        tell(b, staff_store_switch(staff_of(b), b->who, id, wish->is_on ? CHOICE_ON : CHOICE_OFF),
             "staff.saved");
}

static void say_why_locked(struct backstage *b, const struct item *item) {
    struct desk_sources from = backstage_sources(b);
    char *key = xasprintf("staff.hidden.%s", hidden_word(item->hidden));
    backstage_say(b, desk_fill_one(&from, "staff.locked_why", "why", words_get(b->env.words, key)));
    free(key);
}

static void show_item(struct backstage *b, const struct desk_wish *wish) {
    struct item item;
    if (!content_item(b->env.content, wish->id, &item))
        return;
    if (item.hidden != HIDDEN_NOT && !hidden_may_be_lifted(item.hidden))
        say_why_locked(b, &item);
    else
        tell(b,
             staff_store_item(staff_of(b), b->who, item.id, wish->is_on ? CHOICE_ON : CHOICE_OFF),
             "staff.saved");
}

/* Both what was said of an item and the times it was given. */
static void give_back(struct backstage *b, const struct desk_wish *wish) {
    enum switch_id id = switch_by_key(wish->id);
    enum staff_result result;
    bool is_switch = b->current == STAFF_DASHBOARD ||
                     (b->current == STAFF_LIST && b->desk->list.kind == LIST_SWITCHES);
    if (is_switch && id < SWITCHES) {
        result = staff_store_switch(staff_of(b), b->who, id, CHOICE_NONE);
    } else {
        enum staff_result times = staff_store_set_window(staff_of(b), b->who, wish->id, NULL);
        bool is_page = strncmp(wish->id, TIMESLOT_PAGE_PREFIX, strlen(TIMESLOT_PAGE_PREFIX)) == 0;
        result = is_page ? times : staff_store_item(staff_of(b), b->who, wish->id, CHOICE_NONE);
        result = result == STAFF_UNCHANGED ? times : result;
    }
    b->desk->item.has_changed = false;
    tell(b, result, "staff.saved");
}

/* --- pins and times ------------------------------------------------------------------------- */

static void keep_pins(struct backstage *b, const char *const *ids, size_t count) {
    tell(b, staff_store_set_pins(staff_of(b), b->who, ids, count), "staff.saved");
}

/* A new one goes to the end; moving trades places with the neighbour. */
static void pin(struct backstage *b, const struct desk_wish *wish) {
    const struct content *content = b->env.content;
    const char **ids = xcalloc(content->pin_count + 1, sizeof *ids);
    size_t count = 0, at = content_pin(content, wish->id);
    for (size_t i = 0; i < content->pin_count; i++)
        if (i != at || wish->kind == WISH_MOVE)
            ids[count++] = content->pins[i];
    size_t to = at + (size_t)wish->by;
    if (wish->kind == WISH_PIN && wish->is_on)
        ids[count++] = wish->id;
    if (wish->kind == WISH_MOVE && at < count && to < count) {
        const char *other = ids[to];
        ids[to] = ids[at];
        ids[at] = other;
    }
    keep_pins(b, ids, count);
    free(ids);
}

static int64_t start_of(struct date day, int zone_s) {
    return date_time_to_unix((struct date_time){.date = day}, zone_s);
}

static void keep_window(struct backstage *b, const struct desk_wish *wish) {
    const struct desk_window *set = &b->desk->item.window;
    int zone_s = b->env.clock->zone_s;
    char of[ELEMENT_ID_BYTES];
    snprintf(of, sizeof of, "%s", wish->id);
    struct timeslot window = {
        .of = of,
        .from_s = set->has_from ? start_of(set->from, zone_s) : 0,
        .to_s = set->has_to ? start_of(set->to, zone_s) + DAY_S : TIMESLOT_NEVER,
        .has_week = set->has_hours || set->days != DESK_ALL_DAYS,
        .week = {.open_min = set->has_hours ? set->opens_min : 0,
                 .close_min = set->has_hours ? set->closes_min : DAY_MIN,
                 .days = set->days},
    };
    b->desk->item.has_changed = false;
    tell(b, staff_store_set_window(staff_of(b), b->who, of, &window), "staff.saved");
}

/* A page that has no items of its own has times. */
static void open_items(struct backstage *b, const char *page) {
    struct desk_sources from = backstage_sources(b);
    snprintf(b->page, sizeof b->page, "%s", page);
    b->desk->first_row = 0;
    if (desk_fill_items(b->desk, &from, page)) {
        backstage_go(b, STAFF_LIST);
        return;
    }
    char *id = xasprintf("%s%s", TIMESLOT_PAGE_PREFIX, page);
    b->desk->item.has_changed = false;
    if (desk_fill_item(b->desk, &from, id))
        backstage_go(b, STAFF_ITEM);
    free(id);
}

static void arrange(struct backstage *b, const char *id) {
    struct desk_sources from = backstage_sources(b);
    if (desk_fill_item(b->desk, &from, id))
        backstage_go(b, STAFF_ITEM);
}

static void open_list(struct backstage *b, enum desk_list_kind kind) {
    desk_clear_list(&b->desk->list);
    b->desk->list.kind = kind;
    b->desk->first_row = 0;
    backstage_go(b, STAFF_LIST);
}

/* --- looking -------------------------------------------------------------------------------- */

/* Why citizens do not see it now; NULL: they do. */
static char *why_hidden(const struct backstage *b, const struct item *item) {
    enum switch_id page = item->kind == ITEM_PERSON ? SWITCH_HONOURS : SWITCH_MODELS;
    if (item->hidden == HIDDEN_NOT && b->env.content->switches.is_on[page])
        return NULL;
    struct desk_sources from = backstage_sources(b);
    char *key = item->hidden == HIDDEN_NOT
                    ? xstrdup("staff.page_off")
                    : xasprintf("staff.hidden.%s", hidden_word(item->hidden));
    char *why = desk_fill_one(&from, "staff.preview.hidden", "why", words_get(b->env.words, key));
    free(key);
    return why;
}

/* The card as the citizens see it, or would. Whose consent, decision or publication is missing is
 * shown on this screen to nobody, staff in front of a hall among them. */
static void view(struct backstage *b, const char *id) {
    struct visit *visit = &b->params.stage->visit;
    struct item item;
    if (!content_item(b->env.content, id, &item))
        return;
    if (item.hidden != HIDDEN_NOT && !hidden_may_be_lifted(item.hidden)) {
        say_why_locked(b, &item);
        return;
    }
    char *why = why_hidden(b, &item);
    if (why)
        backstage_reveal(b, id, why);
    const struct content *content = b->params.machine->content; // another one now
    if (!content_item(content, id, &item))
        return;
    if (item.kind == ITEM_PERSON)
        visit->person = (size_t)(item.person - content->people);
    if (item.kind == ITEM_PROJECT)
        visit->project = (size_t)(item.project - content->projects);
    backstage_preview(b, item.kind == ITEM_PERSON ? SCREEN_DETAIL : SCREEN_MODEL);
}

/* --- sticks --------------------------------------------------------------------------------- */

static void open_sticks(struct backstage *b) {
    free(b->sticks);
    b->sticks = NULL;
    if (b->params.link->usb)
        usb_look(b->params.link->usb);
    open_list(b, LIST_STICKS);
}

static void use_stick(struct backstage *b, const char *row) {
    size_t at = (size_t)strtoul(row, NULL, 10);
    struct usb *usb = b->params.link->usb;
    if (!usb || !b->sticks || at >= b->sticks->offer_count)
        return;
    const struct usb_offer *offer = &b->sticks->offers[at];
    bool is_asked = offer->state == USB_NEWER ? usb_import(usb, offer->path)
                                              : usb_export_slips(usb, offer->path);
    if (!is_asked)
        return;
    memcpy(b->stick_who, b->who, sizeof b->stick_who);
    say(b, "staff.stick.taking");
}

/* An old stick takes minutes: whoever asked for it may be locked out by then. */
static void note_stick(struct backstage *b, const struct usb_news *news) {
    char number[24];
    bool is_import = news->kind == USB_IMPORTED;
    if (news->kind == USB_LOOKED || news->result != BUNDLE_OK)
        return;
    snprintf(number, sizeof number, "%lld",
             is_import ? (long long)news->revision : (long long)news->slips.written);
    staff_store_note(staff_of(b), b->stick_who,
                     is_import ? STAFF_ACT_CONTENT_USB : STAFF_ACT_OUTBOX_USB, NULL, NULL, number);
}

static void tell_import(struct backstage *b, const struct usb_news *news) {
    char version[24];
    snprintf(version, sizeof version, "%lld", (long long)news->revision);
    struct desk_sources from = backstage_sources(b);
    if (news->result == BUNDLE_OK) {
        backstage_say(b, desk_fill_one(&from, "staff.stick.taken", "v", version));
    } else {
        say(b, "staff.stick.failed");
    }
}

static void tell_export(struct backstage *b, const struct usb_news *news) {
    struct desk_sources from = backstage_sources(b);
    if (news->result != BUNDLE_OK) {
        say(b, "staff.not_saved");
        return;
    }
    backstage_say(b, desk_numbers(&from, "staff.export_done", news->slips.written, 0));
}

void backstage_take_usb(struct backstage *b, struct usb_news *news) {
    bool is_in = b->state == BACKSTAGE_IN || b->state == BACKSTAGE_PREVIEW;
    note_stick(b, news);
    if (!is_in) {
        free(news);
        return;
    }
    if (news->kind == USB_LOOKED) {
        free(b->sticks);
        b->sticks = news;
        if (b->current == STAFF_LIST && b->desk->list.kind == LIST_STICKS)
            backstage_refresh(b);
        return;
    }
    if (news->kind == USB_IMPORTED)
        tell_import(b, news);
    else
        tell_export(b, news);
    free(news);
    if (b->params.link->usb) // what it offers now
        usb_look(b->params.link->usb);
}

/* --- slips set aside ------------------------------------------------------------------------ */

/* No code of a citizen's slip goes into the log. */
static void retry_slip(struct backstage *b, const char *id) {
    struct outbox *outbox = b->params.machine->outbox;
    enum outbox_result result = outbox ? outbox_retry(outbox, id) : OUTBOX_FAILED;
    if (result == OUTBOX_OK) {
        note(b, STAFF_ACT_RETRY, NULL, "1");
        if (b->params.link->uploader)
            uploader_hurry(b->params.link->uploader);
        say(b, "staff.parked.again");
    } else {
        say(b, result == OUTBOX_REFUSED  ? "staff.parked.damaged"
               : result == OUTBOX_ABSENT ? "staff.parked.gone"
                                         : "staff.not_saved");
    }
    backstage_refresh(b);
}

/* --- what is asked first -------------------------------------------------------------------- */

static void send_now(struct backstage *b) {
    uploader_hurry(b->params.link->uploader);
    note(b, STAFF_ACT_SEND, NULL, NULL);
    say(b, "staff.sending");
}

static int64_t revision_of(const struct backstage *b) {
    struct content_head head;
    content_store_head(b->params.machine->content_store, &head);
    return head.revision;
}

static void roll_back(struct backstage *b) {
    struct desk_sources from = backstage_sources(b);
    char was[24], is[24];
    snprintf(was, sizeof was, "%lld", (long long)revision_of(b));
    if (!content_store_roll_back(b->params.machine->content_store)) {
        say(b, "staff.roll_back_failed");
        return;
    }
    snprintf(is, sizeof is, "%lld", (long long)revision_of(b));
    note(b, STAFF_ACT_CONTENT_BACK, was, is);
    b->params.on_content(b->params.context);
    backstage_say(b, desk_fill_one(&from, "staff.rolled_back", "v", is));
}

static void end(struct backstage *b, enum backstage_end how) {
    note(b, how == BACKSTAGE_RESTART ? STAFF_ACT_RESTART : STAFF_ACT_CONSOLE, NULL, NULL);
    b->params.on_end(how, b->params.context);
}

void backstage_do_asked(struct backstage *b) {
    const struct desk_wish wish = b->asked;
    switch (wish.kind) {
    case WISH_SWITCH:
        turn_switch(b, &wish);
        break;
    case WISH_ROLL_BACK:
        roll_back(b);
        break;
    case WISH_RESTART:
        end(b, BACKSTAGE_RESTART);
        break;
    case WISH_CONSOLE:
        end(b, BACKSTAGE_CONSOLE);
        break;
    default:
        break;
    }
}

static void ask(struct backstage *b, const struct desk_wish *wish, const char *title_key,
                const char *body_key) {
    backstage_ask(b, wish, title_key, xstrdup(words_get(b->env.words, body_key)));
}

static void wish_switch(struct backstage *b, const struct desk_wish *wish) {
    enum switch_id id = switch_by_key(wish->id);
    const char *key = id == SWITCHES ? NULL
                      : wish->is_on  ? switch_kind(id)->ask_on
                                     : switch_kind(id)->ask_off;
    if (key)
        ask(b, wish, key, "staff.ask.body");
    else
        turn_switch(b, wish);
}

/* --- all of them ---------------------------------------------------------------------------- */

static void go(struct backstage *b, const struct desk_wish *wish) {
    if (wish->screen == STAFF_CHANGE_PIN) {
        begin_change(b);
        return;
    }
    if (wish->screen == STAFF_TOUCH)
        note(b, STAFF_ACT_TOUCH_TEST, NULL, NULL);
    backstage_go(b, wish->screen);
}

static void act_on_row(struct backstage *b, const char *id) {
    if (b->desk->list.kind == LIST_STICKS)
        use_stick(b, id);
    else if (b->desk->list.kind == LIST_PARKED)
        retry_slip(b, id);
    else
        view(b, id);
}

void backstage_do(struct backstage *b, const struct desk_wish *wish) {
    switch (wish->kind) {
    case WISH_NONE:
        break;
    case WISH_GO:
        go(b, wish);
        break;
    case WISH_BACK:
        backstage_back(b);
        break;
    case WISH_LEAVE:
        backstage_leave(b);
        break;
    case WISH_TRY_PIN:
        try_pin(b, b->desk->gate.digits);
        break;
    case WISH_CHANGE_PIN:
        change_pin(b);
        break;
    case WISH_ITEMS:
        open_items(b, wish->id);
        break;
    case WISH_SWITCHES:
        open_list(b, LIST_SWITCHES);
        break;
    case WISH_LOG:
        open_list(b, LIST_LOG);
        break;
    case WISH_PARKED:
        open_list(b, LIST_PARKED);
        break;
    case WISH_STICKS:
        open_sticks(b);
        break;
    case WISH_SWITCH:
        wish_switch(b, wish);
        break;
    case WISH_SHOW:
        show_item(b, wish);
        break;
    case WISH_CLEAR:
        give_back(b, wish);
        break;
    case WISH_ARRANGE:
        arrange(b, wish->id);
        break;
    case WISH_PIN:
    case WISH_MOVE:
        pin(b, wish);
        break;
    case WISH_WINDOW:
        keep_window(b, wish);
        break;
    case WISH_ACT:
        act_on_row(b, wish->id);
        break;
    case WISH_UNDO:
        tell(b, staff_store_undo(staff_of(b), b->who), "staff.undone");
        break;
    case WISH_SEND_NOW:
        send_now(b);
        break;
    case WISH_ROLL_BACK:
        ask(b, wish, "staff.roll_back.ask", "staff.roll_back.body");
        break;
    case WISH_PREVIEW:
        backstage_preview(b, SCREEN_HOME);
        break;
    case WISH_RESTART:
        ask(b, wish, "staff.restart.ask", "staff.ask.body");
        break;
    case WISH_CONSOLE:
        ask(b, wish, "staff.console.ask", "staff.ask.body");
        break;
    }
}
