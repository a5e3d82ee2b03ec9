/* The one rule by which names are found, against everything that fingers, paste and other programs
 * may bring. */
#include "../check.h"

#include "base/fold.h"
#include "base/utf8.h"

#define NBSP "\xC2\xA0"
#define NARROW_NBSP "\xE2\x80\xAF"
#define IDEOGRAPHIC "\xE3\x80\x80"
#define THIN "\xE2\x80\x89"
#define LINE_SEPARATOR "\xE2\x80\xA8"
#define ZERO_WIDTH "\xE2\x80\x8B"
#define ZERO_JOINER "\xE2\x80\x8D"
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define SOFT_HYPHEN "\xC2\xAD"
#define HYPHEN "\xE2\x80\x90"
#define MINUS "\xE2\x88\x92"
#define DASH "\xE2\x80\x93"
#define DOT "\xCC\xA3"
#define BREVE "\xCC\x86"
#define CIRCUMFLEX "\xCC\x82"
#define ACUTE "\xCC\x81"
#define TILDE "\xCC\x83"
#define HORN "\xCC\x9B"
#define VARIATION "\xEF\xB8\x8F"
#define KEYCAP "\xE2\x83\xA3"

static const struct row {
    const char *query, *name;
    bool is_found;
} rows[] = {
    // the rule's own examples
    {"van dang", "Đặng Văn Á", true},
    {"đặng v", "Đặng Văn Á", true},
    {"N.V.A", "Nguyễn Văn An", true},
    {"nguye", "Nguyễn Văn An", true},
    {"guyen", "Nguyễn Văn An", false},
    {"Đa\xCC\xA3\xCC\x86ng", "Đặng Văn Á", true},
    {"dáng", "Đặng Văn Á", true}, // marks in the query never exclude
    {"van vang", "Nguyễn Văn Vàng", true},
    {"van dang x", "Đặng Văn Á", false},
    {"dangvan", "Đặng Văn Á", false},
    {"dang", "", false},
    // no words at all find everybody
    {"", "Đặng Văn Á", true},
    {"  ", "Đặng Văn Á", true},
    {"*", "Đặng Văn Á", true},
    // any order, every word, each the beginning of some word
    {"an van nguyen", "Nguyễn Văn An", true},
    {"a v n", "Nguyễn Văn An", true},
    {"nguyen an", "Nguyễn Văn An", true},
    {"nguyen van an binh", "Nguyễn Văn An", false},
    {"nguyenvan", "Nguyễn Văn An", false},
    {"nguyễn văn ann", "Nguyễn Văn An", false},
    {"van van", "Nguyễn Văn An", true},
    {"n n n", "Nguyễn Văn An", true},
    {"v van va", "Nguyễn Văn An", true},
    {"uyen", "Nguyễn Văn An", false},
    // marks never exclude: none, others, too many, another style
    {"dáng vạn ã", "Đặng Văn Á", true},
    {"nguyên van ân", "Nguyễn Văn An", true},
    {"hoà", "Nông Thị Hòa", true},
    {"hòa", "Nông Thị Hoà", true},
    {"thuỷ", "Lý Thị Thủy", true},
    {"ưỡng", "Lê Uống", true},
    {"å", "Lê An", true},
    {"ñguyên", "Nguyễn", true},
    // d with its stroke, in capitals and as the look-alike
    {"d", "Đặng", true},
    {"đ", "Dương", true},
    {"Đ", "đặng", true},
    {"\xC3\x90\xE1\xBA\xB7ng", "Đặng", true},
    {"dang", "\xC3\x90\xE1\xBA\xB6NG", true},
    {"\xC3\xB0"
     "ang",
     "Đặng", true},
    {"d\xCC\xB5"
     "ang",
     "Đặng", true}, // overlaid, as some keyboards send it
    // decomposed on either side, marks in either order
    {"\xC4\x90"
     "a" DOT BREVE "ng",
     "Đặng", true},
    {"\xC4\x90"
     "a" BREVE DOT "ng",
     "Đặng", true},
    {"Đặng",
     "\xC4\x90"
     "a" BREVE DOT "ng",
     true},
    {"nguye" CIRCUMFLEX TILDE "n", "Nguyễn", true},
    {"nguye" TILDE CIRCUMFLEX "n", "Nguyễn", true},
    {"u" HORN "o" HORN DOT "ng", "Vi Thị Ượng", true},
    {"phượng", "Phu" HORN "o" HORN DOT "ng", true},
    {ACUTE "an", "Ân", true}, // a mark with no letter before it
    {"a n" ACUTE " ", "An Nam", true},
    {DOT, "Đặng", true}, // nothing but a mark: nothing is asked
    // capitals
    {"NGUYỄN VĂN AN", "nguyễn văn an", true},
    {"nguyễn văn an", "NGUYỄN VĂN AN", true},
    {"ĐẶNG", "đặng", true},
    {"ƯỠNG", "ưỡng", true},
    {"Ÿ", "y", true},
    {"İstanbul", "ISTANBUL", true},
    // spaces of every kind part words, on either side
    {"nguyen" NBSP "an", "Nguyễn Văn An", true},
    {"nguyen" NARROW_NBSP "an", "Nguyễn Văn An", true},
    {"nguyen" IDEOGRAPHIC "an", "Nguyễn Văn An", true},
    {"nguyen" THIN "an", "Nguyễn Văn An", true},
    {"nguyen" LINE_SEPARATOR "an", "Nguyễn Văn An", true},
    {"  nguyen \t  an  ", "Nguyễn Văn An", true},
    {"an", "Nguyễn" NBSP "Văn" IDEOGRAPHIC "An", true},
    {"nguyen\van\fvan", "Nguyễn Văn An", true},
    // what has no width is no letter either
    {"nguyen" ZERO_WIDTH "an", "Nguyễn Văn An", true},
    {"nguyen" ZERO_JOINER "an", "Nguyễn Văn An", true},
    {BYTE_ORDER_MARK "nguyen", "Nguyễn Văn An", true},
    {"nguyen" SOFT_HYPHEN "an", "Nguyễn Văn An", true},
    {ZERO_WIDTH, "Nguyễn Văn An", true},
    {"van", "Nguyễn" ZERO_WIDTH "Văn", true},
    // apostrophes, hyphens, full stops, brackets
    {"H'Mông", "Vàng Thị H'Mông", true},
    {"H'Mông", "Vàng Thị H\xE2\x80\x99Mông", true},
    {"H\xE2\x80\x98Mông", "Vàng Thị H'Mông", true},
    {"H\xCA\xBCMông", "Vàng Thị H'Mông", true}, // a letter to Unicode, an apostrophe to people
    {"mong", "Vàng Thị H\xCA\xBCMông", true},
    {"hmong", "Vàng Thị H'Mông", false},
    {"h mong", "Vàng Thị H'Mông", true},
    {"mong", "Vàng Thị H'Mông", true},
    {"mnong", "M'Nông", false},
    {"y bloo", "Y-Bloo", true},
    {"y-bloo", "Y Bloo", true},
    {"Y" HYPHEN "Bloo", "Y" DASH "Bloo", true},
    {"Y" MINUS "Bloo", "Y Bloo", true},
    {"n.v.a.", "Nguyễn Văn An", true},
    {"NVA", "Nguyễn Văn An", false},
    {"(an)", "Nguyễn Văn An", true},
    {"an,van;nguyen/", "Nguyễn Văn An", true},
    {"ksor h nhuoi", "Ksor H'Nhuối", true},
    // digits are words like others
    {"tổ 5", "Nguyễn Văn An, Tổ 5", true},
    {"to 5", "Tổ 5 thôn 3", true},
    {"5", "Tổ 5", true},
    {"5", "Tổ 51", true},
    {"51", "Tổ 5", false},
    {"tổ5", "Tổ 5", false},
    {"to5", "tổ5", true},
    {"thon 3", "Tổ 5 thôn 3", true},
    {"5" VARIATION KEYCAP, "Tổ 5", true},
    {"\xD9\xA5", "Tổ \xD9\xA5", true}, // a digit of another script is itself
    {"5", "Tổ \xD9\xA5", false},
    // nothing asked finds everybody
    {"", "Nguyễn Văn An", true},
    {"   ", "Nguyễn Văn An", true},
    {"*", "Nguyễn Văn An", true},
    {"...", "", true},
    {"", "", true},
    {"a", "", false},
    {"a", "...", false},
    // never a query language
    {"nguyen*", "Nguyễn Văn An", true},
    {"ng*en", "Nguyễn Văn An", false},
    {"\"nguyen an\"", "Nguyễn Văn An", true},
    {"-nguyen", "Nguyễn Văn An", true},
    {"nguyen -van", "Nguyễn Văn An", true},
    {"nguyen AND van", "Nguyễn Văn An", false},
    {"nguyen AND an", "Nguyễn Văn Andrê", true}, // AND is a beginning like any other
    {"nguyen OR van", "Nguyễn Văn An", false},
    {"NOT nguyen", "Nguyễn Văn An", false},
    {"NEAR(nguyen van)", "Nguyễn Văn An", false},
    {"name:an", "Nguyễn Văn An", false},
    {"%", "Nguyễn Văn An", true},
    {"_guyen", "Nguyễn Văn An", false},
    {"n_", "Nguyễn Văn An", true},
    {"[a-z]", "Nguyễn Văn An", false},
    {".*", "Nguyễn Văn An", true},
    {"an'; DROP TABLE people; --", "Nguyễn Văn An", false},
    {"\\", "Nguyễn Văn An", true},
    {"^an$", "Nguyễn Văn An", true},
    // bytes that are not UTF-8 are no letters
    {"\xFF", "Nguyễn Văn An", true},
    {"an\xFF", "Nguyễn Văn An", true},
    {"nguyen\xC0\xAFvan", "Nguyễn Văn An", true},
    {"ng\xE1\xBB", "Nguyễn Văn An", true}, // cut within a letter
    {"\xED\xA0\x80nguyen", "Nguyễn Văn An", true},
    {"nguyen\xF4\x90\x80\x80van", "Nguyễn Văn An", true},
    {"van", "Nguyễn\xFFVăn", true},
    {"nguyenvan", "Nguyễn\xFFVăn", false},
    // letters of four bytes, of other scripts, and what is no letter at all
    {"\xF0\xA0\xAE\xB7", "\xF0\xA0\xAE\xB7\xE9\x87\x8E", true},
    {"\xF0\xA0\xAE\xB7", "Nguyễn", false},
    {"\xE9\x87\x8E", "\xF0\xA0\xAE\xB7\xE9\x87\x8E", false}, // not at the beginning of the word
    {"\xF0\x90\x90\x80", "\xF0\x90\x90\xA8", true},          // Deseret has small letters, too
    {"\xF0\x9F\x98\x80 an", "Nguyễn Văn An", true},
    {"an\xF0\x9F\x91\xA9" ZERO_JOINER "\xF0\x9F\x8C\xBE", "An", true},
    {"ΜΙΚΡΌΣ", "μικρός", false}, // its last letter is another one when small
    {"ΜΙΚΡΌ", "μικρός", true},
    {"ж", "Ж", true},
    {"한", "한글", true},
    {"하", "한글", true}, // comes apart into letters
};

