/* The office's secret keys as a paper for the safe: each as a QR code and as letters to type. */
#ifndef RECORDSTORE_KEY_PAPER_H
#define RECORDSTORE_KEY_PAPER_H

#include <stdbool.h>
#include <stdio.h>

struct keyring;
struct service_settings;

/** On a terminal, or into a file of text where `is_file`: there each QR code's text stands too, for
 *  `key restore`. */
void key_paper_print(const struct keyring *keys, bool is_file, FILE *out);
/**
 * A page for the printer, in Vietnamese, as an SVG picture.
 * @param out_why  what is missing, owned by the caller
 * @return owned by the caller, who wipes it; NULL when the words cannot be read
 */
char *key_paper_svg(const struct keyring *keys, const struct service_settings *settings,
                    const char *store_id, char **out_why);

#endif
