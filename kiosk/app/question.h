/* The questions that lie over a screen: is anybody there, give this slip up, staff are called. */
#ifndef APP_QUESTION_H
#define APP_QUESTION_H

#include "screens/screen.h"
#include "widgets/dialog.h"
#include <stdbool.h>
#include <stdint.h>

enum question_kind {
    QUESTION_NONE,
    QUESTION_IDLE,    // "Bà con còn xem không?"
    QUESTION_DISCARD, // "Bỏ phiếu đang ghi?"
    QUESTION_HELP,    // "Đang gọi cán bộ"
    QUESTION_FORGOT,  // "Quên mã phiếu?"
    QUESTION_REFUSED, // "Chưa ghi được hình": some of what was typed is not written
};

enum question_answer {
    QUESTION_WAITS, // nothing was chosen yet
    QUESTION_STAY,  // go on as before; for help: well, I wait
    QUESTION_LEAVE, // end the visit, give the slip up, take the call back, call staff
};

struct question { // zeroed: none
    enum question_kind kind;
    struct dialog dialog;
    enum text_refusal why; // something was refused
    int64_t asked_ms;      // when the idle question, or that of what was refused, came up
};

/** Each closes what was asked before. All of them damage the whole canvas. */
void question_ask_idle(struct question *q, const struct screen_env *env, bool is_form,
                       int64_t at_ms);
void question_ask_discard(struct question *q, const struct screen_env *env);
/** `is_seen`: by the office. What is said else depends on what the call can reach. */
void question_ask_help(struct question *q, const struct screen_env *env, bool is_seen);
void question_ask_forgot(struct question *q, const struct screen_env *env);
/** `why`: not TEXT_TAKEN. */
void question_ask_refused(struct question *q, const struct screen_env *env, enum text_refusal why,
                          int64_t at_ms);
/** Nothing happens when none is open. */
void question_close(struct question *q, const struct screen_env *env);
enum question_answer question_event(struct question *q, const struct screen_env *env,
                                    const struct event *ev);
/** App-clock time of the idle question's next second. */
int64_t question_deadline_ms(const struct question *q, const struct screen_env *env);
/** Counts the idle question down; false when its time is over. */
bool question_count_down(struct question *q, const struct screen_env *env, int64_t now_ms);

#endif
