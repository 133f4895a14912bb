/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real app in a test: its workspace in memory and in scratch folders, and a server on loopback
 * that answers as it is told. */
#pragma once

#include "lib/rh-test.h"
#include "window/rh-application.h"
#include "window/rh-window.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  RhApplication *application; /* borrowed, of the process */
  RhWorkspace *workspace;
  GFile *scratch;

  SoupServer *server;
  char *address; /* "http://127.0.0.1:…" */
  /* What it answers; may be changed at any time. */
  guint status;
  const char *content_type; /* NULL: none */
  GBytes *body;
  gboolean hang;  /* answers nothing until the client goes */
  gboolean stall; /* answers with a body that never ends */
  /* What it was asked. */
  guint n_requests;
  char *last_target;
  char *last_method;
  char *last_body;
} RhUiFixture;

/* g_test_init() and GTK; for main(). */
void rh_ui_init (int *argc, char ***argv);
RhUiFixture *rh_ui_fixture_new (void);
void rh_ui_fixture_free (RhUiFixture *self);
void rh_ui_fixture_answer (RhUiFixture *self,
                           guint status,
                           const char *content_type,
                           const char *body,
                           gssize length);

/* A new window, mapped. */
RhWindow *rh_ui_fixture_open (RhUiFixture *self);
/* The same with the starter collection in it, in Practice. */
RhWindow *rh_ui_fixture_open_starter (RhUiFixture *self);

typedef gboolean (*RhUiCondition) (gpointer data);
/* Runs the main loop until @condition holds; aborts the test after 90 s. */
void rh_ui_wait (RhUiCondition condition, gpointer data);

/* Widgets below @root that are shown, in order; NULL if there is none. */
GtkWidget *rh_ui_find_type (gpointer root, GType type);
GtkWidget *rh_ui_find_named (gpointer root, const char *accessible_name);
/* A label of exactly this text. */
GtkWidget *rh_ui_find_text (gpointer root, const char *text);
/* The same, waited for: a dialog shows its content some frames after it was presented. */
GtkWidget *rh_ui_await_type (gpointer root, GType type);
GtkWidget *rh_ui_await_text (gpointer root, const char *text);
guint rh_ui_count_type (gpointer root, GType type);

/* What a screen reader gets of the response's body below @root, once all of it is there. */
char *rh_ui_dup_body (gpointer root);

/* A folder and all in it. */
void rh_ui_delete (GFile *file);

/* A setting that is a string. */
void rh_ui_assert_setting (const char *key, const char *expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhUiFixture, rh_ui_fixture_free)

G_END_DECLS
