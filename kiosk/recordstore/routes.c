#include "recordstore/routes.h"

#include <assert.h>
#include <string.h>

#include "model/content.h"
#include "model/slip.h"
#include "office/batch.h"
#include "office/case.h"
#include "office/content_desk.h"
#include "office/difficulty.h"
#include "office/kiosk_code.h"
#include "office/pages.h"
#include "office/refusal.h"
#include "office/session.h"
#include "records/roles.h"
#include "records/scan.h"
#include "records/service.h"
#include "recordstore/api.h"
#include "recordstore/auth.h"
#include "web/problem.h"

#define STATUS_BYTES_MAX 16384
#define ENROL_BYTES_MAX 1024
#define EVENT_BYTES_MAX 16384
#define FORM_BYTES_MAX 16384
#define SCAN_FORM_BYTES_MAX (SCAN_BYTES_MAX + FORM_BYTES_MAX)
#define LIST_BYTES_MAX (256 * 1024)                       // of a form with many dossiers
#define LOGIN_BYTES_MAX (LIST_BYTES_MAX + FORM_BYTES_MAX) // with a form that waits for it
#define CONTENT_FORM_BYTES_MAX (CONTENT_ASSET_BYTES_MAX + FORM_BYTES_MAX)
#define CASE_BYTES_MAX 131072 // all that an officer fills in of a dossier

/* Who may, beside the office's roles (records/roles.h), which are the bits below these. */
#define ANYONE (1u << 8)
#define GUEST (1u << 9)   // anyone; who is logged in is known as such
#define DEVICE (1u << 10) // an enrolled device with its token
#define SENDER (1u << 11) // the same, of a slip
#define OFFICER ROLES_ALL
static_assert(ANYONE > ROLES_ALL, "roles have bits of their own");

