/* Looking a slip up with a finger and a keyboard: letters in, what the store said out. */
#include "scenes.h"

static void open_lookup(struct set *set, const char *lang) {
    set_open(set, lang);
    set_size(set, 1920, 1080, false, false);
    scene_reset(set);
    set_enter(set, SCREEN_LOOKUP);
}

static void check_shows(struct set *set, const char *words) {
    if (!set_shows(set, words))
        fail_msg("it does not show \"%s\"", words);
}

static void check_hides(struct set *set, const char *words) {
    if (set_shows(set, words))
        fail_msg("it shows \"%s\"", words);
}

static void type(struct set *set, const char *text) {
    struct event ev = {.kind = EVENT_TEXT};
    snprintf(ev.text, sizeof ev.text, "%s", text);
    set_feed(set, ev);
}

static const char *letters(const struct set *set) {
    return set->visit.inquiry.letters;
}

/* Asked once, about this code; then the count begins anew. */
static void check_asked(struct set *set, const char *row, const char *code) {
    check_number(row, set->reply.action, SCREEN_LOOK_UP);
    check_text(row, set->visit.inquiry.answer.progress.code, code);
    assert_true(set->visit.inquiry.is_asking);
    set->reply = (struct screen_reply){.action = SCREEN_STAY};
}

static void check_not_asked(struct set *set, const char *row) {
    check_number(row, set->reply.action, SCREEN_STAY);
    assert_false(set->visit.inquiry.is_asking);
}

/* --- typing --------------------------------------------------------------------------------- */

static void every_symbol_has_its_key(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    for (const char *c = CODE_SYMBOLS; *c; c++) {
        char symbol[2] = {*c};
        scene_type(&set, symbol);
        check_text("letter", letters(&set), symbol);
        set_tap(&set, "lookup.delete");
        check_text("deleted", letters(&set), "");
    }
    static const char *const strangers[] = {"0", "1", "I", "L", "O", "U"};
    for (size_t i = 0; i < check_items(strangers); i++) {
        char id[16];
        struct element e;
        snprintf(id, sizeof id, "lookup.key.%s", strangers[i]);
        assert_false(set_find(&set, id, &e));
    }
    set_close(&set);
}

static void the_eighth_letter_asks_by_itself(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    scene_type(&set, "7K3M92W");
    check_not_asked(&set, "seven");
    scene_type(&set, "B");
    check_asked(&set, "eight", "HP-7K3M-92WB");
    set_tap(&set, "lookup.delete"); // while it is asked
    check_not_asked(&set, "seven again");
    check_text("letters", letters(&set), "7K3M92W");
    scene_type(&set, "B");
    check_asked(&set, "again", "HP-7K3M-92WB");
    scene_answer(&set, &(struct progress_answer){.outcome = PROGRESS_UNKNOWN});
    scene_type(&set, "4");
    check_text("a letter behind a whole code begins the next", letters(&set), "4");
    check_hides(&set, "Máy này chưa thấy phiếu");
    set_close(&set);
}

static void a_keyboard_types_into_it(void **state) {
    (void)state;
    static const struct {
        const char *text, *letters, *code; // code: asked about
    } rows[] = {
        {"7k3m", "7K3M", NULL},
        {"7K3M-92", "7K3M92", NULL},
        {"0o1iLlu7 .é", "7", NULL}, // no symbols of a code
        {"7K3M92WB", "7K3M92WB", "HP-7K3M-92WB"},
        {"hp-7k3m-92wb", "7K3M92WB", "HP-7K3M-92WB"}, // as a scanner reads the receipt
        {"HP7K3M92", "HP7K3M92", NULL},               // without its dash it is no prefix
        {"7K3M92WX", "7K3M92WX", NULL},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct set set;
        open_lookup(&set, "vi");
        type(&set, rows[i].text);
        check_text(rows[i].text, letters(&set), rows[i].letters);
        if (rows[i].code)
            check_asked(&set, rows[i].text, rows[i].code);
        else
            check_not_asked(&set, rows[i].text);
        set_feed(&set, (struct event){.kind = EVENT_KEY, .key = KEY_BACKSPACE});
        check_number("backspace", (long long)strlen(letters(&set)),
                     (long long)strlen(rows[i].letters) - 1);
        set_close(&set);
    }
}

