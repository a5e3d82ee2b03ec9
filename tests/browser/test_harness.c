/* The browser of these tests is one: it loads, types, presses keys, runs no script where none is
 * wanted, and takes pictures. */
#include "../recordstore/office.h"
#include "audit.h"
#include "browser.h"

#define PAGE(body)                                                                                 \
    "data:text/html;charset=utf-8,<!doctype html><html lang=vi><title>Trang thử</title>" body

static int start(void **state) {
    (void)state;
    office_start_libraries();
    return 0;
}

static void it_types_clicks_and_presses(void **state) {
    (void)state;
    struct browser b;
    browser_open(&b, &(struct browser_options){.width_px = 0});
    browser_go(&b, PAGE("<form><label>Họ tên <input name=name></label><input type=checkbox id=yes>"
                        "<button type=button onclick=\"document.getElementById('out').textContent"
                        "=document.forms[0].elements[0].value\">Chép</button></form><p id=out>"));
    check_text("title", browser_title(&b), "Trang thử");
    browser_type(&b, "input[name=name]", "Nguyễn Văn A");
    browser_click(&b, "button");
    check_text("click", browser_text(&b, "#out"), "Nguyễn Văn A");
    browser_expect(&b, "Chép");
    browser_expect_not(&b, "Xóa");
    check_text("label", browser_label(&b, "input[name=name]"), "Họ tên");
    browser_click(&b, "input[name=name]");
    browser_press_text(&b, " Ấ");
    check_text("keys", browser_value(&b, "input[name=name]"), "Nguyễn Văn A Ấ");
    browser_press(&b, NULL, KEY_TAB);
    check_text("tab", browser_focus(&b), "input#yes");
    browser_press(&b, NULL, KEY_TAB);
    check_text("tab", browser_focus(&b), "button");
    browser_press(&b, KEY_SHIFT, KEY_TAB);
    check_text("back", browser_focus(&b), "input#yes");
    browser_press(&b, NULL, KEY_TAB);
    browser_press(&b, NULL, KEY_ENTER);
    check_text("enter", browser_text(&b, "#out"), "Nguyễn Văn A Ấ");
    check_number("none", (long long)browser_count(&b, "table"), 0);
    browser_close(&b);
}

static void it_runs_no_script_where_none_is_wanted(void **state) {
    (void)state;
    static const char page[] = PAGE(
        "<p id=out>tĩnh</p><noscript><p id=no>không mã</p></noscript><a href=about:blank>đi</a>"
        "<script>document.getElementById('out').textContent='động'</script>");
    static const struct {
        bool has_no_script;
        const char *text;
    } rows[] = {{false, "động"}, {true, "tĩnh"}};
    for (size_t i = 0; i < check_items(rows); i++) {
        struct browser b;
        browser_open(&b, &(struct browser_options){.has_no_script = rows[i].has_no_script});
        browser_go(&b, page);
        check_text("text", browser_text(&b, "#out"), rows[i].text);
        check_number("noscript", (long long)browser_count(&b, "#no"), rows[i].has_no_script);
        browser_click(&b, "a"); // what a person does works all the same
        check_text("link", browser_url(&b), "about:blank");
        browser_close(&b);
    }
}

/* From the real store over TLS; its certificate is its own. */
static void it_reads_the_real_store(void **state) {
    (void)state;
    struct office office;
    struct browser b;
    office_create(&office);
    OFFICE_SERVE(&office, "--verbose");
    browser_open(&b, &(struct browser_options){.width_px = 0});
    char *url = xasprintf("%s/v1/health", office.url);
    browser_go(&b, url);
    browser_expect(&b, "\"api\":1");
    free(url);
    browser_close(&b);
    office_destroy(&office);
}

