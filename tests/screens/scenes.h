/* Every state of every screen that is looked at: by the layout tests and by the gallery. */
#ifndef TESTS_SCREENS_SCENES_H
#define TESTS_SCREENS_SCENES_H

#include "people.h"
#include "photos.h"
#include "set.h"

#include "base/utf8.h"

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

static inline void scene_reset_staff(struct set *set);

static inline void scene_close(struct set *set) {
    scene_reset_staff(set);
    bench_photos_close(&scene_photos);
    set_close(set);
}

static inline void scene_reset(struct set *set) {
    scene_reset_staff(set);
    if (scene_photos.dir)
        bench_photos_shut(&scene_photos, false);
    bench_photos_give(&scene_photos, set->content, "");
    set->canvas.photos = NULL;
    question_close(&set->question, &set->env);
    set->help = (struct help){.state = HELP_NONE};
    set->tries = (struct tries){0};
    set->flood = (struct flood){.count = 0};
    set->visit.slip.is_difficulty = false;
    set->visit.inquiry = (struct inquiry){.is_asking = false};
    set->env.has_sound = false;
    set->env.notice = NOTICE_NO_CONTENT;
    nomination_wipe(set->visit.form);
    set->visit.group = NULL;
    set->visit.unit = NULL;
    memset(set->visit.query, 0, sizeof set->visit.query);
    set->visit.first_person = set->visit.person = set->visit.project = set->visit.area = 0;
    set->visit.send = SEND_NONE;
    set->visit.is_editing = false;
    set->env.is_offline = set->env.is_reading = false;
    switches_init(&set->content->switches);
    set->env.is_enrolled = set->env.can_read = set->env.is_motion_reduced = true;
    set->env.content = set->content;
    set->env.hours = NULL;
    set_clock(set, SET_TIME);
    snprintf(set->visit.slip.code, sizeof set->visit.slip.code, SCENE_CODE);
}

/** A set of its own, at a screen as the first visitor of the day finds it. */
static inline void scene_open_at(struct set *set, enum screen_id id) {
    set_open(set, "vi");
    set_size(set, 1920, 1080, false, false);
    scene_reset(set);
    set_enter(set, id);
}

static inline void scene_home(struct set *set) {
    set_enter(set, SCREEN_HOME);
}

static inline void scene_home_silent(struct set *set) {
    set->env.can_read = false;
    set->env.is_offline = true;
    set_enter(set, SCREEN_HOME);
}

static inline void scene_home_ended(struct set *set) {
    set_clock(set, "2023-06-02T08:42:00+07:00");
    set_enter(set, SCREEN_HOME);
}

static inline void scene_home_three(struct set *set) {
    set->content->switches.is_on[SWITCH_HONOURS] = false;
    set_enter(set, SCREEN_HOME);
}

static inline void scene_home_two(struct set *set) {
    set->content->switches.is_on[SWITCH_LOOKUP] = false;
    set->content->switches.is_on[SWITCH_NOMINATIONS] = false;
    set->content->switches.is_on[SWITCH_MODELS] = false;
    set_enter(set, SCREEN_HOME);
}

static inline void scene_home_one(struct set *set) {
    bool *is_on = set->content->switches.is_on;
    is_on[SWITCH_HONOURS] = is_on[SWITCH_MODELS] = is_on[SWITCH_LOOKUP] = false;
    is_on[SWITCH_ENGLISH] = is_on[SWITCH_PROGRESS] = is_on[SWITCH_ATTRACT_NAMES] = false;
    set_enter(set, SCREEN_HOME);
}