static void every_row_holds(void **state) {
    (void)state;
    for (size_t i = 0; i < check_items(rows); i++) {
        char row[160];
        snprintf(row, sizeof row, "row %zu: \"%s\" in \"%s\"", i, rows[i].query, rows[i].name);
        check_number(row, fold_match_names(rows[i].query, rows[i].name), rows[i].is_found);
    }
}

/* However it was composed, typed in capitals or set apart: the answer is the same. */
static void no_form_of_a_text_changes_the_answer(void **state) {
    (void)state;
    for (size_t i = 0; i < check_items(rows); i++) {
        const struct row *row = &rows[i];
        char *query = utf8_to_nfd(row->query, strlen(row->query));
        char *name = utf8_to_nfd(row->name, strlen(row->name));
        char *again = fold_text(row->query);
        char spaced[128];
        snprintf(spaced, sizeof spaced, " . %s" NBSP "-", row->query);
        check_number(row->query, fold_match_names(spaced, row->name), row->is_found);
        check_number(row->query, fold_match_names(again, row->name), row->is_found);
        if (query && name) {
            check_number(row->query, fold_match_names(query, row->name), row->is_found);
            check_number(row->query, fold_match_names(row->query, name), row->is_found);
        }
        free(query);
        free(name);
        free(again);
    }
}

