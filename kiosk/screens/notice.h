#ifndef SCREENS_NOTICE_H
#define SCREENS_NOTICE_H

#include "screens/screen.h"

extern const struct screen_kind notice_screen;

#endif
