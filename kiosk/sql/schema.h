/* The tables, written once for all databases. A migration is SQL in which {text}, {int}, {bytes}
 * stand for a column's type, {no-bytes} for a value of no bytes, and {table-end} for what may
 * follow a table of short rows. */
#ifndef SQL_SCHEMA_H
#define SQL_SCHEMA_H

struct schema_words {
    const char *text, *integer, *bytes, *no_bytes, *table_end;
};

/** Step by step, ends with NULL. A step that was ever released is not changed again. */
extern const char *const schema_migrations[];
/* The steps that have files of their own. */
extern const char schema_dossiers[], schema_dossier_lists[], schema_papers[], schema_wall_marks[],
    schema_devices[], schema_drafts[], schema_projects[], schema_slips[];

/** A migration in a database's own words, owned by the caller. */
char *schema_spell(const char *migration, const struct schema_words *words);

#endif
