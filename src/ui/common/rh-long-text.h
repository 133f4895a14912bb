/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that do not fit into an entry. The toolkit's holds 64 kB and drops the rest without a word:
 * here nothing is dropped. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What an entry holds, in bytes. */
#define RH_LONG_TEXT_MAX 65534

/**
 * rh_long_text_bind:
 * @property: a string
 * @entry: a GtkEntry, an AdwEntryRow, anything around a GtkText
 *
 * Binds "text" to it both ways. What is too long for the entry stays whole in @source: its
 * beginning is shown, and it cannot be edited there. What is pasted and would be too long is
 * refused as a whole, which is said in a toast.
 *
 * Returns: (transfer none): as g_object_bind_property()
 */
GBinding *rh_long_text_bind (gpointer source, const char *property, GtkEditable *entry);
/* Only a beginning is shown in it. */
gboolean rh_long_text_is_cut (GtkEditable *entry);

G_END_DECLS
