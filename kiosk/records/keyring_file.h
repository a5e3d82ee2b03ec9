/* The file of one secret key, mode 0600; only keyring*.c include this. */
#ifndef RECORDS_KEYRING_FILE_H
#define RECORDS_KEYRING_FILE_H

#include "base/crypto.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KEYRING_DIR "keys"
#define KEYRING_ID_BYTES 32 // with the NUL

struct key_file {
    char key_id[KEYRING_ID_BYTES];
    int64_t from_s;
    uint8_t public_key[CRYPTO_PUBLIC_KEY_BYTES];
    uint8_t *secret; // locked memory; owned where it was read
    size_t secret_len;
};

/** Of a sealing key, or of the one that signs (NULL); owned by the caller. */
char *keyring_file_path(const char *keys_dir, const char *key_id);
/** True for the name of a sealing key's file. */
bool keyring_file_is_seal(const char *name);
/** False (logged) when it cannot be read or is not whole; finish what was read. */
bool keyring_file_read(const char *path, size_t secret_len, struct key_file *out);
bool keyring_file_write(const char *path, const struct key_file *file);
void keyring_file_finish(struct key_file *file);

#endif
