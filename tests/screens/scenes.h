/* Every state of every screen that is looked at: by the layout tests and by the gallery. */
#ifndef TESTS_SCREENS_SCENES_H
#define TESTS_SCREENS_SCENES_H

#include "set.h"

#define SCENE_NAME "Nguyễn Văn A"
#define SCENE_DEED "Ông cho thôn mượn đất làm đường tạm, ngày nào cũng ra làm cùng bà con."
#define SCENE_CODE "HP-7K3M-92WX"

static inline void scene_fill(struct set *set) {
    struct nomination *form = set->visit.form;
    nomination_wipe(form);
    nomination_set_kind(form, "resident");
    snprintf(form->honorific, sizeof form->honorific, "ông");
    snprintf(form->name, sizeof form->name, SCENE_NAME);
    form->is_unit_chosen = true;
    snprintf(form->unit_id, sizeof form->unit_id, "don-vi-03");
    nomination_toggle_reason(form, "r-san-xuat");
    nomination_toggle_reason(form, "r-gop");
    snprintf(form->deed, sizeof form->deed, SCENE_DEED);
}

static inline void scene_reset(struct set *set) {
    question_close(&set->question, &set->env);
    set->help = (struct help){.state = HELP_NONE};
    set->tries = (struct tries){0};
    set->visit.inquiry = (struct inquiry){.is_asking = false};
    set->env.has_chime = set->env.is_office_closed = false;
    set->env.notice = NOTICE_NO_CONTENT;
    nomination_wipe(set->visit.form);
    set->visit.group = NULL;
    set->visit.first_person = set->visit.person = 0;
    set->visit.send = SEND_NONE;
    set->visit.is_editing = false;
    set->env.is_offline = false;
    set->env.is_enrolled = true;
    set->env.content = set->content;
    set_clock(set, SET_TIME);
    snprintf(set->visit.slip.code, sizeof set->visit.slip.code, SCENE_CODE);
}

static inline void scene_home(struct set *set) {
    set_enter(set, SCREEN_HOME);
}

static inline void scene_home_ended(struct set *set) {
    set_clock(set, "2023-06-02T08:42:00+07:00");
    set_enter(set, SCREEN_HOME);
}

static inline void scene_home_not_enrolled(struct set *set) {
    set->env.is_enrolled = false;
    set->env.is_offline = true;
    set_enter(set, SCREEN_HOME);
}

static inline void scene_attract(struct set *set) {
    set_enter(set, SCREEN_ATTRACT);
}

static inline void scene_attract_long(struct set *set) {
    set_enter(set, SCREEN_ATTRACT);
    set_wait(set, 9000);
}

static inline void scene_honoured(struct set *set) {
    set_enter(set, SCREEN_HONOURED);
}

static inline void scene_honoured_group(struct set *set) {
    set_enter(set, SCREEN_HONOURED);
    set_tap(set, "people.filter.tap_the");
    set_tap(set, "people.next");
}

static inline void scene_detail(struct set *set) {
    set_enter(set, SCREEN_DETAIL);
}

static inline void scene_detail_plain(struct set *set) {
    set->visit.person = set->content->person_count - 1;
    set_enter(set, SCREEN_DETAIL);
}

static inline void scene_who(struct set *set) {
    set_enter(set, SCREEN_WHO);
}

static inline void scene_name_empty(struct set *set) {
    nomination_set_kind(set->visit.form, "resident");
    set_enter(set, SCREEN_NAME);
}

static inline void scene_name(struct set *set) {
    scene_fill(set);
    snprintf(set->visit.form->name, sizeof set->visit.form->name, "Nguyễn Vă");
    set_enter(set, SCREEN_NAME);
}

static inline void scene_name_fault(struct set *set) {
    scene_name(set);
    set->visit.form->is_unit_chosen = false;
    set_tap(set, "wizard.next");
}

static inline void scene_name_group(struct set *set) {
    nomination_set_kind(set->visit.form, "collective");
    snprintf(set->visit.form->name, sizeof set->visit.form->name, "Hội");
    set_enter(set, SCREEN_NAME);
}

