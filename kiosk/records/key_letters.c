#include "records/key_letters.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/crypto.h"
#include "model/code.h"

#define BASE 30
#define CHECK_LETTERS 2
#define DATA_LETTERS (KEY_LINE_LETTERS - CHECK_LETTERS)
#define ALL_DATA_LETTERS (KEY_LINES * DATA_LETTERS)

/* Below 30 * 30, so that two letters hold it, and prime: with powers of five as weights no single
 * wrong letter and no swap of neighbours gives the same sum. */
#define CHECK_PRIME 887
#define CHECK_WEIGHT 5

/* What the letters stand for: 30^70 is above 2^343, so 42 bytes fit. */
#define HASH_BYTES 7
#define PACK_BYTES (1 + 2 + KEY_SECRET_BYTES + HASH_BYTES)
#define KIND_SEALING 1
#define KIND_SIGNING 2
#define DAY_S 86400

static int value_of(char symbol) {
    const char *at = symbol ? strchr(CODE_SYMBOLS, toupper((unsigned char)symbol)) : NULL;
    return at ? (int)(at - CODE_SYMBOLS) : -1;
}

static int check_of(const char *letters, int number) {
    int sum = number;
    for (int i = 0; i < DATA_LETTERS; i++)
        sum = (sum * CHECK_WEIGHT + value_of(letters[i]) + 1) % CHECK_PRIME;
    return sum;
}

static void hash_pack(const uint8_t *pack, const char *key_id, uint8_t out[CRYPTO_SHA256_BYTES]) {
    uint8_t text[PACK_BYTES - HASH_BYTES + KEY_ID_BYTES] = {0};
    memcpy(text, pack, PACK_BYTES - HASH_BYTES);
    memcpy(text + PACK_BYTES - HASH_BYTES, key_id, strlen(key_id));
    crypto_sha256(text, sizeof text, out);
    crypto_wipe(text, sizeof text);
}

static void pack_key(const struct office_key *key, uint8_t out[PACK_BYTES]) {
    uint8_t hash[CRYPTO_SHA256_BYTES];
    unsigned day = (unsigned)(key->from_s / DAY_S) & 0xffff; // until 2149
    out[0] = key->is_signing ? KIND_SIGNING : KIND_SEALING;
    out[1] = (uint8_t)(day >> 8);
    out[2] = (uint8_t)day;
    memcpy(out + 3, key->secret, KEY_SECRET_BYTES);
    hash_pack(out, key->key_id, hash);
    memcpy(out + PACK_BYTES - HASH_BYTES, hash, HASH_BYTES);
}

/* The last letter of all first: one division of the whole number by 30 for each. */
static void spell(uint8_t pack[PACK_BYTES], int out[ALL_DATA_LETTERS]) {
    for (int at = ALL_DATA_LETTERS - 1; at >= 0; at--) {
        unsigned rest = 0;
        for (int i = 0; i < PACK_BYTES; i++) {
            unsigned part = rest << 8 | pack[i];
            pack[i] = (uint8_t)(part / BASE);
            rest = part % BASE;
        }
        out[at] = (int)rest;
    }
}

/* False when the number does not fit: letters that nobody wrote. */
static bool unspell(const int letters[ALL_DATA_LETTERS], uint8_t out[PACK_BYTES]) {
    memset(out, 0, PACK_BYTES);
    for (int at = 0; at < ALL_DATA_LETTERS; at++) {
        unsigned carry = (unsigned)letters[at];
        for (int i = PACK_BYTES - 1; i >= 0; i--) {
            unsigned part = (unsigned)out[i] * BASE + carry;
            out[i] = (uint8_t)part;
            carry = part >> 8;
        }
        if (carry)
            return false;
    }
    return true;
}

void key_letters_encode(const struct office_key *key, char out[KEY_LINES][KEY_LINE_LETTERS + 1]) {
    uint8_t pack[PACK_BYTES];
    int letters[ALL_DATA_LETTERS];
    pack_key(key, pack);
    spell(pack, letters);
    for (int line = 0; line < KEY_LINES; line++) {
        char *text = out[line];
        for (int i = 0; i < DATA_LETTERS; i++)
            text[i] = CODE_SYMBOLS[letters[line * DATA_LETTERS + i]];
        int check = check_of(text, line + 1);
        text[DATA_LETTERS] = CODE_SYMBOLS[check / BASE];
        text[DATA_LETTERS + 1] = CODE_SYMBOLS[check % BASE];
        text[KEY_LINE_LETTERS] = '\0';
    }
    crypto_wipe(pack, sizeof pack);
    crypto_wipe(letters, sizeof letters);
}

