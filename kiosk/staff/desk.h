/* What the staff's screens show, ready to be drawn, and what a touch on them asks for. The app
 * fills it and does what is wished; a screen only looks, counts pages and notes a wish. All texts
 * are owned by the desk and in the language of the kiosk. */
#ifndef STAFF_DESK_H
#define STAFF_DESK_H

#include "base/date.h"
#include "widgets/element.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DESK_PIN_DIGITS 6
#define DESK_PAGES 6
#define DESK_RECENT 5
#define DESK_HEALTH 8
#define DESK_FACTS 5
#define DESK_DOTS 10 // fingers at once on the touch test

enum staff_screen {
    STAFF_PIN,
    STAFF_DASHBOARD,
    STAFF_LIST,    // items, switches, log, parked slips, sticks: one page of rows
    STAFF_ITEM,    // pin, order and time window of one item
    STAFF_MACHINE, // its health, and what may be done to it
    STAFF_CHANGE_PIN,
    STAFF_TOUCH, // touch test
    STAFF_SCREENS,
};

enum desk_tone { // of a line
    DESK_PLAIN,
    DESK_GOOD,
    DESK_BAD, // red, with a warning sign
};

struct desk_line {
    enum desk_tone tone;
    char *text; // NULL: no line
};

/* --- the door ------------------------------------------------------------------------------- */

enum desk_gate_state {
    GATE_READY,
    GATE_CHECKING, // asked; the answer takes a moment
    GATE_WRONG,    // with what is left of the tries
    GATE_LOCKED,   // until locked_until_ms
    GATE_UNSET,    // there is no PIN yet
    GATE_FAILED,   // the staff's file cannot be read or written
};

enum desk_change_step { // of a new PIN
    CHANGE_OLD,
    CHANGE_NEW,
    CHANGE_AGAIN,
};

enum desk_change_note {
    CHANGE_FINE,
    CHANGE_OLD_WRONG,
    CHANGE_DIFFERENT, // the two new ones
    CHANGE_TOO_EASY,  // 000000, 123456
    CHANGE_TAKEN,     // by somebody else
};

struct desk_gate {
    enum desk_gate_state state;
    int tries_left; // -1: not said
    int64_t locked_until_ms;
    char digits[DESK_PIN_DIGITS + 1]; // being typed; wiped by the app once it was tried
    enum desk_change_step step;
    enum desk_change_note note;
    char old[DESK_PIN_DIGITS + 1], wanted[DESK_PIN_DIGITS + 1]; // of a change, wiped likewise
    int64_t closes_ms;                                          // untouched until then
};

/* --- the dashboard -------------------------------------------------------------------------- */

struct desk_page {
    const char *key;      // "honours"; static
    char *title, *sub;    // "Gương sáng", "128 mục, 3 đang ẩn"
    bool has_items;       // "Mục" leads somewhere
    bool is_on, is_local; // chosen at this machine
};

struct desk_outbox {
    long long waiting, sent, parked;
    char *state;  // "lần thử cuối 08:40", "đã gửi hết"
    char *totals; // "41 phiếu đã gửi · 0 lỗi"
    bool can_send;
};

struct desk_network {
    bool is_well;
    char *title;  // "Mạng: có"
    char *text;   // in plain words what is wrong and what to do
    char *device; // "Bộ nhớ còn 71 % · 38 °C"
};

struct desk_content {
    char *version;
    struct desk_line state; // signed and checked, or why not
    bool can_roll_back, can_read_stick;
};

struct desk_entry { // of the log
    char *time, *text;
};

/* --- a page of rows ------------------------------------------------------------------------- */

enum desk_list_kind {
    LIST_ITEMS,
    LIST_SWITCHES,
    LIST_LOG,
    LIST_PARKED,
    LIST_STICKS,
};

struct desk_row {
    char id[ELEMENT_ID_BYTES - 16]; // of the item, switch, slip or folder
    char *title;
    struct desk_line line;
    char *photo;        // of an asset; NULL none
    const char *action; // key of the words of its button, NULL: no button; static
    const char *icon;   // on that button; static
    bool has_toggle, is_on, is_locked;
    bool is_local;    // chosen at this machine: marked, and can be given back
    bool is_pinned;   // stands among the first of the attract screen
    bool can_arrange; // a touch on its name opens pin, order and window
};

