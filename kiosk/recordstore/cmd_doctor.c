/* doctor: looks at everything, says what is to be done; status 1 when something is. */
#include "recordstore/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/strbuf.h"
#include "records/intake.h"
#include "records/service.h"
#include "recordstore/cli.h"
#include "recordstore/doctor.h"

void doctor_say(struct doctor *doctor, enum doctor_word word, const char *about, const char *format,
                ...) {
    static const char *const words[] = {
        [DOCTOR_GOOD] = "ok", [DOCTOR_NOTE] = "note", [DOCTOR_DO] = "do"};
    va_list args;
    va_start(args, format);
    printf("%-4s  %s: ", words[word], about);
    vprintf(format, args);
    putchar('\n');
    va_end(args);
    doctor->to_do += word == DOCTOR_DO;
}

static void look_at_records(struct doctor *doctor) {
    doctor_look_at_records(doctor);
    doctor_look_at_slips(doctor);
    doctor_look_at_journal(doctor);
    doctor_look_at_content(doctor);
    doctor_look_at_kiosks(doctor);
}

int cmd_doctor(const struct cli *cli) {
    struct service service;
    struct doctor doctor = {.settings = &cli->settings, .now_s = (int64_t)time(NULL)};
    char *why = NULL;
    if (service_try_open(&service, &cli->settings, false, &why))
        doctor.service = &service;
    else
        doctor_say(&doctor, DOCTOR_DO, "records", "%s", why);
    doctor_look_at_keys(&doctor);
    doctor_look_at_certificate(&doctor);
    doctor_look_at_disk(&doctor);
    doctor_look_at_backup(&doctor);
    doctor_look_at_pages(&doctor);
    doctor_look_at_names(&doctor);
    if (doctor.service) {
        intake_await_filing(&service);
        look_at_records(&doctor);
        service_close(&service);
    }
    free(why);
    if (doctor.to_do > 0)
        printf("%d to be done\n", doctor.to_do);
    else
        puts("all is well");
    return doctor.to_do > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
