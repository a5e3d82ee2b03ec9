/* A dossier as other systems read it: fields by the ids of dossier.json. */
#ifndef RECORDSTORE_DOSSIER_JSON_H
#define RECORDSTORE_DOSSIER_JSON_H

#include "records/dossier_list.h"
#include "records/dossiers.h"
#include <jansson.h>

#define DOSSIER_ETAG "\"v%lld\"" // of its version

/* The caller's. What is not filled in is null. */
json_t *dossier_json(const struct dossier *dossier, const struct dossier_log *log);
json_t *dossier_line_json(const struct dossier_line *line);

#endif
