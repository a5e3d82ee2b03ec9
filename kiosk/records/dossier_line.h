/* The columns of one line about a dossier: the same in the office's list and beside another
 * dossier. Only files of records/ include this. */
#ifndef RECORDS_DOSSIER_LINE_H
#define RECORDS_DOSSIER_LINE_H

#include "records/dossier_list.h"
#include "sql/sql.h"

#define DOSSIER_LINE_SELECT                                                                        \
    "SELECT n.received_at, n.id, n.code, n.kind, n.honorific, n.name, n.unit_id, n.unit_other,"    \
    " n.state, n.source, n.publication, n.case_group, n.level, n.decision_level, n.device_id,"     \
    " n.version, n.seq_repeated, n.purged_at, n.type, n.campaign_id"
#define DOSSIER_LINE_FROM " FROM nominations AS n WHERE n.commune_id = ?1"

void dossier_line_take(const struct sql_rows *rows, struct dossier_line *out);

#endif
