#include "records/entry_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/fold.h"
#include "base/jsonread.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define ID_FIELD "id"

struct column {
    const struct entry_field *field; // NULL: the id
    bool is_known;
};

struct importing {
    const struct import_request *request;
    struct csv_table table;
    struct column columns[CSV_COLUMNS_MAX];
    size_t column_count;
    json_t *names; // {"folded name\nunit": id} of what is there; owned
    json_t *seen;  // ids of rows before; owned
    struct import_plan *plan;
};

static void blame(struct importing *i, size_t line, size_t column, const char *field,
                  const char *why) {
    struct import_plan *plan = i->plan;
    if (plan->fault_count < IMPORT_FAULTS_MAX)
        plan->faults[plan->fault_count++] = (struct import_fault){line, column, field, why};
}

/* --- headings ------------------------------------------------------------------------------- */

static bool is_called(const char *cell, const char *name) {
    char *a = fold_text(cell), *b = fold_text(name);
    bool is_it = !strcmp(a, b);
    free(b);
    free(a);
    return is_it;
}

static bool find_column(const struct import_request *request, const char *cell,
                        struct column *out) {
    size_t count;
    const struct entry_field *fields = entry_fields(request->topic, &count);
    *out = (struct column){NULL, true};
    if (is_called(cell, ID_FIELD) || is_called(cell, request->label(request->context, ID_FIELD)))
        return true;
    for (size_t i = 0; i < count; i++) {
        out->field = &fields[i];
        if (fields[i].kind != ENTRY_PHOTO &&
            (!strcmp(cell, fields[i].name) ||
             is_called(cell, request->label(request->context, fields[i].name))))
            return true;
    }
    *out = (struct column){NULL, false};
    return false;
}

static void read_headings(struct importing *i) {
    const struct csv_row *row = &i->table.rows[0];
    i->column_count = row->count;
    for (size_t k = 0; k < row->count; k++) {
        char *cell = utf8_clean(row->cells[k], strlen(row->cells[k]), false);
        if (!cell || (cell[0] && !find_column(i->request, cell, &i->columns[k])))
            blame(i, row->line, k + 1, NULL, "column");
        for (size_t before = 0; before < k; before++)
            if (i->columns[k].is_known && i->columns[before].is_known &&
                i->columns[before].field == i->columns[k].field)
                blame(i, row->line, k + 1, NULL, "twice");
        free(cell);
    }
}

/* --- one row -------------------------------------------------------------------------------- */

struct cells {
    const struct importing *importing;
    const struct csv_row *row;
};

static size_t place_of(const struct importing *i, const char *field) {
    for (size_t k = 0; k < i->column_count; k++)
        if (i->columns[k].is_known && i->columns[k].field &&
            !strcmp(i->columns[k].field->name, field))
            return k;
    return i->column_count;
}

static char *cell_text(const void *context, const struct entry_field *field) {
    const struct cells *cells = context;
    size_t at = place_of(cells->importing, field->name);
    return at < cells->row->count ? xstrdup(cells->row->cells[at]) : NULL;
}

/* Two of one name in one unit are one. */
static char *name_key(const char *name, const char *unit_id) {
    char *folded = fold_text(name), *key = xasprintf("%s\n%s", folded, unit_id);
    free(folded);
    return key;
}

static const char *cell_of(const struct importing *i, const struct csv_row *row,
                           const char *field) {
    for (size_t k = 0; k < i->column_count && k < row->count; k++)
        if (i->columns[k].is_known &&
            (i->columns[k].field ? !strcmp(i->columns[k].field->name, field)
                                 : !strcmp(field, ID_FIELD)))
            return row->cells[k];
    return "";
}

/* The unit's id, as the row's cell will be read. */
static const char *unit_of(const struct importing *i, const struct csv_row *row) {
    const struct entry_choices *choices = i->request->choices;
    const char *cell = cell_of(i, row, "unit_id");
    const struct entry_choice *choice = entry_choice(choices, ENTRY_LIST_UNITS, cell);
    for (size_t k = 0; !choice && cell[0] && k < choices->lists[ENTRY_LIST_UNITS].count; k++)
        if (is_called(cell, choices->lists[ENTRY_LIST_UNITS].items[k].name))
            choice = &choices->lists[ENTRY_LIST_UNITS].items[k];
    return choice ? choice->id : "";
}

/* By its id, else by its name, else a new one. False: its id is none. */
static bool find_id(struct importing *i, const struct csv_row *row, char out[DRAFT_ID_MAX]) {
    char *id = utf8_clean(cell_of(i, row, ID_FIELD), strlen(cell_of(i, row, ID_FIELD)), false);
    bool is_right = id && (!id[0] || draft_is_id(id));
    if (is_right && id[0]) {
        snprintf(out, DRAFT_ID_MAX, "%s", id);
    } else if (is_right) {
        char *key = name_key(cell_of(i, row, "name"), unit_of(i, row));
        const char *known = jsonread_text(i->names, key, NULL);
        if (known)
            snprintf(out, DRAFT_ID_MAX, "%s", known);
        else
            draft_new_id(i->request->topic, out);
        json_object_set_new(i->names, key, json_string(out)); // another of that name is the same
        free(key);
    }
    free(id);
    return is_right;
}

static void blame_all(struct importing *i, const struct csv_row *row, const struct fault *faults,
                      size_t count) {
    for (size_t k = 0; k < count; k++) {
        size_t at = place_of(i, faults[k].field);
        blame(i, row->line, at < i->column_count ? at + 1 : 0, faults[k].field, faults[k].why);
    }
}

