#include "model/code.h"

#include <stdio.h>
#include <string.h>

#include "base/crypto.h"

#define MODULUS 31 // a prime above the 30 symbols

/* The value of a symbol, -1 for anything else. */
static int value_of(char symbol) {
    const char *at = symbol ? strchr(CODE_SYMBOLS, symbol) : NULL;
    return at ? (int)(at - CODE_SYMBOLS) : -1;
}

/* 1*c1 + 2*c2 + ... over the first `count` letters, -1 when one is no symbol. */
static int weighted_sum(const char *letters, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
        int value = value_of(letters[i]);
        if (value < 0)
            return -1;
        sum += (i + 1) * value;
    }
    return sum % MODULUS;
}

void code_make(const char *prefix, char *out) {
    char letters[CODE_LETTERS + 1] = "";
    int check;
    do {
        for (int i = 0; i < CODE_LETTERS - 1; i++)
            letters[i] = CODE_SYMBOLS[crypto_random_below(sizeof CODE_SYMBOLS - 1)];
        // 8 * c8 = -sum (mod 31), and 8 * 4 = 1 (mod 31)
        check = (MODULUS - weighted_sum(letters, CODE_LETTERS - 1)) * 4 % MODULUS;
    } while (check == MODULUS - 1); // 30 has no symbol
    letters[CODE_LETTERS - 1] = CODE_SYMBOLS[check];
    code_format(prefix, letters, out);
}

void code_format(const char *prefix, const char *letters, char *out) {
    snprintf(out, CODE_TEXT_MAX, "%.8s-%.4s-%.4s", prefix, letters, letters + 4);
}

bool code_letters_agree(const char *letters) {
    return strlen(letters) == CODE_LETTERS && weighted_sum(letters, CODE_LETTERS) == 0;
}

/* Bytes of a dash or blank between the letters; 0 for none. Word processors make dashes of their
 * own, U+2010 to U+2015. */
static size_t gap(const char *text) {
    if (*text == '-' || *text == ' ')
        return 1;
    bool is_dash = !strncmp(text, "\xe2\x80", 2) && (unsigned char)text[2] >= 0x90 &&
                   (unsigned char)text[2] <= 0x95;
    return is_dash ? 3 : 0;
}

bool code_read_typed(const char *typed, const char *prefix, char *out) {
    char letters[CODE_TEXT_MAX], own[CODE_PREFIX_MAX];
    size_t count = 0;
    while (*typed) {
        size_t between = gap(typed);
        char c = *typed;
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        bool is_letter = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!between && (!is_letter || count == CODE_LETTERS + CODE_PREFIX_MAX - 1))
            return false;
        if (!between)
            letters[count++] = c;
        typed += between ? between : 1;
    }
    letters[count] = '\0';
    if (count < CODE_LETTERS || (count == CODE_LETTERS && !prefix))
        return false;
    size_t prefix_len = count - CODE_LETTERS;
    snprintf(own, sizeof own, "%.*s", (int)prefix_len, letters);
    code_format(prefix_len ? own : prefix, letters + prefix_len, out);
    return true;
}

bool code_is_prefix(const char *prefix) {
    size_t len = strlen(prefix);
    return len >= 1 && len < CODE_PREFIX_MAX &&
           strspn(prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == len;
}

bool code_is_valid(const char *code, const char *prefix) {
    char own_prefix[CODE_PREFIX_MAX], letters[CODE_LETTERS + 1];
    const char *dash = strchr(code, '-');
    size_t len = dash ? (size_t)(dash - code) : 0;
    if (len == 0 || len >= sizeof own_prefix)
        return false;
    memcpy(own_prefix, code, len);
    own_prefix[len] = '\0';
    if (!code_is_prefix(own_prefix) || (prefix && strcmp(own_prefix, prefix) != 0))
        return false;
    if (strlen(dash) != 10 || dash[5] != '-') // -XXXX-XXXX
        return false;
    memcpy(letters, dash + 1, 4);
    memcpy(letters + 4, dash + 6, 5);
    return code_letters_agree(letters);
}
