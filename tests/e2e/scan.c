/* Looks for words in another program's memory and files: scan PID DIR WORD...
 *
 * Every word is looked for as UTF-8, composed and decomposed, as UTF-16 and UTF-32, and, if it is
 * more than a word, folded as the search folds it: one word alone would be found in "queue". Memory
 * is all that the process may write. Prints where each was found; ends with 0 when none was, 1 when
 * one was, 2 when it could not look. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fold.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define CHUNK_BYTES ((size_t)4 << 20)
#define NEEDLE_BYTES_MAX 1024
#define FORMS_MAX 5

struct needle {
    const char *word, *form;
    char bytes[NEEDLE_BYTES_MAX];
    size_t len;
};

struct search {
    struct needle *needles;
    size_t count;
    bool may_begin[1 << 16]; // with these two bytes
    int found;
};

/* --- the forms of a word ------------------------------------------------------------------- */

static uint16_t pair_at(const char *bytes) {
    uint16_t pair;
    memcpy(&pair, bytes, sizeof pair);
    return pair;
}

static void add(struct search *s, const char *word, const char *form, const void *bytes,
                size_t len) {
    if (len > NEEDLE_BYTES_MAX)
        exit(2);
    struct needle *needle = &s->needles[s->count++];
    *needle = (struct needle){.word = word, .form = form, .len = len};
    memcpy(needle->bytes, bytes, len);
    s->may_begin[pair_at(needle->bytes)] = true;
}

static void add_text(struct search *s, const char *word, const char *form, char *owned) {
    add(s, word, form, owned, strlen(owned));
    free(owned);
}

/* None of our words leaves the first plane of Unicode. */
static void add_wide(struct search *s, const char *word) {
    uint32_t wide[NEEDLE_BYTES_MAX / 4], code_point;
    uint16_t half[NEEDLE_BYTES_MAX / 4];
    size_t count = 0, len = strlen(word), used;
    for (size_t at = 0; at < len && count < NEEDLE_BYTES_MAX / 4; at += used) {
        used = utf8_decode(word + at, len - at, &code_point);
        if (used == 0)
            exit(2);
        half[count] = (uint16_t)code_point;
        wide[count++] = code_point;
    }
    add(s, word, "UTF-16", half, count * sizeof *half);
    add(s, word, "UTF-32", wide, count * sizeof *wide);
}

static void add_word(struct search *s, const char *word) {
    add_text(s, word, "NFC", utf8_to_nfc(word, strlen(word)));
    add_text(s, word, "NFD", utf8_to_nfd(word, strlen(word)));
    if (strchr(word, ' '))
        add_text(s, word, "folded", fold_text(word));
    add_wide(s, word);
}

/* --- looking ------------------------------------------------------------------------------- */

static void look_at(struct search *s, const char *at, size_t left, const char *where,
                    uint64_t address) {
    for (size_t i = 0; i < s->count; i++) {
        const struct needle *needle = &s->needles[i];
        if (needle->len > left || memcmp(at, needle->bytes, needle->len) != 0)
            continue;
        printf("0x%" PRIx64 " %s: '%s' as %s\n", address, where, needle->word, needle->form);
        s->found++;
    }
}

static void look(struct search *s, const char *bytes, size_t len, const char *where,
                 uint64_t address) {
    for (size_t at = 0; at + 1 < len; at++) // once through it, whatever the number of words
        if (s->may_begin[pair_at(bytes + at)])
            look_at(s, bytes + at, len - at, where, address + at);
}

/* What lies across two chunks is found because they overlap by the longest word. */
static void look_through(struct search *s, int fd, uint64_t from, uint64_t to, const char *where) {
    static char chunk[CHUNK_BYTES];
    for (uint64_t at = from; at < to;) {
        size_t want = to - at < CHUNK_BYTES ? (size_t)(to - at) : CHUNK_BYTES;
        ssize_t got = pread(fd, chunk, want, (off_t)at);
        if (got <= 0) // a guard page, or a device's
            return;
        look(s, chunk, (size_t)got, where, at);
        if ((size_t)got <= NEEDLE_BYTES_MAX)
            return;
        at += (uint64_t)got == to - at ? (uint64_t)got : (uint64_t)got - NEEDLE_BYTES_MAX;
    }
}

static void look_in_memory(struct search *s, const char *pid) {
    char path[64], line[4096];
    snprintf(path, sizeof path, "/proc/%s/mem", pid);
    int mem = open(path, O_RDONLY | O_CLOEXEC);
    snprintf(path, sizeof path, "/proc/%s/maps", pid);
    FILE *maps = fopen(path, "re");
    if (mem < 0 || !maps) {
        fprintf(stderr, "scan: cannot read the memory of %s: %s\n", pid, strerror(errno));
        exit(2);
    }
    while (fgets(line, sizeof line, maps)) {
        uint64_t from, to;
        char rights[5], name[256] = "anonymous";
        int got = sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s %*s %*s %*s %255[^\n]", &from, &to,
                         rights, name);
        if (got >= 3 && rights[1] == 'w')
            look_through(s, mem, from, to, name);
    }
    fclose(maps);
    close(mem);
}

static void look_in_files(struct search *s, const char *dir) {
    DIR *entries = opendir(dir);
    struct dirent *entry;
    while (entries && (entry = readdir(entries))) {
        struct stat info;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char *path = path_join(dir, entry->d_name);
        int fd = lstat(path, &info) == 0 && S_ISREG(info.st_mode) ? open(path, O_RDONLY) : -1;
        if (fd >= 0) {
            look_through(s, fd, 0, (uint64_t)info.st_size, path);
            close(fd);
        } else if (S_ISDIR(info.st_mode)) {
            look_in_files(s, path);
        }
        free(path);
    }
    if (entries)
        closedir(entries);
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fputs("scan PID DIR WORD...\n", stderr);
        return 2;
    }
    static struct search s;
    s.needles = xcalloc((size_t)argc * FORMS_MAX, sizeof *s.needles);
    for (int i = 3; i < argc; i++)
        add_word(&s, argv[i]);
    look_in_memory(&s, argv[1]);
    look_in_files(&s, argv[2]);
    free(s.needles);
    return s.found > 0;
}