static void add_row(struct importing *i, const struct csv_row *row, const char *id) {
    struct fault faults[ENTRY_FAULTS_MAX];
    struct import_row *out = &i->plan->rows[i->plan->count];
    const struct cells cells = {i, row};
    const struct entry_source source = {cell_text, &cells};
    const struct entry_reading reading = {i->request->topic, i->request->choices, &source, true};
    size_t count;
    json_t *before = draft_entry(i->request->state, i->request->topic, id);
    *out = (struct import_row){.line = row->line};
    snprintf(out->id, sizeof out->id, "%s", id);
    wall_version(before, out->version);
    out->entry = entry_read(&reading, before, id, faults, &count);
    out->what = !before                          ? IMPORT_ADDED
                : json_equal(before, out->entry) ? IMPORT_SAME
                                                 : IMPORT_CHANGED;
    blame_all(i, row, faults, count);
    i->plan->counts[out->what]++;
    i->plan->count++;
    json_decref(before);
}

static void read_row(struct importing *i, const struct csv_row *row) {
    char id[DRAFT_ID_MAX];
    if (row->count > i->column_count)
        blame(i, row->line, i->column_count + 1, NULL, "cells");
    else if (!find_id(i, row, id))
        blame(i, row->line, 0, ID_FIELD, "id");
    else if (json_object_get(i->seen, id))
        blame(i, row->line, 0, ID_FIELD, "twice");
    else {
        json_object_set_new(i->seen, id, json_true());
        add_row(i, row, id);
    }
}

/* --- the whole ------------------------------------------------------------------------------ */

/* By name, what is there now; what comes off is not. */
static json_t *index_names(const struct import_request *request) {
    json_t *wall = wall_compose(request->state->manifest, request->state->changes), *one;
    json_t *names = json_object();
    size_t i;
    json_array_foreach(jsonread_array(wall, topic_member(request->topic)), i, one) {
        char *key = name_key(jsonread_text(one, "name", ""), jsonread_text(one, "unit_id", ""));
        json_object_set_new(names, key, json_string(jsonread_text(one, "id", "")));
        free(key);
    }
    json_decref(wall);
    return names;
}

void import_plan_finish(struct import_plan *plan) {
    for (size_t i = 0; i < plan->count; i++)
        json_decref(plan->rows[i].entry);
    free(plan->rows);
    plan->rows = NULL;
    plan->count = 0;
}

void import_plan_read(const struct import_request *request, const char *bytes, size_t len,
                      struct import_plan *out) {
    struct importing i = {.request = request, .plan = out};
    struct csv_fault fault;
    *out = (struct import_plan){.topic = request->topic};
    if (!csv_read(bytes, len, &i.table, &fault)) {
        blame(&i, fault.line, fault.column, NULL, fault.why);
        return;
    }
    read_headings(&i);
    if (out->fault_count == 0) {
        i.names = index_names(request);
        i.seen = json_object();
        out->rows = xcalloc(i.table.count, sizeof *out->rows);
        for (size_t k = 1; k < i.table.count && out->fault_count < IMPORT_FAULTS_MAX; k++)
            read_row(&i, &i.table.rows[k]);
    }
    if (out->fault_count > 0)
        import_plan_finish(out);
    json_decref(i.seen);
    json_decref(i.names);
    csv_table_finish(&i.table);
}

enum draft_result import_apply(struct sql *sql, const struct import_plan *plan,
                               const struct actor *actor) {
    struct draft_put *puts = xcalloc(plan->count + 1, sizeof *puts);
    size_t count = 0;
    for (size_t i = 0; i < plan->count; i++)
        if (plan->rows[i].what != IMPORT_SAME)
            puts[count++] = (struct draft_put){plan->topic, plan->rows[i].id, plan->rows[i].entry,
                                               plan->rows[i].version};
    enum draft_result result = drafts_put(sql, puts, count, actor, "content.import");
    free(puts);
    return result;
}

/* --- a model -------------------------------------------------------------------------------- */

/* A choice by its name, which people write. */
static char *cell_for(const struct import_request *request, const json_t *entry,
                      const struct entry_field *field) {
    char *text = entry_text(entry, field);
    const struct entry_choice *choice =
        field->kind == ENTRY_CHOICE ? entry_choice(request->choices, field->list, text) : NULL;
    if (!choice)
        return text;
    free(text);
    return xstrdup(choice->name);
}

static void add_entry(struct strbuf *out, const struct import_request *request, const char *id) {
    char *cells[CSV_COLUMNS_MAX] = {xstrdup(id)};
    size_t count, used = 1;
    const struct entry_field *fields = entry_fields(request->topic, &count);
    json_t *entry = draft_entry(request->state, request->topic, id);
    for (size_t i = 0; entry && i < count; i++)
        if (fields[i].kind != ENTRY_PHOTO)
            cells[used++] = cell_for(request, entry, &fields[i]);
    if (entry)
        csv_row(out, (const char *const *)cells);
    json_decref(entry);
    for (size_t i = 0; i < used; i++)
        free(cells[i]);
}

char *import_model(const struct import_request *request, size_t *out_len) {
    struct strbuf out = {.text = NULL};
    const char *headings[CSV_COLUMNS_MAX] = {request->label(request->context, ID_FIELD)};
    size_t count, used = 1, i;
    const struct entry_field *fields = entry_fields(request->topic, &count);
    for (i = 0; i < count; i++)
        if (fields[i].kind != ENTRY_PHOTO)
            headings[used++] = request->label(request->context, fields[i].name);
    csv_begin(&out);
    csv_row(&out, headings);
    json_t *wall = wall_compose(request->state->manifest, request->state->changes), *one;
    json_array_foreach(jsonread_array(wall, topic_member(request->topic)), i, one) {
        add_entry(&out, request, jsonread_text(one, "id", ""));
    }
    json_decref(wall);
    *out_len = out.len;
    return strbuf_detach(&out);
}