static inline void scene_units(struct set *set) {
    scene_fill(set);
    set_enter(set, SCREEN_NAME);
    set_tap(set, "name.unit");
}

static inline void scene_place(struct set *set) {
    struct element other;
    scene_units(set);
    if (!set_find(set, "name.unit.other", &other)) // on the second page where the text is large
        set_tap(set, "name.unit.next");
    set_tap(set, "name.unit.other");
}

static inline void scene_why(struct set *set) {
    scene_fill(set);
    set_enter(set, SCREEN_WHY);
}

static inline void scene_why_fault(struct set *set) {
    scene_fill(set);
    nomination_toggle_reason(set->visit.form, "r-giup");
    set_enter(set, SCREEN_WHY);
    set_tap(set, "why.r-khac");
}

static inline void scene_why_empty(struct set *set) {
    nomination_set_kind(set->visit.form, "model");
    set_enter(set, SCREEN_WHY);
    set_tap(set, "wizard.next");
}

static inline void scene_deed(struct set *set) {
    scene_fill(set);
    set_enter(set, SCREEN_WHY);
    set_tap(set, "why.write");
}

static inline void scene_deed_digits(struct set *set) {
    scene_fill(set);
    snprintf(set->visit.form->deed, sizeof set->visit.form->deed, "Số tài khoản 0123456789.");
    set_enter(set, SCREEN_WHY);
    set_tap(set, "why.write");
}

static inline void scene_review(struct set *set) {
    scene_fill(set);
    set_enter(set, SCREEN_REVIEW);
}

static inline void scene_review_fault(struct set *set) {
    scene_review(set);
    snprintf(set->visit.form->sender_phone, sizeof set->visit.form->sender_phone, "0912345678");
    set_tap(set, "wizard.send");
}

static inline void scene_review_ready(struct set *set) {
    scene_review(set);
    set_tap(set, "review.consent");
}

static inline void scene_review_not_saved(struct set *set) {
    scene_review_ready(set);
    set_tap(set, "wizard.send");
    set->visit.send = SEND_NOT_SAVED;
    set->screen->kind->enter(set->screen);
}

static inline void scene_phone(struct set *set) {
    scene_review(set);
    set_tap(set, "review.phone");
    set_tap(set, "phone.0");
    set_tap(set, "phone.9");
    set_tap(set, "phone.1");
    set_tap(set, "sender.done");
}

static inline void scene_sender(struct set *set) {
    scene_review(set);
    set_tap(set, "review.sender");
}

static inline void scene_receipt(struct set *set) {
    set->visit.send = SEND_SAVED;
    set_enter(set, SCREEN_RECEIPT);
}

static inline void scene_receipt_sent(struct set *set) {
    set->visit.send = SEND_DELIVERED;
    set_enter(set, SCREEN_RECEIPT);
}

static inline void scene_receipt_offline(struct set *set) {
    set->visit.send = SEND_SAVED;
    set->visit.waiting = 3;
    set->env.is_offline = true;
    set_enter(set, SCREEN_RECEIPT);
}

/* --- look-up --- */

#define SCENE_LETTERS "7K3M92WB" // with its check letter
#define SCENE_SAVED_S 1683250260 // 5/5/2023, 08:31

static inline void scene_type(struct set *set, const char *letters) {
    for (const char *c = letters; *c; c++) {
        char id[16];
        snprintf(id, sizeof id, "lookup.key.%c", *c);
        set_tap(set, id);
    }
}

static inline void scene_lookup(struct set *set) {
    set_enter(set, SCREEN_LOOKUP);
}

static inline void scene_lookup_typing(struct set *set) {
    set_enter(set, SCREEN_LOOKUP);
    scene_type(set, "7K3M9");
}

/* As the app gives an answer to the screen that asked. */
static inline void scene_answer(struct set *set, const struct progress_answer *answer) {
    struct inquiry *inquiry = &set->visit.inquiry;
    struct progress_answer given = *answer;
    snprintf(given.progress.code, sizeof given.progress.code, "%s", inquiry->answer.progress.code);
    inquiry->is_asking = false;
    inquiry->answer = given;
    set->screen->kind->enter(set->screen);
}

