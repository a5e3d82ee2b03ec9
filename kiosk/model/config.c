#include "model/config.h"

#include <stddef.h>

#include "model/flood.h"

#define TEXT(section, name, member, fallback)                                                      \
    { section, name, INI_TEXT, offsetof(struct config, member), fallback, 0, 0, NULL }
#define NUMBER(section, name, member, fallback, min, max)                                          \
    { section, name, INI_NUMBER, offsetof(struct config, member), fallback, min, max, NULL }
#define SWITCH(section, name, member, fallback)                                                    \
    { section, name, INI_SWITCH, offsetof(struct config, member), fallback, 0, 0, NULL }
#define CHOICE(section, name, member, fallback, choices)                                           \
    { section, name, INI_CHOICE, offsetof(struct config, member), fallback, 0, 0, choices }

const struct ini_key config_keys[] = {
    TEXT("paths", "data", data_dir, "build/run/kiosk"),
    TEXT("paths", "assets", assets_dir, "assets"),
    TEXT("paths", "fonts", fonts_dir, "fonts"),

    NUMBER("screen", "width", width, "0", 0, 7680),
    NUMBER("screen", "height", height, "0", 0, 7680),
    CHOICE("screen", "rotate", rotate, "0", "0|90|180|270"),
    NUMBER("screen", "diagonal_mm", diagonal_mm, "0", 0, 3000),
    NUMBER("screen", "target_mm", target_mm, "20", 0, 60),
    SWITCH("screen", "reduced_motion", is_motion_reduced, "no"),

    TEXT("text", "lang", lang, "vi"),
    TEXT("text", "font", font_text, "NotoSans-Regular.ttf"),
    TEXT("text", "font_bold", font_text_bold, "NotoSans-Bold.ttf"),
    TEXT("text", "font_title", font_title, "NotoSerif-Bold.ttf"),

    SWITCH("sound", "on", is_sound_on, "yes"),

    TEXT("times", "zone", time_zone, "+07:00"),
    NUMBER("times", "home_s", idle_home_s, "60", 10, 3600),
    NUMBER("times", "read_s", idle_read_s, "60", 10, 3600),
    NUMBER("times", "form_s", idle_form_s, "90", 10, 3600),
    NUMBER("times", "prompt_s", idle_prompt_s, "15", 5, 120),
    NUMBER("times", "receipt_s", idle_receipt_s, "60", 10, 3600),

    SWITCH("hours", "dim", is_dimmed_outside_hours, "yes"),
    TEXT("hours", "open", hours_open, "07:00"),
    TEXT("hours", "close", hours_close, "17:30"),
    TEXT("hours", "days", hours_days, "mon-fri"),

    TEXT("network", "proxy", proxy, ""),
    NUMBER("network", "poll_s", poll_s, "60", 5, 86400),

    TEXT("usb", "roots", usb_roots, "/media /run/media"),

    SWITCH("form", "must_name_sender", must_name_sender, "no"),
    NUMBER("form", "slips_in_a_row", slips_in_a_row, "6", 0, FLOOD_SLIPS_MAX),
    NUMBER("form", "within_s", slips_within_s, "600", 10, 86400),
    NUMBER("form", "rest_s", slips_rest_s, "60", 5, 3600),
    CHOICE("form", "tone_style", tone_style, "old", "old|new"),
    CHOICE("form", "physical_typing", physical_typing, "telex", "telex|vni"),

    SWITCH("staff", "console", may_leave_to_console, "no"),

    {.name = NULL},
};
