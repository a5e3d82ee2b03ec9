/* Every state of every screen that is looked at: by the layout tests and by the gallery. */
#ifndef TESTS_SCREENS_SCENES_H
#define TESTS_SCREENS_SCENES_H

#include "people.h"
#include "photos.h"
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

static struct bench_photos scene_photos; // made by the first scene that shows some

/* Everybody gets a photo: one of the files (NULL), or that of `key`. */
static inline void scene_give_photos(struct set *set, const char *key) {
    if (!scene_photos.dir)
        bench_photos_open(&scene_photos);
    set->canvas.photos = scene_photos.photos;
    bench_photos_give(&scene_photos, set->content, key);
}

/* Draws once, so that photos are asked for, and lets them come. */
static inline void scene_settle(struct set *set) {
    set_draw(set, NULL);
    bench_photos_settle(&scene_photos, &set->damage);
}

static inline void scene_close(struct set *set) {
    bench_photos_close(&scene_photos);
    set_close(set);
}

static inline void scene_reset(struct set *set) {
    if (scene_photos.dir)
        bench_photos_shut(&scene_photos, false);
    bench_photos_give(&scene_photos, set->content, "");
    set->canvas.photos = NULL;
    nomination_wipe(set->visit.form);
    set->visit.group = NULL;
    memset(set->visit.query, 0, sizeof set->visit.query);
    set->visit.first_person = set->visit.person = 0;
    set->visit.send = SEND_NONE;
    set->visit.is_editing = false;
    set->env.is_offline = false;
    set->env.is_enrolled = true;
    set->env.can_read = set->env.is_reading = false;
    set->env.content = set->content;
    set->env.hours = NULL;
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

/* The `n`th slide from now on. */
static inline void scene_attract_after(struct set *set, int n) {
    set_enter(set, SCREEN_ATTRACT);
    for (int i = 0; i < n; i++)
        set_wait(set, 9000);
}

static inline void scene_attract_long(struct set *set) {
    scene_attract_after(set, 1);
}

static inline void scene_attract_model(struct set *set) {
    scene_attract_after(set, 7);
}

static inline void scene_attract_countdown(struct set *set) {
    scene_attract_after(set, 11);
}

static inline void scene_attract_theme(struct set *set) {
    scene_attract_after(set, 12);
}

static inline void scene_attract_ended(struct set *set) {
    set_clock(set, "2023-06-02T08:42:00+07:00");
    scene_attract_after(set, 11);
}

static inline void scene_attract_wrap_up(struct set *set) {
    set_clock(set, "2023-06-15T08:42:00+07:00");
    scene_attract_after(set, 11);
}

static inline void scene_attract_notice(struct set *set) {
    static struct notice notice = {
        .id = "tb-1",
        .title = "Họp bình xét gương tốt tại nhà văn hóa xã",
        .text = "Sáng thứ Bảy 20/5, từ 8 giờ. Mời bà con các thôn về dự và góp ý kiến.",
        .is_sample = true,
    };
    static struct content with_notice;
    with_notice = *set->content;
    with_notice.notices = &notice;
    with_notice.notice_count = 1;
    set->env.content = &with_notice;
    set_enter(set, SCREEN_ATTRACT);
}

static inline void scene_attract_dim(struct set *set) {
    static const struct hours hours = {.open_min = 7 * 60, .close_min = 17 * 60 + 30, .days = 0x3e};
    set->env.hours = &hours;
    set_clock(set, "2023-05-12T21:00:00+07:00");
    set_enter(set, SCREEN_ATTRACT);
    set_wait(set, 10 * 60000);
}

static inline void scene_campaign(struct set *set) {
    set->env.can_read = true;
    set_enter(set, SCREEN_CAMPAIGN);
}

static inline void scene_campaign_launch(struct set *set) {
    set_clock(set, "2023-03-20T08:42:00+07:00");
    set_enter(set, SCREEN_CAMPAIGN);
}

static inline void scene_campaign_last_day(struct set *set) {
    set_clock(set, "2023-05-31T08:42:00+07:00");
    set_enter(set, SCREEN_CAMPAIGN);
}

static inline void scene_campaign_ended(struct set *set) {
    set_clock(set, "2023-06-08T08:42:00+07:00");
    set_enter(set, SCREEN_CAMPAIGN);
}

static inline void scene_campaign_main_day(struct set *set) {
    set_clock(set, "2023-06-15T08:42:00+07:00");
    set_enter(set, SCREEN_CAMPAIGN);
}

/* A battery that ran out: nobody vouches for the date. */
static inline void scene_campaign_no_clock(struct set *set) {
    clock_init(&set->clock, 7 * 3600);
    clock_advance(&set->clock, -clock_wall_s(&set->clock) * 1000);
    set_enter(set, SCREEN_CAMPAIGN);
}

static inline void scene_area(struct set *set) {
    scene_campaign(set);
    set_tap(set, "campaign.area.6");
}

static inline void scene_area_long(struct set *set) {
    scene_campaign(set);
    set_tap(set, "campaign.area.3");
}

static inline void scene_area_down(struct set *set) {
    scene_area_long(set);
    set->env.is_motion_reduced = true;
    set_size(set, set->theme.width, set->theme.height, set->theme.has_large_text,
             set->theme.has_high_contrast); // laid out again: as the app tells a screen
    set_tap(set, "sheet.down");
    set_tap(set, "sheet.down");
    set->env.is_motion_reduced = false;
}

static inline void scene_phases(struct set *set) {
    scene_campaign(set);
    set_tap(set, "campaign.phases");
}

static inline void scene_about(struct set *set) {
    set_enter(set, SCREEN_CAMPAIGN);
    set_tap(set, "campaign.about");
}

static inline void scene_solutions(struct set *set) {
    scene_phases(set);
    set_tap(set, "sheet.next");
}

static inline void scene_contact(struct set *set) {
    scene_about(set);
    set_tap(set, "sheet.prev");
}

static inline void scene_criteria(struct set *set) {
    set->env.can_read = true;
    set_enter(set, SCREEN_CRITERIA);
}

static inline void scene_criteria_read(struct set *set) {
    scene_criteria(set);
    struct element e;
    if (!set_find(set, "criteria.cell.tinh.gia_dinh", &e))
        set_tap(set, "criteria.group.gia_dinh");
    set_tap(set, "criteria.cell.tinh.gia_dinh");
    set_tap(set, "sheet.close");
}

static inline void scene_cell(struct set *set) {
    scene_criteria(set);
    set_tap(set, "criteria.cell.tinh.tap_the");
}

/* Alternatives, nothing to hear, and slips are not taken. */
static inline void scene_cell_any(struct set *set) {
    struct element e;
    set_clock(set, "2023-06-08T08:42:00+07:00");
    set_enter(set, SCREEN_CRITERIA);
    if (!set_find(set, "criteria.cell.xa.ca_nhan", &e))
        set_tap(set, "criteria.group.ca_nhan");
    set_tap(set, "criteria.cell.xa.ca_nhan");
}

static inline void scene_honoured(struct set *set) {
    set_enter(set, SCREEN_HONOURED);
}

static inline void scene_honoured_group(struct set *set) {
    set_enter(set, SCREEN_HONOURED);
    set_tap(set, "people.filter.tap_the");
    set_tap(set, "people.next");
    set_settle(set);
}

/* Between two rows, as a finger leaves it. */
static inline void scene_honoured_dragged(struct set *set) {
    struct element e = {0};
    set_enter(set, SCREEN_HONOURED);
    assert_true(set_find(set, "people.card.0", &e));
    int dy = -theme_px(&set->theme, 350);
    set_drag(set, (struct point){e.area.x + 50, e.area.y + e.area.h - 1}, dy, 10, 200);
}

static inline void scene_honoured_end(struct set *set) {
    set_enter(set, SCREEN_HONOURED);
    set_feed(set, (struct event){.kind = EVENT_KEY, .key = KEY_END});
    set_settle(set);
}

static inline void scene_search_for(struct set *set, const char *query) {
    snprintf(set->visit.query, sizeof set->visit.query, "%s", query);
    set_enter(set, SCREEN_SEARCH);
}

static inline void scene_search(struct set *set) {
    scene_search_for(set, "");
}

static inline void scene_search_typed(struct set *set) {
    scene_search_for(set, "thị");
}

static inline void scene_search_one(struct set *set) {
    scene_search_for(set, "hội cựu");
}

static inline void scene_search_near(struct set *set) {
    scene_search_for(set, "nong thi z");
}

static inline void scene_search_none(struct set *set) {
    scene_search_for(set, "không ai có tên như thế này cả");
}

static inline void scene_honoured_for(struct set *set, const char *query) {
    snprintf(set->visit.query, sizeof set->visit.query, "%s", query);
    set_enter(set, SCREEN_HONOURED);
}

static inline void scene_honoured_found(struct set *set) {
    scene_honoured_for(set, "nông");
}

static inline void scene_honoured_found_long(struct set *set) {
    scene_honoured_for(set, "tập thể hội cựu chiến binh xã hồng ph");
}

static inline void scene_empty(struct set *set) {
    scene_honoured_for(set, "nong thi z");
}

static inline void scene_empty_read(struct set *set) {
    set->env.can_read = true;
    scene_empty(set);
}

static inline void scene_empty_one(struct set *set) {
    scene_honoured_for(set, "Lương Văn Gz");
}

static inline void scene_empty_none(struct set *set) {
    scene_honoured_for(set, "không ai có tên như thế này cả, mà tên lại dài quá");
}

static inline void scene_empty_closed(struct set *set) {
    set_clock(set, "2023-06-02T08:42:00+07:00");
    scene_honoured_for(set, "nong thi z");
}

static inline void scene_detail(struct set *set) {
    set_enter(set, SCREEN_DETAIL);
}

static inline void scene_detail_plain(struct set *set) {
    set->visit.person = set->content->person_count - 1;
    set_enter(set, SCREEN_DETAIL);
}

static inline void scene_honoured_photos(struct set *set) {
    scene_give_photos(set, NULL);
    set_enter(set, SCREEN_HONOURED);
    scene_settle(set);
}

static inline void scene_honoured_photos_late(struct set *set) {
    scene_give_photos(set, NULL);
    bench_photos_shut(&scene_photos, true);
    photos_set_cache_bytes(scene_photos.photos, 0);
    photos_set_cache_bytes(scene_photos.photos, BENCH_PHOTOS_BYTES);
    set_enter(set, SCREEN_HONOURED);
}

static inline void scene_honoured_photos_broken(struct set *set) {
    scene_give_photos(set, PHOTO_BROKEN);
    set_enter(set, SCREEN_HONOURED);
    scene_settle(set);
}

static inline void scene_detail_photo(struct set *set) {
    scene_give_photos(set, NULL);
    set_enter(set, SCREEN_DETAIL);
    scene_settle(set);
}

static inline void scene_attract_photo(struct set *set) {
    scene_give_photos(set, NULL);
    set_enter(set, SCREEN_ATTRACT);
    scene_settle(set);
}

/* One of those in people.h. */
static inline void scene_detail_of(struct set *set, const char *id) {
    set->env.content = people_content(set->content->lang);
    set->visit.person = people_index_of(set->env.content, id);
    set_enter(set, SCREEN_DETAIL);
}

static inline void scene_detail_read(struct set *set) {
    set->env.can_read = true;
    scene_detail(set);
}

static inline void scene_detail_reading(struct set *set) {
    set->env.can_read = set->env.is_reading = true;
    scene_detail(set);
}

static inline void scene_detail_long(struct set *set) {
    scene_detail_of(set, "long");
}

static inline void scene_detail_long_read(struct set *set) {
    set->env.can_read = true;
    scene_detail_long(set);
}

static inline void scene_detail_story(struct set *set) {
    scene_detail_of(set, "story");
}

static inline void scene_detail_story_ended(struct set *set) {
    set_clock(set, "2023-06-02T08:42:00+07:00");
    scene_detail_of(set, "story");
}

static inline void scene_detail_name(struct set *set) {
    scene_detail_of(set, "name");
}

static inline void scene_detail_bare(struct set *set) {
    scene_detail_of(set, "bare");
}

static inline void scene_detail_more(struct set *set) {
    set->env.can_read = true;
    scene_detail_long(set);
    set_tap(set, "detail.more");
}

static inline void scene_search_long_names(struct set *set) {
    set->env.content = people_content(set->content->lang);
    scene_search_for(set, "thôn 3");
}

static inline void scene_empty_long_name(struct set *set) {
    set->env.content = people_content(set->content->lang);
    scene_honoured_for(set, "tap the can bo va nhan dan q");
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

static const struct scene {
    const char *name;
    void (*play)(struct set *set);
} scenes[] = {
    {"01-attract", scene_attract},
    {"01-attract-2", scene_attract_long},
    {"01-attract-model", scene_attract_model},
    {"01-attract-countdown", scene_attract_countdown},
    {"01-attract-theme", scene_attract_theme},
    {"01-attract-notice", scene_attract_notice},
    {"01-attract-ended", scene_attract_ended},
    {"01-attract-wrap-up", scene_attract_wrap_up},
    {"01-attract-dim", scene_attract_dim},
    {"01-attract-photo", scene_attract_photo},
    {"02-home", scene_home},
    {"02-home-ended", scene_home_ended},
    {"02-home-not-enrolled", scene_home_not_enrolled},
    {"03-campaign", scene_campaign},
    {"03-campaign-launch", scene_campaign_launch},
    {"03-campaign-last-day", scene_campaign_last_day},
    {"03-campaign-ended", scene_campaign_ended},
    {"03-campaign-main-day", scene_campaign_main_day},
    {"03-campaign-no-clock", scene_campaign_no_clock},
    {"03-area", scene_area},
    {"03-area-long", scene_area_long},
    {"03-area-down", scene_area_down},
    {"03-phases", scene_phases},
    {"03-about", scene_about},
    {"03-solutions", scene_solutions},
    {"03-contact", scene_contact},
    {"05-honoured", scene_honoured},
    {"05-honoured-group", scene_honoured_group},
    {"05-search", scene_search},
    {"05-search-typed", scene_search_typed},
    {"05-search-one", scene_search_one},
    {"05-search-near", scene_search_near},
    {"05-search-none", scene_search_none},
    {"05-search-long-names", scene_search_long_names},
    {"05-honoured-dragged", scene_honoured_dragged},
    {"05-honoured-end", scene_honoured_end},
    {"05-found", scene_honoured_found},
    {"05-found-long", scene_honoured_found_long},
    {"05-honoured-photos", scene_honoured_photos},
    {"05-honoured-photos-late", scene_honoured_photos_late},
    {"05-honoured-photos-broken", scene_honoured_photos_broken},
    {"06-detail", scene_detail},
    {"06-detail-photo", scene_detail_photo},
    {"06-detail-plain", scene_detail_plain},
    {"06-detail-read", scene_detail_read},
    {"06-detail-reading", scene_detail_reading},
    {"06-detail-long", scene_detail_long},
    {"06-detail-long-read", scene_detail_long_read},
    {"06-detail-story", scene_detail_story},
    {"06-detail-story-ended", scene_detail_story_ended},
    {"06-detail-name", scene_detail_name},
    {"06-detail-bare", scene_detail_bare},
    {"06-more", scene_detail_more},
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
    {"15-offline", scene_receipt_offline},
    {"15c-empty", scene_empty},
    {"15c-empty-read", scene_empty_read},
    {"15c-empty-one", scene_empty_one},
    {"15c-empty-none", scene_empty_none},
    {"15c-empty-closed", scene_empty_closed},
    {"15c-empty-long-name", scene_empty_long_name},
    {"16-criteria", scene_criteria},
    {"16-criteria-read", scene_criteria_read},
    {"16-cell", scene_cell},
    {"16-cell-any", scene_cell_any},
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
