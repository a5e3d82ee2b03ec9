#include "office/list_filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/xalloc.h"
#include "model/content.h"
#include "office/casework.h"
#include "office/office.h"
#include "office/page.h"
#include "office/page_inputs.h"
#include "office/published.h"
#include "records/dossier_rules.h"
#include "records/slips.h"
#include "web/exchange.h"
#include "web/form.h"

#define LIST "/office/dossiers"
#define LINES 50
#define CAMPAIGNS_MAX 64
#define SEARCH_MAX 120 // characters

/* --- read ----------------------------------------------------------------------------------- */

/* Those of a campaign that are not there yet. */
static void add_units(const struct content *content, struct list_filter *out) {
    for (size_t i = 0; i < content->unit_count; i++) {
        bool is_new = true;
        for (size_t j = 0; is_new && j < out->ask.filter.unit_count; j++)
            is_new = strcmp(out->units[j].id, content->units[i].id) != 0;
        if (is_new)
            out->units[out->ask.filter.unit_count++] =
                (struct dossier_unit){content->units[i].id, content->units[i].name};
    }
}

/* The names of places, which one may search by as well. */
static void take_units(const struct casework *work, struct list_filter *out) {
    const struct published *published = work->published;
    size_t room = published->content ? published->content->unit_count : 0;
    for (size_t i = 0; i < published->past_count; i++)
        room += published->past[i]->unit_count;
    out->units = xcalloc(room + 1, sizeof *out->units);
    if (published->content)
        add_units(published->content, out);
    for (size_t i = 0; i < published->past_count; i++)
        add_units(published->past[i], out);
    out->ask.filter.units = out->units;
}

static bool sees_all(const struct casework *work) {
    const struct dossier_rules *rules = work->office.rules;
    for (size_t i = 0; i < rules->status_count; i++)
        if (!dossier_rules_lets_see(rules, rules->statuses[i].id, work->roles))
            return false;
    return true;
}

/* The state that was asked for when these eyes may see it, else the first that they may. */
static const char *pick_state(const struct casework *work, const char *asked) {
    const struct dossier_rules *rules = work->office.rules;
    if (sees_all(work) || dossier_rules_lets_see(rules, asked, work->roles))
        return asked;
    for (size_t i = 0; i < rules->status_count; i++)
        if (dossier_rules_lets_see(rules, rules->statuses[i].id, work->roles))
            return rules->statuses[i].id;
    return "-"; // no state has this name
}

static bool is_any(const struct dossier_filter *f, const char *asked_state) {
    return asked_state[0] || f->search[0] || f->group[0] || f->level[0] || f->unit_id[0] ||
           f->kind[0] || f->campaign_id[0] || f->source[0] || f->publication[0] || f->since_s ||
           f->until_s;
}

void list_filter_read(const struct casework *work, struct list_filter *out) {
    const struct form *query = work->request->query;
    const char *state = form_text(query, "state");
    *out = (struct list_filter){.search = form_clean(query, "q", false),
                                .from = form_text(query, "from"),
                                .until = form_text(query, "until")};
    struct dossier_filter *f = &out->ask.filter;
    *f = (struct dossier_filter){
        .state = pick_state(work, state),
        .group = form_text(query, "group"),
        .level = form_text(query, "level"),
        .unit_id = form_text(query, "unit"),
        .kind = form_text(query, "kind"),
        .campaign_id = form_text(query, "campaign"),
        .source = form_text(query, "source"),
        .publication = form_text(query, "publication"),
        .since_s = casework_day_start(work, out->from, &out->from_error),
        .search = out->search,
    };
    f->until_s = casework_day_end(work, out->until, f->since_s, &out->until_error);
    take_units(work, out);
    out->ask.limit = LINES;
    out->ask.is_newer = dossier_key_parse(form_text(query, "newer"), &out->ask.from);
    out->is_later_page =
        out->ask.is_newer || dossier_key_parse(form_text(query, "older"), &out->ask.from);
    out->is_any = is_any(f, state);
}

void list_filter_finish(struct list_filter *filter) {
    free(filter->units);
    free(filter->search);
    *filter = (struct list_filter){.units = NULL};
}

