/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters that a text can hide behind. Who spells them out takes the first set, who drops them
 * the second. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Not seen, or not seen for what it is: control, format (bidi, zero width, tags) and the separators
 * of lines and paragraphs. */
gboolean rh_is_unseen (gunichar c);
/* Those, and what no font has a picture of that all agree on: private, unassigned, halves. */
gboolean rh_is_unshown (gunichar c);

G_END_DECLS
