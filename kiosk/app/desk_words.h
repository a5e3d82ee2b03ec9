/* Words with places filled, for the files that fill the desk. Each is owned by the caller. */
#ifndef APP_DESK_WORDS_H
#define APP_DESK_WORDS_H

#include "app/desk_fill.h"
#include "store/staff_log.h"
#include <stdint.h>

struct trouble_facts;

char *desk_word(const struct desk_sources *from, const char *key);
char *desk_fill_one(const struct desk_sources *from, const char *key, const char *name,
                    const char *value);
/** {n} and {m}. */
char *desk_numbers(const struct desk_sources *from, const char *key, long long n, long long m);
/** "08:40", with its day before it unless that is today. */
char *desk_time(const struct desk_sources *from, int64_t at_s);
/** "08:40" today, else the day alone: "11/5". */
char *desk_time_short(const struct desk_sources *from, int64_t at_s);
/** "Nguyễn Văn A: bật “Tra mã phiếu”". */
char *desk_entry_words(const struct desk_sources *from, const struct staff_entry *entry);
/** What a switch is called: the page it is of, or what it does. */
char *desk_switch_name(const struct desk_sources *from, const char *key);

/** Key of the words for how the way to the store is. Static. */
const char *desk_link_key(const struct desk_sources *from);
/** "Bộ nhớ còn 71 % · 38 °C", without the latter where there is no sensor. */
char *desk_device_words(const struct desk_sources *from, const struct trouble_facts *facts);

#endif
