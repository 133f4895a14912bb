/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed for a service's form to register a client: kept with the collection, field by
 * field as the form calls them (RhServiceField). The redirect URI and the scopes are settings of an
 * environment and not kept twice. No secret is ever in it. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define RH_TYPE_REGISTRATION (rh_registration_get_type ())
G_DECLARE_FINAL_TYPE (RhRegistration, rh_registration, RH, REGISTRATION, GObject)

/* Signal "changed". */
RhRegistration *rh_registration_new (void);
/* As typed; "" for what was not. */
const char *rh_registration_get (RhRegistration *self, const char *id);
/* "" or NULL takes it away. A field whose name says that it is a secret is not kept. */
void rh_registration_set (RhRegistration *self, const char *id, const char *value);
/* Those that have a value, in the order they are kept: as forms usually ask, then by name.
 * (transfer full) */
GStrv rh_registration_dup_ids (RhRegistration *self);
void rh_registration_take (RhRegistration *self, RhRegistration *from);
gboolean rh_registration_equal (RhRegistration *a, RhRegistration *b);

G_END_DECLS
