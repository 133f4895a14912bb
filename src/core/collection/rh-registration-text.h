/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A registration as text, to be pasted into the service's form or a message to its people: in the
 * form's order and words, without what is empty. Pure. */
#pragma once

#include "collection/rh-registration.h"
#include "collection/rh-service-form.h"

G_BEGIN_DECLS

/* What goes into @field: what was typed, or what the form begins with; the redirect URI and the
 * scopes are the environment's. Borrowed from any of them. */
const char *rh_registration_get_value (RhRegistration *self,
                                       const RhServiceField *field,
                                       const char *redirect_uri,
                                       const char *scope);
/* "Client Name: Acme Importer", one a line. A form without fields has these two. (transfer full) */
char *rh_registration_to_text (RhRegistration *self,
                               const RhServiceForm *form,
                               const char *redirect_uri,
                               const char *scope);
/* The same as a table; no value can leave its cell. (transfer full) */
char *rh_registration_to_markdown (RhRegistration *self,
                                   const RhServiceForm *form,
                                   const char *redirect_uri,
                                   const char *scope);

/* The first scope that stands in @scope twice; NULL: none. (transfer full) */
char *rh_registration_find_repeated_scope (const char *scope);

G_END_DECLS
