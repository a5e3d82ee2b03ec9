/* What came lies apart from what the office makes of it. */
#include "sql/schema.h"

const char schema_slips[] =
    "CREATE TABLE slips (" // one row for each id that is taken, erased or not
    "  commune_id {text} NOT NULL, id {text} NOT NULL,"
    "  body {bytes} NOT NULL,"  // as it came; empty once the sender is deleted, or when it came on
                                // paper
    "  sha256 {text} NOT NULL," // of that which came; '' of what is erased, and of paper
    "  received_at {int} NOT NULL, device_id {text} NOT NULL,"
    "  PRIMARY KEY (commune_id, id)"
    ");"
    "INSERT INTO slips (commune_id, id, body, sha256, received_at, device_id)"
    " SELECT commune_id, id, body, sha256, received_at, device_id FROM nominations;"
    // of an erasure that was done again on a backup from before the slip came
    "INSERT INTO slips (commune_id, id, body, sha256, received_at, device_id)"
    " SELECT commune_id, id, {no-bytes}, '', erased_at, '' FROM tombstones WHERE 1 = 1"
    " ON CONFLICT DO NOTHING;"
    "ALTER TABLE nominations DROP COLUMN body;"
    "ALTER TABLE nominations DROP COLUMN sha256;";