static enum fold_match how(const char *query, const char *name) {
    char text[2][256];
    uint8_t marks[2][256];
    fold_into(query, strlen(query), text[0], marks[0]);
    fold_into(name, strlen(name), text[1], marks[1]);
    return fold_match(&(struct folded){text[0], marks[0]}, &(struct folded){text[1], marks[1]});
}

static void marks_say_how_well_it_matches(void **state) {
    (void)state;
    static const struct {
        const char *query, *name;
        enum fold_match how;
    } ranks[] = {
        {"", "Nguyễn Văn An", FOLD_SAME_MARKS},
        {"nguyễn", "Nguyễn Văn An", FOLD_SAME_MARKS},
        {"ngu", "Nguyễn Văn An", FOLD_SAME_MARKS}, // nothing of it has a mark so far
        {"nguye", "Nguyễn Văn An", FOLD_LEFT_OUT},
        {"nguyê", "Nguyễn Văn An", FOLD_LEFT_OUT},
        {"nguyễn van", "Nguyễn Văn An", FOLD_LEFT_OUT},
        {"nguyên", "Nguyễn Văn An", FOLD_LEFT_OUT},
        {"nguyến", "Nguyễn Văn An", FOLD_OTHER_MARKS},
        {"nguỹên", "Nguyễn Văn An", FOLD_SAME_MARKS}, // the tone counts for its syllable
        {"hoà", "Hòa", FOLD_SAME_MARKS},
        {"thuỷ", "Thủy", FOLD_SAME_MARKS},
        {"hoa", "Hòa", FOLD_LEFT_OUT},
        {"hoa", "Hoa", FOLD_SAME_MARKS},
        {"hòa", "Hoa", FOLD_OTHER_MARKS},
        {"ân", "An", FOLD_OTHER_MARKS},
        {"an", "Ân", FOLD_LEFT_OUT},
        {"ăn", "Ân", FOLD_OTHER_MARKS},
        {"đ", "Dương", FOLD_OTHER_MARKS},
        {"d", "Đặng", FOLD_LEFT_OUT},
        {"đ", "Đặng", FOLD_SAME_MARKS},
        {"\xC3\x90", "đặng", FOLD_SAME_MARKS},
        {"ặ"
         "n",
         "Lê An Ặn", FOLD_SAME_MARKS},          // the best of several words
        {"an văn", "Lê Ân Văn", FOLD_LEFT_OUT}, // the least of all that was typed
        {"a" BREVE DOT, "Ặn", FOLD_SAME_MARKS},
        {"o" HORN, "Ớt", FOLD_LEFT_OUT},
        {"x", "Lê An", FOLD_NO_MATCH},
        {"lê x", "Lê An", FOLD_NO_MATCH},
    };
    for (size_t i = 0; i < check_items(ranks); i++) {
        char row[120];
        snprintf(row, sizeof row, "%s in %s", ranks[i].query, ranks[i].name);
        check_number(row, how(ranks[i].query, ranks[i].name), ranks[i].how);
    }
}