static void a_prefix_is_data(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    set.content->commune.code_prefix = "TANLAP23";
    check_shows(&set, "TANLAP23");
    scene_type(&set, "7K3M92WB");
    check_asked(&set, "long prefix", "TANLAP23-7K3M-92WB");
    set_close(&set);
}

/* --- what it comes to ----------------------------------------------------------------------- */

static void a_wrong_letter_is_not_asked_about(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    scene_type(&set, "7K3M92WX");
    check_not_asked(&set, "wrong");
    check_shows(&set, "Mã chưa đúng, xem lại từng chữ");
    set_tap(&set, "lookup.delete");
    check_hides(&set, "Mã chưa đúng");
    scene_type(&set, "B");
    check_asked(&set, "mended", "HP-7K3M-92WB");
    set_close(&set);
}

static void it_asks_for_patience_after_a_second(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    scene_type(&set, SCENE_LETTERS);
    check_hides(&set, "Xin chờ một chút");
    set_wait(&set, 500);
    check_hides(&set, "Xin chờ một chút");
    set_wait(&set, 600);
    check_shows(&set, "Xin chờ một chút");
    set_wait(&set, 15000); // and not for ever, should an answer be lost
    check_shows(&set, "Chưa có mạng");
    set.reply = (struct screen_reply){.action = SCREEN_STAY};
    set_tap(&set, "lookup.again");
    check_asked(&set, "again", "HP-7K3M-92WB");
    set_close(&set);
}

static void what_is_found_is_told_with_its_dates(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    scene_lookup_appraising(&set);
    static const char *const words[] = {"Đang xem xét", "Đã lưu tại máy", "5/5, 08:31",
                                        "Đã gửi về xã", "5/5, 08:32",     "từ 6/5",
                                        "Có kết quả",   "không hiện tên"};
    for (size_t i = 0; i < check_items(words); i++)
        check_shows(&set, words[i]);
    check_hides(&set, "Tin lấy lúc");
    scene_lookup_offline(&set);
    check_shows(&set, "Đang xem xét");
    check_shows(&set, "Tin lấy lúc 8/5, 08:31");
    set.visit.inquiry.answer.known_at_s -= 366 * 86400;
    check_shows(&set, "Tin lấy lúc 7/5/2022, 08:31");
    set.visit.inquiry.answer.saved_at_s = 0; // sent from another kiosk
    check_shows(&set, "Đã lưu tại máy");
    check_hides(&set, "5/5, 08:31");
    set_close(&set);
}

static void each_state_has_its_words(void **state) {
    (void)state;
    static const struct {
        void (*play)(struct set *set);
        const char *headline, *sentence;
    } rows[] = {
        {scene_lookup_queued, "Đã lưu tại máy", "chờ mạng"},
        {scene_lookup_parked, "Chưa gửi được về xã", "Xin gặp cán bộ"},
        {scene_lookup_received, "Đã gửi về xã", "Xã đã nhận phiếu."},
        {scene_lookup_needs_info, "Không đủ thông tin – mời gặp cán bộ", "mang theo mã phiếu"},
        {scene_lookup_council, "Đã trình Hội đồng", "Hội đồng Thi đua - Khen thưởng xã"},
        {scene_lookup_higher, "Đã đề nghị cấp trên", "Đang chờ trả lời"},
        {scene_lookup_approved, "Có kết quả", "Bằng khen của Chủ tịch UBND tỉnh"},
        {scene_lookup_not_selected, "Có kết quả", "Đợt này chưa được chọn"},
        {scene_lookup_merged, "Đã gộp phiếu", "Đã gộp với phiếu khác"},
        {scene_lookup_withdrawn, "Đã rút phiếu", "đã được rút lại"},
        {scene_lookup_revoked, "Kết quả thay đổi", "Kết quả có thay đổi"},
        {scene_lookup_expired, "Đã hết hạn lưu", "đã hết thời hạn lưu"},
        {scene_lookup_difficulty_queued, "Đã lưu tại máy", "Phiếu đang ở máy"},
        {scene_lookup_difficulty_received, "Xã đã nhận", "nhận lời góp ý của bà con"},
        {scene_lookup_difficulty, "Đang xem xét", "góp ý của bà con"},
        {scene_lookup_answered, "Đã trả lời", "Xã đã trả lời"},
        {scene_lookup_other, "Phiếu đang ở xã", "Xin gặp cán bộ"},
        {scene_lookup_unknown, "Máy này chưa thấy phiếu", "gọi cán bộ"},
        {scene_lookup_ambiguous, "Mời gặp cán bộ", "hơn một phiếu"},
        {scene_lookup_unreached, "Chưa có mạng", "thử lại"},
        {scene_lookup_not_connected, "Máy chưa kết nối với xã", "chưa tra được phiếu"},
    };
    struct set set;
    open_lookup(&set, "vi");
    for (size_t i = 0; i < check_items(rows); i++) {
        scene_reset(&set);
        rows[i].play(&set);
        check_shows(&set, rows[i].headline);
        check_shows(&set, rows[i].sentence);
    }
    set_close(&set);
}

