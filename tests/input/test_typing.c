/* Composing Vietnamese, rule by rule, and the worked examples of tests/data/typing-examples.tsv. */
#include "../check.h"
#include "keys.h"

#include "base/path.h"

#define EXAMPLES "tests/data/typing-examples.tsv"
#define EXAMPLES_BYTES_MAX 100000

struct row {
    const char *keys, *want;
};

static void check_keys(enum typing_method method, enum typing_style style, const char *keys,
                       const char *want) {
    static const char *const methods[] = {"plain", "telex", "vni"};
    struct keys_field f;
    char name[256];
    keys_open(&f, method, style);
    keys_press(&f, keys);
    snprintf(name, sizeof name, "%s %s %s", methods[method], style == TYPING_OLD ? "old" : "new",
             keys);
    check_text(name, f.text, want);
}

static void check_rows(enum typing_method method, const struct row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        check_keys(method, TYPING_OLD, rows[i].keys, rows[i].want);
        check_keys(method, TYPING_NEW, rows[i].keys, rows[i].want);
    }
}

#define check_telex(rows) check_rows(TYPING_TELEX, rows, check_items(rows))
#define check_vni(rows) check_rows(TYPING_VNI, rows, check_items(rows))

static void check_example(char *line) {
    char *rest = line;
    char *method = strsep(&rest, "\t"), *keys = strsep(&rest, "\t"), *want = strsep(&rest, "\t");
    char *style = strsep(&rest, "\t");
    assert_non_null(style);
    enum typing_method by = strcmp(method, "vni") == 0 ? TYPING_VNI : TYPING_TELEX;
    if (strcmp(style, "new") != 0)
        check_keys(by, TYPING_OLD, keys, want);
    if (strcmp(style, "old") != 0)
        check_keys(by, TYPING_NEW, keys, want);
}

static void test_examples(void **state) {
    (void)state;
    char *bytes, *rest;
    int count = 0;
    assert_true(path_read(EXAMPLES, EXAMPLES_BYTES_MAX, &bytes, NULL));
    rest = bytes;
    strsep(&rest, "\n"); // the header
    for (char *line; (line = strsep(&rest, "\n")) != NULL && line[0] != '\0'; count++)
        check_example(line);
    free(bytes);
    check_number(EXAMPLES, count, 60);
}

static void test_marks_anywhere(void **state) {
    (void)state;
    static const struct row telex[] = {
        {"nguyeenx", "nguyễn"},
        {"nguyeexn", "nguyễn"},
        {"nguyenex", "nguyễn"},
        {"nguyenxe", "nguyễn"},
        {"ddawngj", "đặng"},
        {"dangdwj", "đặng"},
        {"dangjdw", "đặng"},
        {"dajngdw", "đặng"},
        {"Dd", "Đ"},
        {"DD", "Đ"},
        {"dD", "đ"},
        {"NGUYEENx", "NGUYỄN"},
        {"NguyEEnX", "NguyỄn"},
        {"dieenDf", "điền"},
    };
    static const struct row vni[] = {
        {"nguye6n4", "nguyễn"},
        {"nguye64n", "nguyễn"},
        {"nguyen46", "nguyễn"},
        {"d9a8ng5", "đặng"},
        {"dang985", "đặng"},
        {"dang589", "đặng"},
        {"D9", "Đ"},
        {"NGUYEN64", "NGUYỄN"},
    };
    check_telex(telex);
    check_vni(vni);
}

