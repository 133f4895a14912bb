/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows around the caret as one short text, which is what assistive tools are given of a body of
 * any size. Offsets are in characters. Plain: no widget. */
#pragma once

#include "body/rh-body-document.h"
#include "response/rh-body-motion.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_BODY_SCREEN_ROWS 64

typedef struct _RhBodyScreen RhBodyScreen;

/* @around: a row of @document that is not folded away. */
RhBodyScreen *rh_body_screen_new (RhBodyDocument *document, guint64 around);
void rh_body_screen_free (RhBodyScreen *self);
gboolean rh_body_screen_has_row (RhBodyScreen *self, guint64 row);
guint rh_body_screen_get_length (RhBodyScreen *self);
/* The nearest offset for what is before or after. */
guint rh_body_screen_get_offset (RhBodyScreen *self, const RhBodySpot *spot);
void rh_body_screen_get_spot (RhBodyScreen *self, guint offset, RhBodySpot *spot);
GBytes *rh_body_screen_dup_text (RhBodyScreen *self, guint start, guint end);
/* The unit around @offset; a line is a row. */
GBytes *rh_body_screen_dup_unit (RhBodyScreen *self,
                                 guint offset,
                                 GtkAccessibleTextGranularity granularity,
                                 guint *start,
                                 guint *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodyScreen, rh_body_screen_free)

G_END_DECLS
