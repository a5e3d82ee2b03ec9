/* The office's list: filters, searches without marks, pages both ways while slips arrive, and the
 * same whichever index is walked. */
#include "desk.h"

#include "records/dossier_list.h"

#define desk_of(state) struct desk *desk = *(state)

static struct dossier_page list(struct desk *desk, struct dossier_page_ask ask) {
    struct dossier_page page;
    if (!ask.limit)
        ask.limit = 50;
    assert_int_equal(dossier_list_page(desk->sql, &ask, &page), RECORDS_OK);
    return page;
}

/* The names on the page, the newest first. */
static void check_names(struct desk *desk, const char *row, struct dossier_filter filter,
                        const char *want) {
    struct dossier_page page = list(desk, (struct dossier_page_ask){.filter = filter});
    struct strbuf names = {.text = NULL};
    for (size_t i = 0; i < page.count; i++)
        strbuf_addf(&names, "%s%s", i ? ", " : "", page.lines[i].name);
    check_text(row, strbuf_text(&names), want);
    assert_false(page.has_more);
    assert_false(page.has_stopped);
    strbuf_finish(&names);
    dossier_page_finish(&page);
}

static const struct desk_slip people[] = {
    {"Nguyễn Văn Hòa", "don-vi-01", NULL, "resident", DESK_NOW - 500},
    {"Hoàng Thị Hoá", "don-vi-02", NULL, "official", DESK_NOW - 400},
    {"Đặng Đình Đông", NULL, "Nà Làng", "resident", DESK_NOW - 300},
    {"Hội Phụ nữ thôn 3", "don-vi-03", NULL, "collective", DESK_NOW - 200},
    {"Nông Hoà Bình", "don-vi-01", NULL, "resident", DESK_NOW - 100},
};

static void receive_people(struct desk *desk, char ids[][CRYPTO_UUID_MAX]) {
    for (size_t i = 0; i < check_items(people); i++)
        desk_receive(desk, &people[i], ids[i]);
}

static void filters_leave_out(void **state) {
    desk_of(state);
    char ids[check_items(people)][CRYPTO_UUID_MAX];
    receive_people(desk, ids);
    desk_bring_to(desk, ids[0], "forwarded_council", NULL);
    desk_bring_to(desk, ids[1], "not_selected", NULL);
    const struct {
        const char *row;
        struct dossier_filter filter;
        const char *want;
    } rows[] = {
        {"none",
         {.state = NULL},
         "Nông Hoà Bình, Hội Phụ nữ thôn 3, Đặng Đình Đông, Hoàng Thị Hoá, Nguyễn Văn Hòa"},
        {"state", {.state = "received"}, "Nông Hoà Bình, Hội Phụ nữ thôn 3, Đặng Đình Đông"},
        {"group", {.group = "gia_dinh"}, "Nguyễn Văn Hòa"},
        {"level", {.level = "xa"}, "Nguyễn Văn Hòa"},
        {"no such level", {.level = "tinh"}, ""},
        {"unit", {.unit_id = "don-vi-01"}, "Nông Hoà Bình, Nguyễn Văn Hòa"},
        {"kind", {.kind = "collective"}, "Hội Phụ nữ thôn 3"},
        {"source",
         {.source = "kiosk", .kind = "resident"},
         "Nông Hoà Bình, Đặng Đình Đông, Nguyễn Văn Hòa"},
        {"no paper", {.source = "paper"}, ""},
        {"since", {.since_s = DESK_NOW - 300}, "Nông Hoà Bình, Hội Phụ nữ thôn 3, Đặng Đình Đông"},
        {"until", {.until_s = DESK_NOW - 300}, "Hoàng Thị Hoá, Nguyễn Văn Hòa"},
        {"between",
         {.since_s = DESK_NOW - 400, .until_s = DESK_NOW - 200},
         "Đặng Đình Đông, Hoàng Thị Hoá"},
        {"unit and state", {.unit_id = "don-vi-01", .state = "received"}, "Nông Hoà Bình"},
        {"not published", {.publication = "published"}, ""},
    };
    for (size_t i = 0; i < check_items(rows); i++)
        check_names(desk, rows[i].row, rows[i].filter, rows[i].want);
}