char *list_filter_beyond(const struct list_filter *filter, const struct dossier_key *key,
                         bool is_newer) {
    const struct dossier_filter *f = &filter->ask.filter;
    const struct {
        const char *name, *value;
    } parts[] = {{"q", f->search},
                 {"state", f->state},
                 {"group", f->group},
                 {"level", f->level},
                 {"unit", f->unit_id},
                 {"kind", f->kind},
                 {"source", f->source},
                 {"publication", f->publication},
                 {"campaign", f->campaign_id},
                 {"from", filter->from},
                 {"until", filter->until}};
    struct strbuf to = {.text = NULL};
    strbuf_addf(&to, LIST "?%s=%lld.%s", is_newer ? "newer" : "older",
                (long long)key->received_at_s, key->id);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char *value = html_url_part(parts[i].value);
        if (value[0])
            strbuf_addf(&to, "&%s=%s", parts[i].name, value);
        free(value);
    }
    return strbuf_detach(&to);
}

/* --- the form ------------------------------------------------------------------------------- */

#define OPTIONS_MAX 512

struct options {
    struct page_option items[OPTIONS_MAX];
    size_t count;
};

static void add_option(struct options *options, const char *value, const char *label) {
    if (options->count < OPTIONS_MAX)
        options->items[options->count++] = (struct page_option){value, label, NULL};
}

static void write_choice(struct page *page, const char *name, const char *label, const char *value,
                         struct options *options, bool has_any) {
    page_select(page, &(struct page_field){.name = name, .label = label, .value = value},
                options->items, options->count, has_any ? page_word(page, WORD("list.any")) : NULL);
    options->count = 0;
}

static void write_states(struct page *page, const struct casework *work,
                         const struct list_filter *filter, struct options *options) {
    const struct dossier_rules *rules = work->office.rules;
    for (size_t i = 0; i < rules->status_count; i++)
        if (dossier_rules_lets_see(rules, rules->statuses[i].id, work->roles))
            add_option(options, rules->statuses[i].id, rules->statuses[i].label);
    if (sees_all(work))
        add_option(options, SLIP_STATE_UNOPENED, page_word(page, WORD("list.unopened")));
    write_choice(page, "state", casework_label(work, "status"), filter->ask.filter.state, options,
                 sees_all(work));
}

/* A store that has seen one alone need not be asked which. */
static void write_campaigns(struct page *page, const struct casework *work,
                            const struct dossier_filter *f, struct options *options) {
    struct published_campaign campaigns[CAMPAIGNS_MAX];
    size_t count = published_campaigns(casework_content(work), campaigns, CAMPAIGNS_MAX);
    if (count < 2)
        return;
    for (size_t i = 0; i < count; i++)
        add_option(options, campaigns[i].id, campaigns[i].title);
    write_choice(page, "campaign", page_word(page, WORD("figures.campaign")), f->campaign_id,
                 options, true);
}

/* Levels of all campaigns, each id once: the current one's first. */
static void add_levels(struct options *options, const struct campaign *campaign) {
    for (size_t i = 0; campaign && i < campaign->level_count; i++) {
        bool is_new = true;
        for (size_t j = 0; j < options->count; j++)
            is_new &= strcmp(options->items[j].value, campaign->levels[i].id) != 0;
        if (is_new)
            add_option(options, campaign->levels[i].id, campaign->levels[i].short_name);
    }
}

static void add_groups(struct options *options, const struct campaign *campaign) {
    for (size_t i = 0; campaign && i < campaign->group_count; i++) {
        bool is_new = true;
        for (size_t j = 0; j < options->count; j++)
            is_new &= strcmp(options->items[j].value, campaign->groups[i].id) != 0;
        if (is_new)
            add_option(options, campaign->groups[i].id, campaign->groups[i].name);
    }
}

/* What content names: levels, groups, places. */
static void write_published(struct page *page, const struct casework *work,
                            const struct dossier_filter *f, struct options *options) {
    add_levels(options, work->office.campaign);
    for (size_t i = 0; i < work->office.past_count; i++)
        add_levels(options, work->office.past[i]);
    write_choice(page, "level", casework_label(work, "level"), f->level, options, true);
    add_groups(options, work->office.campaign);
    for (size_t i = 0; i < work->office.past_count; i++)
        add_groups(options, work->office.past[i]);
    write_choice(page, "group", casework_label(work, "group"), f->group, options, true);
    for (size_t i = 0; i < f->unit_count; i++)
        add_option(options, f->units[i].id, f->units[i].name);
    write_choice(page, "unit", casework_label(work, "unit_id"), f->unit_id, options, true);
}

