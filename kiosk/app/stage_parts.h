/* What the stage's files share. */
#ifndef APP_STAGE_PARTS_H
#define APP_STAGE_PARTS_H

#include "app/stage.h"

/** Wipes it and goes to the opening screen. */
void stage_visit_ends(struct stage *stage);
/** With an empty form. */
void stage_goes_home(struct stage *stage);
/** A key that is held must not repeat behind a question. */
void stage_let_go(struct stage *stage);
/** Who steers by keypad sees at once where in the question they are. */
void stage_show_question(struct stage *stage);
/** Does what a screen answered. */
void stage_obey(struct stage *stage, struct screen_reply reply);

#endif
