/* From how a text is written to how it is said: abbreviations, units, dates, codes. What a language
 * does is data: assets/spoken/LANG.json. */
#ifndef SOUND_SPOKEN_H
#define SOUND_SPOKEN_H

#include <stdbool.h>
#include <stddef.h>

struct spoken;

/**
 * Reads a language's table: one object with
 *   words    what stands for a word: "UBND"; with its full stop where it has one: "TP."; "%" and
 *            other signs by themselves
 *   units    the same, behind a number only: "m²"
 *   letters  names of the letters and digits of a code
 *   date, day_month, month_year   "ngày {d} tháng {m} năm {y}"; {month} is one of `months`
 *   to       between two numbers or dates, for the dash
 * A member that is missing changes nothing of what is written.
 *
 * @return owned by the caller; NULL with `out_why` (owned, begins with the path)
 */
struct spoken *spoken_load(const char *path, char **out_why);
void spoken_destroy(struct spoken *spoken);

/** `text` as it is said, owned by the caller. NULL `spoken` leaves it as it is. */
char *spoken_text(const struct spoken *spoken, const char *text, size_t len_bytes);
/** Letter by letter, as a code is told over the telephone; owned by the caller. */
char *spoken_letters(const struct spoken *spoken, const char *text, size_t len_bytes);
/** True for an abbreviation that ends with a full stop, as "TP." */
bool spoken_is_short(const struct spoken *spoken, const char *word, size_t len_bytes);

#endif
