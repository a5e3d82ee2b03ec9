/* Whether anybody sits in the office now, by its hours (kiosk.ini) and the commune's own time. */
#ifndef SCREENS_OFFICE_H
#define SCREENS_OFFICE_H

#include "screens/screen.h"

/** False as well where hours are not kept or the clock is not to be trusted: then nobody knows. */
bool office_is_closed(const struct screen_env *env);

#endif
