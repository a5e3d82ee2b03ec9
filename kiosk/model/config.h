/* The kiosk's own settings (config/kiosk.ini): what belongs to this machine, not to the campaign.
 */
#ifndef MODEL_CONFIG_H
#define MODEL_CONFIG_H

#include "base/ini.h"
#include <stdbool.h>

struct config {
    char *data_dir, *assets_dir, *fonts_dir;
    char *lang;
    char *font_text, *font_text_bold, *font_title; // file names in fonts_dir or the system's folder
    int rotate;                                    // index into 0|90|180|270
    int width, height;                             // of a window; 0 x 0: fullscreen
    int diagonal_mm;        // of the panel; 0 unknown: sizes come from pixels alone
    int target_mm;          // least side of a touch target
    bool is_motion_reduced; // everything becomes an immediate change
    bool is_sound_on;
    char *time_zone; // "+07:00" until content says otherwise
    int idle_home_s, idle_read_s, idle_form_s, idle_prompt_s, idle_receipt_s;
    char *hours_open, *hours_close, *hours_days; // for hours_parse()
    bool is_dimmed_outside_hours;
    char *proxy; // "" none, whatever the environment says
    int poll_s;
    char *usb_roots; // below which sticks are mounted, blanks between
    bool must_name_sender;
    bool may_leave_to_console; // staff may end the program at the screen
    int tone_style;            // index into old|new
    int physical_typing;       // index into telex|vni; the keyboard drawn is always Telex
    int slips_in_a_row, slips_within_s, slips_rest_s; // for flood_note()
};

/** The table behind config/kiosk.ini; ends with a NULL name. */
extern const struct ini_key config_keys[];

#endif
