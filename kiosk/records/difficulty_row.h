/* One step of a difficulty within a turn. Only difficulties.c and retention.c include this. */
#ifndef RECORDS_DIFFICULTY_ROW_H
#define RECORDS_DIFFICULTY_ROW_H

#include "records/difficulties.h"

/** `answer` is kept where it is not NULL. The aim has its event id. */
enum dossier_result difficulty_row_change(struct sql_turn *turn,
                                          const struct dossier_office *office,
                                          const struct dossier_aim *aim, const char *to,
                                          const char *answer, struct dossier_outcome *out);

#endif
