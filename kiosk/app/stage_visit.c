/* The visit on the stage: where a form begins, and what is wiped when. */
#include "app/stage_parts.h"
#include "base/crypto.h"
#include "model/content.h"
#include "screens/days.h"
#include "screens/offered.h"

void stage_wipe_form(struct stage *stage) {
    struct visit *visit = &stage->visit;
    nomination_wipe(visit->form);
    slip_finish(&visit->slip);
    visit->slip = (struct slip){0};
    visit->is_slip_frozen = visit->is_editing = visit->has_begun = false;
    visit->send = SEND_NONE;
    visit->sent_at_s = 0;
    crypto_wipe_stack();
}

static bool begins_large(const struct stage *stage) {
    const struct content *content = stage->env.content;
    return content && content->switches.is_on[SWITCH_BIG_TEXT];
}

void stage_wipe_visit(struct stage *stage) {
    struct visit *visit = &stage->visit;
    bool had_large = visit->has_large_text, had_contrast = visit->has_high_contrast;
    stage_wipe_form(stage);
    crypto_wipe(visit->query, sizeof visit->query);
    crypto_wipe(&visit->inquiry, sizeof visit->inquiry);
    visit->group = NULL;
    visit->unit = NULL;
    visit->campaign[0] = '\0';
    visit->first_person = visit->person = visit->project = visit->area = 0;
    visit->has_large_text = begins_large(stage);
    visit->has_high_contrast = false;
    if (visit->language)
        stage->callbacks.on_language(true, stage->callbacks.context);
    if (had_large != visit->has_large_text || had_contrast)
        stage->callbacks.on_look(stage->callbacks.context);
}

/* What others have filled in already, as a name that was looked for, stays. */
bool stage_begin_form(struct stage *stage, bool is_difficulty) {
    struct visit *visit = &stage->visit;
    if (visit->form->is_difficulty != is_difficulty)
        stage_wipe_form(stage);
    visit->form->is_difficulty = is_difficulty;
    if (!visit->has_begun)
        visit->has_begun = is_difficulty ? screen_is_offered(&stage->env, SCREEN_DIFFICULTY)
                                         : stage->env.is_enrolled && days_can_nominate(&stage->env);
    return visit->has_begun;
}

/* The switch may have come with the content that was exchanged on the way here. */
void stage_begin_look(struct stage *stage) {
    if (stage->visit.has_large_text == begins_large(stage))
        return;
    stage->visit.has_large_text = begins_large(stage);
    stage->callbacks.on_look(stage->callbacks.context);
}
