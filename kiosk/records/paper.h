/* Slips and proposals that came on paper, typed in by an officer: from a citizen ("paper") or from
 * a village or an organisation ("unit"). They get a code like any other. */
#ifndef RECORDS_PAPER_H
#define RECORDS_PAPER_H

#include "records/dossiers.h"

struct content;

#define PAPER_CONSENT "paper" // version of a consent that was signed, not ticked

struct paper_slip { // borrowed for the call
    const char *id; // a UUIDv4 of the form: the same form sent twice is one slip
    const char *source;
    const struct nomination *slip; // its consent_at: when it was signed, a day or RFC 3339
    const char *campaign_id, *code_prefix;
    const struct content *content; // whose kinds, units and reasons count; NULL: any
};

/** DOSSIER_DONE or DOSSIER_REPEATED: `out_code` (CODE_TEXT_MAX bytes) is the slip's code. Otherwise
 *  _INVALID, _ERASED (that id was used and erased) or _LATER. */
enum dossier_result paper_add(const struct dossier_office *office, const struct paper_slip *paper,
                              char *out_code, struct dossier_outcome *out);

#endif
