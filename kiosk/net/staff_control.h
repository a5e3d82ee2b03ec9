/* What belongs to the staff at a kiosk, asked from elsewhere. kioskctl, through control.sock or
 * with the file in its own hands:
 *
 *   {"do":"staff.pins"}                          {"people":[{"name","set_at_s"}],"locked","wait_s"}
 *   {"do":"staff.pin.set","name","pin"}          {"result"}
 *   {"do":"staff.pin.remove","name"}             {"result"}
 *   {"do":"staff.chosen"}                        {"chosen":{...overrides}}
 *   {"do":"staff.switch","of","choice"}          {"result"}; `of`: a switch's key or an item's id
 *   {"do":"staff.log","before"} {"entries":[{"seq","at_s","who","what","of","from", "to"}]}, the
 * newest first
 *   {"do":"staff.note","what","to"}              {"result"}; what kioskctl did: outbox.retry,
 *                                                outbox.usb, content.usb, content.net
 *   {"do":"staff.verify"}                        {"count","broken","why","hash"}; broken 0: whole
 *
 * result: "ok", "unchanged", "failed", "absent", "form", "trivial", "taken", "name", "too_many",
 * and of a switch "unknown" and the hidden_word() for which an item cannot be switched on.
 *
 * And the office, by the device's status and the store's orders (contract 1.1). */
#ifndef NET_STAFF_CONTROL_H
#define NET_STAFF_CONTROL_H

#include <jansson.h>

struct content_store;
struct staff_store;

#define STAFF_CONTROL_LOG_MAX 500 // entries of one answer

/**
 * @param staff    NULL: this kiosk has no such file (then every staff.* is an error)
 * @param content  to judge items by; may be NULL
 * @return a new reference; NULL when this is another request
 */
json_t *staff_control_answer(const json_t *request, struct staff_store *staff,
                             struct content_store *content);

/** The request to note in the log what was done at the console; new reference. */
json_t *staff_control_note(const char *what, const char *to);
/** Adds what the office is to know: `local_switches`, `pins`, `pin_lock`, `staff_log`. */
void staff_control_report(json_t *status, struct staff_store *staff, int zone_s);
/** Lifts the lock that the orders name, where it is the present one. */
void staff_control_obey(const json_t *orders, struct staff_store *staff);

#endif
