/* What is PostgreSQL's own beneath postgres.c: connecting, its schema, its types and errors.
 * Only postgres*.c include this. */
#ifndef SQL_POSTGRES_H
#define SQL_POSTGRES_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>

/**
 * Ready for statements: in UTF-8, each transaction on one state of all (REPEATABLE READ, or
 * SERIALIZABLE where the server or the DSN says so), with commits that wait for the disk.
 * Measured with PUTs into empty tables: SERIALIZABLE takes 260/s from 8 threads, 1 in 50 of them
 * in vain after 12 tries, for every two of them read one page of an index; REPEATABLE READ 2,350/s.
 * @return NULL when it cannot be reached or is not fit; logged
 */
PGconn *postgres_connect(const char *dsn);
/** Steps the schema in one transaction; two programs that start at once do it once. */
bool postgres_migrate(const char *dsn, char **out_why);

/** When a server that is asked now must have answered; longer than its own statement_timeout. */
int64_t postgres_deadline(void);
/** Sends what is still to be sent and waits until PQgetResult() need not wait. False when that was
 *  not so in time. */
bool postgres_await(PGconn *link, int64_t deadline_ms);

/** The type of a parameter by its letter in sql.h. */
Oid postgres_type(char type);
/** In the server's order of bytes. */
uint64_t postgres_encode(int64_t number);
/** A column in binary form as a number: integers, truth, and the whole part of what sum() gives; 0
 *  for NULL. */
int64_t postgres_number(const PGresult *result, int row, int column);
/** Of a text or of bytes. */
bool postgres_is_bytes(Oid type);

/**
 * True when the transaction is to be run again from its start: it met another one, or the server is
 * gone. A key that was there already counts too: the reads that chose it may be those of a
 * transaction that met another one (PostgreSQL's manual, 13.5).
 */
bool postgres_must_repeat(const PGconn *link, const PGresult *result);
/** In one line, without what a statement carried. */
void postgres_log_failure(const PGresult *result);
void postgres_log_lost(const PGconn *link);
/** The connection's last message in one line, owned by the caller. */
char *postgres_message(const PGconn *link);

#endif
