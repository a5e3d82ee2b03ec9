/* The erasures' second place: a file beside the database. One line an erasure, added and synced,
 * never changed; a last line without its end was cut off by a power cut and is passed over. */
#include "records/erasures.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/date.h"
#include "base/log.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/xalloc.h"
#include "records/dossier_row.h"
#include "records/slips.h"

#define FILE_BYTES_MAX (1024u * 1024 * 1024)
#define LINES_AT_ONCE 500 // in one transaction
#define WHAT_BYTES 16

struct line {
    char id[CRYPTO_UUID_MAX], what[WHAT_BYTES], state[DOSSIER_STATE_BYTES];
    int64_t at_s;
};

static void print_line(struct strbuf *out, const struct line *line) {
    char at[DATE_RFC3339_MAX];
    date_format_rfc3339(line->at_s, 0, at);
    strbuf_addf(out, "%s %s %s %s\n", at, line->id, line->what, line->state);
}

/* To stable storage behind what is there; a cut line before it gets its end first. */
static bool append(const char *path, const struct strbuf *lines) {
    if (lines->len == 0)
        return true;
    int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    char last = '\n';
    bool is_ok = fd >= 0;
    off_t end = is_ok ? lseek(fd, 0, SEEK_END) : 0;
    if (is_ok && end > 0)
        is_ok = pread(fd, &last, 1, end - 1) == 1;
    if (is_ok && last != '\n')
        is_ok = write(fd, "\n", 1) == 1;
    is_ok = is_ok && write(fd, lines->text, lines->len) == (ssize_t)lines->len && fsync(fd) == 0;
    if (!is_ok)
        log_error("cannot note erasures in '%s': %s; they are noted again the next time", path,
                  strerror(errno));
    if (fd >= 0)
        close(fd);
    return is_ok;
}

/* --- from the table to the file ------------------------------------------------------------- */

struct fetch_args {
    bool is_new_only;
    struct line after;  // where to go on
    struct line *lines; // LINES_AT_ONCE of them
    size_t count;
};

static struct sql_rows *ask_rows(struct sql_turn *turn, const struct fetch_args *a) {
    if (a->is_new_only)
        return sql_ask(turn,
                       "SELECT nomination_id, what, state, at FROM erasures WHERE commune_id = ?1"
                       " AND mirrored = 0 AND (nomination_id, what) > (?2, ?3)"
                       " ORDER BY nomination_id, what LIMIT ?4",
                       "tti", a->after.id, a->after.what, (int64_t)LINES_AT_ONCE);
    return sql_ask(turn,
                   "SELECT nomination_id, what, state, at FROM erasures WHERE commune_id = ?1"
                   " AND (nomination_id, what) > (?2, ?3)"
                   " ORDER BY nomination_id, what LIMIT ?4",
                   "tti", a->after.id, a->after.what, (int64_t)LINES_AT_ONCE);
}

static enum records_result fetch(struct sql_turn *turn, void *args) {
    struct fetch_args *a = args;
    struct sql_rows *rows = ask_rows(turn, a);
    enum records_result result = RECORDS_FAILED;
    a->count = 0;
    while (rows && (result = sql_next(rows)) == RECORDS_OK) {
        struct line *line = &a->lines[a->count++];
        sql_text(rows, 0, line->id, sizeof line->id);
        sql_text(rows, 1, line->what, sizeof line->what);
        sql_text(rows, 2, line->state, sizeof line->state);
        line->at_s = sql_int(rows, 3);
    }
    sql_done(rows);
    return result == RECORDS_FAILED ? RECORDS_FAILED : RECORDS_OK;
}

static enum records_result mark(struct sql_turn *turn, void *args) {
    const struct fetch_args *a = args;
    for (size_t i = 0; i < a->count; i++)
        if (!sql_run(turn,
                     "UPDATE erasures SET mirrored = 1 WHERE commune_id = ?1"
                     " AND nomination_id = ?2 AND what = ?3",
                     "tt", a->lines[i].id, a->lines[i].what))
            return RECORDS_FAILED;
    return RECORDS_OK;
}