static bool has_size(const char *path, int width_px, int height_px) {
    char *bytes;
    size_t len;
    assert_true(path_read(path, 16 << 20, &bytes, &len));
    const unsigned char *head = (unsigned char *)bytes; // IHDR
    bool has = len > 24 && !memcmp(bytes, "\x89PNG", 4) && (head[18] << 8 | head[19]) == width_px &&
               (head[22] << 8 | head[23]) >= height_px;
    free(bytes);
    return has;
}

static void it_is_as_narrow_as_a_telephone(void **state) {
    (void)state;
    static const int widths_px[] = {360, 1280};
    struct browser b;
    browser_open(&b, &(struct browser_options){.width_px = 0});
    for (size_t i = 0; i < check_items(widths_px); i++) {
        char name[32], *path;
        browser_resize(&b, widths_px[i], 640);
        browser_go(&b, PAGE("<h1>Gương sáng</h1><p style=height:900px>Bà con"));
        assert_true(browser_fits(&b));
        snprintf(name, sizeof name, "harness-%d", widths_px[i]);
        browser_shot(&b, name);
        path = xasprintf("%s/%s.png", b.output, name);
        check_number(name, has_size(path, widths_px[i], 900), true); // what is below the edge, too
        free(path);
    }
    browser_resize(&b, 360, 640);
    browser_go(&b, PAGE("<p style=width:500px>quá rộng"));
    assert_false(browser_fits(&b));
    browser_close(&b);
}

static void the_audit_finds_what_is_wrong(void **state) {
    (void)state;
    static const struct {
        const char *body, *rule; // NULL: nothing
    } rows[] = {
        {"<main><h1>Tên</h1><label>Họ tên <input></label></main>", NULL},
        {"<main><h1>Tên</h1><input></main>", "label"},
        {"<main><h1>Tên</h1><p style=color:%23bbb>nhạt</p></main>", "color-contrast"},
        {"<main><h1>Tên</h1><button style='width:9px;height:9px;padding:0;border:0'>a</button>"
         "<button style='width:9px;height:9px;padding:0;border:0'>b</button></main>",
         "target-size"},
    };
    struct browser b;
    browser_open(&b, &(struct browser_options){.width_px = 0});
    for (size_t i = 0; i < check_items(rows); i++) {
        char *url = xasprintf(PAGE("%s"), rows[i].body);
        browser_go(&b, url);
        char *found = audit(&b);
        check_number(rows[i].body, found[0] != '\0', rows[i].rule != NULL);
        if (rows[i].rule && !strstr(found, rows[i].rule))
            fail_msg("want %s, got %s", rows[i].rule, found);
        free(found);
        free(url);
    }
    browser_close(&b);
}

static void it_sees_what_is_cut_off(void **state) {
    (void)state;
    static const struct {
        const char *body, *cut;
    } rows[] = {
        {"<main><p style='width:90px;overflow:hidden'>ngắn</p></main>", ""},
        {"<main><p class=a style='width:90px;overflow:hidden;white-space:nowrap'>một dòng dài hơn "
         "chỗ của nó</p></main>",
         "p.a\n"},
        {"<main><svg class=b width=20 height=20 viewBox='0 0 48 48'><path d='M0 0h48v48z'/></svg>",
         ""},
        {"<main><svg class=b width=20 height=20><path d='M0 0h48v48z'/></svg></main>", "svg.b\n"},
    };
    struct browser b;
    browser_open(&b, &(struct browser_options){.width_px = 0});
    for (size_t i = 0; i < check_items(rows); i++) {
        char *url = xasprintf(PAGE("%s"), rows[i].body);
        browser_go(&b, url);
        check_text(rows[i].body, browser_cut_off(&b), rows[i].cut);
        free(url);
    }
    browser_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_types_clicks_and_presses),
        cmocka_unit_test(it_runs_no_script_where_none_is_wanted),
        cmocka_unit_test(it_reads_the_real_store),
        cmocka_unit_test(it_is_as_narrow_as_a_telephone),
        cmocka_unit_test(it_sees_what_is_cut_off),
        cmocka_unit_test(the_audit_finds_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
