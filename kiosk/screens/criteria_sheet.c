#include "screens/criteria_sheet.h"

#include <stdlib.h>

#include "base/strbuf.h"
#include "model/content.h"
#include "screens/campaign_sheets.h"
#include "screens/days.h"
#include "screens/frame.h"

const char *criteria_nominee_kind(const struct screen *s, const struct group *group) {
    const struct kind *kind = content_kind(s->env->content, group->nominee_kind);
    return kind && s->env->is_enrolled && days_can_nominate(s->env) ? kind->id : NULL;
}

/* --- the rule in words ---------------------------------------------------------------------- */

static void say_rule(const struct screen *s, struct passage *passage, const struct rule *rule,
                     int depth);

static void set_depth(struct passage_block *block, int depth) {
    if (block)
        block->depth = depth;
}

/* Alternatives, "hoặc" between them. */
static void say_any(const struct screen *s, struct passage *passage, const struct rule *rule,
                    int depth) {
    for (size_t i = 0; i < rule->part_count; i++) {
        if (i > 0)
            set_depth(passage_add(passage, PASSAGE_OR, frame_word(s, "criteria.or")), depth);
        say_rule(s, passage, &rule->parts[i], depth);
    }
}

static void say_rule(const struct screen *s, struct passage *passage, const struct rule *rule,
                     int depth) {
    if (rule->kind == RULE_ONE) {
        set_depth(passage_add(passage, PASSAGE_POINT, rule->criterion->text), depth);
        return;
    }
    if (rule->kind == RULE_ANY) {
        say_any(s, passage, rule, depth);
        return;
    }
    for (size_t i = 0; i < rule->part_count; i++) {
        const struct rule *part = &rule->parts[i];
        bool is_any = part->kind == RULE_ANY;
        if (is_any)
            set_depth(
                passage_add(passage, depth == 0 ? PASSAGE_HEADING : PASSAGE_TEXT,
                            frame_word(s, i > 0 ? "criteria.one_of" : "criteria.one_of_first")),
                depth);
        say_rule(s, passage, part, is_any && depth > 0 ? depth + 1 : depth);
    }
}

static void say_head_of_rule(const struct screen *s, struct passage *passage,
                             const struct rule *rule) {
    if (rule->kind == RULE_ANY)
        passage_add(passage, PASSAGE_HEADING, frame_word(s, "criteria.one_of_first"));
    else if (rule->kind == RULE_ALL && rule->part_count > 1 && rule->parts[0].kind != RULE_ANY)
        passage_add(passage, PASSAGE_HEADING, frame_word(s, "criteria.all_of"));
}

/* --- the rest ------------------------------------------------------------------------------- */

/* Whom the group is made of, where the criteria themselves do not say it. */
static void say_subjects(const struct screen *s, struct passage *passage, const struct cell *cell) {
    const struct plan *plan = &s->env->content->campaign.plan;
    struct strbuf names = {0};
    for (size_t i = 0; i < plan->subject_count; i++)
        if (plan->subjects[i].group == cell->group)
            strbuf_addf(&names, "%s%s", names.len ? "; " : "", plan->subjects[i].name);
    if (names.len > 0 && !rule_has_eligibility(&cell->rule))
        passage_add_entry(passage, "", frame_word(s, "criteria.who"), strbuf_text(&names));
    strbuf_finish(&names);
}

void criteria_say(const struct screen *s, struct sheet *sheet, const struct cell *cell, int page,
                  int pages) {
    struct passage *passage = &sheet->passage;
    char *clause = campaign_clause(s, cell->ref);
    char *sub = clause ? xasprintf("%s%s%s", cell->group->short_name,
                                   s->env->theme->is_portrait ? " · " : "\n", clause)
                       : xasprintf("%s", cell->group->short_name);
    sheet_say(sheet,
              &(struct sheet_head){.stars = cell->level->order,
                                   .title = cell->level->badge,
                                   .sub = sub,
                                   .page = page,
                                   .pages = pages,
                                   .can_nominate = criteria_nominee_kind(s, cell->group) != NULL,
                                   .nominate = frame_word(s, "criteria.nominate")});
    free(sub);
    free(clause);
    say_subjects(s, passage, cell);
    say_head_of_rule(s, passage, &cell->rule);
    say_rule(s, passage, &cell->rule, 0);
    if (cell->models_needed > 0) {
        char *models = frame_fill_number(s, "criteria.need_model", cell->models_needed);
        passage_add_entry(passage, "field", models, NULL);
        free(models);
    }
    if (cell->level->decided_by[0]) {
        char *decided = frame_fill_one(s, "criteria.decided_by", "name", cell->level->decided_by);
        passage_add_entry(passage, "medal", decided, NULL);
        free(decided);
    }
    campaign_quote(s, passage, cell->ref);
    passage_add(passage, PASSAGE_NOTE, frame_word(s, "criteria.note"));
}
