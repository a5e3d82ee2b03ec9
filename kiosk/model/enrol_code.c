#include "model/enrol_code.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/crypto.h"

#define FINGERPRINT_LETTERS 16 // 80 bits, 5 a letter
#define LETTERS (FINGERPRINT_LETTERS + ENROL_SECRET_LETTERS)

void enrol_code_make_secret(char *out_secret) {
    for (int i = 0; i < ENROL_SECRET_LETTERS; i++)
        out_secret[i] = ENROL_SYMBOLS[crypto_random_below(32)];
    out_secret[ENROL_SECRET_LETTERS] = '\0';
}

/* Eight letters for each five bytes, the high bits first. */
static void letters_from_bytes(const uint8_t *bytes, char *out) {
    for (int i = 0; i < FINGERPRINT_LETTERS; i++) {
        int bit = i * 5, at = bit / 8;
        unsigned pair = (unsigned)bytes[at] << 8;
        if (at + 1 < ENROL_FINGERPRINT_BYTES)
            pair |= bytes[at + 1];
        out[i] = ENROL_SYMBOLS[pair >> (11 - bit % 8) & 31];
    }
}

static void bytes_from_letters(const char *letters, uint8_t *out) {
    unsigned held = 0, bits = 0;
    for (int i = 0, at = 0; i < FINGERPRINT_LETTERS; i++) {
        held = held << 5 | (unsigned)(strchr(ENROL_SYMBOLS, letters[i]) - ENROL_SYMBOLS);
        bits += 5;
        if (bits >= 8)
            out[at++] = (uint8_t)(held >> (bits -= 8));
    }
}

void enrol_code_format(const uint8_t *fingerprint, const char *secret, char *out) {
    assert(strlen(secret) == ENROL_SECRET_LETTERS);
    char letters[LETTERS + 1];
    letters_from_bytes(fingerprint, letters);
    memcpy(letters + FINGERPRINT_LETTERS, secret, ENROL_SECRET_LETTERS + 1);
    for (int i = 0; i < LETTERS; i++) {
        bool is_secret = i >= FINGERPRINT_LETTERS;
        int in_group = is_secret ? (i - FINGERPRINT_LETTERS) % 5 : i % 4;
        if (i > 0 && in_group == 0)
            *out++ = '-';
        *out++ = letters[i];
    }
    *out = '\0';
}

/* The symbol that a typed character stands for; 0 when none. */
static char symbol_of(char c) {
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'I' || c == 'L')
        return '1';
    if (c == 'O')
        return '0';
    return c && strchr(ENROL_SYMBOLS, c) ? c : '\0';
}

bool enrol_code_parse(const char *code, uint8_t *out_fingerprint, char *out_secret) {
    char letters[LETTERS + 1] = "";
    int count = 0;
    for (; *code; code++) {
        if (*code == '-' || *code == ' ')
            continue;
        char symbol = symbol_of(*code);
        if (!symbol || count == LETTERS)
            return false;
        letters[count++] = symbol;
    }
    if (count != LETTERS)
        return false;
    bytes_from_letters(letters, out_fingerprint);
    memcpy(out_secret, letters + FINGERPRINT_LETTERS, ENROL_SECRET_LETTERS + 1);
    return true;
}