static const struct route routes[] = {
    /* Kiosks and other systems: contract.md 1. */
    {"GET", "/v1/health", ANYONE, 0, api_health, ROUTE_JSON},
    {"GET", "/v1/openapi.yaml", ANYONE, 0, api_contract, ROUTE_JSON},
    {"POST", "/v1/devices", ANYONE, ENROL_BYTES_MAX, api_device_enrol, ROUTE_JSON},
    {"PUT", "/v1/devices/{id}/status", DEVICE, STATUS_BYTES_MAX, api_device_status, ROUTE_JSON},
    {"PUT", "/v1/nominations/{id}", SENDER, SLIP_BODY_BYTES_MAX, api_nomination_put, ROUTE_JSON},
    {"GET", "/v1/nominations/{id}/receipt", DEVICE, 0, api_nomination_receipt, ROUTE_JSON},
    {"GET", "/v1/slips/{code}", DEVICE, 0, api_slip, ROUTE_JSON},
    {"GET", "/v1/content", DEVICE, 0, api_content, ROUTE_JSON},
    {"GET", "/v1/content.sig", DEVICE, 0, api_content_signature, ROUTE_JSON},
    {"GET", "/v1/assets/{sha256}", DEVICE, 0, api_asset, ROUTE_JSON},

    /* The office's other systems, with an officer's session: contract.md 1.2. */
    {"GET", "/v1/nominations", DOSSIER_READERS, 0, api_dossiers, ROUTE_JSON},
    {"GET", "/v1/nominations/{id}", DOSSIER_READERS, 0, api_dossier, ROUTE_JSON},
    {"POST", "/v1/nominations/{id}/events", DOSSIER_READERS, EVENT_BYTES_MAX, api_event_post,
     ROUTE_JSON},
    {"GET", "/v1/exports/{list}", COUNCIL_READERS, 0, page_exports_csv, ROUTE_JSON},

    /* The officer's pages. */
    {"GET", "/office/static/{name}", ANYONE, 0, page_static, ROUTE_FORM},
    {"GET", "/office/login", GUEST, 0, page_login, ROUTE_FORM},
    {"POST", "/office/login", GUEST, LOGIN_BYTES_MAX, page_login_post, ROUTE_FORM},
    {"POST", "/office/logout", OFFICER, FORM_BYTES_MAX, page_logout_post, ROUTE_FORM},
    {"GET", "/office/password", OFFICER, 0, page_password, ROUTE_FORM},
    {"POST", "/office/password", OFFICER, FORM_BYTES_MAX, page_password_post, ROUTE_FORM},
    {"GET", "/office", OFFICER, 0, page_home, ROUTE_FORM},

    {"GET", "/office/kiosks", KIOSK_WATCHERS, 0, page_kiosks, ROUTE_FORM},
    {"POST", "/office/kiosks", KIOSK_MANAGERS, FORM_BYTES_MAX, page_kiosks_post, ROUTE_FORM},
    {"GET", "/office/kiosks/{id}", KIOSK_WATCHERS, 0, page_kiosk, ROUTE_FORM},
    {"POST", "/office/kiosks/{id}/help", KIOSK_WATCHERS, FORM_BYTES_MAX, page_kiosk_help_post,
     ROUTE_FORM},
    {"POST", "/office/kiosks/{id}/unlock", KIOSK_MANAGERS, FORM_BYTES_MAX, page_kiosk_unlock_post,
     ROUTE_FORM},
    {"POST", "/office/kiosks/{id}/log", KIOSK_MANAGERS, FORM_BYTES_MAX, page_kiosk_log_post,
     ROUTE_FORM},
    {"POST", "/office/kiosks/{id}/resend", KIOSK_MANAGERS, FORM_BYTES_MAX, page_kiosk_resend_post,
     ROUTE_FORM},
    {"POST", "/office/kiosks/{id}/code", KIOSK_MANAGERS, FORM_BYTES_MAX, page_kiosk_code_post,
     ROUTE_FORM},
    {"POST", "/office/kiosks/{id}/revoke", KIOSK_MANAGERS, FORM_BYTES_MAX, page_kiosk_revoke_post,
     ROUTE_FORM},

    {"GET", "/office/users", ROLE_ADMIN, 0, page_users, ROUTE_FORM},
    {"POST", "/office/users", ROLE_ADMIN, FORM_BYTES_MAX, page_users_post, ROUTE_FORM},
    {"GET", "/office/users/{id}", ROLE_ADMIN, 0, page_user, ROUTE_FORM},
    {"POST", "/office/users/{id}/name", ROLE_ADMIN, FORM_BYTES_MAX, page_user_name_post,
     ROUTE_FORM},
    {"POST", "/office/users/{id}/roles", ROLE_ADMIN, FORM_BYTES_MAX, page_user_roles_post,
     ROUTE_FORM},
    {"POST", "/office/users/{id}/disabled", ROLE_ADMIN, FORM_BYTES_MAX, page_user_disabled_post,
     ROUTE_FORM},
    {"POST", "/office/users/{id}/reset", ROLE_ADMIN, FORM_BYTES_MAX, page_user_reset_post,
     ROUTE_FORM},

    {"GET", "/office/dossiers", DOSSIER_READERS, 0, page_dossiers, ROUTE_FORM},
    {"GET", "/office/dossiers/{id}", DOSSIER_READERS, 0, page_dossier, ROUTE_FORM},
    {"POST", "/office/dossiers/{id}/fields", DOSSIER_EDITORS, CASE_BYTES_MAX,
     page_dossier_fields_post, ROUTE_FORM},
    {"POST", "/office/dossiers/{id}/step", DOSSIER_READERS, FORM_BYTES_MAX, page_dossier_step_post,
     ROUTE_FORM},
    {"POST", "/office/dossiers/{id}/consent", CONSENT_RECORDERS, FORM_BYTES_MAX,
     page_dossier_consent_post, ROUTE_FORM},
    {"POST", "/office/dossiers/{id}/note", DOSSIER_READERS, FORM_BYTES_MAX, page_dossier_note_post,
     ROUTE_FORM},
    {"POST", "/office/dossiers/{id}/erase", DOSSIER_EDITORS, FORM_BYTES_MAX,
     page_dossier_erase_post, ROUTE_FORM},

    {"POST", "/office/dossiers/{id}/scans", DOSSIER_EDITORS, SCAN_FORM_BYTES_MAX, page_scans_post,
     ROUTE_FILE},
    {"GET", "/office/dossiers/{id}/scans/{sha256}", DOSSIER_READERS, 0, page_scan, ROUTE_FORM},
    {"POST", "/office/dossiers/{id}/scans/{sha256}", DOSSIER_EDITORS, FORM_BYTES_MAX,
     page_scan_remove_post, ROUTE_FORM},

    {"GET", "/office/paper", DOSSIER_EDITORS, 0, page_paper, ROUTE_FORM},
    {"POST", "/office/paper", DOSSIER_EDITORS, FORM_BYTES_MAX, page_paper_post, ROUTE_FORM},
    {"GET", "/office/paper/{id}", DOSSIER_EDITORS, 0, page_paper_receipt, ROUTE_FORM},
    {"GET", "/office/desk", DOSSIER_EDITORS, 0, page_desk, ROUTE_FORM},
    {"POST", "/office/desk", DOSSIER_EDITORS, FORM_BYTES_MAX, page_desk_post, ROUTE_FORM},
    {"GET", "/office/desk/{id}", DOSSIER_EDITORS, 0, page_desk_slip, ROUTE_FORM},
    {"POST", "/office/desk/{id}", DOSSIER_EDITORS, FORM_BYTES_MAX, page_desk_slip_post, ROUTE_FORM},
    {"POST", "/office/desk/{id}/withdraw", DOSSIER_EDITORS, FORM_BYTES_MAX, page_desk_withdraw_post,
     ROUTE_FORM},

    {"GET", "/office/retention", ROLE_CLERK | ROLE_ADMIN, 0, page_retention, ROUTE_FORM},
    {"GET", "/office/difficulties", DIFFICULTY_READERS, 0, page_difficulties, ROUTE_FORM},
    {"GET", "/office/difficulties/{id}", DIFFICULTY_READERS, 0, page_difficulty, ROUTE_FORM},
    {"POST", "/office/difficulties/{id}/take", DIFFICULTY_ANSWERERS, FORM_BYTES_MAX,
     page_difficulty_take_post, ROUTE_FORM},
    {"POST", "/office/difficulties/{id}/answer", DIFFICULTY_ANSWERERS, FORM_BYTES_MAX,
     page_difficulty_answer_post, ROUTE_FORM},

    {"GET", "/office/figures", DOSSIER_READERS, 0, page_figures, ROUTE_FORM},
    {"GET", "/office/figures.csv", DOSSIER_READERS, 0, page_figures_csv, ROUTE_FORM},
    {"GET", "/office/council", COUNCIL_READERS, 0, page_council, ROUTE_FORM},
    {"POST", "/office/council", ROLE_CLERK, LIST_BYTES_MAX, page_council_post, ROUTE_FORM},
    {"GET", "/office/council/{format}", COUNCIL_READERS, 0, page_council_export, ROUTE_FORM},
    {"GET", "/office/decisions", COUNCIL_READERS, 0, page_decisions, ROUTE_FORM},
    {"POST", "/office/decisions", ROLE_CLERK, LIST_BYTES_MAX, page_decisions_post, ROUTE_FORM},
    {"GET", "/office/publication", PUBLICATION_READERS, 0, page_publication, ROUTE_FORM},
    {"POST", "/office/publication", ROLE_CULTURE, LIST_BYTES_MAX, page_publication_post,
     ROUTE_FORM},

    {"GET", "/office/content", CONTENT_READERS, 0, page_content, ROUTE_FORM},
    {"POST", "/office/content", CONTENT_EDITORS, FORM_BYTES_MAX, page_content_post, ROUTE_FORM},
    {"GET", "/office/content/settings", CONTENT_READERS, 0, page_content_settings, ROUTE_FORM},
    {"POST", "/office/content/settings", CONTENT_EDITORS, FORM_BYTES_MAX,
     page_content_settings_post, ROUTE_FORM},
    {"GET", "/office/content/history", CONTENT_READERS, 0, page_content_history, ROUTE_FORM},
    {"GET", "/office/content/history/{revision}", CONTENT_READERS, 0, page_content_revision,
     ROUTE_FORM},
    {"POST", "/office/content/history/{revision}", CONTENT_EDITORS, FORM_BYTES_MAX,
     page_content_revision_post, ROUTE_FORM},
    {"GET", "/office/content/preview", CONTENT_EDITORS, 0, page_content_preview, ROUTE_FORM},
    {"POST", "/office/content/preview", CONTENT_EDITORS, FORM_BYTES_MAX, page_content_preview_post,
     ROUTE_FORM},
    {"GET", "/office/content/preview/{token}/{name}", CONTENT_EDITORS, 0, page_content_preview_shot,
     ROUTE_FORM},
    {"GET", "/office/content/import/{topic}", CONTENT_EDITORS, 0, page_content_import, ROUTE_FORM},
    {"POST", "/office/content/import/{topic}", CONTENT_EDITORS, CONTENT_FORM_BYTES_MAX,
     page_content_import_post, ROUTE_FILE},
    {"GET", "/office/content/import/{topic}/model", CONTENT_EDITORS, 0, page_content_import_model,
     ROUTE_FORM},
    {"POST", "/office/content/import/{topic}/apply", CONTENT_EDITORS, FORM_BYTES_MAX,
     page_content_import_apply_post, ROUTE_FORM},
    {"GET", "/office/content/photo/{sha256}", CONTENT_READERS, 0, page_content_photo, ROUTE_FORM},
    {"POST", "/office/content/campaign", CONTENT_EDITORS, CONTENT_FORM_BYTES_MAX,
     page_content_campaign_post, ROUTE_FILE},
    {"GET", "/office/content/{topic}", CONTENT_READERS, 0, page_content_list, ROUTE_FORM},
    {"GET", "/office/content/{topic}/{id}", CONTENT_READERS, 0, page_content_entry, ROUTE_FORM},
    {"POST", "/office/content/{topic}/{id}", CONTENT_EDITORS, CASE_BYTES_MAX,
     page_content_entry_post, ROUTE_FORM},
    {"GET", "/office/content/{topic}/{id}/file", CONTENT_EDITORS, 0, page_content_campaign_file,
     ROUTE_FORM},
    {"POST", "/office/content/{topic}/{id}/photo", CONTENT_EDITORS, CONTENT_FORM_BYTES_MAX,
     page_content_photo_post, ROUTE_FILE},

    {"GET", "/office/audit", ROLE_ADMIN | ROLE_CHAIR, 0, page_audit, ROUTE_FORM},
};

