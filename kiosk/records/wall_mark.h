/* What the wall was last made from: a mark over the manifest's revision and the versions of all
 * published dossiers, kept with them. While it stands, the wall says what the dossiers say, and
 * nobody needs to compose thousands of people to find that out. */
#ifndef RECORDS_WALL_MARK_H
#define RECORDS_WALL_MARK_H

#include "sql/sql.h"

/** RECORDS_OK when nothing has changed since wall_mark_set(), RECORDS_NONE when it may have. */
enum records_result wall_mark_stands(struct sql_turn *turn);
/** Notes, in the turn that made it so, that the newest manifest is what the dossiers say. */
bool wall_mark_set(struct sql_turn *turn);

#endif