static void test_tone_place(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"quas", "quá"},       {"gias", "giá"},     {"gif", "gì"},       {"ginf", "gìn"},
        {"vieetj", "việt"},    {"muoons", "muốn"},  {"thuowr", "thuở"},  {"dduwowcj", "được"},
        {"toans", "toán"},     {"huychs", "huých"}, {"xoenf", "xoèn"},   {"ngoaif", "ngoài"},
        {"khuyur", "khuỷu"},   {"xoays", "xoáy"},   {"cuar", "của"},     {"mias", "mía"},
        {"chaos", "cháo"},     {"quys", "quý"},     {"quyts", "quýt"},   {"giees", "giế"},
        {"gieengs", "giếng"},  {"Gies", "Gié"},     {"khuyar", "khuỷa"}, {"ngoeof", "ngoèo"},
        {"xooongf", "xoongf"}, {"hoafn", "hoàn"},   {"hoafng", "hoàng"}, {"gifa", "già"},
        {"Ys", "Ý"},           {"yeenr", "yển"},    {"ieengs", "iếng"},  {"nguwowif", "người"},
    };
    check_telex(rows);
    static const struct {
        const char *keys, *old_style, *new_style;
    } styled[] = {
        {"hoaf", "hòa", "hoà"},      {"khoer", "khỏe", "khoẻ"}, {"thuyr", "thủy", "thuỷ"},
        {"HOAF", "HÒA", "HOÀ"},      {"uyr", "ủy", "uỷ"},       {"hofa", "hòa", "hoà"},
        {"toans<BS>", "tóa", "toá"}, {"xoax", "xõa", "xoã"},
    };
    for (size_t i = 0; i < check_items(styled); i++) {
        check_keys(TYPING_TELEX, TYPING_OLD, styled[i].keys, styled[i].old_style);
        check_keys(TYPING_TELEX, TYPING_NEW, styled[i].keys, styled[i].new_style);
    }
}

static void test_horn_and_breve(void **state) {
    (void)state;
    static const struct row telex[] = {
        {"chuaw", "chưa"},      {"quaw", "quă"},      {"hoaw", "hoă"},        {"hoawnx", "hoẵn"},
        {"huow", "huơ"},        {"thuowr", "thuở"},   {"khuow", "khuơ"},      {"quow", "quơ"},
        {"nguow", "ngươ"},      {"nguowif", "người"}, {"nguwoif", "người"},   {"nguwowif", "người"},
        {"nguoiwf", "người"},   {"huowng", "hương"},  {"thuowngf", "thường"}, {"huongw", "hương"},
        {"thuowwng", "thương"}, {"huowu", "hươu"},    {"ruwouj", "rượu"},     {"nhw", "như"},
        {"twf", "từ"},          {"giwx", "giữ"},      {"giwowng", "giương"},  {"W", "Ư"},
        {"luuw", "lưu"},        {"guiwr", "gửi"},     {"quowr", "quở"},       {"wowt", "ươt"},
    };
    static const struct row vni[] = {
        {"chua7", "chưa"},    {"qua8", "quă"},      {"hoa8n4", "hoẵn"},   {"huo7", "huơ"},
        {"thuo73", "thuở"},   {"quo7", "quơ"},      {"nguo7i2", "người"}, {"ngu7o7i2", "người"},
        {"ngu7oi2", "người"}, {"nguoi72", "người"}, {"huo7ng", "hương"},  {"thuo77ng", "thương"},
    };
    check_telex(telex);
    check_vni(vni);
}

static void test_second_thoughts(void **state) {
    (void)state;
    static const struct row telex[] = {
        {"asf", "à"},         {"aaw", "ă"},        {"awa", "â"},        {"thoomw", "thơm"},
        {"thowmo", "thôm"},   {"muoonw", "mươn"},  {"muwowno", "muôn"}, {"ass", "as"},
        {"aaa", "aa"},        {"ddd", "dd"},       {"aww", "aw"},       {"uww", "uw"},
        {"hoasss", "hoass"},  {"baaams", "baams"}, {"ww", "w"},         {"nhww", "nhw"},
        {"www", "ww"},        {"nhuww", "nhuw"},   {"chuaww", "chuaw"}, {"ruwowww", "ruoww"},
        {"phirz", "phi"},     {"phiz", "phiz"},    {"phirzz", "phiz"},  {"nhwng<BS><BS>w", "nhw"},
        {"asss as", "ass á"}, {"dangdd", "dangd"}, {"huowww", "huow"},  {"bass. bas", "bas. bá"},
    };
    static const struct row vni[] = {
        {"a12", "à"},     {"a68", "ă"},     {"a86", "â"},    {"a11", "a1"},      {"d99", "d9"},
        {"a66", "a6"},    {"o77", "o7"},    {"a88", "a8"},   {"a111", "a11"},    {"a11b2", "a1b2"},
        {"phi30", "phi"}, {"phi0", "phi0"}, {"ua76", "ưa6"}, {"a11 a1", "a1 á"}, {"muon76", "muôn"},
    };
    check_telex(telex);
    check_vni(vni);
}

