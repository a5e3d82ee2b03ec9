#include "records/dossier_list.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/xalloc.h"
#include "records/dossier_list_sql.h"

#define ID_AFTER_ALL "~" // ids are hexadecimal
#define TIME_MAX_S INT64_C(0x7fffffffffff)

/* Two limits keep a page quick. Counting tells which index leaves least to look at; it begins with
 * little and is given up at the last step, for what is more frequent is soon found along any index.
 * Looking at rows goes in growing windows, for a page is mostly full after the first. A walk by
 * word sorts all that begins alike for each window: it has fewer of them. */
static const int64_t count_steps[] = {2000, 50000};
#define COUNT_STEPS (sizeof count_steps / sizeof count_steps[0])

#define SECOND_COUNT_MAX 100000 // slips with a second word: they are only held against the first's

#define WINDOWS 4
static const int64_t window_sizes[WINDOWS] = {500, 2000, 8000, 16000};
static const int64_t word_window_sizes[WINDOWS] = {600, 2500, 4000};
static const int64_t words_window_sizes[WINDOWS] = {3000, 100000}; // two of them leave few rows

struct plan {
    enum list_walk walk;
    const struct list_word *word;   // of LIST_WALK_WORD
    const struct list_word *second; // likewise; NULL: none is rare enough to be asked for
    int64_t count;                  // up to the last of count_steps
};

struct page_args {
    const struct dossier_page_ask *ask;
    struct list_query query;
    struct dossier_page page; // its lines owned until the call is over; room for limit + 1
};

/* --- which way ------------------------------------------------------------------------------ */

static bool is_given(const char *text) {
    return text && text[0];
}

struct choice {
    struct plan plans[LIST_WALKS + LIST_WORDS_MAX]; // what leaves something out
    size_t count;
};

static void add_choice(struct choice *choice, enum list_walk walk, const struct list_word *word) {
    choice->plans[choice->count++] = (struct plan){.walk = walk, .word = word};
}

static void list_choices(const struct page_args *a, struct choice *out) {
    const struct dossier_filter *f = &a->ask->filter;
    const struct {
        const char *value, *frequent; // of which there is no index
        enum list_walk walk;
    } walks[] = {
        {f->level, "", LIST_WALK_LEVEL},
        {f->publication, PUBLICATION_NONE, LIST_WALK_PUBLICATION},
        {f->source, "kiosk", LIST_WALK_SOURCE},
        {f->unit_id, "", LIST_WALK_UNIT},
        {f->state, "", LIST_WALK_STATE},
        {f->group, "", LIST_WALK_GROUP},
    };
    *out = (struct choice){.count = 0};
    for (size_t i = 0; i < a->query.word_count; i++)
        if (!a->query.words[i].units[0]) // else a place's name may stand for the word
            add_choice(out, LIST_WALK_WORD, &a->query.words[i]);
    for (size_t i = 0; i < sizeof walks / sizeof walks[0]; i++)
        if (is_given(walks[i].value) && strcmp(walks[i].value, walks[i].frequent) != 0)
            add_choice(out, walks[i].walk, NULL);
}

/* Counts all up to `most`; false when the database fails. */
static bool count_choices(struct sql_turn *turn, const struct page_args *a,
                          const struct list_range *range, struct choice *choice, int64_t most,
                          struct plan *best) {
    best->count = most;
    for (size_t i = 0; i < choice->count; i++) {
        struct plan *plan = &choice->plans[i];
        plan->count = list_count(turn, &a->query, plan->walk, plan->word, range, best->count);
        if (plan->count < 0)
            return false;
        // A walk in order is never worse than that by arrival; one by word must be short.
        if (plan->count < best->count ||
            (plan->walk != LIST_WALK_WORD && best->walk == LIST_WALK_ARRIVAL))
            *best = *plan;
    }
    return true;
}

/* The next rarest word; a walk along one alone would look at many rows. */
static bool choose_second(struct sql_turn *turn, const struct page_args *a,
                          const struct list_range *range, const struct choice *choice,
                          struct plan *plan) {
    int64_t fewest = SECOND_COUNT_MAX;
    for (size_t i = 0; i < choice->count; i++) {
        const struct list_word *word = choice->plans[i].word;
        if (!word || word == plan->word)
            continue;
        int64_t count = list_count(turn, &a->query, LIST_WALK_WORD, word, range, fewest);
        if (count < 0)
            return false;
        if (count < fewest) {
            fewest = count;
            plan->second = word;
        }
    }
    return true;
}

static bool choose(struct sql_turn *turn, const struct page_args *a, const struct list_range *range,
                   struct plan *out) {
    struct choice choice;
    list_choices(a, &choice);
    *out = (struct plan){.walk = LIST_WALK_ARRIVAL};
    if (choice.count == 1 && choice.plans[0].walk != LIST_WALK_WORD)
        *out = choice.plans[0];
    if (choice.count == 0 || out->walk != LIST_WALK_ARRIVAL)
        return true;
    for (size_t i = 0; i < COUNT_STEPS; i++) {
        *out = (struct plan){.walk = LIST_WALK_ARRIVAL};
        if (!count_choices(turn, a, range, &choice, count_steps[i], out))
            return false;
        if (out->count < count_steps[i])
            break;
    }
    bool is_long = out->walk == LIST_WALK_WORD && out->count >= count_steps[0];
    return !is_long || choose_second(turn, a, range, &choice, out);
}

/* --- the walk ------------------------------------------------------------------------------- */

