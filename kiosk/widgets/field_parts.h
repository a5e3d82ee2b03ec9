/* The parts of field.c that have files of their own: what a keyboard of keys sends is in
 * field_text.c.
 */
#ifndef WIDGETS_FIELD_PARTS_H
#define WIDGETS_FIELD_PARTS_H

#include "widgets/field.h"

#define FIELD_ERASE_BYTES_MAX 256 // more than the longest syllable typing.c ever rewrites

/** Puts `insert` in the place of the `erase` bytes before the caret and wipes what is freed. */
void field_splice(struct field *f, size_t erase, const char *insert, size_t insert_len);
/** Takes the edit unless the text would grow past a limit. */
bool field_apply(struct field *f, const struct typing_edit *edit);
void field_use_method(struct field *f, enum typing_method method);
void field_forget_undo(struct field *f);
/** One key, composed by the method in use; true when the text changed. */
bool field_type_key(struct field *f, const char *key);
/** EVENT_TEXT; true when the text changed. */
bool field_take_text(struct field *f, const char *text, int64_t at_ms);

#endif