static void searches_need_no_marks(void **state) {
    desk_of(state);
    char ids[check_items(people)][CRYPTO_UUID_MAX];
    static const struct dossier_unit units[] = {
        {"don-vi-01", "Thôn Nà Bó"}, {"don-vi-02", "Thôn Pò Mã"}, {"don-vi-03", "Thôn Hợp Thành"}};
    receive_people(desk, ids);
    static const struct {
        const char *search, *want;
    } rows[] = {
        {"hoa", "Nông Hoà Bình, Hoàng Thị Hoá, Nguyễn Văn Hòa"},
        {"HÒA", "Nông Hoà Bình, Hoàng Thị Hoá, Nguyễn Văn Hòa"},
        {"ho", "Nông Hoà Bình, Hội Phụ nữ thôn 3, Hoàng Thị Hoá, Nguyễn Văn Hòa"},
        {"hoa nguyen", "Nguyễn Văn Hòa"},
        {"ng v h", "Nguyễn Văn Hòa"},
        {"dang dinh", "Đặng Đình Đông"},
        {"đông", "Đặng Đình Đông"},
        {"na lang", "Đặng Đình Đông"},
        {"oa", ""},
        {"hoa dang", ""},
        {"phu nu thon 3", "Hội Phụ nữ thôn 3"},
        {"  ", "Nông Hoà Bình, Hội Phụ nữ thôn 3, Đặng Đình Đông, Hoàng Thị Hoá, Nguyễn Văn Hòa"},
        {"%", "Nông Hoà Bình, Hội Phụ nữ thôn 3, Đặng Đình Đông, Hoàng Thị Hoá, Nguyễn Văn Hòa"},
        {"một hai ba bốn năm sáu bảy tám chín mười", ""},
        // a place's name may stand for a word, as may both
        {"na bo", "Nông Hoà Bình, Nguyễn Văn Hòa"},
        {"nong na", "Nông Hoà Bình"},
        {"po", "Hoàng Thị Hoá"},
        {"hop", "Hội Phụ nữ thôn 3"},
    };
    for (size_t i = 0; i < check_items(rows); i++)
        check_names(desk, rows[i].search,
                    (struct dossier_filter){
                        .search = rows[i].search, .units = units, .unit_count = check_items(units)},
                    rows[i].want);
}

