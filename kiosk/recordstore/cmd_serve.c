/* serve: answers kiosks until it is told to end. */
#include "recordstore/command.h"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "office/office.h"
#include "records/commune.h"
#include "records/intake.h"
#include "records/publication.h"
#include "records/service.h"
#include "recordstore/cli.h"
#include "recordstore/daily.h"
#include "recordstore/manager.h"
#include "recordstore/routes.h"
#include "web/server.h"

/* Threads that start later inherit the mask, so that only wait_for_end() sees these signals. */
static void block_signals(sigset_t *out) {
    sigemptyset(out);
    sigaddset(out, SIGTERM);
    sigaddset(out, SIGINT);
    pthread_sigmask(SIG_BLOCK, out, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); // a file at its size limit is an error to answer, not to die of
}

/* @return the signal that came, 0 when none did in time; `within_ms` 0: there is no such time */
static int next_signal(const sigset_t *signals, int64_t within_ms) {
    const struct timespec within = {within_ms / 1000, within_ms % 1000 * 1000000};
    int signal_number =
        within_ms > 0 ? sigtimedwait(signals, NULL, &within) : sigwaitinfo(signals, NULL);
    return signal_number > 0 ? signal_number : 0;
}

/* Meanwhile a service manager hears that somebody is still answered, or that nobody is. */
static void wait_for_end(const sigset_t *signals, struct server *server) {
    const int64_t beat_ms = manager_beat_ms();
    int signal_number;
    while ((signal_number = next_signal(signals, beat_ms)) == 0)
        if (beat_ms > 0 && server_answers(server, beat_ms))
            manager_alive();
    log_info("ending: %s", strsignal(signal_number));
    manager_stopping();
}

/* The address as given, the port as it came to be. */
static void say_ready(const struct service *service, int port) {
    const struct service_settings *settings = service->settings;
    const char *colon = strrchr(settings->listen, ':');
    char *address = xstrndup(settings->listen, (size_t)(colon - settings->listen));
    printf("recordstore: ready on %s://%s:%d store %s\n", settings->is_plain ? "http" : "https",
           address, port, service->store_id);
    fflush(stdout);
    free(address);
}

static struct server *start(const struct service *service, const struct site *site) {
    const struct service_settings *s = service->settings;
    char *cert_path = service_cert_path(s), *key_path = service_key_path(s);
    struct server *server = server_start(&(struct server_params){
        .site = site,
        .listen = s->listen,
        .is_plain = s->is_plain,
        .is_forwarded = s->is_forwarded,
        .cert_path = cert_path,
        .key_path = key_path,
        .header_s = s->header_s,
        .body_s = s->body_s,
        .answer_s = s->answer_s,
        .idle_s = s->idle_s,
        .connections = s->connections,
        .per_address = s->per_address,
        .threads = s->threads,
    });
    free(cert_path);
    free(key_path);
    return server;
}

static bool open_office(struct office *office, struct service *service) {
    char *why = NULL;
    bool is_open = office_open(office, service, &why);
    if (!is_open)
        log_error("%s", why);
    free(why);
    return is_open;
}

/* What was cut off before it was filed, and what a key that came back since can open now. */
static void take_up_kept_slips(struct service *service) {
    int filed = intake_file_left(service);
    int opened = intake_reopen(service, (int64_t)time(NULL));
    if (filed > 0)
        log_info("%d slips that were kept before the end are filed now", filed);
    if (opened > 0)
        log_info("%d slips that were kept unopened could be opened now", opened);
    if (filed + opened > 0)
        service_settle_erasures(service); // of them, perhaps: see records/erasures_file.c
}

/* The pages have no head then, and nothing can be published. */
static void warn_of_names(const struct service_settings *settings) {
    char *why = NULL;
    if (!commune_is_named(settings, &why))
        log_warn("%s", why);
    free(why);
}

/* Slips are written by one thread and freed by another. With a heap for each thread what is freed
 * lies in all of them, and the system is asked for a few pages more with each slip; with one it is
 * 25 MiB at most with 64 connections, not 40, and not slower. */
static void share_memory(void) {
    mallopt(M_ARENA_MAX, 1);
}

int cmd_serve(const struct cli *cli) {
    struct service service;
    struct office office = {.service = NULL};
    sigset_t signals;
    int status = EXIT_FAILURE;
    block_signals(&signals);
    share_memory();
    if (!service_open(&service, &cli->settings, false))
        return EXIT_FAILURE;
    warn_of_names(&cli->settings);
    const struct site site = routes_site(&service, &office);
    struct server *server = NULL;
    if (service_load_keys(&service) && open_office(&office, &service)) {
        sql_make_room(service.records, (int64_t)cli->settings.log_mb * 1024 * 1024);
        take_up_kept_slips(&service);
        publication_follow(&service, (int64_t)time(NULL)); // what was cut off before it did
        malloc_trim(0);                                    // of a schema that was stepped
        filing_start(&service.filing);
        server = start(&service, &site);
    }
    if (server) {
        struct daily daily;
        daily_start(&daily, &service);
        say_ready(&service, server_port(server));
        manager_ready();
        wait_for_end(&signals, server);
        server_stop(server);
        daily_stop(&daily);
        status = EXIT_SUCCESS;
    }
    office_close(&office);
    service_close(&service);
    return status;
}
