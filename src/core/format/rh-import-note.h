/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of one thing that was imported, or written for another program (RH_IMPORT_OUT_…), and
 * the words for it: the app, rehearse and the report in a file say the same. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the order they are shown. */
typedef enum
{
  RH_IMPORT_KIND_TO_DO,    /* for the user to do */
  RH_IMPORT_KIND_CHANGED,  /* is in the collection, and not as it was */
  RH_IMPORT_KIND_KEPT,     /* is in its files, and is not used */
  RH_IMPORT_KIND_LEFT_OUT, /* is not in the collection */
  RH_IMPORT_N_KINDS,
} RhImportKind;

/* The comment says what "what" is. */
typedef enum
{
  /* to do */
  RH_IMPORT_REDIRECT_ELSEWHERE, /* the redirect URI, which is another site's */
  RH_IMPORT_VALUE_MISSING,      /* a variable's name: its value was not in the file */
  RH_IMPORT_DYNAMIC_UNKNOWN,    /* "{{$randomCity}}": nothing fills it in here */
  RH_IMPORT_FILE_NOT_READ,      /* a path: choose the file again */
  RH_IMPORT_CLIENT_CERTIFICATE, /* a host: certificates are set in Preferences */
  RH_IMPORT_PROXY,              /* a host */
  RH_IMPORT_NO_VERIFY,  /* a setting: certificates are always checked; trust one by origin */
  RH_IMPORT_OUT_SECRET, /* written for another program: what has no value in it, for it is secret */
  RH_IMPORT_SCRIPT_SECRET, /* "before-request": something in a script looks like a secret */

  /* changed */
  RH_IMPORT_PKCE_ADDED,
  RH_IMPORT_PKCE_S256,         /* the method that it was */
  RH_IMPORT_OAUTH_VARIABLE,    /* a field whose value became a variable */
  RH_IMPORT_GRAPHQL_AS_JSON,   /* a GraphQL body */
  RH_IMPORT_TOKEN_IN_HEADER,   /* the token went into the URL, and goes into the header */
  RH_IMPORT_NAME_CHANGED,      /* the name that it had */
  RH_IMPORT_METHOD_CHANGED,    /* the method that it had */
  RH_IMPORT_URL_CHANGED,       /* what of it */
  RH_IMPORT_TEXT_CHANGED,      /* NULL: bytes that are no text were replaced */
  RH_IMPORT_VARIABLE_RENAMED,  /* the name that it had */
  RH_IMPORT_TEMPLATE_CHANGED,  /* an expression of the other program that became a variable */
  RH_IMPORT_EXAMPLE_MASKED,    /* the example */
  RH_IMPORT_PROSE_MASKED,      /* NULL: in a name or a description */
  RH_IMPORT_MADE_UP,           /* a body or a value made from a schema */
  RH_IMPORT_CURL,              /* "--option: what became of it" */
  RH_IMPORT_OUT_HEADER,        /* written: a header of a folder that stands in its requests */
  RH_IMPORT_OUT_CLEAR,         /* written: a secret that stands in it in clear */
  RH_IMPORT_OUT_REDIRECTS,     /* written: NULL: a request that curl is not told to follow */
  RH_IMPORT_COLLECTION_FOLDER, /* a collection, of several */
  RH_IMPORT_SERVICE,           /* "Pleo, Staging": a service and its environment */
  RH_IMPORT_SERVICE_VALUE, /* "api = https://…": a variable that the service says the value of */
  RH_IMPORT_PROTECTED,     /* NULL: the service's production */

  /* kept */
  RH_IMPORT_SCRIPT,       /* "before-request" */
  RH_IMPORT_CHECKS,       /* NULL */
  RH_IMPORT_PROTOCOL,     /* "gRPC" */
  RH_IMPORT_AUTH_KEPT,    /* "awsv4" */
  RH_IMPORT_GRANT_LEGACY, /* "implicit", "password": RFC 9700 */
  RH_IMPORT_GRANT_KEPT,   /* "client_credentials", "device_code" */
  RH_IMPORT_OAUTH_OTHER,  /* NULL: other OAuth settings than the collection's, which has one */
  RH_IMPORT_BODY_KEPT,    /* "msgpack" */
  RH_IMPORT_UNUSED,       /* a key */

  /* left out */
  RH_IMPORT_CODE_VERIFIER,   /* NULL: each sign-in makes its own */
  RH_IMPORT_STATE,           /* likewise */
  RH_IMPORT_OAUTH_PARAMETER, /* a key that there is nothing like */
  RH_IMPORT_STORED_COOKIES,  /* NULL */
  RH_IMPORT_STAMPS,          /* a key: ids and times of the other program's */
  RH_IMPORT_MEMBER,          /* a key that is not known */
  RH_IMPORT_REFERENCE,       /* a $ref that leads out of the file or to nothing */
  RH_IMPORT_REFERENCE_CYCLE, /* a $ref that leads to itself */
  RH_IMPORT_DOUBLE,          /* a name that was there already */
  RH_IMPORT_NOT_READ,        /* "file: line 3: …", of many that were read */
  RH_IMPORT_TOO_MUCH,        /* what there is a limit to */
  RH_IMPORT_OUT_MEMBER,      /* written: a part that the format has no place for */
  RH_IMPORT_OUT_REQUEST,     /* written: NULL: a request that cannot be read or filled in */
  RH_IMPORT_HEADER_ANEW,     /* a header that each request gets when it is sent */
  RH_IMPORT_EXAMPLE_BODY,    /* the example, whose body is no text or too long */
  RH_IMPORT_NOT_IN_USE,      /* a part that was switched off there: "auth:basic" */
  RH_IMPORT_N_CODES,
} RhImportCode;

typedef struct
{
  RhImportCode code;
  char *place; /* "": the collection */
  char *what;  /* NULL */
  guint count; /* how often */
} RhImportNote;

RhImportNote *rh_import_note_new (RhImportCode code, const char *place, const char *what);
void rh_import_note_free (RhImportNote *self);
/* Adds one to @notes, or counts up the one that says the same: @by_key, whose keys are owned and
 * whose values are not, finds it. */
void rh_import_notes_add (GPtrArray *notes,
                          GHashTable *by_key,
                          RhImportCode code,
                          const char *place,
                          const char *what);
RhImportKind rh_import_code_get_kind (RhImportCode code);

/* In the user's language. "Not used here". Borrowed. */
const char *rh_import_kind_title (RhImportKind kind);
/* What it is and what it means, a sentence: "A script (before-request) is kept and never run."
 * (transfer full) */
char *rh_import_note_dup_sentence (const RhImportNote *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhImportNote, rh_import_note_free)

G_END_DECLS