static const char *const kinds[] = {"resident", "official", "collective", "model"};
static const char *const sources[] = {"kiosk", "paper", "unit"};
static const char *const publications[] = {PUBLICATION_READY, PUBLICATION_PUBLISHED,
                                           PUBLICATION_UNPUBLISHED};
WORDS_USED(option_words, "kind.resident", "kind.official", "kind.collective", "kind.model",
           "source.kiosk", "source.paper", "source.unit", "publication.ready",
           "publication.published", "publication.unpublished");

static void add_words(struct options *options, const struct page *page, const char *prefix,
                      const char *const *ids, size_t count) {
    for (size_t i = 0; i < count; i++)
        add_option(options, ids[i], office_words_of(page->request->office->words, prefix, ids[i]));
}

static void write_fixed(struct page *page, const struct casework *work,
                        const struct dossier_filter *f, struct options *options) {
    add_words(options, page, "kind", kinds, sizeof kinds / sizeof *kinds);
    write_choice(page, "kind", casework_label(work, "kind"), f->kind, options, true);
    add_words(options, page, "source", sources, sizeof sources / sizeof *sources);
    write_choice(page, "source", casework_label(work, "source"), f->source, options, true);
    add_words(options, page, "publication", publications,
              sizeof publications / sizeof *publications);
    write_choice(page, "publication", page_word(page, WORD("list.publication")), f->publication,
                 options, true);
}

static void write_days(struct page *page, const struct list_filter *filter) {
    page_field(page, &(struct page_field){.name = "from",
                                          .label = page_word(page, WORD("list.from")),
                                          .value = filter->from,
                                          .error = filter->from_error,
                                          .type = "date"});
    page_field(page, &(struct page_field){.name = "until",
                                          .label = page_word(page, WORD("list.until")),
                                          .value = filter->until,
                                          .error = filter->until_error,
                                          .type = "date"});
}

static void write_search(struct page *page, const struct list_filter *filter) {
    struct html *h = &page->html;
    html_open(h, "div", "class", "search");
    page_field(page, &(struct page_field){.name = "q",
                                          .label = page_word(page, WORD("list.search")),
                                          .value = filter->search,
                                          .hint = page_word(page, WORD("list.search.hint")),
                                          .type = "search",
                                          .length_max = SEARCH_MAX,
                                          .is_wide = true});
    page_button(page, PAGE_MAIN, page_word(page, WORD("list.find")));
    if (filter->is_any)
        page_link_button(page, PAGE_SECOND, LIST, page_word(page, WORD("list.clear")));
    html_close(h, "div");
}

/* Is there more than words in what was asked for? */
static bool is_narrowed(const struct list_filter *filter) {
    struct dossier_filter f = filter->ask.filter;
    f.search = "";
    return is_any(&f, f.state) || filter->from_error || filter->until_error;
}

void list_filter_form(struct page *page, const struct casework *work,
                      const struct list_filter *filter) {
    struct html *h = &page->html;
    struct options *options = xcalloc(1, sizeof *options);
    html_open(h, "form", "class", "card screen", "method", "get", "action", LIST, "role", "search");
    write_search(page, filter);
    html_open(h, "details", "class", "more");
    html_flag(h, "open", is_narrowed(filter));
    html_element(h, page_word(page, WORD("list.more")), "summary");
    html_open(h, "div", "class", "fields");
    write_states(page, work, filter, options);
    write_campaigns(page, work, &filter->ask.filter, options);
    write_published(page, work, &filter->ask.filter, options);
    write_fixed(page, work, &filter->ask.filter, options);
    write_days(page, filter);
    html_close(h, "div");
    page_button(page, PAGE_SECOND, page_word(page, WORD("list.filter")));
    html_close(h, "details");
    html_close(h, "form");
    free(options);
}
