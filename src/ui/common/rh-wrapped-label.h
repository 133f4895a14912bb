/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that may be one long word, such as a path: broken anywhere rather than wider than its place.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @text is plain: it may be a name from elsewhere, and is never markup. */
GtkWidget *rh_wrapped_label_new (const char *text);

G_END_DECLS