void key_letters_qr(const struct office_key *key, char out[KEY_QR_MAX]) {
    char lines[KEY_LINES][KEY_LINE_LETTERS + 1];
    key_letters_encode(key, lines);
    int len = snprintf(out, KEY_QR_MAX, KEY_QR_MARK " %s", key->key_id);
    for (int i = 0; i < KEY_LINES; i++)
        len += snprintf(out + len, (size_t)(KEY_QR_MAX - len), " %s", lines[i]);
    for (char *at = out; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    crypto_wipe(lines, sizeof lines);
}

/* The next word of `*at`, which moves behind it; its length, 0 at the end. */
static size_t next_word(const char **at, const char **out) {
    static const char between[] = " \t\r\n-";
    *at += strspn(*at, between);
    *out = *at;
    *at += strcspn(*at, between);
    return (size_t)(*at - *out);
}

/* "3:" or "3." before a line. */
static bool is_label(const char *word, size_t len) {
    return len >= 2 && (word[len - 1] == ':' || word[len - 1] == '.');
}

enum key_letters_result key_letters_line(const char *typed, int number,
                                         char out[KEY_LINE_LETTERS + 1]) {
    const char *word;
    size_t len, count = 0;
    while ((len = next_word(&typed, &word)) > 0) {
        if (count == 0 && is_label(word, len))
            continue;
        for (size_t i = 0; i < len; i++) {
            if (value_of(word[i]) < 0)
                return KEY_LETTERS_SYMBOL;
            if (count == KEY_LINE_LETTERS)
                return KEY_LETTERS_LENGTH;
            out[count++] = (char)toupper((unsigned char)word[i]);
        }
    }
    if (count != KEY_LINE_LETTERS)
        return KEY_LETTERS_LENGTH;
    out[count] = '\0';
    int check = value_of(out[DATA_LETTERS]) * BASE + value_of(out[DATA_LETTERS + 1]);
    return check == check_of(out, number) ? KEY_LETTERS_GOOD : KEY_LETTERS_CHECK;
}

bool key_letters_id(const char *typed, char out[KEY_ID_BYTES]) {
    const char *word, *more;
    size_t len = next_word(&typed, &word);
    if (len == 0 || len >= KEY_ID_BYTES || next_word(&typed, &more) > 0)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (!isalnum((unsigned char)word[i]))
            return false;
        out[i] = (char)tolower((unsigned char)word[i]);
    }
    out[len] = '\0';
    return true;
}

enum key_letters_result key_letters_decode(const char *key_id, char lines[][KEY_LINE_LETTERS + 1],
                                           struct office_key *out) {
    uint8_t pack[PACK_BYTES], hash[CRYPTO_SHA256_BYTES];
    int letters[ALL_DATA_LETTERS];
    for (int i = 0; i < ALL_DATA_LETTERS; i++)
        letters[i] = value_of(lines[i / DATA_LETTERS][i % DATA_LETTERS]);
    bool is_good = unspell(letters, pack);
    if (is_good) {
        hash_pack(pack, key_id, hash);
        is_good = crypto_equal(hash, pack + PACK_BYTES - HASH_BYTES, HASH_BYTES) &&
                  pack[0] == (strcmp(key_id, KEY_SIGNING_ID) ? KIND_SEALING : KIND_SIGNING);
    }
    if (is_good) {
        *out = (struct office_key){
            .is_signing = pack[0] == KIND_SIGNING,
            .from_s = (int64_t)(pack[1] << 8 | pack[2]) * DAY_S,
        };
        snprintf(out->key_id, sizeof out->key_id, "%s", key_id);
        memcpy(out->secret, pack + 3, KEY_SECRET_BYTES);
    }
    crypto_wipe(pack, sizeof pack);
    crypto_wipe(letters, sizeof letters);
    return is_good ? KEY_LETTERS_GOOD : KEY_LETTERS_OTHER;
}

/* From "GSKEY 2026A ..." or from the paper's first line; what is left are lines. */
static bool read_head(const char **text, char out[KEY_ID_BYTES], bool *out_is_qr) {
    const char *word;
    char typed[KEY_ID_BYTES];
    size_t len = next_word(text, &word);
    *out_is_qr = len == strlen(KEY_QR_MARK) && !strncasecmp(word, KEY_QR_MARK, len);
    if (*out_is_qr)
        len = next_word(text, &word);
    if (len == 0 || len >= sizeof typed)
        return false;
    memcpy(typed, word, len);
    typed[len] = '\0';
    return key_letters_id(typed, out);
}

/* Copies the next row to `out`; a QR code has all lines in one and is cut into them. */
static bool next_row(const char **text, bool is_qr, char *out, size_t out_bytes) {
    const char *from = *text + strspn(*text, " \t\r\n"), *word;
    size_t len = strcspn(from, "\r\n");
    *text = from;
    if (is_qr)
        len = next_word(text, &word);
    else
        *text += len;
    if (len >= out_bytes)
        len = out_bytes - 1; // far longer than a line: told by its length
    memcpy(out, from, len);
    out[len] = '\0';
    return len > 0;
}

enum key_letters_result key_letters_read(const char *text, struct office_key *out, int *out_line) {
    char key_id[KEY_ID_BYTES], lines[KEY_LINES][KEY_LINE_LETTERS + 1], row[128];
    enum key_letters_result result = KEY_LETTERS_GOOD;
    bool is_qr;
    int count = 0;
    *out_line = 0;
    if (!read_head(&text, key_id, &is_qr))
        return KEY_LETTERS_NO_ID;
    while (result == KEY_LETTERS_GOOD && next_row(&text, is_qr, row, sizeof row)) {
        *out_line = ++count;
        result = count > KEY_LINES ? KEY_LETTERS_MISSING
                                   : key_letters_line(row, count, lines[count - 1]);
    }
    if (result == KEY_LETTERS_GOOD) {
        *out_line = 0;
        result = count < KEY_LINES ? KEY_LETTERS_MISSING : key_letters_decode(key_id, lines, out);
    }
    crypto_wipe(lines, sizeof lines);
    crypto_wipe(row, sizeof row);
    return result;
}