static inline void scene_asked(struct set *set, enum progress_outcome outcome) {
    set_enter(set, SCREEN_LOOKUP);
    scene_type(set, SCENE_LETTERS);
    scene_answer(set, &(struct progress_answer){.outcome = outcome});
}

/* Found in the last of `states`, each a day after the one before. */
static inline void scene_found(struct set *set, const char *const *states, const char *level) {
    struct progress_answer answer = {.outcome = PROGRESS_FOUND, .saved_at_s = SCENE_SAVED_S};
    set_enter(set, SCREEN_LOOKUP);
    scene_type(set, SCENE_LETTERS);
    for (; *states; states++) {
        struct progress_step *step = &answer.progress.steps[answer.progress.step_count];
        snprintf(step->state, sizeof step->state, "%s", *states);
        step->at_s = SCENE_SAVED_S + 60 + 86400 * (int64_t)answer.progress.step_count++;
        snprintf(answer.progress.state, sizeof answer.progress.state, "%s", *states);
    }
    snprintf(answer.progress.level, sizeof answer.progress.level, "%s", level);
    scene_answer(set, &answer);
}

#define SCENE_FOUND(set, level, ...)                                                               \
    scene_found(set, (const char *const[]){__VA_ARGS__, NULL}, level)

static inline void scene_lookup_appraising(struct set *set) {
    SCENE_FOUND(set, "", "received", "appraising");
}

static inline void scene_lookup_received(struct set *set) {
    SCENE_FOUND(set, "", "received");
}

static inline void scene_lookup_queued(struct set *set) {
    set->env.is_offline = true;
    SCENE_FOUND(set, "", PROGRESS_QUEUED);
    set->visit.inquiry.answer.saved_at_s = SCENE_SAVED_S;
}

static inline void scene_lookup_parked(struct set *set) {
    SCENE_FOUND(set, "", PROGRESS_PARKED);
}

static inline void scene_lookup_council(struct set *set) {
    SCENE_FOUND(set, "", "received", "appraising", "needs_info", "appraising", "forwarded_council");
}

static inline void scene_lookup_higher(struct set *set) {
    SCENE_FOUND(set, "", "received", "appraising", "forwarded_council", "proposed_higher");
}

static inline void scene_lookup_approved(struct set *set) {
    SCENE_FOUND(set, "tinh", "received", "appraising", "forwarded_council", "proposed_higher",
                "approved");
}

static inline void scene_lookup_not_selected(struct set *set) {
    SCENE_FOUND(set, "", "received", "appraising", "forwarded_council", "not_selected");
}

static inline void scene_lookup_needs_info(struct set *set) {
    SCENE_FOUND(set, "", "received", "appraising", "needs_info");
}

static inline void scene_lookup_merged(struct set *set) {
    SCENE_FOUND(set, "", "received", "merged");
}

static inline void scene_lookup_withdrawn(struct set *set) {
    SCENE_FOUND(set, "", "received", "withdrawn");
}

static inline void scene_lookup_revoked(struct set *set) {
    SCENE_FOUND(set, "xa", "received", "appraising", "forwarded_council", "approved", "revoked");
}

static inline void scene_lookup_expired(struct set *set) {
    SCENE_FOUND(set, "", "received", "expired");
}

static inline void scene_lookup_difficulty(struct set *set) {
    SCENE_FOUND(set, "", "received", "in_progress");
}

static inline void scene_lookup_answered(struct set *set) {
    SCENE_FOUND(set, "", "received", "in_progress", "answered");
}

static inline void scene_lookup_other(struct set *set) {
    SCENE_FOUND(set, "", "received", "on_the_moon");
}

static inline void scene_lookup_offline(struct set *set) {
    set->env.is_offline = true;
    SCENE_FOUND(set, "", "received", "appraising");
    set->visit.inquiry.answer.known_at_s = SCENE_SAVED_S + 3 * 86400;
}