bool erasures_mirror(struct sql *sql, const char *path) {
    struct fetch_args args = {.is_new_only = true};
    args.lines = xcalloc(LINES_AT_ONCE, sizeof *args.lines);
    bool is_ok = true;
    do {
        struct strbuf text = {.text = NULL};
        is_ok = sql_read(sql, fetch, &args) == RECORDS_OK;
        for (size_t i = 0; is_ok && i < args.count; i++)
            print_line(&text, &args.lines[i]);
        is_ok = is_ok && append(path, &text);
        is_ok = is_ok && (args.count == 0 || sql_write(sql, mark, &args) == RECORDS_OK);
        strbuf_finish(&text);
        if (args.count > 0)
            args.after = args.lines[args.count - 1];
    } while (is_ok && args.count == LINES_AT_ONCE);
    free(args.lines);
    return is_ok;
}

/* --- from the file to the table ------------------------------------------------------------- */

struct file { // what the file says
    struct line *lines;
    size_t count;
};

static int compare_lines(const void *a, const void *b) {
    const struct line *left = a, *right = b;
    int order = strcmp(left->id, right->id);
    return order ? order : strcmp(left->what, right->what);
}

static bool is_erasure(const char *what) {
    return !strcmp(what, ERASURE_SENDER) || !strcmp(what, ERASURE_PERSONAL) ||
           !strcmp(what, ERASURE_ALL);
}

static bool read_line(char *text, struct line *out) {
    char *rest = NULL, *at = strtok_r(text, " ", &rest), *id = strtok_r(NULL, " ", &rest);
    char *what = strtok_r(NULL, " ", &rest), *state = strtok_r(NULL, " ", &rest);
    if (!state || !date_parse_rfc3339(at, &out->at_s, NULL) || !crypto_is_uuid4(id) ||
        !is_erasure(what) || strlen(state) >= sizeof out->state)
        return false;
    strcpy(out->id, id); // has the size of an id
    strcpy(out->what, what);
    strcpy(out->state, state);
    return true;
}

/* A file that is not there says nothing. Lines that are none are passed over, and said. */
static bool read_file(const char *path, struct file *out) {
    char *bytes = NULL;
    size_t room = 0, broken = 0;
    *out = (struct file){.count = 0};
    if (!path_read(path, FILE_BYTES_MAX, &bytes, NULL)) {
        if (errno == ENOENT)
            return true;
        log_error("cannot read '%s': %s", path, strerror(errno));
        return false;
    }
    for (char *at = bytes, *end; (end = strchr(at, '\n')); at = end + 1) {
        *end = '\0';
        if (out->count == room) {
            room = room ? 2 * room : 256;
            out->lines = xrealloc(out->lines, room, sizeof *out->lines);
        }
        if (read_line(at, &out->lines[out->count]))
            out->count++;
        else
            broken += *at != '\0';
    }
    if (broken > 0)
        log_warn("'%s' has %zu lines that are no erasures", path, broken);
    free(bytes);
    if (out->count > 0)
        qsort(out->lines, out->count, sizeof *out->lines, compare_lines);
    return true;
}

struct again_args {
    const struct line *lines;
    size_t count, done;
};

/* RECORDS_OK: the table has it. */
static enum records_result find_row(struct sql_turn *turn, const struct line *line) {
    struct sql_rows *rows = sql_ask(turn,
                                    "SELECT 1 FROM erasures WHERE commune_id = ?1"
                                    " AND nomination_id = ?2 AND what = ?3",
                                    "tt", line->id, line->what);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    sql_done(rows);
    return result;
}

static bool log_again(struct sql_turn *turn, const struct line *line) {
    struct sql_rows *rows =
        sql_ask(turn, "SELECT 1 FROM nominations WHERE commune_id = ?1 AND id = ?2", "t", line->id);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    sql_done(rows);
    const struct dossier_event event = {.what = "erased", .who = "store", .at_s = line->at_s};
    return result == RECORDS_NONE ||
           (result == RECORDS_OK && dossier_row_log(turn, line->id, &event));
}

