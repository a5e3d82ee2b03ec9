/* In and out: who knocks meets the PIN pad, and who is in may change their PIN. */
#include <string.h>

#include "app/backstage_parts.h"
#include "app/link.h"
#include "app/machine.h"
#include "app/signal.h"
#include "app/stage.h"
#include "base/crypto.h"
#include "base/xalloc.h"

/* --- from the storage thread ---------------------------------------------------------------- */

static void on_pin(const struct pin_answer *answer, void *context) {
    (void)context;
    struct pin_answer *cargo = xmalloc(sizeof *cargo);
    *cargo = *answer;
    signal_push(SIGNAL_PIN, cargo);
}

static void on_pin_set(enum staff_result result, void *context) {
    (void)context;
    enum staff_result *cargo = xmalloc(sizeof *cargo);
    *cargo = result;
    signal_push(SIGNAL_PIN_SET, cargo);
}

/* --- at the door ---------------------------------------------------------------------------- */

void backstage_open(struct backstage *b) {
    struct staff_state state;
    struct desk_gate *gate = &b->desk->gate;
    bool is_read = b->params.machine->staff && staff_store_state(b->params.machine->staff, &state);
    *gate = (struct desk_gate){.state = GATE_FAILED, .tries_left = STAFF_TRIES_MAX};
    b->touched_ms = backstage_now_ms(b);
    if (is_read) {
        gate->state = state.person_count == 0 ? GATE_UNSET
                      : state.is_locked       ? GATE_LOCKED
                                              : GATE_READY;
        gate->tries_left = state.tries_left;
        gate->locked_until_ms = b->touched_ms + state.wait_ms;
    }
    b->state = BACKSTAGE_DOOR;
    b->depth = 0;
    b->params.on_look(b->params.context);
    backstage_enter(b, STAFF_PIN);
}

void backstage_try_pin(struct backstage *b, const char *digits) {
    b->desk->gate.state = GATE_CHECKING;
    staff_store_try_pin(backstage_staff(b), digits, on_pin, NULL);
    crypto_wipe(b->desk->gate.digits, sizeof b->desk->gate.digits);
    backstage_refresh(b);
}

void backstage_tick_door(struct backstage *b, int64_t now_ms) {
    struct desk_gate *gate = &b->desk->gate;
    if (b->state != BACKSTAGE_DOOR || gate->state != GATE_LOCKED || now_ms < gate->locked_until_ms)
        return;
    staff_store_wake(b->params.machine->staff);
    gate->state = GATE_READY;
    gate->tries_left = STAFF_TRIES_MAX;
    backstage_refresh(b);
}

/* --- another PIN ---------------------------------------------------------------------------- */

void backstage_change_pin(struct backstage *b) {
    struct desk_gate *gate = &b->desk->gate;
    if (staff_pin_check(gate->wanted) == STAFF_OK) {
        backstage_try_pin(b, gate->old);
        return;
    }
    crypto_wipe(gate->wanted, sizeof gate->wanted);
    gate->step = CHANGE_NEW;
    gate->note = CHANGE_TOO_EASY;
    backstage_refresh(b);
}

void backstage_begin_change(struct backstage *b) {
    desk_wipe_digits(b->desk);
    b->desk->gate.step = CHANGE_OLD;
    b->desk->gate.note = CHANGE_FINE;
    b->desk->gate.state = GATE_READY;
    backstage_go(b, STAFF_CHANGE_PIN);
}

/* The old one was tried: only its owner's is replaced. */
static void take_old_pin(struct backstage *b, const struct pin_answer *answer) {
    struct desk_gate *gate = &b->desk->gate;
    if (answer->result == PIN_RIGHT && strcmp(answer->name, b->who) == 0) {
        staff_store_set_pin_later(b->params.machine->staff, b->who, b->who, gate->wanted,
                                  on_pin_set, NULL);
        return;
    }
    desk_wipe_digits(b->desk);
    gate->state = GATE_READY;
    gate->step = CHANGE_OLD;
    gate->note = CHANGE_OLD_WRONG;
    if (answer->result == PIN_LOCKED || answer->wait_ms > 0)
        backstage_leave(b); // as at the door: nobody tries on in here
    else
        backstage_refresh(b);
}

void backstage_take_pin_set(struct backstage *b, enum staff_result result) {
    struct desk_gate *gate = &b->desk->gate;
    desk_wipe_digits(b->desk);
    if (b->state != BACKSTAGE_IN || b->current != STAFF_CHANGE_PIN)
        return;
    gate->state = GATE_READY;
    if (result == STAFF_OK || result == STAFF_UNCHANGED) {
        backstage_back(b);
        backstage_say_word(b, "staff.pin_changed");
        return;
    }
    gate->step = CHANGE_NEW;
    gate->note = result == STAFF_PIN_TAKEN ? CHANGE_TAKEN : CHANGE_TOO_EASY;
    if (result == STAFF_FAILED) {
        gate->step = CHANGE_OLD;
        gate->note = CHANGE_FINE;
        backstage_say_word(b, "staff.not_saved");
    }
    backstage_refresh(b);
}

/* --- the answer ----------------------------------------------------------------------------- */

void backstage_take_pin(struct backstage *b, const struct pin_answer *answer) {
    static const enum desk_gate_state states[] = {
        [PIN_RIGHT] = GATE_READY,  [PIN_WRONG] = GATE_WRONG,   [PIN_LOCKED] = GATE_LOCKED,
        [PIN_NOBODY] = GATE_UNSET, [PIN_FAILED] = GATE_FAILED,
    };
    if (b->state == BACKSTAGE_IN && b->current == STAFF_CHANGE_PIN) {
        take_old_pin(b, answer);
        return;
    }
    if (b->state != BACKSTAGE_DOOR || b->desk->gate.state != GATE_CHECKING)
        return;
    struct desk_gate *gate = &b->desk->gate;
    desk_wipe_digits(b->desk);
    gate->state = states[answer->result];
    gate->tries_left = answer->tries_left;
    b->touched_ms = backstage_now_ms(b);
    bool has_locked = answer->result == PIN_WRONG && answer->wait_ms > 0;
    if (has_locked)
        gate->state = GATE_LOCKED;
    gate->locked_until_ms = b->touched_ms + answer->wait_ms;
    if (answer->result != PIN_RIGHT) {
        backstage_refresh(b);
        return;
    }
    memcpy(b->who, answer->name, sizeof b->who);
    b->state = BACKSTAGE_IN;
    if (b->params.link->uploader) // they are to see how the way to the store stands now
        uploader_hurry(b->params.link->uploader);
    backstage_enter(b, STAFF_DASHBOARD);
}
