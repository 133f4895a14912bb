/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of a service's registration form, kept as it is typed and checked by the service's rules.
 * Two rows of a boxed list: the entry, and the sentence below it. */
#pragma once

#include "collection/rh-registration.h"
#include "collection/rh-service.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_GUIDE_FORM_ROW (rh_guide_form_row_get_type ())
G_DECLARE_FINAL_TYPE (RhGuideFormRow, rh_guide_form_row, RH, GUIDE_FORM_ROW, AdwEntryRow)

/* @field is the service's. */
GtkWidget *rh_guide_form_row_new (RhService *service,
                                  const char *environment,
                                  const RhServiceField *field,
                                  RhRegistration *registration);
/* Goes right below it; borrowed. */
GtkWidget *rh_guide_form_row_get_hint (RhGuideFormRow *self);

/* What a fault means; NULL for none. @is_note: the value can be used all the same. (transfer full)
 */
char *rh_guide_fault_dup_words (RhServiceFault fault, const char *part, gboolean *is_note);

G_END_DECLS