/* What is to come is an answer, not an award. */
static void a_difficulty_goes_its_own_way(void **state) {
    (void)state;
    static void (*const scenes_of_it[])(struct set * set) = {
        scene_lookup_difficulty_queued, scene_lookup_difficulty_received, scene_lookup_difficulty};
    struct set set;
    open_lookup(&set, "vi");
    for (size_t i = 0; i < check_items(scenes_of_it); i++) {
        scene_reset(&set);
        scenes_of_it[i](&set);
        check_shows(&set, "Đang xem xét");
        check_shows(&set, "Đã trả lời");
        assert_false(set_shows(&set, "Có kết quả"));
    }
    set_close(&set);
}

/* A citizen reads "chưa được chọn", never that somebody failed. */
static void the_words_of_a_refusal_are_kind(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    scene_lookup_not_selected(&set);
    check_hides(&set, "trượt");
    check_hides(&set, "loại");
    check_hides(&set, "Không được");
    set_close(&set);
}

/* Levels are data: their names come from the campaign, ours only stand in. */
static void an_award_is_named_by_the_campaign(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    SCENE_FOUND(&set, "xa", "received", "approved");
    check_shows(&set, "Đã được tặng Giấy khen của Chủ tịch UBND xã.");
    set.content->campaign.levels[0].name = "Giấy khen của Chủ tịch UBND phường";
    check_shows(&set, "Đã được tặng Giấy khen của Chủ tịch UBND phường.");
    set.content->campaign.level_count = 1; // a commune without a district
    SCENE_FOUND(&set, "huyen", "received", "approved");
    check_shows(&set, "Đã được Chủ tịch UBND huyện tặng giấy khen.");
    SCENE_FOUND(&set, "lien_doan", "received", "approved");
    check_shows(&set, "Đã được khen thưởng.");
    set_close(&set);
}

/* More information was asked for and brought: it is no step any more, and nothing is told twice. */
static void a_long_way_shows_its_end(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    scene_lookup_council(&set);
    check_hides(&set, "Không đủ thông tin");
    check_shows(&set, "8/5, 08:32"); // the second time it was looked into
    check_hides(&set, "6/5");
    scene_lookup_approved(&set);
    check_hides(&set, "Đã lưu tại máy");
    check_shows(&set, "Đã gửi về xã");
    set_close(&set);
}

static void buttons_do_what_they_say(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    set_tap(&set, "lookup.forgot");
    check_number("forgot", set.reply.action, SCREEN_FORGOT);
    set_tap(&set, "nav.help");
    check_number("help", set.reply.action, SCREEN_CALL_HELP);
    set_tap(&set, "nav.home");
    check_number("home", set.reply.action, SCREEN_GO_HOME);
    set_tap(&set, "nav.back");
    check_number("back", set.reply.action, SCREEN_BACK);
    scene_lookup_unknown(&set);
    set_tap(&set, "lookup.staff");
    check_number("staff", set.reply.action, SCREEN_CALL_HELP);
    set_enter(&set, SCREEN_LOOKUP);
    check_text("left behind", letters(&set), "");
    check_number("no answer either", set.visit.inquiry.answer.outcome, PROGRESS_NOTHING);
    set_close(&set);
}

