/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON Web Token, decoded to be looked at and not verified. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_JWT_DIALOG (rh_jwt_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhJwtDialog, rh_jwt_dialog, RH, JWT_DIALOG, AdwDialog)

/* Is there one in @text? By its shape alone. */
gboolean rh_jwt_dialog_suits (const char *text);
/* The first token in @text; NULL: what looks like one is none. @now: seconds since 1970. (transfer
 * floating) */
AdwDialog *rh_jwt_dialog_new (const char *text, gint64 now);
/* The same, now, over @from; a toast says so if it is none. */
void rh_jwt_dialog_present (const char *text, GtkWidget *from);

G_END_DECLS