/* Every page is off: citizens may send a slip, and nothing else. */
static inline void scene_home_none(struct set *set) {
    bool *is_on = set->content->switches.is_on;
    is_on[SWITCH_HONOURS] = is_on[SWITCH_MODELS] = is_on[SWITCH_LOOKUP] = false;
    is_on[SWITCH_CAMPAIGN] = false;
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

/* Friday evening, long after the office has closed. */
static inline void scene_closed(struct set *set) {
    static const struct hours hours = {.open_min = 7 * 60, .close_min = 17 * 60 + 30, .days = 0x3e};
    set->env.hours = &hours;
    set_clock(set, "2023-05-12T21:00:00+07:00");
}

static inline void scene_attract_dim(struct set *set) {
    scene_closed(set);
    set_enter(set, SCREEN_ATTRACT);
    set_wait(set, 10 * 60000);
}

static inline void scene_models(struct set *set) {
    set_enter(set, SCREEN_MODELS);
    for (int i = 0; i < 100; i++) // the plots come up
        set_wait(set, 16);
}

static inline void scene_models_rising(struct set *set) {
    set_enter(set, SCREEN_MODELS);
    for (int i = 0; i < 20; i++)
        set_wait(set, 16);
}

static inline void scene_models_none(struct set *set) {
    scene_models(set);
    struct element plot;
    if (!set_find(set, "models.plot.don-vi-07", &plot))
        set_tap(set, "models.down");
    set_tap(set, "models.plot.don-vi-07");
}

static inline void scene_models_not_enrolled(struct set *set) {
    set->env.is_enrolled = false;
    scene_models_none(set);
}

/* As the mock-up has it: eight villages, Mặt trận and four others; long names among them. */
static inline void scene_models_names(struct set *set) {
    static const char *const names[] = {"Nà A",  "Pò B",  "Khuổi C", "Kéo D",
                                        "Bản Đ", "Còn E", "Pác G",   "Thôn Khuổi Lũng Tẻo",
                                        "Phụ nữ"};
    json_t *root = manifest_compose(), *units = json_object_get(root, "units");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        json_object_set_new(json_array_get(units, i), "name", json_string(names[i]));
    manifest_set(root, "units/7/kind", "\"thon\"");
    manifest_set(root, "units/12/required", "true");
    manifest_set(root, "projects/0/name", "\"Thắp sáng đường quê\"");
    manifest_set(root, "projects/0/text", "\"42 đèn năng lượng mặt trời trên 2,1 km đường thôn.\"");
    manifest_set(root, "projects/0/icon", "\"light\"");
    set_content(set, root);
    scene_models(set);
}

/* A commune of forty units. */
static inline void scene_models_many(struct set *set) {
    json_t *root = manifest_compose(), *units = json_object_get(root, "units");
    for (int i = 0; i < 25; i++) {
        char id[24], name[32];
        snprintf(id, sizeof id, "thon-%d", i);
        snprintf(name, sizeof name, "Thôn Tân Lập %d", i + 8);
        json_array_append_new(units, json_pack("{s:s, s:s, s:s, s:b}", "id", id, "kind", "thon",
                                               "name", name, "required", 1));
    }
    set_content(set, root);
    scene_models(set);
    set_tap(set, "models.down");
}

static inline void scene_models_kept_back(struct set *set) {
    set->content->switches.is_on[SWITCH_PROGRESS] = false;
    scene_models(set);
}

static inline void scene_models_empty(struct set *set) {
    json_t *root = manifest_compose();
    json_array_clear(json_object_get(root, "units"));
    json_array_clear(json_object_get(root, "projects"));
    set_content(set, root);
    scene_models(set);
}

static inline void scene_model(struct set *set) {
    set_enter(set, SCREEN_MODEL);
}

/* Under way, two figures, no voice to read it. */
static inline void scene_model_doing(struct set *set) {
    set->env.can_read = false;
    set->visit.project = 4;
    set_enter(set, SCREEN_MODEL);
}

/* Nothing but a long name. */
static inline void scene_model_bare(struct set *set) {
    json_t *root = manifest_compose();
    json_t *only = json_pack("[{s:s, s:s}]", "id", "mh-01", "name",
                             "Cả thôn cùng giữ sạch nguồn nước và trồng lại rừng hồi đầu nguồn");
    json_object_set_new(root, "projects", only);
    set_content(set, root);
    set_enter(set, SCREEN_MODEL);
}

/* As long a text as a story may be: sixty words. */
static inline void scene_model_long(struct set *set) {
    json_t *root = manifest_compose();
    manifest_set(
        root, "projects/4/text",
        "\"Mỗi tối thứ Bảy, các bạn trẻ trong chi đoàn ngồi ở nhà văn hóa thôn, chỉ cho bà con "
        "cách nộp hồ sơ bằng điện thoại. Ai chưa có tài khoản thì được giúp lập ngay tại chỗ. "
        "Người già, người ở xa thì các bạn đến tận nhà. Sau hai tháng, cả thôn đã biết tra kết "
        "quả hồ sơ của mình.\"");
    set_content(set, root);
    set->visit.project = 4;
    set_enter(set, SCREEN_MODEL);
}

static inline void scene_model_gone(struct set *set) {
    set->visit.project = 999;
    set_enter(set, SCREEN_MODEL);
}

static inline void scene_campaign(struct set *set) {
    set_enter(set, SCREEN_CAMPAIGN);
}

/* --- two campaigns: 2026 with two levels, 2023 before it --- */

static inline void scene_two(struct set *set) {
    set_clock(set, "2026-11-10T08:42:00+07:00");
    set_content(set, manifest_of_two());
}

static inline void scene_two_home(struct set *set) {
    scene_two(set);
    set_enter(set, SCREEN_HOME);
}

static inline void scene_two_campaign(struct set *set) {
    scene_two(set);
    set_enter(set, SCREEN_CAMPAIGN);
}

static inline void scene_two_criteria(struct set *set) {
    scene_two(set);
    set_enter(set, SCREEN_CRITERIA);
}

static inline void scene_two_honoured(struct set *set) {
    scene_two(set);
    set_enter(set, SCREEN_HONOURED);
}

static inline void scene_past(struct set *set) {
    scene_two(set);
    set_enter(set, SCREEN_PAST);
}

/* More than a page of them. */
static inline void scene_past_many(struct set *set) {
    json_t *root = manifest_of_two(), *campaigns = json_object_get(root, "campaigns");
    for (int i = 0; i < 7; i++) {
        json_t *copy = json_deep_copy(json_array_get(campaigns, 0));
        char id[32], end[32];
        snprintf(id, sizeof id, "campaign-%d", 2016 + i);
        snprintf(end, sizeof end, "%d-12-31", 2016 + i);
        json_object_set_new(json_object_get(copy, "meta"), "id", json_string(id));
        json_t *period = json_object_get(json_object_get(copy, "campaign"), "period");
        json_object_set_new(period, "start", json_null());
        json_object_set_new(period, "end", json_string(end));
        json_array_append_new(campaigns, copy);
    }
    set_clock(set, "2026-11-10T08:42:00+07:00");
    set_content(set, root);
    set_enter(set, SCREEN_PAST);
}

static inline void scene_look_back(struct set *set, enum screen_id id) {
    scene_two(set);
    struct content *past = content_of_campaign(set->other, "campaign-2023");
    assert_non_null(past);
    content_destroy(set->other);
    set->other = past;
    set->env.content = past;
    snprintf(set->visit.campaign, sizeof set->visit.campaign, "campaign-2023");
    set_enter(set, id);
}

static inline void scene_past_campaign(struct set *set) {
    scene_look_back(set, SCREEN_PAST_CAMPAIGN);
}

static inline void scene_past_honoured(struct set *set) {
    scene_look_back(set, SCREEN_HONOURED);
}

static inline void scene_past_detail(struct set *set) {
    scene_look_back(set, SCREEN_DETAIL);
}

static inline void scene_past_models(struct set *set) {
    scene_look_back(set, SCREEN_MODELS);
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

static inline void scene_empty_silent(struct set *set) {
    set->env.can_read = false;
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

/* One of those in people.h. */
static inline void scene_detail_of(struct set *set, const char *id) {
    set->env.content = people_content(set->content->lang);
    set->visit.person = people_index_of(set->env.content, id);
    set_enter(set, SCREEN_DETAIL);
}

static inline void scene_detail_silent(struct set *set) {
    set->env.can_read = false;
    scene_detail(set);
}

static inline void scene_detail_reading(struct set *set) {
    set->env.is_reading = true;
    scene_detail(set);
}

static inline void scene_detail_long(struct set *set) {
    scene_detail_of(set, "long");
}

static inline void scene_detail_long_silent(struct set *set) {
    set->env.can_read = false;
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
    scene_detail_long(set);
    set_tap(set, "detail.more");
}

static inline void scene_search_long_names(struct set *set) {
    set->env.content = people_content(set->content->lang);
    scene_search_for(set, "thôn 3");
}

static inline void scene_honoured_long_names(struct set *set) {
    set->env.content = people_content(set->content->lang);
    scene_honoured_for(set, "hồi xanh");
}

static inline void scene_empty_long_name(struct set *set) {
    set->env.content = people_content(set->content->lang);
    scene_honoured_for(set, "tap the can bo va nhan dan q");
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

/* A commune that has twenty reasons for one kind, some of them in many words. */
static inline void scene_many_reasons(struct set *set) {
    static const char *const labels[] = {
        "Giữ gìn tiếng nói, trang phục dân tộc",
        "Hòa giải việc làng",
        "Trồng rừng, giữ nguồn nước",
        "Nuôi dạy con cháu ngoan",
        "Bỏ hủ tục, cưới hỏi tiết kiệm",
        "Dạy nghề cho người trẻ",
    };
    json_t *root = manifest_compose();
    json_t *reasons = json_object_get(json_object_get(root, "reasons"), "resident");
    for (size_t i = json_array_size(reasons); i < 20; i++) {
        char id[24];
        const char *label = labels[i % (sizeof labels / sizeof *labels)];
        snprintf(id, sizeof id, "r-xa-%zu", i);
        json_array_append_new(reasons,
                              json_pack("{s:s, s:s, s:{s:s, s:s}, s:[]}", "id", id, "icon", "book",
                                        "label", "vi", label, "en", label, "criteria"));
    }
    set_content(set, root);
    scene_fill(set);
}

static inline void scene_why_many(struct set *set) {
    scene_many_reasons(set);
    set_enter(set, SCREEN_WHY);
}

static inline void scene_why_many_next(struct set *set) {
    scene_why_many(set);
    set_tap(set, "why.next");
    set_tap(set, "why.r-xa-8");
    set_tap(set, "why.r-xa-9");
}

static inline void scene_why_many_last(struct set *set) {
    scene_why_many(set);
    set_tap(set, "why.next");
    set_tap(set, "why.next");
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

/* Every field at its limit, and the reasons that have most words. */
static inline void scene_review_longest(struct set *set) {
    struct nomination *form = set->visit.form;
    scene_many_reasons(set);
    nomination_toggle_reason(form, "r-san-xuat");
    nomination_toggle_reason(form, "r-gop");
    nomination_toggle_reason(form, "r-xa-8");
    nomination_toggle_reason(form, "r-xa-10");
    nomination_toggle_reason(form, "r-xa-12");
    snprintf(form->name, sizeof form->name,
             "Nguyễn Thị Thanh Hương Giang Bích Ngọc Diễm Quỳnh Như Ý Mai Lan Hoa Tường Vi Anh");
    form->unit_id[0] = '\0';
    snprintf(form->unit_other, sizeof form->unit_other,
             "Khu tái định cư cũ gần đập tràn, cạnh trạm bơm số hai, xóm X");
    form->deed[0] = '\0';
    while (utf8_count(form->deed) + utf8_count(SCENE_DEED " ") <= NOMINATION_DEED_MAX)
        strcat(form->deed, SCENE_DEED " ");
    snprintf(form->sender_name, sizeof form->sender_name, "%s", form->name);
    snprintf(form->sender_phone, sizeof form->sender_phone, "02053861234");
    set_enter(set, SCREEN_REVIEW);
}

/* A sender's name as long as most are: it is there whole. */
static inline void scene_review_sender(struct set *set) {
    scene_fill(set);
    snprintf(set->visit.form->sender_name, sizeof set->visit.form->sender_name,
             "Nguyễn Thị Thanh Huyền");
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
    set->visit.inquiry.answer.progress.is_difficulty = true;
}

static inline void scene_lookup_answered(struct set *set) {
    SCENE_FOUND(set, "", "received", "in_progress", "answered");
    set->visit.inquiry.answer.progress.is_difficulty = true;
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

/* A Friday evening: it opens again on Monday. */
static inline void scene_notice_closed(struct set *set) {
    static struct hours hours;
    hours_parse("07:00", "17:30", "mon-fri", &hours);
    set->env.hours = &hours;
    set->env.notice = NOTICE_CLOSED_HOURS;
    set_clock(set, "2023-05-12T18:00:00+07:00");
    set_enter(set, SCREEN_NOTICE);
}

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
    question_ask_idle(&set->question, &set->env, false, clock_mono_ms(&set->clock));
}

static inline void scene_idle_form(struct set *set) {
    scene_name(set);
    question_ask_idle(&set->question, &set->env, true, clock_mono_ms(&set->clock));
}

static inline void scene_refused(struct set *set, enum text_refusal why) {
    scene_name(set);
    question_ask_refused(&set->question, &set->env, why, clock_mono_ms(&set->clock));
}

static inline void scene_refused_picture(struct set *set) {
    scene_refused(set, TEXT_PICTURE);
}

static inline void scene_refused_sign(struct set *set) {
    scene_refused(set, TEXT_SIGN);
}

static inline void scene_refused_broken(struct set *set) {
    scene_refused(set, TEXT_BROKEN);
}

static inline void scene_refused_long(struct set *set) {
    scene_refused(set, TEXT_LONG);
}

static inline void scene_discard(struct set *set) {
    scene_name(set);
    question_ask_discard(&set->question, &set->env);
}

static inline void scene_help(struct set *set) {
    set->env.has_sound = true;
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
    scene_closed(set);
    set_enter(set, SCREEN_HOME);
    question_ask_help(&set->question, &set->env, false);
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

#include "scenes_difficulty.h"
#include "scenes_staff.h"

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
    {"02-home-silent", scene_home_silent},
    {"02-home-ended", scene_home_ended},
    {"02-home-three", scene_home_three},
    {"02-home-two", scene_home_two},
    {"02-home-one", scene_home_one},
    {"02-home-none", scene_home_none},
    {"02-home-not-enrolled", scene_home_not_enrolled},
    {"02-home-before", scene_home_before},
    {"02-home-no-clock", scene_home_no_clock},
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
    {"03-two-home", scene_two_home},
    {"03-two-campaign", scene_two_campaign},
    {"03-two-criteria", scene_two_criteria},
    {"03-two-honoured", scene_two_honoured},
    {"03-past", scene_past},
    {"03-past-many", scene_past_many},
    {"03-past-campaign", scene_past_campaign},
    {"03-past-honoured", scene_past_honoured},
    {"03-past-detail", scene_past_detail},
    {"03-past-models", scene_past_models},
    {"04-models", scene_models},
    {"04-models-rising", scene_models_rising},
    {"04-models-none", scene_models_none},
    {"04-models-not-enrolled", scene_models_not_enrolled},
    {"04-models-names", scene_models_names},
    {"04-models-many", scene_models_many},
    {"04-models-kept-back", scene_models_kept_back},
    {"04-models-empty", scene_models_empty},
    {"04-page", scene_model},
    {"04-page-doing", scene_model_doing},
    {"04-page-bare", scene_model_bare},
    {"04-page-long", scene_model_long},
    {"04-page-gone", scene_model_gone},
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
    {"05-honoured-long-names", scene_honoured_long_names},
    {"05-found", scene_honoured_found},
    {"05-found-long", scene_honoured_found_long},
    {"05-honoured-photos", scene_honoured_photos},
    {"05-honoured-photos-late", scene_honoured_photos_late},
    {"05-honoured-photos-broken", scene_honoured_photos_broken},
    {"06-detail", scene_detail},
    {"06-detail-photo", scene_detail_photo},
    {"06-detail-plain", scene_detail_plain},
    {"06-detail-silent", scene_detail_silent},
    {"06-detail-reading", scene_detail_reading},
    {"06-detail-long", scene_detail_long},
    {"06-detail-long-silent", scene_detail_long_silent},
    {"06-detail-story", scene_detail_story},
    {"06-detail-story-ended", scene_detail_story_ended},
    {"06-detail-name", scene_detail_name},
    {"06-detail-bare", scene_detail_bare},
    {"06-more", scene_detail_more},
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
    {"09-why-many", scene_why_many},
    {"09-why-many-next", scene_why_many_next},
    {"09-why-many-last", scene_why_many_last},
    {"09-deed", scene_deed},
    {"09-deed-digits", scene_deed_digits},
    {"10-review", scene_review},
    {"10-review-longest", scene_review_longest},
    {"10-review-sender", scene_review_sender},
    {"10-review-fault", scene_review_fault},
    {"10-review-ready", scene_review_ready},
    {"10-review-not-saved", scene_review_not_saved},
    {"10-review-notice", scene_review_notice},
    {"10-review-rest", scene_review_rest},
    {"10-phone", scene_phone},
    {"10-sender", scene_sender},
    {"11-receipt", scene_receipt},
    {"11-receipt-mute", scene_receipt_mute},
    {"11-receipt-reading", scene_receipt_reading},
    {"11-receipt-sent", scene_receipt_sent},
    {"11-receipt-difficulty", scene_receipt_difficulty},
    {"11-receipt-last", scene_receipt_last},
    {"17-difficulty", scene_difficulty},
    {"17-difficulty-empty", scene_difficulty_empty},
    {"17-difficulty-longest", scene_difficulty_longest},
    {"17-difficulty-fault", scene_difficulty_fault},
    {"17-difficulty-writing", scene_difficulty_writing},
    {"17-difficulty-digits", scene_difficulty_digits},
    {"17-difficulty-notice", scene_difficulty_notice},
    {"17-difficulty-phone", scene_difficulty_phone},
    {"17-difficulty-sender", scene_difficulty_sender},
    {"17-difficulty-rest", scene_difficulty_rest},
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
    {"12-lookup-difficulty-queued", scene_lookup_difficulty_queued},
    {"12-lookup-difficulty-received", scene_lookup_difficulty_received},
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
    {"15c-empty", scene_empty},
    {"15c-empty-silent", scene_empty_silent},
    {"15c-empty-one", scene_empty_one},
    {"15c-empty-none", scene_empty_none},
    {"15c-empty-closed", scene_empty_closed},
    {"15c-empty-long-name", scene_empty_long_name},
    {"16-criteria", scene_criteria},
    {"16-criteria-read", scene_criteria_read},
    {"16-cell", scene_cell},
    {"16-cell-any", scene_cell_any},
    {"15b-idle", scene_idle},
    {"15b-idle-form", scene_idle_form},
    {"15b-discard", scene_discard},
    {"15b-refused-picture", scene_refused_picture},
    {"15b-refused-sign", scene_refused_sign},
    {"15b-refused-broken", scene_refused_broken},
    {"15b-refused-long", scene_refused_long},
    {"15d-notice", scene_notice_updating},
    {"15d-notice-no-content", scene_notice},
    {"15d-notice-closed-hours", scene_notice_closed},
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
    {"13-staff-pin", scene_pin},
    {"13-staff-pin-wrong", scene_pin_wrong},
    {"13-staff-pin-checking", scene_pin_checking},
    {"13-staff-pin-locked", scene_pin_locked},
    {"13-staff-pin-unset", scene_pin_unset},
    {"13-staff-pin-failed", scene_pin_failed},
    {"13-staff-change-pin", scene_change_pin},
    {"14-staff-dashboard", scene_dashboard},
    {"14-staff-dashboard-trouble", scene_dashboard_trouble},
    {"14-staff-dashboard-empty", scene_dashboard_empty},
    {"14-staff-machine", scene_machine},
    {"14-staff-touch", scene_touch},
    {"14b-staff-items", scene_items},
    {"14b-staff-items-last", scene_items_last},
    {"14b-staff-switches", scene_switches},
    {"14b-staff-log", scene_log},
    {"14b-staff-parked", scene_parked},
    {"14b-staff-sticks-none", scene_sticks_none},
    {"14b-staff-item", scene_item},
    {"14b-staff-item-plain", scene_item_plain},
    {"14b-staff-item-page", scene_item_page},
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
