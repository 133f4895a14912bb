/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values for one run: --var NAME=VALUE, --secret NAME=@FD and REHEARSE_SECRET_NAME. */
#pragma once

#include "collection/rh-given-values.h"
#include "rh-cli.h"

G_BEGIN_DECLS

/* First of all, before a thread or a child is there: takes every REHEARSE_SECRET_… out of the
 * environment, wiped where it stood (security.md 4.6). */
void rh_cli_given_take_environment (void);
/* Borrowed: one a process. */
RhGivenValues *rh_cli_given_get (void);

/* One that can stand in {{…}}. */
gboolean rh_cli_is_variable_name (const char *name);

/* Anything but RH_CLI_DONE was said. @values may be NULL. */
RhCliStatus rh_cli_given_read_variables (const char *verb, char **values);
RhCliStatus rh_cli_given_read_secrets (const char *verb, char **values);

G_END_DECLS