static inline void scene_lookup_wrong(struct set *set) {
    set_enter(set, SCREEN_LOOKUP);
    scene_type(set, "7K3M92WX");
}

static inline void scene_lookup_waiting(struct set *set) {
    set_enter(set, SCREEN_LOOKUP);
    scene_type(set, SCENE_LETTERS);
    set_wait(set, 1200);
}

static inline void scene_lookup_unknown(struct set *set) {
    scene_asked(set, PROGRESS_UNKNOWN);
}

static inline void scene_lookup_ambiguous(struct set *set) {
    scene_asked(set, PROGRESS_AMBIGUOUS);
}

static inline void scene_lookup_unreached(struct set *set) {
    set->env.is_offline = true;
    scene_asked(set, PROGRESS_UNREACHED);
}

static inline void scene_lookup_resting(struct set *set) {
    set_enter(set, SCREEN_LOOKUP);
    for (int i = 0; i < TRIES_MAX; i++)
        scene_type(set, "7K3M92WX");
}

static inline void scene_lookup_not_connected(struct set *set) {
    set->env.is_enrolled = false;
    set_enter(set, SCREEN_LOOKUP);
}

static inline void scene_lookup_forgot(struct set *set) {
    set_enter(set, SCREEN_LOOKUP);
    question_ask_forgot(&set->question, &set->env);
}

/* --- notice, questions --- */

static inline void scene_notice(struct set *set) {
    set->env.content = NULL;
    set_enter(set, SCREEN_NOTICE);
}

static inline void scene_notice_updating(struct set *set) {
    set->env.notice = NOTICE_UPDATING;
    set_enter(set, SCREEN_NOTICE);
}

static inline void scene_notice_out_of_service(struct set *set) {
    set->env.notice = NOTICE_OUT_OF_SERVICE;
    set_enter(set, SCREEN_NOTICE);
}

static inline void scene_idle(struct set *set) {
    set_enter(set, SCREEN_DETAIL);
    question_ask_idle(&set->question, &set->env, true, clock_mono_ms(&set->clock));
}

static inline void scene_help(struct set *set) {
    set->env.has_chime = true;
    set_enter(set, SCREEN_HOME);
    question_ask_help(&set->question, &set->env, false);
}

static inline void scene_help_open(struct set *set) {
    scene_lookup_appraising(set);
    help_call(&set->help, &set->env, set->id);
}

static inline void scene_help_open_home(struct set *set) {
    set_enter(set, SCREEN_HOME);
    help_call(&set->help, &set->env, set->id);
}

static inline void scene_help_open_wizard(struct set *set) {
    scene_why(set);
    help_call(&set->help, &set->env, set->id);
    help_seen(&set->help, &set->env, set->id);
}

static inline void scene_help_dark(struct set *set) {
    scene_help_open(set);
    help_tick(&set->help, &set->env, set->id, clock_mono_ms(&set->clock) + 400);
}

static inline void scene_help_told(struct set *set) {
    set_enter(set, SCREEN_HOME);
    question_ask_help(&set->question, &set->env, false);
}

static inline void scene_help_offline(struct set *set) {
    set->env.is_offline = true;
    set_enter(set, SCREEN_HOME);
    question_ask_help(&set->question, &set->env, false);
}

static inline void scene_help_seen(struct set *set) {
    set_enter(set, SCREEN_HOME);
    question_ask_help(&set->question, &set->env, true);
}

static inline void scene_help_closed(struct set *set) {
    set->env.is_office_closed = true;
    set_enter(set, SCREEN_HOME);
    question_ask_help(&set->question, &set->env, false);
}