/* Every code point there is: within its room, the same when folded twice, no space inside. */
static void no_letter_outgrows_its_room(void **state) {
    (void)state;
    for (uint32_t code_point = 1; code_point <= 0x10FFFF; code_point++) {
        char text[5] = "", folded[FOLD_ROOM(4) + 8], again[3 * FOLD_ROOM(4) + 8];
        uint8_t marks[sizeof folded];
        size_t len = utf8_encode(code_point, text);
        if (len == 0)
            continue;
        size_t folded_len = fold_into(text, len, folded, marks);
        if (folded_len + 1 > FOLD_ROOM(len) || strchr(folded, ' ') ||
            fold_into(folded, folded_len, again, NULL) != folded_len ||
            strcmp(folded, again) != 0) {
            print_error("U+%04X: \"%s\"\n", code_point, folded);
            fail();
        }
    }
}

/* Random bytes of the kinds above: nothing is read or written out of bounds (sanitizers look), and
 * a text always finds itself, and by each of its words. */
static void any_bytes_find_themselves(void **state) {
    (void)state;
    uint32_t seed = 20230512;
    for (int round = 0; round < 20000; round++) {
        char text[40];
        size_t len = 0;
        while (len < sizeof text - 8) {
            seed = seed * 1664525u + 1013904223u;
            const char *piece = rows[(seed >> 8) % check_items(rows)].query;
            size_t most = strlen(piece), take = (seed >> 24) % 8;
            take = take < most ? take : most;
            memcpy(text + len, piece, take);
            len += take + (take == 0);
            text[len - (take == 0)] = take ? text[len] : ' ';
        }
        text[len] = '\0';
        assert_true(fold_match_names(text, text));
        char *folded = fold_text(text);
        const char *last = strrchr(folded, ' ');
        assert_true(fold_match_names(last ? last + 1 : folded, text));
        free(folded);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_holds),
        cmocka_unit_test(no_form_of_a_text_changes_the_answer),
        cmocka_unit_test(marks_say_how_well_it_matches),
        cmocka_unit_test(no_letter_outgrows_its_room),
        cmocka_unit_test(any_bytes_find_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
