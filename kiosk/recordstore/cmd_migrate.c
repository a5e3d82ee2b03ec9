/* migrate: moves a commune that has outgrown its database into another, and proves it. */
#include "recordstore/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "records/migrate.h"
#include "recordstore/cli.h"

static void print_proof(const struct migrate_proof *proof) {
    if (migrate_is_proven(proof))
        printf("same\t%s\t%lld\t%s\n", proof->table, (long long)proof->rows_to, proof->sha256_to);
    else
        printf("NOT THE SAME\t%s\t%lld, now %lld\t%s, now %s\n", proof->table,
               (long long)proof->rows_from, (long long)proof->rows_to, proof->sha256_from,
               proof->sha256_to);
}

int cmd_migrate(const struct cli *cli) {
    if (!cli->from || !cli->to) {
        fputs("recordstore: migrate needs --from DSN and --to DSN\n", stderr);
        return EXIT_FAILURE;
    }
    const struct migrate_params params = {
        .from = cli->from, .to = cli->to, .commune_id = cli->settings.commune_id};
    if (!migrate_commune(&params, print_proof))
        return EXIT_FAILURE;
    printf("recordstore: commune '%s' is moved; name the new database as store.db, keys and assets "
           "stay in the data folder\n",
           params.commune_id);
    return EXIT_SUCCESS;
}
