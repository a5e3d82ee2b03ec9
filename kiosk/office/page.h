/* The frame of every page of the office, and the parts that pages are made of (page_parts.c).
 *
 *     struct page page;
 *     page_open(&page, request, answer, "/office/users", WORD("users.title"));
 *     ... html_open(&page.html, "p"); ... page_button(&page, PAGE_MAIN, WORD("users.add")); ...
 *     page_close(&page, 200);
 */
#ifndef OFFICE_PAGE_H
#define OFFICE_PAGE_H

#include "base/crypto.h"
#include "office/words.h"
#include "web/html.h"
#include <stdbool.h>
#include <stdint.h>

struct answer;
struct request;

struct page {
    struct html html;
    const struct request *request; // borrowed, as the answer
    struct answer *answer;
    char csrf[CRYPTO_SHA256_HEX_MAX];
};

/**
 * Begins a page: head, header, navigation, the message that page_redirect() left.
 * @param section  the address in the navigation that this page belongs to; "" for none
 * @param title    text, shown as the page's heading too
 */
void page_open(struct page *page, const struct request *request, struct answer *answer,
               const char *section, const char *title);
/** The same without navigation or heading: for those who are not logged in, and papers. */
void page_open_bare(struct page *page, const struct request *request, struct answer *answer,
                    const char *title);
/** Ends it and puts it, with all security headers, into the answer. */
void page_close(struct page *page, int status);
/** Security headers alone, for answers that are no page of ours: files, exports. */
void page_headers(const struct request *request, struct answer *answer);
/** 303 to `to`, whose page will say the word of `said`: a key, "said.NAME"; NULL: nothing. */
void page_redirect(const struct request *request, struct answer *answer, const char *to,
                   const char *said);

/** The text of a key; borrowed. */
const char *page_word(const struct page *page, const char *key);
/** The text with its {places} filled: name, value, name, value, ..., NULL; owned by the caller. */
char *page_fill(const struct page *page, const char *key, const char *const *values);
#define PAGE_FILL(page, key, ...) page_fill(page, key, (const char *const[]){__VA_ARGS__, NULL})

/* --- parts --- */

/** Text of a key into an element without attributes. */
void page_element(struct page *page, const char *tag, const char *key);
/** An icon of assets/art/icons, in the colour of the text; says nothing to who cannot see it. */
void page_icon(struct page *page, const char *name);
/** A moment in the commune's zone: "12/5/2023 08:42"; 0: a dash. */
void page_moment(struct page *page, int64_t at_s);
/** How long ago, in words, with the moment as its title: "5 phút trước"; 0: `never`, a key. */
void page_ago(struct page *page, int64_t at_s, const char *never);

enum page_tone { PAGE_PLAIN, PAGE_GOOD, PAGE_INFO, PAGE_WARN, PAGE_BAD };
/** A word on a coloured ground; the word says what the colour says. */
void page_badge(struct page *page, enum page_tone tone, const char *text);
/** A box with an icon; PAGE_BAD and PAGE_WARN are read out at once. */
void page_note(struct page *page, enum page_tone tone, const char *text);

/** A section with its heading, a white card; ends with page_card_close(). */
void page_card_open(struct page *page, const char *heading);
void page_card_close(struct page *page);

/** A form that posts to `action` with the session's token; ends with page_form_close(). */
void page_form_open(struct page *page, const char *action);
/** The same for one with a file in it (ROUTE_FILE). */
void page_file_form_open(struct page *page, const char *action);
void page_form_close(struct page *page);
void page_hidden(struct page *page, const char *name, const char *value);
/** What the form was made from: the handler compares it, 412 when it is stale. */
void page_version(struct page *page, int64_t version);

struct page_field { // texts are borrowed; NULL: none
    const char *name, *label, *value, *hint, *error;
    const char *id;           // where a page has the name twice; NULL: the name
    const char *type;         // of the input; NULL: text
    const char *autocomplete; // NULL: off
    const char *list;         // id of a datalist that suggests; NULL: none
    int length_max;           // characters; 0: no limit here
    bool is_required, is_focused, is_wide;
};
void page_field(struct page *page, const struct page_field *field);
/** Its hint and error alone: for inputs of other kinds (page_inputs.h). */
void page_field_below(struct page *page, const struct page_field *field);
/** A box to tick; `hint` may be NULL. */
void page_check(struct page *page, const char *name, const char *value, const char *label,
                const char *hint, bool is_checked);

enum page_button { PAGE_MAIN, PAGE_SECOND, PAGE_DANGER };
/** Submits the form it stands in. */
void page_button(struct page *page, enum page_button kind, const char *text);
/** A link that looks like one. */
void page_link_button(struct page *page, enum page_button kind, const char *to, const char *text);

/** A folded part that asks before something is done: `summary` opens it. For page_button() inside;
 *  ends with page_ask_close(). */
void page_ask_open(struct page *page, enum page_button kind, const char *summary,
                   const char *question);
void page_ask_close(struct page *page);

/** A table that scrolls by itself on a small screen; rows are the caller's, cells of a body row
 *  carry data-label where they should be named on a phone. Ends with page_table_close(). */
void page_table_open(struct page *page, const char *caption, const char *const *headings);
void page_table_close(struct page *page);
/** Links to the pages before and after; NULL: there is none. */
void page_pager(struct page *page, const char *previous, const char *next);

#endif