static void test_backspace(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"<BS>", ""},
        {"aaf<BS>", ""},
        {"toans<BS>t", "toát"},
        {"ddien<BS>mf", "đièm"},
        {"chiaj<BS>", "chị"},
        {"ddaams<BS><BS>", "đ"},
        {"hoafng<BS><BS>n", "hoàn"},
        {"cuwowi<BS>ix", "cưỡi"},
        {"toois <BS><BS>t", "tốt"},
        {"ass<BS>s", "á"},
        {"mai 5<BS><BS>s", "mái"},
        {"thuyeenf<BS><BS>", "thuy"},
        {"nguwowif<BS>", "ngườ"},
        {"giaf<BS>", "gi"},
        {"quyeenr<BS><BS>eets", "quyết"},
    };
    check_telex(rows);
    struct keys_field f;
    struct typing_edit edit;
    keys_open(&f, TYPING_TELEX, TYPING_OLD);
    // A character of another script goes whole: a base with its mark, a flag of two code points.
    strcpy(f.text, "x\u0308");
    keys_backspace(&f);
    check_text("x with a diaeresis", f.text, "");
    typing_backspace(&f.typing, "a\U0001F1FB\U0001F1F3", &edit);
    check_number("flag", (long long)edit.erase_bytes, 8);
}

static void test_plain_letters(void **state) {
    (void)state;
    static const struct row telex[] = {
        {"camera", "camera"}, {"metro", "metro"},     {"docx", "docx"},
        {"email", "email"},   {"windows", "windows"}, {"web", "web"},
        {"wave", "wave"},     {"year", "year"},       {"star", "star"},
        {"view", "view"},     {"new", "new"},         {"add", "add"},
        {"vat", "vat"},       {"CSGT", "CSGT"},       {"50%", "50%"},
        {"matf", "matf"},     {"sachr", "sachr"},     {"s", "s"},
        {"fr", "fr"},         {"hoaaf", "hoaaf"},     {"thoon 3, xax 4", "thôn 3, xã 4"},
        {"aiw", "aiw"},       {"xf", "xf"},
    };
    static const struct row vni[] = {
        {"to63 5", "tổ 5"},     {"2024", "2024"},    {"15/10/2024", "15/10/2024"},
        {"CT1", "CT1"},         {"50%", "50%"},      {"mac2", "mac2"},
        {"camera1", "camera1"}, {"toi7a6", "tơia6"}, {"nguyeenx", "nguyeenx"},
    };
    check_telex(telex);
    check_vni(vni);
}

static void test_highland_names(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"Kroong", "Krông"},
        {"Bloo", "Blô"},
        {"Niee", "Niê"},
        {"M'noong", "M'nông"},
        {"H'Moong", "H'Mông"},
        {"DDawks Lawks", "Đắk Lắk"},
        {"Hddowk", "Hđơk"},
        {"H'Wing", "H'Wing"},
        {"Stieeng", "Stiêng"},
        {"Y Yuts", "Y Yút"},
        {"Kpaws", "Kpắ"},
        {"Xow DDawng", "Xơ Đăng"},
        {"HDDND", "HĐND"},
        {"TDDKT", "TĐKT"},
        {"UBND", "UBND"},
        {"Pleiku", "Pleiku"},
        {"R'laasp", "R'lấp"},
        {"EE DDEE", "Ê ĐÊ"},
        {"Xtieeng", "Xtiêng"},
        {"Ow DDu", "Ơ Đu"},
        {"Bh'noong", "Bh'nông"},
        {"Braau", "Brâu"},
        {"Gier Trieeng", "Giẻ Triêng"},
        {"Row Mawm", "Rơ Măm"},
        {"Chuw Proong", "Chư Prông"},
        {"Pacs Bos", "Pác Bó"},
        {"Ea H'leo", "Ea H'leo"},
        {"Buoon DDoon", "Buôn Đôn"},
        {"H'Hen Niee", "H'Hen Niê"},
        {"KDDawm", "KĐăm"},
        {"Vangf Thij Mir", "Vàng Thị Mỉ"},
        {"Khuooir Lacs", "Khuổi Lác"},
        {"Pu Peos", "Pu Péo"},
    };
    check_telex(rows);
}

