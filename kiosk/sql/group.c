#include "sql/group.h"

void sql_group_init(struct sql_group *group, sql_group_run *run, void *context) {
    *group = (struct sql_group){.run = run, .context = context};
    pthread_mutex_init(&group->lock, NULL);
}

void sql_group_finish(struct sql_group *group) {
    pthread_mutex_destroy(&group->lock);
}

static void line_up(struct sql_group *group, struct sql_job *job) {
    struct sql_job **end = group->last ? &group->last->next : &group->first;
    *end = job;
    group->last = job;
}

/* Takes the first of those who wait, the leader among them. */
static struct sql_job *take(struct sql_group *group) {
    struct sql_job *first = group->first, *end = first;
    for (int i = 1; i < SQL_GROUP_MAX && end->next; i++)
        end = end->next;
    group->first = end->next;
    if (!group->first)
        group->last = NULL;
    end->next = NULL;
    return first;
}

/* Tells all of them, and the next one that it leads now. */
static void settle(struct sql_group *group, struct sql_job *first) {
    for (struct sql_job *job = first, *next; job; job = next) {
        next = job->next; // once told, it is gone
        job->is_settled = true;
        pthread_cond_signal(&job->wake);
    }
    group->is_led = group->first != NULL;
    if (group->first) {
        group->first->is_next = true;
        pthread_cond_signal(&group->first->wake);
    }
}

static void lead(struct sql_group *group) {
    group->is_led = true;
    struct sql_job *first = take(group);
    pthread_mutex_unlock(&group->lock);
    group->run(group->context, first);
    pthread_mutex_lock(&group->lock);
    settle(group, first);
}

enum records_result sql_group_do(struct sql_group *group, struct sql_job *job) {
    job->next = NULL;
    job->is_settled = false;
    pthread_cond_init(&job->wake, NULL);
    pthread_mutex_lock(&group->lock);
    line_up(group, job);
    job->is_next = !group->is_led;
    while (!job->is_settled && !job->is_next)
        pthread_cond_wait(&job->wake, &group->lock);
    if (!job->is_settled)
        lead(group);
    pthread_mutex_unlock(&group->lock);
    pthread_cond_destroy(&job->wake);
    return job->result;
}
