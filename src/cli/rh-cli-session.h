/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a verb works on: one collection in one environment, and how it waits. */
#pragma once

#include "rh-cli.h"
#include "workspace/rh-workspace.h"

G_BEGIN_DECLS

typedef struct
{
  /* owned */
  RhWorkspace *workspace;
  RhEnvironment *environment;
  RhConnection *connection;
  GCancellable *cancellable; /* by SIGINT and SIGTERM */
  char *folder;              /* as it was given, for words on screen */
  /* borrowed */
  const char *verb;
  RhCollection *collection;
  RhCollectionStore *store;
  RhGivenValues *given;
  /* plain */
  guint signals[2];
} RhCliSession;

/* The options that say where. */
typedef struct
{
  char *environment;
  char *account;
} RhCliPlace;

/* In an array of GOptionEntry. */
#define RH_CLI_PLACE_ENTRIES(place) \
  { "environment", \
    'e', \
    0, \
    G_OPTION_ARG_STRING, \
    &(place)->environment, \
    N_ ("In this environment; the only one needs no name"), \
    N_ ("NAME") }, \
  { \
    "account", 'a', 0, G_OPTION_ARG_STRING, &(place)->account, \
        N_ ("As this account; without it as the one that was used last"), N_ ("NAME") \
  }

void rh_cli_place_clear (RhCliPlace *place);

typedef enum
{
  RH_CLI_SESSION_NONE = 0,
  RH_CLI_SESSION_PRINT_URL = 1 << 0,   /* addresses are printed, not opened */
  RH_CLI_SESSION_ADD_ACCOUNT = 1 << 1, /* one that is not there yet is added */
  /* of several environments none is wanted where none is named: its name is "" then */
  RH_CLI_SESSION_ANY_ENVIRONMENT = 1 << 2,
} RhCliSessionFlags;

/* Opens @path, a folder or its opencollection.yml. Anything but RH_CLI_DONE was said. Clear it in
 * any case. */
RhCliStatus rh_cli_session_open (RhCliSession *self,
                                 const char *verb,
                                 const char *path,
                                 const RhCliPlace *place,
                                 RhCliSessionFlags flags);
/* No collection: everything but workspace and cancellable is NULL. */
void rh_cli_session_open_none (RhCliSession *self, const char *verb);
void rh_cli_session_clear (RhCliSession *self);

/* The owner of the collection works with it here: it may use what is kept for it. */
gboolean rh_cli_session_accept (RhCliSession *self);

/* Runs the main loop until *@result is there: give rh_cli_take_result() as callback. */
void rh_cli_take_result (GObject *source, GAsyncResult *result, gpointer place);
void rh_cli_wait (GAsyncResult **result);

/* "rehearse VERB: " and what @error means here, what to do, and the exit status of it. */
RhCliStatus rh_cli_session_fail (RhCliSession *self, const GError *error);

/* "rehearse VERB COLLECTION --environment NAME", to be typed as it is. */
char *rh_cli_session_dup_command (RhCliSession *self, const char *verb, const char *words);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RhCliPlace, rh_cli_place_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RhCliSession, rh_cli_session_clear)

G_END_DECLS