struct desk_list {
    enum desk_list_kind kind;
    char *title; // of the page
    char *head;  // of the rail: "128 mục"
    char *facts[DESK_FACTS];
    char *note;
    struct desk_row *rows; // owned
    size_t count;
    bool is_dense; // one line a row, as the log
    bool can_undo;
};

/* --- one item ------------------------------------------------------------------------------- */

struct desk_window { // when it is shown; what is absent is no bound
    bool has_from, has_to, has_hours;
    struct date from, to; // first and last day
    unsigned days;        // bit 1 Monday to bit 7 Sunday; all of them: no bound
    int opens_min, closes_min;
};

#define DESK_ALL_DAYS 0xfeu

struct desk_item {
    char id[ELEMENT_ID_BYTES];
    char *name;
    bool is_page; // nothing of it is pinned: it has times alone
    bool is_pinned, can_pin;
    int place, of; // among what is pinned, from 1
    bool is_local;
    struct desk_window window; // as it is being set
    bool has_changed;          // it is not yet what is kept
};

/* --- the touch test ------------------------------------------------------------------------- */

struct desk_touch {
    int touches, faults;
    long long last_x, last_y;
};

/* --- wishes --------------------------------------------------------------------------------- */

enum desk_wish_kind {
    WISH_NONE,
    WISH_GO,         // to `screen`
    WISH_BACK,       // one screen back
    WISH_LEAVE,      // "Thoát", "Khoá và thoát": home, locked
    WISH_TRY_PIN,    // gate.digits
    WISH_CHANGE_PIN, // gate.old to gate.wanted
    WISH_ITEMS,      // of the page `id`
    WISH_SWITCHES,
    WISH_LOG,
    WISH_PARKED,
    WISH_STICKS,
    WISH_SWITCH,  // `id` to `is_on`
    WISH_SHOW,    // the item `id`, or not
    WISH_CLEAR,   // what this machine says of the row `id`: as the commune published it
    WISH_ARRANGE, // opens the item `id`
    WISH_PIN,     // the open item, or not
    WISH_MOVE,    // the open item by `by` among the pins
    WISH_WINDOW,  // keeps item.window
    WISH_ACT,     // the button of the row `id`: see it, read the stick, send the slip again
    WISH_UNDO,
    WISH_SEND_NOW,
    WISH_ROLL_BACK,
    WISH_PREVIEW,
    WISH_RESTART,
    WISH_CONSOLE,
};

struct desk_wish {
    enum desk_wish_kind kind;
    enum staff_screen screen;
    char id[ELEMENT_ID_BYTES];
    bool is_on;
    int by;
};

/* --- all of it ------------------------------------------------------------------------------ */

struct desk {
    struct desk_gate gate;
    struct desk_page pages[DESK_PAGES];
    size_t page_count;
    struct desk_outbox outbox;
    struct desk_network network;
    struct desk_content content;
    struct desk_entry recent[DESK_RECENT];
    struct desk_line health[DESK_HEALTH]; // of the machine's page
    bool can_restart, can_leave_to_console;
    struct desk_list list;
    size_t first_row; // on top of the list
    struct desk_item item;
    struct desk_touch touch;
    int64_t locks_ms;      // untouched until then
    char *toast;           // said once in the bar: "Đã lưu thay đổi."
    struct desk_wish wish; // of the last touch; the app takes it
};

/** Frees a text and puts another there, which it takes over. */
void desk_set(char **text, char *owned);
/** Frees its rows and texts; an empty one of the same kind is left. */
void desk_clear_list(struct desk_list *list);
/** Frees every text and wipes the digits; an empty desk is left, to be filled again. */
void desk_finish(struct desk *desk);
/** Notes what is wished; `id` may be NULL. */
void desk_wish(struct desk *desk, enum desk_wish_kind kind, const char *id);
/** Forgets every digit that was typed. */
void desk_wipe_digits(struct desk *desk);

#endif
