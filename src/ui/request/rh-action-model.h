/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done after the response, as it is edited: the request's actions, and one empty row at the
 * end that becomes one of them as soon as something is typed in it. */
#pragma once

#include "collection/rh-request-item.h"
#include "common/rh-tail-model.h"

G_BEGIN_DECLS

#define RH_TYPE_ACTION_MODEL (rh_action_model_get_type ())
G_DECLARE_FINAL_TYPE (RhActionModel, rh_action_model, RH, ACTION_MODEL, RhTailModel)

/* A GListModel of RhAction. */
RhActionModel *rh_action_model_new (RhRequestItem *item);
void rh_action_model_remove (RhActionModel *self, RhAction *action);
/* Is it the empty row at the end? */
gboolean rh_action_model_is_last (RhActionModel *self, RhAction *action);

G_END_DECLS
