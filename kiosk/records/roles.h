/* The office's roles, as the campaign's content names them. An account has one or several; a route
 * or a transition names those that may. */
#ifndef RECORDS_ROLES_H
#define RECORDS_ROLES_H

enum office_role {         // bits, so that a set of them is their sum
    ROLE_CLERK = 1 << 0,   // role-vptk, công chức Văn phòng - thống kê
    ROLE_CULTURE = 1 << 1, // role-vhxh, công chức Văn hóa - xã hội
    ROLE_COUNCIL = 1 << 2, // role-hoidong, Hội đồng Thi đua - Khen thưởng
    ROLE_CHAIR = 1 << 3,   // role-chutich, Chủ tịch UBND
    ROLE_ADMIN = 1 << 4,   // role-quantri, quản trị
};
#define ROLE_ID_HIGHER "role-captren" // cấp trên: decides, and never logs in here
#define ROLE_COUNT 5
#define ROLES_ALL ((1u << ROLE_COUNT) - 1)
#define ROLES_TEXT_MAX 80 // of all five, with the NUL

/** "role-vptk": of one role; static. */
const char *role_id(enum office_role role);
/** 0 for no role of ours. */
unsigned role_from_id(const char *id);
/** "role-vptk role-quantri", in the order above: as the database keeps a set. */
void roles_format(unsigned roles, char out[ROLES_TEXT_MAX]);
/** Words that are no role of ours are passed over: they give no right. */
unsigned roles_parse(const char *text);

#endif
