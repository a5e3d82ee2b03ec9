/* What the kiosk has without any picture: settings, clock, enrolment, content, outbox. Shared by
 * the program itself and by `kiosk --check`. */
#ifndef APP_MACHINE_H
#define APP_MACHINE_H

#include "app/languages.h"
#include "base/clock.h"
#include "model/config.h"
#include "model/hours.h"
#include "model/overrides.h"
#include "store/device.h"
#include "store/outbox.h"
#include <pthread.h>
#include <stdbool.h>

struct content;
struct content_store;
struct options;
struct staff_store;

struct machine {       // all owned; parts that could not be had are NULL or their empty value
    char *config_path; // owned; NULL: no settings file, all at default
    struct config config;
    struct clock clock;
    struct languages languages;
    struct hours hours; // of the office
    bool has_hours;     // they are written as they should be
    enum device_result device_result;
    struct device device;
    const char *people_dir; // borrowed: shown instead of published content; NULL: not
    struct content_store *content_store;
    struct content *content;
    pthread_mutex_t lock;
    struct content *arrived; // guarded by lock: read by whoever brought it; NULL: none
    struct content *next;    // published meanwhile, until it is exchanged in; NULL: none
    char **withdrawn;        // ids of people in `content` whom `next` may not show any more
    size_t withdrawn_count;
    struct outbox *outbox;
    struct outbox_report outbox_report;
    struct staff_store *staff;
    struct overrides overrides; // what staff chose here
    char *revealed;             // id of what staff look at though it is hidden; NULL: nothing
    int problem_count;          // of what was said while starting
};

/**
 * Starts what can be started and logs every problem in one line: where, what was expected, what to
 * do.
 * @param on_staff  staff changed something; from their storage thread, with no context. May be NULL
 * @return false only when there is nothing to run with: no words, or another kiosk has the data
 * folder
 */
bool machine_start(struct machine *machine, const struct options *options,
                   void (*on_staff)(void *context));
void machine_finish(struct machine *machine);
/** Decodes what the content store, or the people folder, now holds, keeps the old content when that
 * fails. The old one is handed to the caller, who destroys it, after its translations
 * (languages_forget_content), when no screen borrows from it any more; NULL: unchanged.
 */
struct content *machine_renew_content(struct machine *machine);
/** From the next machine_show_content() or machine_renew_content() on an item is shown that a
 * switch or its times hide; NULL: none any more. */
void machine_reveal(struct machine *machine, const char *id);
/** Reads what was published just now, which may take a moment: in the thread that brought it,
 * before it tells the main one. */
void machine_read_arrived(struct machine *machine);
/** Takes what was read so, or reads it now, for machine_renew_content() at the next good moment.
 * @return true when people must go from `content` before that (consent, decision or publication
 * taken back): machine_show_content() leaves them out from now on */
bool machine_read_next(struct machine *machine);
/** The same content as it is to be shown now: another time, other overrides. The old one likewise;
 *  NULL when there is no content. */
struct content *machine_show_content(struct machine *machine);
/** Asks what staff chose. False when it is what it was. */
bool machine_take_overrides(struct machine *machine);
/** Path of a file that the content names by its hash, owned by the caller; NULL: there can be none.
 *  May be called from any thread. */
char *machine_asset_path(const struct machine *machine, const char *sha256_hex);

#endif
