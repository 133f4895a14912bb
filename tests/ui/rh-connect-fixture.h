/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with the header button over a real workspace: keyring in memory, a browser that only
 * notes what it was asked to open, a practice server on a free port, a clock that stands still. */
#pragma once

#include "connection/rh-connection-button.h"
#include "lib/rh-fake-clock.h"
#include "lib/rh-fake-opener.h"
#include "lib/rh-practice-driver.h"

G_BEGIN_DECLS

/* Registered with the practice server; nobody listens there, answers are pasted. */
#define RH_CONNECT_REDIRECT_URI "https://other.example/callback"

typedef struct
{
  char *folder;
  RhFakeClock clock;
  RhPracticeDriver practice;
  RhFakeOpener *opener;
  RhKeyring *keyring;
  RhWorkspace *workspace;
  RhCollection *collection;
  RhConnection *connection; /* of Staging, which is shown */
  GtkWindow *window;
  RhConnectionButton *button;
  GString *notices; /* one a line */
} RhConnectFixture;

/* Before any widget; gives the icons of the app, and a home that run() removes. */
void rh_connect_test_init (int *argc, char ***argv);
int rh_connect_test_run (void);

void rh_connect_fixture_set_up (RhConnectFixture *self, RhFakeOpenerMode mode);
void rh_connect_fixture_tear_down (RhConnectFixture *self);
/* Points Staging at the practice server, with a redirect URI of the caller's. */
void rh_connect_fixture_set_up_staging (RhConnectFixture *self, const char *redirect_uri);
/* What a browser would end on after Allow or Deny at the address that was opened last. */
char *rh_connect_fixture_answer (RhConnectFixture *self, const char *decision);
/* Opens Connect and gives the dialog. */
GtkWidget *rh_connect_fixture_open_connect (RhConnectFixture *self);
/* The dialog on top; NULL: none. */
GtkWidget *rh_connect_fixture_get_dialog (RhConnectFixture *self);

/* A widget of @widget's template. */
gpointer rh_widget_child (gpointer widget, const char *name);
/* The first shown widget below @root, depth first, of that type and with that label, title or
 * tooltip (NULL: any); NULL: none. */
gpointer rh_widget_find (gpointer root, GType type, const char *text);
/* Fails the test where it is insensitive. */
void rh_widget_click (gpointer button);
void rh_widget_type (gpointer editable, const char *text);
const char *rh_widget_text (gpointer editable);
/* Runs the main loop until @condition, at most 90 s. */
#define rh_widget_wait(condition) \
  G_STMT_START \
  { \
    guint rh_timeout_ = rh_widget_start_wait (); \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
    g_source_remove (rh_timeout_); \
  } \
  G_STMT_END
guint rh_widget_start_wait (void);

G_END_DECLS
