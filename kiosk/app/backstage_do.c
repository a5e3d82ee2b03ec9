/* What staff wish is done here, or asked about first; what is more than a line or two stands in the
 * files beside it. */
#include <stdio.h>

#include "app/backstage_parts.h"
#include "app/desk_words.h"
#include "app/link.h"
#include "app/machine.h"
#include "base/xalloc.h"
#include "model/words.h"
#include "store/content_store.h"

void backstage_say_word(struct backstage *b, const char *key) {
    backstage_say(b, xstrdup(words_get(b->env.words, key)));
}

struct staff_store *backstage_staff(const struct backstage *b) {
    return b->params.machine->staff;
}

void backstage_tell(struct backstage *b, enum staff_result result, const char *done_key) {
    if (result == STAFF_OK)
        backstage_say_word(b, done_key);
    else if (result == STAFF_ABSENT)
        backstage_say_word(b, "staff.nothing_to_undo");
    else if (result == STAFF_TOO_MANY)
        backstage_say_word(b, "staff.too_many");
    else if (result != STAFF_UNCHANGED)
        backstage_say_word(b, "staff.not_saved");
}

/* A line in the staff's log; `from` and `to` may be NULL. */
static void note(struct backstage *b, enum staff_act act, const char *from, const char *to) {
    staff_store_note(backstage_staff(b), b->who, act, NULL, from, to);
}

void backstage_open_list(struct backstage *b, enum desk_list_kind kind) {
    desk_clear_list(&b->desk->list);
    b->desk->list.kind = kind;
    b->desk->first_row = 0;
    backstage_go(b, STAFF_LIST);
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
        backstage_say_word(b, "staff.parked.again");
    } else {
        backstage_say_word(b, result == OUTBOX_REFUSED  ? "staff.parked.damaged"
                              : result == OUTBOX_ABSENT ? "staff.parked.gone"
                                                        : "staff.not_saved");
    }
    backstage_refresh(b);
}

/* --- what is asked first -------------------------------------------------------------------- */

static void send_now(struct backstage *b) {
    uploader_hurry(b->params.link->uploader);
    note(b, STAFF_ACT_SEND, NULL, NULL);
    backstage_say_word(b, "staff.sending");
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
        backstage_say_word(b, "staff.roll_back_failed");
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
        backstage_turn_switch(b, &wish);
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
        backstage_turn_switch(b, wish);
}

/* --- all of them ---------------------------------------------------------------------------- */

static void go(struct backstage *b, const struct desk_wish *wish) {
    if (wish->screen == STAFF_CHANGE_PIN) {
        backstage_begin_change(b);
        return;
    }
    if (wish->screen == STAFF_TOUCH)
        note(b, STAFF_ACT_TOUCH_TEST, NULL, NULL);
    backstage_go(b, wish->screen);
}

static void act_on_row(struct backstage *b, const char *id) {
    if (b->desk->list.kind == LIST_STICKS)
        backstage_use_stick(b, id);
    else if (b->desk->list.kind == LIST_PARKED)
        retry_slip(b, id);
    else
        backstage_view(b, id);
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
        backstage_try_pin(b, b->desk->gate.digits);
        break;
    case WISH_CHANGE_PIN:
        backstage_change_pin(b);
        break;
    case WISH_ITEMS:
        backstage_open_items(b, wish->id);
        break;
    case WISH_SWITCHES:
        backstage_open_list(b, LIST_SWITCHES);
        break;
    case WISH_LOG:
        backstage_open_list(b, LIST_LOG);
        break;
    case WISH_PARKED:
        backstage_open_list(b, LIST_PARKED);
        break;
    case WISH_STICKS:
        backstage_open_sticks(b);
        break;
    case WISH_SWITCH:
        wish_switch(b, wish);
        break;
    case WISH_SHOW:
        backstage_show_item(b, wish);
        break;
    case WISH_CLEAR:
        backstage_give_back(b, wish);
        break;
    case WISH_ARRANGE:
        backstage_arrange(b, wish->id);
        break;
    case WISH_PIN:
    case WISH_MOVE:
        backstage_pin(b, wish);
        break;
    case WISH_WINDOW:
        backstage_keep_window(b, wish);
        break;
    case WISH_ACT:
        act_on_row(b, wish->id);
        break;
    case WISH_UNDO:
        backstage_tell(b, staff_store_undo(backstage_staff(b), b->who), "staff.undone");
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