static bool is_office(const char *path) {
    return !strncmp(path, "/office", 7) && (path[7] == '/' || path[7] == '\0');
}

static bool admit_officer(const struct route *route, struct request *request,
                          struct answer *answer) {
    bool is_admitted = is_office(route->pattern) ? session_admit(request, route->who, answer)
                                                 : auth_officer(route, request, answer);
    if (is_admitted)
        filing_settle(&request->service->filing); // the office sees what came before it asked
    return is_admitted;
}

static bool admit(const struct route *route, struct request *request, struct answer *answer) {
    if (route->who & SENDER)
        return auth_sender(route, request, answer);
    if (route->who & DEVICE)
        return auth_device(route, request, answer);
    if (route->who & OFFICER)
        return admit_officer(route, request, answer);
    if (route->who & GUEST)
        session_look(request);
    return true;
}

/* Whatever changes something for the office comes from a form of ours, or with the session's token
 * beside it. */
static bool confirm(const struct route *route, struct request *request, struct answer *answer) {
    if (route->body_max == 0)
        return true;
    if (is_office(route->pattern))
        return session_confirm(request, answer);
    return !(route->who & OFFICER) || auth_officer_confirm(request, answer);
}

static void refuse(const struct route *route, const struct request *request,
                   const struct problem *problem, struct answer *answer) {
    (void)route;
    if (is_office(request->path))
        refusal_answer(request, problem->status, answer);
    else
        problem_answer(answer, problem);
}

struct site routes_site(struct service *service, struct office *office) {
    return (struct site){
        .routes = routes,
        .route_count = sizeof routes / sizeof *routes,
        .admit = admit,
        .confirm = confirm,
        .release = session_release,
        .refuse = refuse,
        .service = service,
        .office = office,
    };
}