static const struct scene {
    const char *name;
    void (*play)(struct set *set);
} scenes[] = {
    {"01-attract", scene_attract},
    {"01-attract-2", scene_attract_long},
    {"02-home", scene_home},
    {"02-home-ended", scene_home_ended},
    {"02-home-not-enrolled", scene_home_not_enrolled},
    {"05-honoured", scene_honoured},
    {"05-honoured-group", scene_honoured_group},
    {"06-detail", scene_detail},
    {"06-detail-plain", scene_detail_plain},
    {"07-who", scene_who},
    {"08-name", scene_name},
    {"08-name-empty", scene_name_empty},
    {"08-name-fault", scene_name_fault},
    {"08-name-group", scene_name_group},
    {"08-units", scene_units},
    {"08-place", scene_place},
    {"09-why", scene_why},
    {"09-why-four", scene_why_fault},
    {"09-why-empty", scene_why_empty},
    {"09-deed", scene_deed},
    {"09-deed-digits", scene_deed_digits},
    {"10-review", scene_review},
    {"10-review-fault", scene_review_fault},
    {"10-review-ready", scene_review_ready},
    {"10-review-not-saved", scene_review_not_saved},
    {"10-phone", scene_phone},
    {"10-sender", scene_sender},
    {"11-receipt", scene_receipt},
    {"11-receipt-sent", scene_receipt_sent},
    {"12-lookup", scene_lookup_appraising},
    {"12-lookup-empty", scene_lookup},
    {"12-lookup-typing", scene_lookup_typing},
    {"12-lookup-queued", scene_lookup_queued},
    {"12-lookup-parked", scene_lookup_parked},
    {"12-lookup-received", scene_lookup_received},
    {"12-lookup-needs-info", scene_lookup_needs_info},
    {"12-lookup-council", scene_lookup_council},
    {"12-lookup-higher", scene_lookup_higher},
    {"12-lookup-approved", scene_lookup_approved},
    {"12-lookup-not-selected", scene_lookup_not_selected},
    {"12-lookup-merged", scene_lookup_merged},
    {"12-lookup-withdrawn", scene_lookup_withdrawn},
    {"12-lookup-revoked", scene_lookup_revoked},
    {"12-lookup-expired", scene_lookup_expired},
    {"12-lookup-difficulty", scene_lookup_difficulty},
    {"12-lookup-answered", scene_lookup_answered},
    {"12-lookup-other", scene_lookup_other},
    {"12-lookup-offline", scene_lookup_offline},
    {"12-lookup-wrong", scene_lookup_wrong},
    {"12-lookup-waiting", scene_lookup_waiting},
    {"12-lookup-unknown", scene_lookup_unknown},
    {"12-lookup-ambiguous", scene_lookup_ambiguous},
    {"12-lookup-unreached", scene_lookup_unreached},
    {"12-lookup-resting", scene_lookup_resting},
    {"12-lookup-not-connected", scene_lookup_not_connected},
    {"12-lookup-forgot", scene_lookup_forgot},
    {"15-offline", scene_receipt_offline},
    {"15b-idle", scene_idle},
    {"15d-notice", scene_notice_updating},
    {"15d-notice-no-content", scene_notice},
    {"15d-notice-out-of-service", scene_notice_out_of_service},
    {"15e-help", scene_help},
    {"15e-help-open", scene_help_open},
    {"15e-help-open-dark", scene_help_dark},
    {"15e-help-open-home", scene_help_open_home},
    {"15e-help-open-wizard", scene_help_open_wizard},
    {"15e-help-told", scene_help_told},
    {"15e-help-offline", scene_help_offline},
    {"15e-help-seen", scene_help_seen},
    {"15e-help-closed", scene_help_closed},
};
#define SCENES (sizeof scenes / sizeof *scenes)

static const struct look {
    const char *name;
    int width, height;
    bool is_large, is_contrast;
} looks[] = {
    {"1920x1080", 1920, 1080, false, false},
    {"1080x1920", 1080, 1920, false, false},
    {"1280x720", 1280, 720, false, false},
    {"1366x768", 1366, 768, false, false},
    {"3840x2160", 3840, 2160, false, false},
    {"1920x1080-large", 1920, 1080, true, false},
    {"1080x1920-large", 1080, 1920, true, false},
    {"1920x1080-contrast", 1920, 1080, false, true},
    {"1920x1080-contrast-large", 1920, 1080, true, true},
    {"1080x1920-contrast", 1080, 1920, false, true},
};
#define LOOKS (sizeof looks / sizeof *looks)

#endif
