/* The second form, the whole notice, the rest between slips, and the days before and after. Part of
 * scenes.h. */
#ifndef TESTS_SCREENS_SCENES_DIFFICULTY_H
#define TESTS_SCREENS_SCENES_DIFFICULTY_H

#define SCENE_DIFFICULTY                                                                                                          \
    "Đường vào Pác Khuông sạt một đoạn từ đợt mưa trước, xe chở hồi không ra được. Mong xã cho " \
    "máy xúc vào gạt đất giúp bà con."

static inline void scene_difficulty_empty(struct set *set) {
    set->visit.form->is_difficulty = true;
    set_enter(set, SCREEN_DIFFICULTY);
}

static inline void scene_difficulty(struct set *set) {
    struct nomination *form = set->visit.form;
    snprintf(form->deed, sizeof form->deed, SCENE_DIFFICULTY);
    scene_difficulty_empty(set);
}

/* As long as it may be, with the sender's name and number. */
static inline void scene_difficulty_longest(struct set *set) {
    struct nomination *form = set->visit.form;
    while (utf8_count(form->deed) + utf8_count(SCENE_DIFFICULTY " ") <= NOMINATION_DEED_MAX)
        strcat(form->deed, SCENE_DIFFICULTY " ");
    snprintf(form->sender_name, sizeof form->sender_name, SCENE_NAME);
    snprintf(form->sender_phone, sizeof form->sender_phone, "0912345678");
    scene_difficulty_empty(set);
    set_tap(set, "difficulty.consent");
}

static inline void scene_difficulty_fault(struct set *set) {
    scene_difficulty_empty(set);
    set_tap(set, "wizard.send");
}

static inline void scene_difficulty_writing(struct set *set) {
    scene_difficulty(set);
    set_tap(set, "difficulty.write");
}

static inline void scene_difficulty_digits(struct set *set) {
    struct nomination *form = set->visit.form;
    snprintf(form->deed, sizeof form->deed, "Giấy của tôi số 012345678901 chưa đổi được");
    scene_difficulty_empty(set);
    set_tap(set, "difficulty.write");
}

static inline void scene_difficulty_notice(struct set *set) {
    scene_difficulty(set);
    set_tap(set, "difficulty.more");
}

static inline void scene_difficulty_phone(struct set *set) {
    scene_difficulty(set);
    set_tap(set, "difficulty.phone");
}

static inline void scene_difficulty_sender(struct set *set) {
    scene_difficulty(set);
    set_tap(set, "difficulty.sender");
}

static inline void scene_review_notice(struct set *set) {
    scene_review(set);
    set_tap(set, "review.more");
}

static inline void scene_rest(struct set *set) {
    const struct flood_rule rule = {.slips = 1, .within_s = 600, .rest_s = 48};
    flood_note(&set->flood, &rule, clock_mono_ms(&set->clock));
}

static inline void scene_review_rest(struct set *set) {
    scene_review_ready(set);
    scene_rest(set);
    set_tap(set, "wizard.send");
}

static inline void scene_difficulty_rest(struct set *set) {
    scene_difficulty(set);
    set_tap(set, "difficulty.consent");
    scene_rest(set);
    set_tap(set, "wizard.send");
}

static inline void scene_receipt_difficulty(struct set *set) {
    set->visit.slip.is_difficulty = true;
    scene_receipt(set);
}

static inline void scene_lookup_difficulty_queued(struct set *set) {
    scene_lookup_queued(set);
    set->visit.inquiry.answer.progress.is_difficulty = true;
}

static inline void scene_lookup_difficulty_received(struct set *set) {
    scene_lookup_received(set);
    set->visit.inquiry.answer.progress.is_difficulty = true;
}

/* The last slip of the campaign, sent after midnight. */
static inline void scene_receipt_last(struct set *set) {
    set_clock(set, "2023-06-01T00:02:00+07:00");
    scene_receipt_sent(set);
}

static inline void scene_home_before(struct set *set) {
    json_t *root = manifest_compose();
    manifest_set(root, "campaigns/0/nomination_window/opens", "\"2023-05-20\"");
    manifest_set(root, "campaigns/1/nomination_window/opens", "\"2023-05-20\"");
    set_content(set, root);
    set_enter(set, SCREEN_HOME);
}

static inline void scene_home_no_clock(struct set *set) {
    clock_init(&set->clock, 7 * 3600);
    clock_advance(&set->clock, -clock_wall_s(&set->clock) * 1000);
    set_enter(set, SCREEN_HOME);
}

#endif
