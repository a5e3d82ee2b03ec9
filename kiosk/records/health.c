#include "records/health.h"

#include <sys/statvfs.h>

#include "base/mono.h"

#include "sql/sql.h"

#define LOOK_EVERY_MS 15000
#define TROUBLED_FOR_MS 90000 // a kiosk comes again within a minute
#define MIB (1024 * 1024)
#define TAKEN_AGAIN 5 // changes after the last that failed

void health_init(struct health *health) {
    *health = (struct health){.takes = true};
    pthread_mutex_init(&health->lock, NULL);
}

void health_finish(struct health *health) {
    pthread_mutex_destroy(&health->lock);
}

static enum records_result touch(struct sql_turn *turn, void *args) {
    (void)args;
    return sql_run(turn, "UPDATE stores SET store_id = store_id WHERE commune_id = ?1", "")
               ? RECORDS_OK
               : RECORDS_FAILED;
}

bool health_look(struct health *health, struct sql *sql) {
    struct sql_record record;
    if (pthread_mutex_trylock(&health->lock) == 0) {
        int64_t now_ms = mono_ms();
        if (!health->looked_at_ms || now_ms - health->looked_at_ms >= LOOK_EVERY_MS) {
            health->takes = sql_write(sql, touch, NULL) == RECORDS_OK;
            health->looked_at_ms = mono_ms(); // it may have waited long
        }
        pthread_mutex_unlock(&health->lock);
    }
    sql_record(sql, &record);
    bool is_troubled = record.failed_at_ms && record.taken_since < TAKEN_AGAIN &&
                       mono_ms() - record.failed_at_ms < TROUBLED_FOR_MS;
    return health->takes && !is_troubled;
}

int64_t health_disk_free_mb(const char *dir) {
    struct statvfs disk;
    if (statvfs(dir, &disk) != 0)
        return -1;
    return (int64_t)((double)disk.f_bavail * (double)disk.f_frsize / MIB);
}
