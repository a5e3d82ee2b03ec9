/* A secret key of the office as letters on paper, and back from what a person types.
 *
 * Five lines of sixteen letters from the alphabet of the slip codes, which has none that are taken
 * for another (no 0 O 1 I L). Why not words of a dictionary: a list of 2,048 Vietnamese words that
 * stay apart when typed without marks, on any keyboard, does not exist, and an English one is no
 * help to who types it; these letters are short, are known from every slip, and need no list that
 * must be the same in ten years. Each line ends with two check letters over itself and its number,
 * so a wrong letter, two swapped ones or a line in the wrong place is found at its line, while it
 * is typed. Seven bytes of a hash over everything, the key's id too, vouch for the whole. */
#ifndef RECORDS_KEY_LETTERS_H
#define RECORDS_KEY_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

#define KEY_LINES 5
#define KEY_LINE_LETTERS 16
#define KEY_SECRET_BYTES 32
#define KEY_ID_BYTES 32       // with the NUL
#define KEY_SIGNING_ID "sign" // the id of the key that signs content
#define KEY_QR_MAX 160        // with the NUL
#define KEY_QR_MARK "GSKEY"   // what a QR code of a key begins with

struct office_key { // wiped by its owner
    char key_id[KEY_ID_BYTES];
    bool is_signing; // the secret is a seed then
    int64_t from_s;  // on paper: its day
    uint8_t secret[KEY_SECRET_BYTES];
};

enum key_letters_result {
    KEY_LETTERS_GOOD,
    KEY_LETTERS_NO_ID,   // no key id before the letters
    KEY_LETTERS_LENGTH,  // a line has not sixteen letters
    KEY_LETTERS_SYMBOL,  // a line has a letter that is never used
    KEY_LETTERS_CHECK,   // a line does not agree with its check letters
    KEY_LETTERS_MISSING, // lines are missing, or too many
    KEY_LETTERS_OTHER,   // each line is good by itself, but they are not of this key
};

/** Each line without spaces, with its NUL. */
void key_letters_encode(const struct office_key *key, char out[KEY_LINES][KEY_LINE_LETTERS + 1]);
/** "GSKEY 2026A XXXX XXXX ...": capitals and digits alone, which a QR code holds best. */
void key_letters_qr(const struct office_key *key, char out[KEY_QR_MAX]);

/**
 * One line as it was typed: small letters, spaces, dashes and "3:" before it do not count.
 * @param number  1 to KEY_LINES
 * @param out     KEY_LINE_LETTERS letters and a NUL
 */
enum key_letters_result key_letters_line(const char *typed, int number,
                                         char out[KEY_LINE_LETTERS + 1]);
/** An id as it was typed; false when it has not the form of one. */
bool key_letters_id(const char *typed, char out[KEY_ID_BYTES]);
/** The key from its id and good lines: KEY_LETTERS_GOOD or KEY_LETTERS_OTHER. */
enum key_letters_result key_letters_decode(const char *key_id, char lines[][KEY_LINE_LETTERS + 1],
                                           struct office_key *out);
/**
 * The key from a whole text: the id first, then the lines, or what a QR code holds.
 * @param out_line  the line where it went wrong, 0 where it is none
 */
enum key_letters_result key_letters_read(const char *text, struct office_key *out, int *out_line);

#endif
