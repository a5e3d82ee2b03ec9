/* Where the running program lies, and what belongs to it there; whether a folder is its user's. */
#ifndef BASE_PLACE_H
#define BASE_PLACE_H

#include <stdbool.h>

/** The folder of the running program; owned. NULL when the system does not say. */
char *place_program_dir(void);
/**
 * The settings of the running program when none are named. The program lies two folders below its
 * tree (usr/bin when installed, build/release in the source tree): there etc/FOLDER/NAME, then
 * config/NAME; else /etc/FOLDER/NAME. The folder one stands in has no say.
 * @return owned; NULL when there is no such file
 */
char *place_settings(const char *folder, const char *name);
/**
 * Whether root is about to work in a data folder of another user, who could not change what root
 * writes there.
 * @param out_why  what to do, for the people who started `program`; owned by the caller
 */
bool place_is_anothers(const char *data_dir, const char *program, char **out_why);

#endif
