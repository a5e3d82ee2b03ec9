#include "office/wrapup.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "office/office.h"
#include "office/plot.h"
#include "office/published.h"
#include "office/words.h"
#include "records/dossier_rules.h"
#include "web/exchange.h"
#include "web/form.h"

static const char *const titles[FIGURES_KINDS_OF] = {
    [FIGURES_WEEKS] = "plot.weeks",
    [FIGURES_STATES] = "figures.states",
    [FIGURES_KINDS] = "figures.kinds",
    [FIGURES_SOURCES] = "figures.sources",
    [FIGURES_UNITS] = "figures.units",
    [FIGURES_AWARDS_LEVEL] = "figures.awards.level",
    [FIGURES_AWARDS_GROUP] = "figures.awards.group",
    [FIGURES_AWARDS_UNIT] = "figures.awards.unit",
    [FIGURES_AWARDS_AREA] = "figures.awards.area",
    [FIGURES_DIFFICULTIES] = "figures.difficulties",
};
WORDS_USED(title_words, "plot.weeks", "figures.states", "figures.kinds", "figures.sources",
           "figures.units", "figures.awards.level", "figures.awards.group", "figures.awards.unit",
           "figures.awards.area", "figures.difficulties");

enum records_result wrapup_read(const struct casework *work, struct wrapup *out) {
    const struct form *query = work->request->query;
    *out = (struct wrapup){.from = form_text(query, "from"),
                           .until = form_text(query, "until"),
                           .campaign_id = form_text(query, "campaign")};
    out->span = (struct figures_span){
        .since_s = casework_day_start(work, out->from, &out->from_error),
        .zone_s = work->office.zone_s,
        .campaign_id = out->campaign_id,
    };
    out->span.until_s = casework_day_end(work, out->until, out->span.since_s, &out->until_error);
    enum records_result result = RECORDS_OK;
    for (int by = 0; result == RECORDS_OK && by < FIGURES_KINDS_OF; by++)
        result =
            figures_count(work->office.sql, (enum figures_by)by, &out->span, &out->tallies[by]);
    return result;
}

void wrapup_finish(struct wrapup *wrapup) {
    for (int by = 0; by < FIGURES_KINDS_OF; by++)
        tallies_finish(&wrapup->tallies[by]);
}

const char *wrapup_title(const struct casework *work, enum figures_by by) {
    return words_get(work->request->office->words, titles[by]);
}

/* In the campaign that was asked for; for all of them in the first that knows it. */
static const char *name_of(const struct casework *work,
                           const char *(*look)(const struct content *content, const char *id),
                           const char *key) {
    const char *asked = form_text(work->request->query, "campaign");
    const struct published *published = work->published;
    if (asked[0])
        return look(casework_content_for(work, asked), key);
    const char *name = look(published->content, key);
    for (size_t i = 0; name == key && i < published->past_count; i++)
        name = look(published->past[i], key);
    return name;
}

char *wrapup_label(const struct casework *work, enum figures_by by, const char *key) {
    const struct words *words = work->request->office->words;
    const struct dossier_status *status = dossier_rules_status(work->office.rules, key);
    if (!key[0])
        return xstrdup(words_get(words, WORD("figures.open")));
    switch (by) {
    case FIGURES_WEEKS:
        return plot_day(key);
    case FIGURES_STATES:
        return xstrdup(status ? status->label : key);
    case FIGURES_KINDS:
        return xstrdup(office_words_of(words, "kind", key));
    case FIGURES_SOURCES:
        return xstrdup(office_words_of(words, "source", key));
    case FIGURES_UNITS:
    case FIGURES_AWARDS_UNIT:
        return xstrdup(casework_unit(work, key));
    case FIGURES_AWARDS_LEVEL:
        return xstrdup(name_of(work, published_level, key));
    case FIGURES_AWARDS_GROUP:
        return xstrdup(name_of(work, published_group, key));
    case FIGURES_AWARDS_AREA:
        return xstrdup(name_of(work, published_area, key));
    case FIGURES_DIFFICULTIES:
        return xstrdup(office_words_of(words, "difficulty", key));
    case FIGURES_KINDS_OF:
        break;
    }
    return xstrdup(key);
}