static bool erase_again(struct sql_turn *turn, const struct line *line) {
    if (strcmp(line->what, ERASURE_SENDER) == 0)
        return erasures_drop_sender(turn, line->id, line->state, line->at_s);
    return erasures_purge(turn, line->id, line->what, line->state, line->at_s) &&
           log_again(turn, line);
}

/* A slip that a backup caught before it was filed, and one whose key is not here: emptied now, it
 * could never be opened, and more than what was erased would be gone. It is erased once there is a
 * dossier of it, its sender once that is open; RECORDS_OK: that is to come. */
static enum records_result find_unfiled(struct sql_turn *turn, const struct line *line) {
    struct sql_rows *rows =
        sql_ask(turn,
                "SELECT 1 FROM slips AS s WHERE s.commune_id = ?1 AND s.id = ?2"
                " AND length(s.body) > 0 AND NOT EXISTS (SELECT 1 FROM nominations AS n"
                "  WHERE n.commune_id = ?1 AND n.id = ?2"
                "  AND (n.state <> '" SLIP_STATE_UNOPENED "' OR ?3 <> '" ERASURE_SENDER "'))",
                "tt", line->id, line->what);
    enum records_result result = rows ? sql_next(rows) : RECORDS_FAILED;
    sql_done(rows);
    return result;
}

static enum records_result again(struct sql_turn *turn, void *args) {
    struct again_args *a = args;
    a->done = 0; // of a run before
    for (size_t i = 0; i < a->count; i++) {
        enum records_result known = find_row(turn, &a->lines[i]);
        if (known == RECORDS_NONE)
            known = find_unfiled(turn, &a->lines[i]);
        if (known == RECORDS_FAILED || (known == RECORDS_NONE && !erase_again(turn, &a->lines[i])))
            return RECORDS_FAILED;
        a->done += known == RECORDS_NONE;
    }
    return RECORDS_OK;
}

static bool erase_all_again(struct sql *sql, const struct file *file, size_t *out_done) {
    *out_done = 0;
    for (size_t at = 0; at < file->count; at += LINES_AT_ONCE) {
        size_t left = file->count - at;
        struct again_args args = {file->lines + at, left < LINES_AT_ONCE ? left : LINES_AT_ONCE, 0};
        if (sql_write(sql, again, &args) != RECORDS_OK)
            return false;
        *out_done += args.done;
    }
    return true;
}

/* Rows that the file lost, or never had because it is new. */
static bool add_missing(struct sql *sql, const char *path, const struct file *file,
                        size_t *out_count) {
    struct fetch_args args = {.is_new_only = false};
    args.lines = xcalloc(LINES_AT_ONCE, sizeof *args.lines);
    bool is_ok = true;
    *out_count = 0;
    do {
        struct strbuf text = {.text = NULL};
        size_t missing = 0;
        is_ok = sql_read(sql, fetch, &args) == RECORDS_OK;
        for (size_t i = 0; is_ok && i < args.count; i++) {
            if (file->count > 0 && bsearch(&args.lines[i], file->lines, file->count,
                                           sizeof *file->lines, compare_lines))
                continue;
            print_line(&text, &args.lines[i]);
            missing++;
        }
        is_ok = is_ok && append(path, &text);
        is_ok = is_ok && (missing == 0 || sql_write(sql, mark, &args) == RECORDS_OK);
        *out_count += is_ok ? missing : 0;
        strbuf_finish(&text);
        if (args.count > 0)
            args.after = args.lines[args.count - 1];
    } while (is_ok && args.count == LINES_AT_ONCE);
    free(args.lines);
    return is_ok;
}

bool erasures_settle(struct sql *sql, const char *path, struct erasures_report *out) {
    struct file file;
    *out = (struct erasures_report){.again = 0};
    if (!read_file(path, &file))
        return false;
    bool is_clean = erase_all_again(sql, &file, &out->again);
    // What cannot be written to the file now is written later; nobody comes back for that.
    if (is_clean)
        add_missing(sql, path, &file, &out->mirrored);
    free(file.lines);
    if (out->again > 0)
        log_warn("%zu erasures of '%s' were done again: the database was an older one", out->again,
                 path);
    return is_clean;
}
