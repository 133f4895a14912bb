/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse as a process: folders and a keyring of its own, a collection on disk, a practice server
 * that is another process, and a browser that clicks. */
#pragma once

#include "lib/rh-fake-browser.h"
#include "lib/rh-store-rig.h"

G_BEGIN_DECLS

#define RH_CLI_RIG_REQUEST "Employees/Search Employees"

typedef struct
{
  RhStoreRig store; /* the collection: environment Practice, service none */
  char *home;
  char *keyring; /* the file of it */
  char *redirect_uri;
  GSubprocessLauncher *launcher;
  GSubprocess *server;
  GDataInputStream *server_lines;
  RhPracticeDriver practice; /* no server in this process, only its port */
  RhFakeBrowser *browser;
} RhCliRig;

void rh_cli_rig_set_up (RhCliRig *rig, gconstpointer data);
void rh_cli_rig_tear_down (RhCliRig *rig, gconstpointer data);
/* Another server on the same port, with other options: "--fault", "500". */
void rh_cli_rig_restart_server (RhCliRig *rig, const char *const *options);
void rh_cli_rig_stop_server (RhCliRig *rig);

/* Changes a variable of the environment's file, or adds it. */
void rh_cli_rig_set_variable (RhCliRig *rig, const char *name, const char *value);
/* A request at the root of the collection. */
void rh_cli_rig_add_request (RhCliRig *rig, const char *name, const char *method, const char *url);
/* Its item and its file's text; for more than add_request() can say. */
void rh_cli_rig_write_request (RhCliRig *rig, const char *name, const char *http);

/* For what run() and spawn() cannot do: no pipes. (transfer full) */
GSubprocessLauncher *rh_cli_rig_new_launcher (RhCliRig *rig);
/* "{}" in an argument is the collection's folder. */
GSubprocess *rh_cli_rig_spawn (RhCliRig *rig, const char *first, ...) G_GNUC_NULL_TERMINATED;
/* On a terminal of its own, whose other end is *@terminal. */
GSubprocess *rh_cli_rig_spawn_terminal (RhCliRig *rig, int *terminal, const char *first, ...)
    G_GNUC_NULL_TERMINATED;
/* Until the terminal shows @text, or, with NULL, until nobody is there any more. Returns what it
 * showed; the caller frees it. */
char *rh_cli_rig_expect (int terminal, const char *text);
void rh_cli_rig_type (int terminal, const char *text);
/* Until it ends, with @input on standard input (NULL: nothing). Returns the exit status; the caller
 * frees what came. */
int
rh_cli_rig_run (RhCliRig *rig, const char *input, GBytes **out, char **err, const char *first, ...)
    G_GNUC_NULL_TERMINATED;
int rh_cli_rig_end (GSubprocess *process, const char *input, GBytes **out, char **err);
/* The same for text. */
int
rh_cli_rig_text (RhCliRig *rig, const char *input, char **out, char **err, const char *first, ...)
    G_GNUC_NULL_TERMINATED;

/* Keeps the client secret and signs in by --print-url. */
void rh_cli_rig_sign_in (RhCliRig *rig);
/* Opens @address in the browser, which goes on by itself. */
void rh_cli_rig_browse (RhCliRig *rig, const char *address);
/* The first line of standard output. */
char *rh_cli_rig_read_line (GSubprocess *process);
/* The access token, as rehearse reveals it. */
char *rh_cli_rig_reveal (RhCliRig *rig);

G_END_DECLS
