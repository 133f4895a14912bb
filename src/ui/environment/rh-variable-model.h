/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables as they are edited: those of an environment, folder, collection or request, and one
 * empty row at the end that becomes one of them as soon as something is typed in it. */
#pragma once

#include "collection/rh-environment.h"
#include "common/rh-tail-model.h"

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_MODEL (rh_variable_model_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableModel, rh_variable_model, RH, VARIABLE_MODEL, RhTailModel)

/* A GListModel of RhVariable. */
RhVariableModel *rh_variable_model_new (RhEnvironment *holder);
/* Is it the empty row at the end? */
gboolean rh_variable_model_is_last (RhVariableModel *self, RhVariable *variable);

G_END_DECLS
