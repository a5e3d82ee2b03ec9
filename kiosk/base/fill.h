/* Sentences with places in them: "{n} slips wait". */
#ifndef BASE_FILL_H
#define BASE_FILL_H

/**
 * The text with its {name} places filled.
 *
 * @param values  name, value, name, value, ..., NULL
 * @return heap, never NULL; a place that has no value stays as it stands
 */
char *fill_text(const char *text, const char *const *values);

#endif
