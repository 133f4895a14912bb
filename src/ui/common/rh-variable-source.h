/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a GtkSourceView know {{variables}}, as RhVariableText does an entry. */
#pragma once

#include "common/rh-variable-scope.h"

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_SOURCE (rh_variable_source_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableSource, rh_variable_source, RH, VARIABLE_SOURCE, GObject)

/* A GtkSourceCompletionProvider. Lives as long as @view. */
void rh_variable_source_attach (GtkSourceView *view, RhVariableScope *scope);

G_END_DECLS
