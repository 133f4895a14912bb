/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to say about a sign-in, without its secrets. */
#pragma once

#include "rh-cli-session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* On standard output, for people or as one JSON object. */
void rh_cli_print_facts (RhCliSession *session, gboolean json);
/* One line. */
void rh_cli_print_json (JsonBuilder *builder);
/* What was kept lives in memory only, and is gone when this command ends: says so. */
gboolean rh_cli_is_kept (RhCliSession *session);

G_END_DECLS
