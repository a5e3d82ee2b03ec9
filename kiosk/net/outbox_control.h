/* What kioskctl may ask of a running kiosk through control.sock, and the answers:
 *
 *   {"do":"outbox.list"}   {"rows":[{"seq","code","id","state","created_at_s","delivered_at_s",
 *                           "reason"}]}
 *   {"do":"outbox.push",   {"result":"ok"|"full"|"failed"|"refused"}
 *    ...a sealed slip}
 *   {"do":"outbox.drain",  {"waiting","delivered","parked","link","why"}; tries now when "now" is
 *    "now":true}            true, else only looks
 *   {"do":"outbox.export", {"result","why","written","damaged"}: sealed slips go to a stick, by the
 *    "dir":...,             words of store/bundle.h
 *    "device_id":...}
 *
 *   {"do":"outbox.retry",  {"again","damaged","held"}: how many that were set aside wait again, how
 *    "slip":...}            many cannot, how many of that code or id are not set aside; no "slip":
 *                           all that are set aside
 *
 * Anything else: {"error":"..."}. */
#ifndef NET_OUTBOX_CONTROL_H
#define NET_OUTBOX_CONTROL_H

#include <jansson.h>
#include <stdbool.h>

struct outbox;
struct slip;
struct uploader;

/**
 * For app/ to forward to.
 * @param outbox    NULL: this kiosk has none (then everything is an error)
 * @param uploader  NULL: not enrolled
 * @return a new reference, never NULL
 */
json_t *outbox_control_answer(const json_t *request, struct outbox *outbox,
                              struct uploader *uploader);

/** The requests and the one answer that both sides make; new references. */
json_t *outbox_control_list(void);
json_t *outbox_control_push(const struct slip *slip);
json_t *outbox_control_drain(bool now);
json_t *outbox_control_export(const char *dir, const char *device_id);
json_t *outbox_control_retry(const char *code_or_id); // NULL: all
/** {"rows": [...]}; {"error"} when the outbox cannot be read. */
json_t *outbox_control_rows(struct outbox *outbox);

#endif