static void a_code_is_found_however_it_is_typed(void **state) {
    desk_of(state);
    char ids[check_items(people)][CRYPTO_UUID_MAX], typed[64];
    receive_people(desk, ids);
    struct dossier *d = desk_read(desk, ids[2]);
    check_names(desk, d->code, (struct dossier_filter){.search = d->code}, people[2].name);
    snprintf(typed, sizeof typed, "hp %c%c%c%c %s", d->code[3], d->code[4], d->code[5], d->code[6],
             d->code + 8);
    for (char *c = typed; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    check_names(desk, typed, (struct dossier_filter){.search = typed}, people[2].name);
    dossier_destroy(d);
    check_names(desk, "unknown", (struct dossier_filter){.search = "HP-2222-2222"}, "");
}

static void lines_say_what_a_list_shows(void **state) {
    desk_of(state);
    char ids[check_items(people)][CRYPTO_UUID_MAX];
    receive_people(desk, ids);
    desk_bring_to(desk, ids[4], "approved", NULL);
    struct dossier_page page = list(desk, (struct dossier_page_ask){.limit = 1});
    const struct dossier_line *line = &page.lines[0];
    check_text("id", line->id, ids[4]);
    check_text("state", line->state, "approved");
    check_text("level", line->level, "xa");
    check_text("awarded", line->decision_level, "xa");
    check_text("unit", line->unit_id, "don-vi-01");
    check_text("kind", line->kind, "resident");
    check_text("source", line->source, "kiosk");
    check_number("received", line->received_at_s, DESK_NOW - 100);
    assert_true(page.has_more);
    dossier_page_finish(&page);
}

static bool meets(const struct dossier_line *line, const struct dossier_filter *f) {
    return (!f->state || !strcmp(line->state, f->state)) &&
           (!f->group || !strcmp(line->group, f->group)) &&
           (!f->level || !strcmp(line->level, f->level)) &&
           (!f->unit_id || !strcmp(line->unit_id, f->unit_id)) &&
           (!f->kind || !strcmp(line->kind, f->kind)) &&
           (!f->publication || !strcmp(line->publication, f->publication));
}

/* Whichever of two is walked along, the other counts too: held against the whole list, line by
 * line. */
static void two_filters_leave_out_what_either_does(void **state) {
    desk_of(state);
    static const char *const states[] = {"received", "approved", "not_selected",
                                         "forwarded_council", "proposed_higher"};
    static const char *const kinds[] = {"resident", "official", "collective"};
    static const struct dossier_filter single[] = {
        {.state = "approved"},    {.state = "received"}, {.group = "gia_dinh"},
        {.level = "xa"},          {.level = "tinh"},     {.unit_id = "don-vi-01"},
        {.unit_id = "don-vi-02"}, {.kind = "official"},  {.publication = "ready"},
        {.publication = "none"},
    };
    for (int i = 0; i < 30; i++) {
        char id[CRYPTO_UUID_MAX];
        const struct desk_slip slip = {.kind = kinds[i % 3],
                                       .unit_id = i % 7 < 3 ? "don-vi-01" : "don-vi-02",
                                       .received_at_s = DESK_NOW + i};
        desk_receive(desk, &slip, id);
        desk_bring_to(desk, id, states[i % 5], NULL);
        const struct dossier_consent yes = {
            .value = "yes", .date = "2023-06-06", .how = "Gặp tại nhà"};
        if (i % 2)
            assert_int_equal(dossiers_set_consent(&desk->office, &(struct dossier_aim){.id = id},
                                                  &yes, &desk->out),
                             DOSSIER_DONE);
    }
    struct dossier_page whole = list(desk, (struct dossier_page_ask){.limit = 100});
    check_number("all", (long long)whole.count, 30);
    for (size_t i = 0; i < check_items(single); i++)
        for (size_t j = 0; j < check_items(single); j++) {
            struct dossier_filter both = single[i];
            const char **into = (const char **)&both;
            const char *const *from = (const char *const *)&single[j];
            for (size_t k = 0; k < 7; k++) // state to publication
                into[k] = from[k] ? from[k] : into[k];
            struct dossier_page page =
                list(desk, (struct dossier_page_ask){.filter = both, .limit = 100});
            size_t met = 0;
            for (size_t k = 0; k < whole.count; k++) {
                if (!meets(&whole.lines[k], &both))
                    continue;
                assert_true(met < page.count);
                check_text("line", page.lines[met++].id, whole.lines[k].id);
            }
            check_number("lines", (long long)page.count, (long long)met);
            dossier_page_finish(&page);
        }
    dossier_page_finish(&whole);
}

/* --- pages ---------------------------------------------------------------------------------- */

#define MANY 23

static void receive_many(struct desk *desk, int from, int count) {
    for (int i = from; i < from + count; i++) {
        char name[64], id[CRYPTO_UUID_MAX];
        snprintf(name, sizeof name, "Người %c%c", 'a' + i / 26, 'a' + i % 26);
        // Threes share a second: then the id decides.
        desk_receive(desk, &(struct desk_slip){.name = name, .received_at_s = DESK_NOW + i / 3},
                     id);
    }
}

/* Down to the oldest page by page, some arriving in between, then up again. */
static void pages_stay_while_slips_arrive(void **state) {
    desk_of(state);
    receive_many(desk, 0, MANY);
    struct dossier_page whole = list(desk, (struct dossier_page_ask){.limit = 200});
    check_number("all", (long long)whole.count, MANY);
    struct dossier_page_ask ask = {.limit = 5};
    size_t seen = 0;
    for (int turn = 0;; turn++) {
        struct dossier_page page = list(desk, ask);
        for (size_t i = 0; i < page.count; i++)
            check_text("older", page.lines[i].id, whole.lines[seen++].id);
        receive_many(desk, 100 + 4 * turn, 4);
        bool has_more = page.has_more;
        ask.from = page.reached;
        dossier_page_finish(&page);
        if (!has_more)
            break;
    }
    check_number("each once", (long long)seen, MANY);

    ask.is_newer = true;
    strcpy(ask.from.id, whole.lines[MANY - 1].id);
    ask.from.received_at_s = whole.lines[MANY - 1].received_at_s;
    for (seen = MANY - 1; seen > 0;) {
        struct dossier_page page = list(desk, ask);
        assert_true(page.count > 0);
        for (size_t i = page.count; i > 0 && seen > 0; i--)
            check_text("newer", page.lines[i - 1].id, whole.lines[--seen].id);
        ask.from.received_at_s = page.lines[0].received_at_s;
        strcpy(ask.from.id, page.lines[0].id);
        dossier_page_finish(&page);
    }
    dossier_page_finish(&whole);
}

/* Each walk gives the same pages, in both directions. */
static void every_walk_pages_alike(void **state) {
    desk_of(state);
    static const struct dossier_filter filters[] = {
        {.state = "appraising"},  {.group = "gia_dinh"},   {.level = "xa"},
        {.unit_id = "don-vi-01"}, {.search = "tuan nong"}, {.search = "t", .state = "appraising"},
    };
    for (int i = 0; i < 7; i++) {
        char id[CRYPTO_UUID_MAX];
        desk_receive(desk,
                     &(struct desk_slip){.unit_id = "don-vi-01", .received_at_s = DESK_NOW + i / 2},
                     id);
        assert_int_equal(desk_step(desk, id, "appraising"), DOSSIER_DONE);
        desk_save_all(desk, id);
    }
    for (size_t i = 0; i < check_items(filters); i++) {
        struct dossier_page whole = list(desk, (struct dossier_page_ask){.filter = filters[i]});
        check_number("all", (long long)whole.count, 7);
        struct dossier_page_ask ask = {.filter = filters[i], .limit = 3};
        struct dossier_page first = list(desk, ask);
        ask.from = first.reached;
        struct dossier_page second = list(desk, ask);
        check_text("second page", second.lines[0].id, whole.lines[3].id);
        check_number("more", second.has_more, true);
        ask.is_newer = true;
        ask.from.received_at_s = second.lines[0].received_at_s;
        strcpy(ask.from.id, second.lines[0].id);
        struct dossier_page back = list(desk, ask);
        check_number("back", (long long)back.count, 3);
        for (size_t j = 0; j < back.count; j++)
            check_text("back", back.lines[j].id, first.lines[j].id);
        check_number("no newer", back.has_more, false);
        dossier_page_finish(&whole);
        dossier_page_finish(&first);
        dossier_page_finish(&second);
        dossier_page_finish(&back);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        with_desk(filters_leave_out),
        with_desk(searches_need_no_marks),
        with_desk(a_code_is_found_however_it_is_typed),
        with_desk(lines_say_what_a_list_shows),
        with_desk(two_filters_leave_out_what_either_does),
        with_desk(pages_stay_while_slips_arrive),
        with_desk(every_walk_pages_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
