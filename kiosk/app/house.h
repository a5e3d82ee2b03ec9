/* The house: the stage before which the citizens stand, and behind it the staff's screens. Here it
 * is decided who gets an event and what is drawn; the loop and a script's player know no other. */
#ifndef APP_HOUSE_H
#define APP_HOUSE_H

#include "app/backstage.h"
#include "app/knock.h"
#include "app/stage.h"

struct house {
    struct stage *stage;         // borrowed
    struct backstage *backstage; // borrowed
    struct knock knock;
};

void house_event(struct house *house, const struct event *ev);
void house_tick(struct house *house, int64_t now_ms);
/** The app-clock time at which house_tick() is next needed. */
int64_t house_deadline_ms(const struct house *house);
/** Something on the screen moves by itself: every frame is wanted. */
bool house_is_moving(const struct house *house);
void house_draw(const struct house *house, struct canvas *canvas);
/** What may be touched now. The mark, which is to be held, is among it as "header.mark". */
void house_list(const struct house *house, struct element_list *out);
/** What lies over the page; false when nothing does. */
bool house_over(const struct house *house, struct rect *out_box);
enum stage_change house_take_change(struct house *house);
struct damage *house_damage(const struct house *house);
const char *house_screen_name(const struct house *house);

#endif
