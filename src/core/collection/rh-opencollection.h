/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The OpenCollection format, file by file: text in, model out, and back. Pure: no file is touched.
 *
 * What is not ours in a file (scripts, checks, settings, comments, unknown keys and members) is
 * kept from the "source" of the model object, the text it was read from or written to last: a
 * writer starts from there and changes what differs from what a reader reads in it. So what was
 * read and not changed is written as an equal document, whoever spelled it; whether it also has the
 * same bytes is asked with rh_opencollection_is_foreign(). A collection's source is that of its
 * root folder.
 *
 * Every reader sets the source; no writer does: the store does, once the file is there. A text that
 * cannot be read is never written over: the writer fails with the reader's error. */
#pragma once

#include "collection/rh-collection.h"
#include "collection/rh-yaml-document.h"

G_BEGIN_DECLS

#define RH_OPENCOLLECTION_ERROR (rh_opencollection_error_quark ())
GQuark rh_opencollection_error_quark (void);
/* Every message begins with the line: "line 12: url must be text". Errors of RH_YAML_ERROR, for
 * what is no YAML or none that is read here, pass through and begin with it as well. */
typedef enum
{
  RH_OPENCOLLECTION_ERROR_NOT_ONE, /* a mapping without "opencollection" and "info" */
  RH_OPENCOLLECTION_ERROR_CONTENT, /* YAML, and not what belongs there */
  RH_OPENCOLLECTION_ERROR_VERSION, /* of a major version that is newer */
  RH_OPENCOLLECTION_ERROR_GONE,    /* a secret that is not where it was said to be */
  RH_OPENCOLLECTION_ERROR_LIMIT,   /* more than is read again, so it is not written; no line */
} RhOpenCollectionError;

/* What a glance at the beginning of a file tells, for ten thousand of them: a line scanner, no
 * parser. FALSE, and nothing set: it is not sure; parse the file. What it says is what
 * rh_opencollection_read_request() says too, but for params that only stand beside the URL and for
 * what is wrong further down. */
typedef struct
{
  char *name; /* "" if the file has none */
  char *method;
  char *url;
  double seq; /* NAN: none */
} RhOpenCollectionPeek;
gboolean rh_opencollection_peek (const char *text, gsize length, RhOpenCollectionPeek *peek);
void rh_opencollection_peek_clear (RhOpenCollectionPeek *peek);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RhOpenCollectionPeek, rh_opencollection_peek_clear)

/* A request whose URL is longer is not read: no server takes one that is near this. */
#define RH_OPENCOLLECTION_MAX_URL (32 * 1024)
/* Of the URL and its path, those that are switched off too. */
#define RH_OPENCOLLECTION_MAX_PARAMS 1000

/* One request's file. A request of another type than http (graphql, grpc, websocket, script, app)
 * has the type in capitals as its method and RH_BODY_KIND_KEPT, and is never sent. No name gives
 * "": the file's name is it. @seq is its place among its neighbours, NAN for none. (transfer full)
 */
RhRequestItem *rh_opencollection_read_request (GBytes *text, double *seq, GError **error);
/* @document is what the item's source says, and is changed when the item is written the next time,
 * which then reads no source. For many items that are written as soon as they have one. */
void rh_opencollection_keep_document (RhRequestItem *item, RhYamlDocument *document);
/* What would not be read again is RH_OPENCOLLECTION_ERROR_LIMIT. (transfer full) */
GBytes *rh_opencollection_write_request (RhRequestItem *item, double seq, GError **error);
/* The same file, a request's or a folder's, with another name (NULL: as it is) and place, and
 * nothing else changed: @text itself when there is nothing to change, or no place for it. (transfer
 * full) */
GBytes *rh_opencollection_place (GBytes *text, const char *name, double seq, GError **error);

/* folder.yml. Reading replaces what is @folder's own and leaves its items; on an error nothing
 * changes. */
gboolean
rh_opencollection_read_folder (GBytes *text, RhFolder *folder, double *seq, GError **error);
GBytes *rh_opencollection_write_folder (RhFolder *folder, double seq, GError **error);

/* environments/NAME.yml. A secret variable has no value in what is written, ever: ask
 * rh_opencollection_find_clear_secrets() about a file before it is first written over. */
RhEnvironment *rh_opencollection_read_environment (GBytes *text, GError **error);
GBytes *rh_opencollection_write_environment (RhEnvironment *environment, GError **error);

/* opencollection.yml: name, note, variables, headers, auth and OAuth 2.0 block, and what our
 * extension says of the environments that are in @collection: read those first. Reading replaces
 * all that and leaves items and environments; on an error nothing changes. Writing leaves what the
 * extension says of environments that are not in @collection, since a file that cannot be read may
 * be one. */
gboolean rh_opencollection_read_collection (GBytes *text, RhCollection *collection, GError **error);
GBytes *rh_opencollection_write_collection (RhCollection *collection, GError **error);
/* The same opencollection.yml after an environment got another name; NULL: it is gone. */
GBytes *rh_opencollection_rename_environment (GBytes *text,
                                              const char *name,
                                              const char *new_name,
                                              GError **error);

/* The environments that our extension speaks of, in its order: the order that they are shown in,
 * which files in a folder have none of. (transfer full) */
GStrv rh_opencollection_dup_environment_order (GBytes *text);

/* Whether writing it unchanged would lay it out anew: some other program wrote it. */
gboolean rh_opencollection_is_foreign (GBytes *text);
/* Whether @text is what some other program wrote, laid out anew and nothing else. */
gboolean rh_opencollection_is_laid_out (GBytes *text, GBytes *foreign);

/* What a file has that is kept and not used, in counts. */
typedef struct
{
  guint checks;
  guint scripts;
  guint actions;  /* that are not run here */
  guint settings; /* that are not heeded here */
  guint other;    /* keys nobody knows, and a body or an auth that is not sent here */
} RhOpenCollectionKept;
/* FALSE: nothing. */
gboolean rh_opencollection_count_kept (GBytes *text, RhOpenCollectionKept *kept);

/* Secrets in clear that a file of another program can hold (client secret, password, token, a
 * secret variable with a value). Their places, for people and for take_secret(): "client secret",
 * "variable apiToken"; NULL-terminated, empty if there are none or the text cannot be read. */
GStrv rh_opencollection_find_clear_secrets (GBytes *text);
/* Those that never get into the model, so that what is written from it would lose them: all but the
 * fields of an RhAuth. */
GStrv rh_opencollection_find_hidden_secrets (GBytes *text);
/* Takes one out: its value, and the text that has {{variable}} in its place. A secret variable just
 * loses its value, and @variable is not looked at; for others NULL makes a name of the place, such
 * as "client_secret". Nothing is kept anywhere: the caller keeps @value in the keyring before it
 * writes the text. (transfer full) */
GBytes *rh_opencollection_take_secret (GBytes *text,
                                       const char *place,
                                       const char *variable,
                                       RhSecret **value,
                                       GError **error);

G_END_DECLS
