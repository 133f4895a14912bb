/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked and said about the value of a secret variable. */
#pragma once

#include "collection/rh-variable.h"
#include "text/rh-secret.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @user_data is the widget that asked; it and @variable are held meanwhile. */
typedef void (*RhSecretAnswer) (RhVariable *variable, gpointer user_data);
typedef void (*RhSecretValueAnswer) (RhVariable *variable, RhSecret *value, gpointer user_data);

/* A new value; an empty one counts: nothing is kept any more. */
void rh_secret_dialogs_ask_value (GtkWidget *from, RhVariable *variable, RhSecretValueAnswer given);
/* The value would be written to a file. Called only if that is what is wanted. */
void rh_secret_dialogs_ask_plain (GtkWidget *from, RhVariable *variable, RhSecretAnswer agreed);
void rh_secret_dialogs_ask_copy (GtkWidget *from, RhVariable *variable, RhSecretAnswer agreed);
/* After a value went from the files to the keyring. */
void rh_secret_dialogs_note_history (GtkWidget *from);

G_END_DECLS
