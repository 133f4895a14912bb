/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables kept in memory, which responses set: they come before all others, and end with the
 * program. One for each account in each environment of a
 * collection, from rh_workspace_get_runtime(). */
#pragma once

#include "text/rh-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_RUNTIME_VARIABLES (rh_runtime_variables_get_type ())
G_DECLARE_FINAL_TYPE (RhRuntimeVariables, rh_runtime_variables, RH, RUNTIME_VARIABLES, GObject)

/* Signal "changed": look again. */
RhRuntimeVariables *rh_runtime_variables_new (void);
/* @secret: masked wherever it is shown, and asked about before it goes elsewhere than to @origin,
 * which is where it came from; @origin may be NULL. */
void rh_runtime_variables_set (RhRuntimeVariables *self,
                               const char *name,
                               RhSecret *value,
                               gboolean secret,
                               const char *origin);
/* FALSE: there is none of that name. All is borrowed until the next change; @secret and @origin may
 * be NULL. */
gboolean rh_runtime_variables_lookup (RhRuntimeVariables *self,
                                      const char *name,
                                      RhSecret **value,
                                      gboolean *secret,
                                      const char **origin);
/* Sorted. */
GStrv rh_runtime_variables_dup_names (RhRuntimeVariables *self);
void rh_runtime_variables_remove (RhRuntimeVariables *self, const char *name);

G_END_DECLS