static struct list_range whole_range(const struct dossier_page_ask *ask) {
    const struct dossier_key *from = ask->from.id[0] ? &ask->from : NULL;
    struct list_range range = {
        .low = {.received_at_s = ask->filter.since_s},
        .high = {.received_at_s = TIME_MAX_S, .id = ID_AFTER_ALL},
        .is_newer = ask->is_newer,
    };
    if (ask->filter.until_s && !ask->is_newer)
        range.high = (struct dossier_key){.received_at_s = ask->filter.until_s};
    if (ask->filter.until_s && ask->is_newer) // this end is part of the range
        range.high = (struct dossier_key){ask->filter.until_s - 1, ID_AFTER_ALL};
    bool is_within = from && from->received_at_s >= range.low.received_at_s &&
                     from->received_at_s <= range.high.received_at_s;
    if (is_within && ask->is_newer)
        range.low = *from;
    if (is_within && !ask->is_newer)
        range.high = *from;
    return range;
}

static void go_on_from(struct list_range *range, const struct dossier_key *end) {
    if (range->is_newer)
        range->low = *end;
    else
        range->high = *end;
}

static struct list_range window_to(const struct list_range *range, const struct dossier_key *end) {
    struct list_range window = *range;
    if (range->is_newer)
        window.high = *end;
    else
        window.low = *end;
    return window;
}

static bool add_lines(struct sql_turn *turn, struct page_args *a, const struct plan *plan,
                      const struct list_range *range) {
    size_t room = a->ask->limit + 1 - a->page.count, count;
    bool is_ok = list_lines(turn, &a->query, plan->walk, plan->word, plan->second, range,
                            a->page.lines + a->page.count, room, &count);
    a->page.count += count;
    return is_ok;
}

static bool is_full(const struct page_args *a) {
    return a->page.count > a->ask->limit;
}

/* Window by window until the page is full, nothing is left, or enough was looked at. */
static bool walk(struct sql_turn *turn, struct page_args *a, const struct plan *plan,
                 struct list_range *range) {
    struct dossier_key end = {.id = ""};
    const int64_t *sizes = plan->second                   ? words_window_sizes
                           : plan->walk == LIST_WALK_WORD ? word_window_sizes
                                                          : window_sizes;
    if (plan->walk == LIST_WALK_WORD && plan->count < sizes[0])
        return add_lines(turn, a, plan, range);
    for (size_t i = 0; i < WINDOWS && sizes[i] && !is_full(a); i++) {
        enum records_result more =
            list_window_end(turn, &a->query, plan->walk, plan->word, range, sizes[i], &end);
        if (more == RECORDS_FAILED)
            return false;
        if (more == RECORDS_NONE)
            return add_lines(turn, a, plan, range);
        const struct list_range window = window_to(range, &end);
        if (!add_lines(turn, a, plan, &window))
            return false;
        go_on_from(range, &end);
    }
    if (!is_full(a)) {
        a->page.has_stopped = true;
        a->page.reached = end;
    }
    return true;
}

/* --- the page ------------------------------------------------------------------------------- */

static void reverse(struct dossier_line *lines, size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        struct dossier_line other = lines[i];
        lines[i] = lines[count - 1 - i];
        lines[count - 1 - i] = other;
    }
}

static void finish_page(struct page_args *a) {
    struct dossier_page *page = &a->page;
    if (is_full(a)) {
        page->has_more = true;
        page->count = a->ask->limit;
    }
    if (!page->has_stopped && page->count > 0) {
        const struct dossier_line *last = &page->lines[page->count - 1];
        page->reached.received_at_s = last->received_at_s;
        memcpy(page->reached.id, last->id, sizeof page->reached.id);
    }
    if (a->ask->is_newer)
        reverse(page->lines, page->count);
}

static enum records_result read_page(struct sql_turn *turn, void *args) {
    struct page_args *a = args;
    struct dossier_line *lines = a->page.lines;
    a->page = (struct dossier_page){.lines = lines}; // of a run before
    if (a->query.code[0]) {
        if (!list_by_code(turn, &a->query, lines, a->ask->limit, &a->page.count))
            return RECORDS_FAILED;
        if (a->page.count > 0)
            return RECORDS_OK;
    }
    struct list_range range = whole_range(a->ask);
    struct plan plan;
    if (!choose(turn, a, &range, &plan) || !walk(turn, a, &plan, &range))
        return RECORDS_FAILED;
    finish_page(a);
    return RECORDS_OK;
}

enum records_result dossier_list_page(struct sql *sql, const struct dossier_page_ask *ask,
                                      struct dossier_page *out) {
    assert(ask->limit >= 1 && ask->limit <= DOSSIER_PAGE_MAX);
    struct page_args args = {.ask = ask};
    args.page.lines = xcalloc(ask->limit + 1, sizeof *args.page.lines);
    list_query_init(&args.query, &ask->filter);
    enum records_result result = sql_read(sql, read_page, &args);
    list_query_finish(&args.query);
    if (result == RECORDS_OK)
        *out = args.page;
    else
        dossier_page_finish(&args.page);
    return result;
}

void dossier_page_finish(struct dossier_page *page) {
    if (page->lines) // names
        crypto_wipe(page->lines, page->count * sizeof *page->lines);
    free(page->lines);
    *page = (struct dossier_page){.lines = NULL};
}

/* --- keys in addresses ---------------------------------------------------------------------- */

void dossier_key_format(const struct dossier_key *key, char out[DOSSIER_KEY_MAX]) {
    snprintf(out, DOSSIER_KEY_MAX, "%lld.%s", (long long)key->received_at_s, key->id);
}

bool dossier_key_parse(const char *text, struct dossier_key *out) {
    char *end;
    long long at_s = strtoll(text, &end, 10);
    if (at_s <= 0 || *end != '.' || !crypto_is_uuid4(end + 1))
        return false;
    out->received_at_s = at_s;
    snprintf(out->id, sizeof out->id, "%s", end + 1);
    return true;
}
