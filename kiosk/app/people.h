/* A folder of generated people (`make people`): a whole manifest and its photos, shown instead of
 * what the office published. For measuring and for looking at; nothing of it is ever stored. */
#ifndef APP_PEOPLE_H
#define APP_PEOPLE_H

struct content;

/** DIR/manifest.json decoded; more people than the office may publish. NULL with `out_why`, owned
 * by the caller, which begins with the file's path. */
struct content *people_read(const char *dir, const char *lang, char **out_why);
/** Path of an asset, owned by the caller, whether it is there or not; NULL for what is no SHA-256.
 */
char *people_asset_path(const char *dir, const char *sha256_hex);

#endif
