/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where somebody was: windows, their tabs and what was closed last. Plain data, and a file of it.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_SESSION_MAX_WINDOWS 50
#define RH_SESSION_MAX_TABS 200
#define RH_SESSION_MAX_CLOSED 20

typedef struct
{
  char *path;    /* of the request in its collection; "": it is in none */
  char *text;    /* of such a one, as its file would be; "" */
  char *name;    /* of such a one */
  char *page;    /* of the request: "params", …; "": the first */
  char *answer;  /* the page of the response: "body", …; "" */
  double scroll; /* of the request's page, in pixels */
  gboolean pinned;
} RhSessionTab;

typedef struct
{
  char *collection;  /* its id */
  char *folder;      /* its path; "": it is in the app's data */
  char *environment; /* its name; "": none */
  char *account;     /* its label; "" */
  int width;
  int height;
  gboolean maximized;
  gboolean sidebar;
  GPtrArray *tabs;   /* of RhSessionTab, in order */
  int selected;      /* index; -1: none */
  GPtrArray *closed; /* of RhSessionTab, the last one first */
  gboolean partial;  /* a tab is left out, for its request has no file yet; not in the file */
} RhSessionWindow;

typedef struct
{
  GPtrArray *windows; /* of RhSessionWindow, the one in front last */
} RhSession;

RhSessionTab *rh_session_tab_new (void);
void rh_session_tab_free (RhSessionTab *self);
RhSessionWindow *rh_session_window_new (void);
RhSessionWindow *rh_session_window_ref (RhSessionWindow *self);
void rh_session_window_unref (RhSessionWindow *self);
RhSession *rh_session_new (void);
void rh_session_free (RhSession *self);

/* RH_COLLECTION_ERROR: not a session, or that of a newer version. (transfer full) */
RhSession *rh_session_parse (const char *text, gssize length, GError **error);
char *rh_session_print (RhSession *self);

/* "session.json" in @state_dir, mode 0600. One that cannot be understood is moved out of the way,
 * "session.json.newer" or "session.json.broken", and never over another. NULL without an error:
 * there is none. (transfer full) */
RhSession *rh_session_load (GFile *state_dir, GError **error);
gboolean rh_session_save (RhSession *self, GFile *state_dir, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhSessionTab, rh_session_tab_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhSessionWindow, rh_session_window_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhSession, rh_session_free)

G_END_DECLS
