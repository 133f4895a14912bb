/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody types or pipes in, read while the main loop runs. */
#pragma once

#include "rh-cli-session.h"

G_BEGIN_DECLS

/* One line from standard input. One at a time. */
void rh_cli_read_line_async (GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* Without its end; wipe it. NULL without an error: there is no more. */
char *rh_cli_read_line_finish (GAsyncResult *result, GError **error);

/* Somebody is there to be asked. */
gboolean rh_cli_can_ask (void);
/* "y" or "yes". FALSE for anything else, and when nobody is there. */
gboolean rh_cli_ask (RhCliSession *session, const char *question);
gboolean rh_cli_is_yes (const char *line);

/* The first line, or all there is; not shown while it is typed. NULL: said why, or interrupted. */
RhSecret *rh_cli_read_secret (RhCliSession *session, const char *prompt);

G_END_DECLS
