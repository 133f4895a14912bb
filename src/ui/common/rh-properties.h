/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two objects of one type, property by property: whether they say the same, and making them. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Of all that can be read and written. */
gboolean rh_same_properties (gpointer a, gpointer b);
/* Sets what differs, and nothing else. */
void rh_copy_properties (gpointer from, gpointer to);

/* The one property only. */
gboolean rh_same_property (gpointer a, gpointer b, GParamSpec *pspec);
void rh_copy_property (gpointer from, gpointer to, GParamSpec *pspec);

G_END_DECLS
