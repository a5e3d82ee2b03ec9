/* Changes that come at the same moment share one commit: whoever comes first leads, runs what
 * waits, commits once for all of them and lets the next one lead. Nobody waits for company. */
#ifndef SQL_GROUP_H
#define SQL_GROUP_H

#include "sql/sql.h"
#include <pthread.h>

#define SQL_GROUP_MAX 64 // changes in one commit

struct sql_job { // on the stack of who asks for it, as the first member of what a driver needs
    enum records_result result; // what run() leaves here
    struct sql_job *next;       // of its group; NULL at the end
    bool is_settled, is_next;   // sql_group.c's, as the next
    pthread_cond_t wake;
};

/** Settles every job of the list; one call at a time for a group. */
typedef void sql_group_run(void *context, struct sql_job *first);

struct sql_group {
    sql_group_run *run;
    void *context; // borrowed, as `run` wants it
    pthread_mutex_t lock;
    bool is_led;                  // guarded by lock
    struct sql_job *first, *last; // guarded by lock: those who wait
};

void sql_group_init(struct sql_group *group, sql_group_run *run, void *context);
void sql_group_finish(struct sql_group *group);
/** Comes back when the job is settled, by this thread or another one. @return its result */
enum records_result sql_group_do(struct sql_group *group, struct sql_job *job);

#endif
