/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a verb's result goes: standard output, or a file. */
#pragma once

#include "rh-cli-session.h"

G_BEGIN_DECLS

typedef gboolean (*RhCliFill) (GOutputStream *stream, gpointer user_data, GError **error);

/* For such a function. Cancelled by the session's signals. */
gboolean rh_cli_output_bytes (GOutputStream *stream,
                              const void *bytes,
                              gsize length,
                              RhCliSession *session,
                              GError **error);
/* @path NULL: standard output, where a terminal gets no control characters; else a file, of which
 * there is all or nothing. @mode: of a new one, less what the umask says. */
gboolean rh_cli_output_write (const char *path,
                              int mode,
                              RhCliFill fill,
                              gpointer user_data,
                              GError **error);
/* Says that it could not be written, or that somebody interrupted it. */
RhCliStatus rh_cli_output_fail (RhCliSession *session, const char *path, const GError *error);
/* An empty name is not left to the system; "-" becomes NULL. Anything but RH_CLI_DONE was said. */
RhCliStatus rh_cli_output_check (const char *verb, char **path);

G_END_DECLS
