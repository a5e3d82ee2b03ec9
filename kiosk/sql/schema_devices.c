#include "sql/schema.h"

const char schema_devices[] =
    // Which lock the office's order lifts, by the id that the kiosk gave it.
    "ALTER TABLE devices ADD COLUMN unlock_lock {text};"
    // The end of the staff's log there, as it was last told: it may only grow.
    "ALTER TABLE devices ADD COLUMN staff_log_seq {int} NOT NULL DEFAULT 0;"
    "ALTER TABLE devices ADD COLUMN staff_log_hash {text};"
    "ALTER TABLE devices ADD COLUMN staff_log_fault_at {int};"
    // An order from before named no lock, and may not lift a later one.
    "UPDATE devices SET unlock_pin = 0;";
