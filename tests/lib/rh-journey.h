/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace with the starter collection, a practice server on a free port, a memory keyring, a
 * clock that stands still and a browser that clicks: everything real but those. */
#pragma once

#include "lib/rh-fake-browser.h"
#include "lib/rh-fake-clock.h"
#include "workspace/rh-workspace.h"

G_BEGIN_DECLS

typedef struct
{
  RhPracticeDriver practice;
  RhFakeClock clock;
  RhKeyring *keyring;
  RhFakeBrowser *browser;
  RhWorkspace *workspace;
  RhConnection *connection;
  RhCollection *starter;      /* borrowed */
  RhEnvironment *environment; /* borrowed: Practice */
} RhJourney;

/* The services of the source tree. */
GListModel *rh_journey_load_services (void);

/* @options may be NULL; the redirect URI is set here. */
void rh_journey_start (RhJourney *self, const RhPracticeOptions *options);
void rh_journey_stop (RhJourney *self);
/* Goes on with another collection's environment Practice, pointed at the server. */
void rh_journey_use (RhJourney *self, RhCollection *collection);
/* A second program on the same keyring and folders. */
RhWorkspace *rh_journey_new_workspace (RhJourney *self);

gboolean rh_journey_connect (RhJourney *self, GError **error);
gboolean rh_journey_refresh (RhJourney *self, GError **error);
gboolean rh_journey_sign_out (RhJourney *self, GError **error);
gboolean rh_journey_load (RhJourney *self, GError **error);
gboolean rh_journey_set_client_secret (RhJourney *self, const char *secret);
/* (transfer full) The finished sender. */
RhSender *rh_journey_send (RhJourney *self, RhRequestItem *item, GError **error);
/* One of the starter's, by name; borrowed. */
RhRequestItem *rh_journey_find (RhJourney *self, const char *name);
/* Of the last hop. */
guint rh_journey_status (RhSender *sender);
char *rh_journey_body (RhSender *sender);
/* Both the practice server's clock and ours. */
void rh_journey_advance (RhJourney *self, gint64 seconds);
/* The access token in the keyring; the caller frees it. */
char *rh_journey_access_token (RhJourney *self);

G_END_DECLS
