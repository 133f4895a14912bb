/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response page in a window of its own, and exchanges to show on it. */
#pragma once

#include "response/rh-response-page.h"
#include "ui/rh-ui-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWindow *window;
  RhResponsePage *page;
} RhResponseRig;

/* Mapped. */
RhResponseRig *rh_response_rig_new (void);
void rh_response_rig_free (RhResponseRig *self);

/* A request to https://api.example.com/ that nothing was answered to. */
RhExchange *rh_response_rig_start (void);
/* The same with this answer, all of it; @error: how it ended, NULL: well. */
RhExchange *rh_response_rig_answer (guint status,
                                    const char *content_type,
                                    const char *body,
                                    const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhResponseRig, rh_response_rig_free)

G_END_DECLS
