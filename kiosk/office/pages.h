/* The handlers of /office, one file a page. */
#ifndef OFFICE_PAGES_H
#define OFFICE_PAGES_H

#include "web/route.h"

struct kept;

route_handler page_static;
route_handler page_login, page_login_post;
/** The log-in in place of a form's page: the session has ended, what was sent goes with it. */
void page_login_ended(const struct request *request, struct answer *answer,
                      const struct kept *kept);
route_handler page_logout_post;
route_handler page_password, page_password_post;
route_handler page_home;
route_handler page_dossiers;
route_handler page_figures, page_figures_csv;
route_handler page_difficulties;
route_handler page_difficulty, page_difficulty_take_post, page_difficulty_answer_post;
route_handler page_users, page_users_post;
route_handler page_user, page_user_name_post, page_user_roles_post, page_user_disabled_post,
    page_user_reset_post;
route_handler page_kiosks, page_kiosks_post;
route_handler page_kiosk, page_kiosk_code_post, page_kiosk_revoke_post, page_kiosk_unlock_post,
    page_kiosk_log_post, page_kiosk_help_post, page_kiosk_resend_post;
route_handler page_retention;
route_handler page_council, page_council_post, page_council_export, page_exports_csv;
route_handler page_decisions, page_decisions_post;
route_handler page_publication, page_publication_post;
route_handler page_audit;
route_handler page_content, page_content_post;
route_handler page_content_list;
route_handler page_content_entry, page_content_entry_post, page_content_photo_post;
route_handler page_content_photo;
route_handler page_content_campaign_post, page_content_campaign_file;
route_handler page_content_settings, page_content_settings_post;
route_handler page_content_preview, page_content_preview_post, page_content_preview_shot;
route_handler page_content_import, page_content_import_post, page_content_import_model,
    page_content_import_apply_post;
route_handler page_content_history, page_content_revision, page_content_revision_post;
route_handler page_dossier, page_dossier_fields_post, page_dossier_step_post,
    page_dossier_consent_post, page_dossier_note_post, page_dossier_erase_post;
route_handler page_scans_post, page_scan, page_scan_remove_post;
route_handler page_paper, page_paper_post, page_paper_receipt;
route_handler page_desk, page_desk_post, page_desk_slip, page_desk_slip_post,
    page_desk_withdraw_post;

#endif