/* --- eight tries ------------------------------------------------------------------------------ */

static void eight_wrong_codes_rest_a_minute(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    for (int i = 0; i < TRIES_MAX - 1; i++)
        scene_type(&set, "7K3M92WX");
    check_shows(&set, "Mã chưa đúng");
    set_enter(&set, SCREEN_HOME); // leaving and coming back does not help
    set_enter(&set, SCREEN_LOOKUP);
    assert_false(set_is_off(&set, "lookup.key.7"));
    scene_type(&set, "7K3M92WX");
    check_shows(&set, "Xin chờ 60 giây");
    assert_true(set_is_off(&set, "lookup.key.7"));
    scene_type(&set, "7K3M92WB");
    type(&set, "7K3M92WB");
    check_text("nothing is taken", letters(&set), "");
    set_wait(&set, 10000);
    check_shows(&set, "Xin chờ 4");
    set_enter(&set, SCREEN_HOME);
    set_enter(&set, SCREEN_LOOKUP);
    assert_true(set_is_off(&set, "lookup.key.7"));
    set_wait(&set, 52000);
    assert_false(set_is_off(&set, "lookup.key.7"));
    scene_type(&set, "7K3M92WB");
    check_asked(&set, "afterwards", "HP-7K3M-92WB");
    set_close(&set);
}

/* --- notice ---------------------------------------------------------------------------------- */

static void the_notice_says_why_and_whom_to_see(void **state) {
    (void)state;
    struct set set;
    open_lookup(&set, "vi");
    scene_notice(&set);
    check_shows(&set, "Máy nghỉ một lát");
    check_shows(&set, "chưa nhận được nội dung");
    check_shows(&set, "Xin gặp cán bộ ở bàn tiếp dân");
    check_hides(&set, "Dữ liệu mẫu");
    scene_reset(&set);
    scene_notice_updating(&set);
    check_shows(&set, "đang cập nhật nội dung");
    check_shows(&set, "Văn phòng - thống kê");
    check_shows(&set, "Dữ liệu mẫu");
    check_hides(&set, "Phòng:"); // nobody has said the room, the telephone or the hours
    check_hides(&set, "Điện thoại:");
    set.content->campaign.plan.contact.room = "số 1, tầng một";
    set.content->campaign.plan.contact.phone = "0205 3 123 456";
    check_shows(&set, "Phòng: số 1, tầng một");
    check_shows(&set, "Điện thoại: 0205 3 123 456");
    set.env.notice = NOTICE_OUT_OF_SERVICE;
    check_shows(&set, "tạm dừng máy");
    set_touch(&set, (struct point){960, 540});
    check_number("nothing to press", set.id, SCREEN_NOTICE);
    set_close(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_symbol_has_its_key),
        cmocka_unit_test(the_eighth_letter_asks_by_itself),
        cmocka_unit_test(a_keyboard_types_into_it),
        cmocka_unit_test(a_prefix_is_data),
        cmocka_unit_test(a_wrong_letter_is_not_asked_about),
        cmocka_unit_test(it_asks_for_patience_after_a_second),
        cmocka_unit_test(what_is_found_is_told_with_its_dates),
        cmocka_unit_test(each_state_has_its_words),
        cmocka_unit_test(a_difficulty_goes_its_own_way),
        cmocka_unit_test(the_words_of_a_refusal_are_kind),
        cmocka_unit_test(an_award_is_named_by_the_campaign),
        cmocka_unit_test(a_long_way_shows_its_end),
        cmocka_unit_test(buttons_do_what_they_say),
        cmocka_unit_test(eight_wrong_codes_rest_a_minute),
        cmocka_unit_test(the_notice_says_why_and_whom_to_see),
    };
    return crypto_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
