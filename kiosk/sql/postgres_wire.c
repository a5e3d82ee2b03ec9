/* PostgreSQL's types in binary form, and what its errors mean. */
#include "sql/postgres.h"

#include <assert.h>
#include <ctype.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

// Source: pg_type.dat. They never change; the server's own header is not part of the client.
enum {
    TYPE_BOOL = 16,
    TYPE_BYTEA = 17,
    TYPE_INT8 = 20,
    TYPE_INT2 = 21,
    TYPE_INT4 = 23,
    TYPE_TEXT = 25,
    TYPE_VARCHAR = 1043,
    TYPE_NUMERIC = 1700,
};

#define NUMERIC_BASE 10000
#define NUMERIC_HEAD_BYTES 8
#define NUMERIC_NEGATIVE 0x4000

Oid postgres_type(char type) {
    if (type == 'i')
        return TYPE_INT8;
    return type == 'b' ? TYPE_BYTEA : TYPE_TEXT;
}

bool postgres_is_bytes(Oid type) {
    return type == TYPE_TEXT || type == TYPE_VARCHAR || type == TYPE_BYTEA;
}

uint64_t postgres_encode(int64_t number) {
    return htobe64((uint64_t)number);
}

static int16_t read_int16(const char *at) {
    uint16_t raw;
    memcpy(&raw, at, sizeof raw);
    return (int16_t)be16toh(raw);
}

static int64_t read_int32(const char *at) {
    uint32_t raw;
    memcpy(&raw, at, sizeof raw);
    return (int32_t)be32toh(raw);
}

static int64_t read_int64(const char *at) {
    uint64_t raw;
    memcpy(&raw, at, sizeof raw);
    return (int64_t)be64toh(raw);
}

/* Source: numeric_send() in the server's numeric.c: the count of digits, the weight of the first,
 * sign, scale, then the digits to the base 10000. */
static int64_t read_numeric(const char *at, int len) {
    assert(len >= NUMERIC_HEAD_BYTES);
    int count = read_int16(at), weight = read_int16(at + 2);
    bool is_negative = read_int16(at + 4) == NUMERIC_NEGATIVE;
    int64_t value = 0;
    for (int i = 0; i <= weight; i++) // digits that are not sent are zero
        value =
            value * NUMERIC_BASE + (i < count ? read_int16(at + NUMERIC_HEAD_BYTES + i * 2) : 0);
    return is_negative ? -value : value;
}

int64_t postgres_number(const PGresult *result, int row, int column) {
    const char *at = PQgetvalue(result, row, column);
    if (PQgetisnull(result, row, column))
        return 0;
    switch (PQftype(result, column)) {
    case TYPE_BOOL:
        return at[0] != 0;
    case TYPE_INT2:
        return read_int16(at);
    case TYPE_INT4:
        return read_int32(at);
    case TYPE_INT8:
        return read_int64(at);
    case TYPE_NUMERIC:
        return read_numeric(at, PQgetlength(result, row, column));
    default:
        assert(!"a column that is no number");
        return 0;
    }
}

static bool is_listed(const char *state) {
    static const char *const rows[] = {
        "40001", // could not serialize
        "40P01", // deadlock
        "23505", // see postgres_must_repeat()
        "25006", // read-only: the leader this connection knew is a follower now
        "08",    // the connection
        "57P0",  // the server is told to end, has crashed, or starts
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (!strncmp(state, rows[i], strlen(rows[i])))
            return true;
    return false;
}

bool postgres_must_repeat(const PGconn *link, const PGresult *result) {
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return PQstatus(link) != CONNECTION_OK || (state && is_listed(state));
}

/* A message of class 22 repeats the value that was not taken, which may be a citizen's. */
void postgres_log_failure(const PGresult *result) {
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    bool is_silent = !state || !message || !strncmp(state, "22", 2);
    log_error("PostgreSQL: SQLSTATE %s%s%s", state ? state : "unknown", is_silent ? "" : ", ",
              is_silent ? "" : message);
}

char *postgres_message(const PGconn *link) {
    char *text = xstrdup(PQerrorMessage(link));
    size_t len = strlen(text);
    while (len > 0 && isspace((unsigned char)text[len - 1]))
        text[--len] = '\0';
    for (char *at = text; *at; at++)
        if (*at == '\n' || *at == '\t')
            *at = ' ';
    return text;
}

void postgres_log_lost(const PGconn *link) {
    char *message = postgres_message(link);
    log_warn("PostgreSQL is not reached: %s", message);
    free(message);
}
