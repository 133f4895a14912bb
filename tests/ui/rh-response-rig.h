/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response page in a window of its own, and exchanges to show on it. */
#pragma once

#include "response/rh-body-canvas.h"
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

/* With what its head says, and nothing of its body. */
RhExchange *rh_response_rig_new_head (guint status, const char *content_type, RhSpool *spool);
/* Its body is all there, and it is not finished. */
RhExchange *rh_response_rig_new_exchange (guint status,
                                          const char *content_type,
                                          const char *body,
                                          gsize length);
/* The head has come and nothing of the body. */
RhExchange *rh_response_rig_new_open (const char *content_type);
RhExchange *rh_response_rig_new_done (guint status, const char *content_type, const char *body);

/* Turns to the page of that name. */
void rh_response_rig_show (RhResponseRig *self, const char *page);
RhBodyCanvas *rh_response_rig_get_canvas (RhResponseRig *self);
/* For rh_ui_wait(): whether the rows of a canvas are all counted. */
gboolean rh_response_rig_is_complete (gpointer canvas);
void rh_response_rig_assert_clipboard (RhResponseRig *self, const char *expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhResponseRig, rh_response_rig_free)

G_END_DECLS
