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
    nomination_wipe(set->visit.form);
    set->visit.group = NULL;
    set->visit.first_person = set->visit.person = 0;
    set->visit.send = SEND_NONE;
    set->visit.is_editing = false;
    set->env.is_offline = false;
    set->env.is_enrolled = set->env.can_read = true;
    set->env.is_reading = false;
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

/* A kiosk without a loudspeaker or a voice offers no reading. */
static inline void scene_name_mute(struct set *set) {
    set->env.can_read = false;
    scene_name(set);
}

static inline void scene_why_reading(struct set *set) {
    set->env.is_reading = true;
    scene_why(set);
}

static inline void scene_receipt_mute(struct set *set) {
    set->env.can_read = false;
    scene_receipt(set);
}

static inline void scene_receipt_reading(struct set *set) {
    set->env.is_reading = true;
    scene_receipt(set);
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
    {"08-name-mute", scene_name_mute},
    {"08-name-empty", scene_name_empty},
    {"08-name-fault", scene_name_fault},
    {"08-name-group", scene_name_group},
    {"08-units", scene_units},
    {"08-place", scene_place},
    {"09-why", scene_why},
    {"09-why-reading", scene_why_reading},
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
    {"11-receipt-mute", scene_receipt_mute},
    {"11-receipt-reading", scene_receipt_reading},
    {"11-receipt-sent", scene_receipt_sent},
    {"15-offline", scene_receipt_offline},
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