/* Where the rules are plain and keyboards part: a w behind a consonant is ư and stays it, a mark
 * taken back leaves plain letters however often its key comes again, no d turns into đ behind what
 * is no syllable, đ stands before any consonant, k ends a syllable, and uêu is one. */
static void test_where_keyboards_part(void **state) {
    (void)state;
    static const struct row telex[] = {
        {"trwan", "trưan"},   {"khweng", "khưeng"}, {"trwod", "trưod"},     {"swing", "sưing"},
        {"nhwat", "nhưat"},   {"wod", "wod"},       {"Website", "Website"}, {"who", "ưho"},
        {"wan<BS><BS>", "w"}, {"dddd", "ddd"},      {"ddddd", "dddd"},      {"dddas", "ddas"},
        {"dinddd", "dindd"},  {"tadd", "tadd"},     {"ubndd", "ubndd"},     {"docxdd", "docxdd"},
        {"ddaauu", "đâuu"},   {"drangd", "đrang"},  {"ddrangs", "đráng"},   {"sedd<BS>d", "sedd"},
        {"Kroawns", "Kroắn"}, {"tookj", "tộk"},     {"Buks", "Búk"},        {"ueue", "uêu"},
        {"khueeuf", "khuều"}, {"nguefue", "nguều"}, {"ddaiif", "đaiif"},    {"uwongw", "uongw"},
    };
    static const struct row vni[] = {
        {"d999", "d99"},      {"ubnd9", "ubnd9"},   {"drang9", "đrang"}, {"tok56", "tộk"},
        {"khueu62", "khuều"}, {"ngue6u2", "nguều"}, {"din99", "din9"},   {"stoa8n1", "stoắn"},
    };
    check_telex(telex);
    check_vni(vni);
}

/* Finished letters and bare marks work in every method, and do what VNI does. */
static void test_finished_keys(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"đ", "đ"},
        {"Đặng", "Đặng"},
        {"ngươi\u0300", "người"},
        {"nguơi\u0300", "người"},
        {"ngưoi\u0300", "người"},
        {"thuơ\u0309", "thuở"},
        {"quă\u0301ng", "quắng"},
        {"âă", "âă"},
        {"a\u0302\u0301", "ấ"},
        {"a\u0306", "ă"},
        {"chua\u031b", "chưa"},
        {"a\u0301\u0301", "a"},
        {"a\u0301\u0301\u0300", "à"},
        {"\u0301", ""},
        {"5\u0301", "5"},
        {"mat\u0300", "mat"},
        {"u\u0308", "u"},
        {"tiếng", "tiếng"},
        {"cameđâ", "cameđâ"},
        {"ôô", "ôô"},
        {"hoá", "hoá"},
    };
    static const enum typing_method methods[] = {TYPING_PLAIN, TYPING_TELEX, TYPING_VNI};
    for (size_t m = 0; m < check_items(methods); m++)
        for (size_t i = 0; i < check_items(rows); i++)
            check_keys(methods[m], TYPING_NEW, rows[i].keys, rows[i].want);
    check_keys(TYPING_PLAIN, TYPING_OLD, "aaf hoas 5", "aaf hoas 5");
}

