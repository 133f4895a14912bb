/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that a person gave for this run of the program only, on its command line or in its
 * environment: they come before every other value of their name and are never written anywhere. */
#pragma once

#include "text/rh-secret.h"

G_BEGIN_DECLS

#define RH_TYPE_GIVEN_VALUES (rh_given_values_get_type ())
G_DECLARE_FINAL_TYPE (RhGivenValues, rh_given_values, RH, GIVEN_VALUES, GObject)

RhGivenValues *rh_given_values_new (void);

/* A plain value, taken as it is: {{variables}} in it are text. */
void rh_given_values_set (RhGivenValues *self, const char *name, const char *value);
const char *rh_given_values_get (RhGivenValues *self, const char *name); /* NULL: none */
/* Calls @func for each plain one. */
void rh_given_values_foreach (RhGivenValues *self, GHFunc func, gpointer user_data);

/* The value of a secret variable. With @loose the name is that of an environment variable, where
 * case is lost and only letters, digits and "_" are left: "CLIENT_SECRET" is "client-secret". */
void rh_given_values_set_secret (RhGivenValues *self,
                                 const char *name,
                                 gboolean loose,
                                 RhSecret *secret);
/* The name of the environment variable, without a prefix. */
char *rh_given_values_dup_loose_name (const char *name);
/* Borrowed; an exact name comes first. NULL: none. */
RhSecret *rh_given_values_get_secret (RhGivenValues *self, const char *name);

G_END_DECLS
