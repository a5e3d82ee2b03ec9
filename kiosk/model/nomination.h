/* What a citizen fills in, as a plain struct, and its rules. A slip of the second form (góp ý, khó
 * khăn, vướng mắc) is the same struct with is_difficulty set. No I/O, no clock, no sentence: faults
 * are data. */
#ifndef MODEL_NOMINATION_H
#define MODEL_NOMINATION_H

#include <stdbool.h>
#include <stddef.h>

struct content;

#define NOMINATION_NAME_MIN 2
#define NOMINATION_NAME_MAX 80 // characters, as every limit here
#define NOMINATION_PLACE_MIN 2
#define NOMINATION_PLACE_MAX 60
#define NOMINATION_DEED_MIN 15 // without a reason that says something
#define NOMINATION_DEED_MAX 400
#define NOMINATION_REASONS_MAX 3
#define NOMINATION_DIGITS_MAX 8 // nine in a row look like an identity or account number

#define NOMINATION_ID_BYTES 64    // ids of kinds, units, reasons
#define NOMINATION_NAME_BYTES 512 // room for 80 characters with all their marks
#define NOMINATION_DEED_BYTES 2560

/* All text is NFC UTF-8; "" means not given. Lives in memory of crypto_secret_alloc() on the kiosk.
 */
struct nomination {
    bool is_difficulty;
    char kind[NOMINATION_ID_BYTES]; // resident, official, collective, model: ids of content's kinds
    char honorific[32];             // ông, bà, anh, chị; resident and official only
    char name[NOMINATION_NAME_BYTES];
    bool is_unit_chosen;               // false: nothing was touched yet
    char unit_id[NOMINATION_ID_BYTES]; // "" with is_unit_chosen and no unit_other: "Không rõ"
    char unit_other[NOMINATION_NAME_BYTES];
    size_t reason_count;
    char reasons[NOMINATION_REASONS_MAX][NOMINATION_ID_BYTES];
    char deed[NOMINATION_DEED_BYTES]; // the difficulty's text, too
    char sender_name[NOMINATION_NAME_BYTES];
    char sender_phone[16];
    bool has_consent;
    char consent_version[32];
    char consent_at[32]; // RFC 3339
};

enum nomination_field {
    NOMINATION_KIND,
    NOMINATION_NAME,
    NOMINATION_HONORIFIC,
    NOMINATION_UNIT,
    NOMINATION_UNIT_OTHER,
    NOMINATION_REASONS,
    NOMINATION_DEED,
    NOMINATION_SENDER_NAME,
    NOMINATION_SENDER_PHONE,
    NOMINATION_CONSENT,
    NOMINATION_FIELDS, // how many
};

enum nomination_rule {
    NOMINATION_OK,
    NOMINATION_EMPTY,
    NOMINATION_SHORT,
    NOMINATION_LONG,
    NOMINATION_CHARS,     // a character that this field does not take
    NOMINATION_TOO_MANY,  // more than three reasons, or one twice
    NOMINATION_UNKNOWN,   // an id that content does not have
    NOMINATION_FORMAT,    // not a telephone number
    NOMINATION_SENSITIVE, // a warning: nine or more digits in a row
};

/**
 * The first rule the field breaks. NOMINATION_SENSITIVE is a warning and does not stop a slip.
 * @param content  ids of kinds, units and reasons are looked up there; NULL skips that (the record
 *                 store takes what a kiosk with other content took in good time)
 * @param must_name_sender  the commune's policy wants a sender's name or telephone number
 */
enum nomination_rule nomination_check(const struct nomination *n, enum nomination_field field,
                                      const struct content *content, bool must_name_sender);
/** The first field at fault, NOMINATION_FIELDS when the slip may be sent. Warnings pass. */
enum nomination_field nomination_first_fault(const struct nomination *n,
                                             const struct content *content, bool must_name_sender,
                                             enum nomination_rule *out_rule);
/** The form's words for a field in problem answers: "name", "sender.phone". Static. */
const char *nomination_field_word(enum nomination_field field);
const char *nomination_rule_word(enum nomination_rule rule);
/** resident and official are persons: an honorific fits, digits in the name do not. */
bool nomination_is_person(const struct nomination *n);
bool nomination_has_reason(const struct nomination *n, const char *reason_id);
/** Chooses or drops a reason; false when three are chosen already. */
bool nomination_toggle_reason(struct nomination *n, const char *reason_id);
/** Chooses a kind; reasons of another kind are dropped, the rest stays. */
void nomination_set_kind(struct nomination *n, const char *kind);
/** True when the citizen entered anything at all (leaving then asks once). */
bool nomination_is_touched(const struct nomination *n);
/** Zeroes it so that the compiler cannot drop it. */
void nomination_wipe(struct nomination *n);

#endif