static void test_tone_keys(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum typing_mark mark;
        const char *want, *again;
    } rows[] = {
        {"Nguyên", TYPING_NGA, "Nguyễn", "Nguyên"}, {"hoa", TYPING_HUYEN, "hòa", "hoa"},
        {"Văn A", TYPING_SAC, "Văn Á", "Văn A"},    {"thuơng", TYPING_HUYEN, "thuờng", "thuơng"},
        {"mac", TYPING_NANG, "mạc", "mac"},         {"mac", TYPING_HOI, "mac", "mac"},
        {"star", TYPING_SAC, "star", "star"},       {"", TYPING_SAC, "", ""},
        {"Tổ 5", TYPING_SAC, "Tổ 5", "Tổ 5"},       {"Kla", TYPING_SAC, "Klá", "Kla"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct keys_field f;
        keys_open(&f, TYPING_TELEX, TYPING_OLD);
        strcpy(f.text, rows[i].text);
        keys_tone(&f, rows[i].mark);
        check_text(rows[i].text, f.text, rows[i].want);
        keys_tone(&f, rows[i].mark);
        check_text(rows[i].text, f.text, rows[i].again);
    }
    struct keys_field f;
    keys_open(&f, TYPING_TELEX, TYPING_OLD);
    keys_press(&f, "hoa");
    keys_tone(&f, TYPING_SAC);
    keys_tone(&f, TYPING_SAC);
    keys_press(&f, "nf"); // a mark taken off by a tone key does not end composition
    check_text("hoa, sắc twice, nf", f.text, "hoàn");
    keys_tone(&f, TYPING_NANG);
    check_text("another tone replaces", f.text, "hoạn");
}

/* The caret may stand anywhere: only the text before it counts, and only its syllable is touched.
 */
static void test_middle_of_text(void **state) {
    (void)state;
    static const struct {
        const char *before, *key;
        size_t erase_bytes;
        const char *insert;
    } rows[] = {
        {"Trần Văn toa", "s", 2, "óa"},
        {"hoà", "n", 0, "n"},
        {"thuy", "r", 2, "ủy"},
        {"nguyên", "x", 3, "ễn"},
        {"đ", "d", 2, "dd"},
        {"xin chào", "!", 0, "!"},
        {"a", "á", 0, "á"},
        {"Ng", "w", 0, "ư"},
        {"ngườ", "i", 0, "i"},
        {"thuở", "n", 4, "ưởn"},
        {"naïve", "s", 0, "s"},
        {"ab\u0301", "s", 0, "s"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct typing t;
        struct typing_edit edit;
        typing_init(&t, TYPING_TELEX, TYPING_OLD);
        typing_key(&t, rows[i].before, rows[i].key, &edit);
        check_text(rows[i].before, edit.insert, rows[i].insert);
        check_number(rows[i].before, (long long)edit.erase_bytes, (long long)rows[i].erase_bytes);
    }
}

static void test_reset_forgets(void **state) {
    (void)state;
    struct keys_field f;
    keys_open(&f, TYPING_TELEX, TYPING_OLD);
    keys_press(&f, "ass"); // plain from here
    keys_press(&f, "<BS>");
    keys_press(&f, "s");
    check_text("backspace begins anew", f.text, "á");
    keys_open(&f, TYPING_TELEX, TYPING_OLD);
    keys_press(&f, "baaa");
    strcpy(f.text, "ba"); // the caret went elsewhere
    typing_reset(&f.typing);
    keys_press(&f, "s");
    check_text("reset", f.text, "bá");
}

static void test_long_and_odd_keys(void **state) {
    (void)state;
    struct keys_field f;
    struct typing_edit edit;
    keys_open(&f, TYPING_TELEX, TYPING_OLD);
    keys_press(&f, "nghieenghieenghieengs");
    check_text("long word", f.text, "nghiênghieenghieengs");
    typing_key(&f.typing, "a", "st", &edit); // two at once are text
    check_text("two code points", edit.insert, "st");
    typing_key(&f.typing, "a", "\xff", &edit);
    check_number("no edit behind a bad byte", (long long)edit.erase_bytes, 0);
    char many[200];
    memset(many, 's', sizeof many - 1);
    many[sizeof many - 1] = '\0';
    typing_key(&f.typing, "a", many, &edit); // more than an edit holds: refused whole
    check_text("too many", edit.insert, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_marks_anywhere),
        cmocka_unit_test(test_tone_place),
        cmocka_unit_test(test_horn_and_breve),
        cmocka_unit_test(test_second_thoughts),
        cmocka_unit_test(test_backspace),
        cmocka_unit_test(test_plain_letters),
        cmocka_unit_test(test_highland_names),
        cmocka_unit_test(test_where_keyboards_part),
        cmocka_unit_test(test_finished_keys),
        cmocka_unit_test(test_tone_keys),
        cmocka_unit_test(test_middle_of_text),
        cmocka_unit_test(test_reset_forgets),
        cmocka_unit_test(test_long_and_odd_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
