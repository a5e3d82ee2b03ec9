/* The commands; each returns the program's exit status. */
#ifndef RECORDSTORE_COMMAND_H
#define RECORDSTORE_COMMAND_H

struct cli;

/** Runs the one that `cli` names; what the commune is called is filled in first. */
int command_run(struct cli *cli);

int cmd_init(const struct cli *cli);
int cmd_serve(const struct cli *cli);
int cmd_device(const struct cli *cli);
int cmd_publish(const struct cli *cli);
int cmd_asset(const struct cli *cli);
int cmd_content_export(const struct cli *cli);
int cmd_import(const struct cli *cli);
int cmd_list(const struct cli *cli);
int cmd_user(const struct cli *cli);
int cmd_retention(const struct cli *cli);
int cmd_doctor(const struct cli *cli);
int cmd_backup(const struct cli *cli);
int cmd_restore(const struct cli *cli);
int cmd_key(const struct cli *cli);
int cmd_audit(const struct cli *cli);
int cmd_migrate(const struct cli *cli);

#endif
