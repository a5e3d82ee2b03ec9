/* The writer: whatever a text holds, it stays text. */
#include "../check.h"

#include "base/xalloc.h"
#include "web/html.h"

static char *written(struct html *html) {
    size_t len;
    char *text = html_take(html, &len);
    check_number("length", (long long)len, (long long)strlen(text));
    return text;
}

static void text_stays_text(void **state) {
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"Đặng Thị Áng", "<p>Đặng Thị Áng</p>"},
        {"<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"},
        {"</p><img src=x onerror=alert(1)>", "<p>&lt;/p&gt;&lt;img src=x onerror=alert(1)&gt;</p>"},
        {"a & b &amp; c", "<p>a &amp; b &amp;amp; c</p>"},
        {"\" onmouseover='x'", "<p>&quot; onmouseover=&#39;x&#39;</p>"},
        {"\xff<\xc3", "<p>\xEF\xBF\xBD&lt;\xEF\xBF\xBD</p>"},
        {"a\xC0\xBC"
         "b",
         "<p>a\xEF\xBF\xBD\xEF\xBF\xBD"
         "b</p>"}, // an overlong <
        {"a\x01\x7F\xC2\x85z", "<p>az</p>"},
        {"a\xE2\x80\xAE"
         "b\xE2\x81\xA6"
         "c\xE2\x80\x8F",
         "<p>abc</p>"}, // turned direction
        {"\xE2\x80\x8B", "<p>\xE2\x80\x8B</p>"},
        {"", "<p></p>"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct html html = {.depth = 0};
        html_element(&html, rows[i].text, "p");
        char *text = written(&html);
        check_text(rows[i].text, text, rows[i].want);
        free(text);
    }
}

static void values_stay_values(void **state) {
    (void)state;
    static const struct {
        const char *name, *value, *want;
    } rows[] = {
        {"title", "\"><script>", "<a title=\"&quot;&gt;&lt;script&gt;\"></a>"},
        {"title", "' onclick='x", "<a title=\"&#39; onclick=&#39;x\"></a>"},
        {"title", NULL, "<a></a>"},
        {"title", "", "<a title=\"\"></a>"},
        {"href", "/office/users?after=a&b", "<a href=\"/office/users?after=a&amp;b\"></a>"},
        {"href", "?page=2", "<a href=\"?page=2\"></a>"},
        {"href", "#main", "<a href=\"#main\"></a>"},
        {"href", "javascript:alert(1)", "<a href=\"#\"></a>"},
        {"href", " javascript:alert(1)", "<a href=\"#\"></a>"},
        {"href", "https://elsewhere.example/", "<a href=\"#\"></a>"},
        {"href", "//elsewhere.example/", "<a href=\"#\"></a>"},
        {"href", "/\\elsewhere.example/", "<a href=\"#\"></a>"},
        {"src", "data:text/html,x", "<a src=\"#\"></a>"},
        {"action", "http://elsewhere.example/", "<a action=\"#\"></a>"},
        {"formaction", "//x", "<a formaction=\"#\"></a>"},
    };
    for (size_t i = 0; i < check_items(rows); i++) {
        struct html html = {.depth = 0};
        html_open(&html, "a", rows[i].name, rows[i].value);
        html_close(&html, "a");
        char *text = written(&html);
        check_text(rows[i].want, text, rows[i].want);
        free(text);
    }
}

static void tags_nest(void **state) {
    (void)state;
    struct html html = {.depth = 0};
    html_doctype(&html);
    html_open(&html, "ul", "class", "x", "id", NULL, "lang", "vi");
    html_open(&html, "li");
    html_void(&html, "input", "name", "a");
    html_flag(&html, "checked", true);
    html_flag(&html, "disabled", false);
    html_attrf(&html, "maxlength", "%d", 5);
    html_lines(&html, "one\ntwo <\n");
    html_close(&html, "li");
    html_close(&html, "ul");
    char *text = written(&html);
    check_text("tree", text,
               "<!DOCTYPE html>\n<ul class=\"x\" lang=\"vi\"><li><input name=\"a\" checked"
               " maxlength=\"5\">one<br>two &lt;<br></li></ul>");
    free(text);
}

static void parts_of_addresses(void **state) {
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {{"lan.vptk", "lan.vptk"},
                {"a/b?c&d#e", "a%2Fb%3Fc%26d%23e"},
                {"bà con", "b%C3%A0%20con"},
                {"..", ".."},
                {"\"<", "%22%3C"}};
    for (size_t i = 0; i < check_items(rows); i++) {
        char *part = html_url_part(rows[i].text);
        check_text(rows[i].text, part, rows[i].want);
        free(part);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_stays_text),
        cmocka_unit_test(values_stay_values),
        cmocka_unit_test(tags_nest),
        cmocka_unit_test(parts_of_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
