/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a report. */
#define G_LOG_DOMAIN "rh-import-note"

#include "config.h"

#include "format/rh-import-note.h"

#include <glib/gi18n.h>

/* Sentences with a %s are given "what". */
static const struct
{
  RhImportKind kind;
  const char *sentence;
} codes[RH_IMPORT_N_CODES] = {
  [RH_IMPORT_REDIRECT_ELSEWHERE]
  = { RH_IMPORT_KIND_TO_DO,
      /* Translators: %s is an address. */
      N_ ("The redirect URI %s belongs to another site. When the browser stops there, paste its "
          "address, or register one of this computer’s at the service and set it here.") },
  [RH_IMPORT_VALUE_MISSING]
  = { RH_IMPORT_KIND_TO_DO,
      /* Translators: %s is the name of a variable. */
      N_ ("The value of the variable “%s” was not in the file: set it.") },
  [RH_IMPORT_DYNAMIC_UNKNOWN]
  = { RH_IMPORT_KIND_TO_DO,
      /* Translators: %s is a variable such as {{$randomCity}}. */
      N_ ("Nothing fills in %s here: put a value or a variable of your own in its place.") },
  [RH_IMPORT_FILE_NOT_READ] = { RH_IMPORT_KIND_TO_DO,
                                /* Translators: %s is the path of a file. */
                                N_ ("The file %s was not read: choose it again.") },
  [RH_IMPORT_CLIENT_CERTIFICATE]
  = { RH_IMPORT_KIND_TO_DO,
      /* Translators: %s is a host or an option. */
      N_ ("A client certificate (%s) was left out: add it in Preferences.") },
  [RH_IMPORT_PROXY] = { RH_IMPORT_KIND_TO_DO,
                        /* Translators: %s is a host or an option. */
                        N_ ("A proxy (%s) was left out: set it in Preferences.") },
  [RH_IMPORT_NO_VERIFY] = { RH_IMPORT_KIND_TO_DO,
                            /* Translators: %s is the name of a setting. */
                            N_ ("%s was left out: certificates are always checked. Trust a "
                                "server’s when you are asked.") },
  [RH_IMPORT_OUT_SECRET]
  = { RH_IMPORT_KIND_TO_DO,
      /* Translators: %s is the name of a variable, header or setting. */
      N_ ("“%s” is secret and has no value in the file: whoever uses the file sets it.") },
  [RH_IMPORT_SCRIPT_SECRET]
  = { RH_IMPORT_KIND_TO_DO,
      /* Translators: %s is when a script was run: “before-request”, “tests”. */
      N_ ("Something in a script (%s) looks like a secret. Scripts stay as they are: take it out "
          "before you give the folder to others.") },

  [RH_IMPORT_PKCE_ADDED]
  = { RH_IMPORT_KIND_CHANGED, N_ ("PKCE was off and is on: each sign-in is protected by it.") },
  [RH_IMPORT_PKCE_S256] = { RH_IMPORT_KIND_CHANGED,
                            /* Translators: %s is a method of PKCE, “plain”. */
                            N_ ("The PKCE method %s became S256, the only one used here.") },
  [RH_IMPORT_OAUTH_VARIABLE] = { RH_IMPORT_KIND_CHANGED,
                                 /* Translators: %s is the name of a variable. */
                                 N_ ("A value of the OAuth settings became the variable “%s”.") },
  [RH_IMPORT_GRAPHQL_AS_JSON]
  = { RH_IMPORT_KIND_CHANGED, N_ ("A GraphQL query became a JSON body that sends the same.") },
  [RH_IMPORT_TOKEN_IN_HEADER]
  = { RH_IMPORT_KIND_CHANGED,
      N_ ("The token went into the URL; here it goes into the header, where it is not logged.") },
  [RH_IMPORT_NAME_CHANGED] = { RH_IMPORT_KIND_CHANGED,
                               /* Translators: %s is a name. */
                               N_ ("“%s” cannot be a name here and got another one.") },
  [RH_IMPORT_METHOD_CHANGED] = { RH_IMPORT_KIND_CHANGED,
                                 /* Translators: %s is what a file gives as a request’s method. */
                                 N_ ("The method “%s” cannot be sent and was changed.") },
  [RH_IMPORT_URL_CHANGED] = { RH_IMPORT_KIND_CHANGED,
                              /* Translators: %s is a part of a URL. */
                              N_ ("The URL is written in another way: %s") },
  [RH_IMPORT_TEXT_CHANGED]
  = { RH_IMPORT_KIND_CHANGED, N_ ("Characters that no file here can hold were replaced.") },
  [RH_IMPORT_VARIABLE_RENAMED] = { RH_IMPORT_KIND_CHANGED,
                                   /* Translators: %s is the name of a variable. */
                                   N_ ("The variable “%s” got another name.") },
  [RH_IMPORT_TEMPLATE_CHANGED]
  = { RH_IMPORT_KIND_CHANGED,
      /* Translators: %s is an expression in another program’s language. */
      N_ ("%s became a variable: nothing computes it here.") },
  [RH_IMPORT_EXAMPLE_MASKED] = { RH_IMPORT_KIND_CHANGED,
                                 /* Translators: %s is the name of an example of a response. */
                                 N_ ("Secrets in the example “%s” are masked.") },
  [RH_IMPORT_PROSE_MASKED]
  = { RH_IMPORT_KIND_CHANGED, N_ ("A secret in a name or a description is masked.") },
  [RH_IMPORT_MADE_UP] = { RH_IMPORT_KIND_CHANGED,
                          /* Translators: %s is a part of a request: “body”, a parameter. */
                          N_ ("%s is made up from its schema: there was no example.") },
  /* Translators: %s is an option of curl and what became of it. */
  [RH_IMPORT_CURL] = { RH_IMPORT_KIND_CHANGED, N_ ("Not as in the command: %s") },
  [RH_IMPORT_OUT_HEADER]
  = { RH_IMPORT_KIND_CHANGED,
      /* Translators: %s is the name of a header. */
      N_ ("The header %s of a folder or the collection stands in its requests.") },
  [RH_IMPORT_OUT_CLEAR] = { RH_IMPORT_KIND_CHANGED,
                            /* Translators: %s is the name of a variable, header or setting. */
                            N_ ("The secret value of “%s” stands in the file in clear.") },
  [RH_IMPORT_OUT_REDIRECTS]
  = { RH_IMPORT_KIND_CHANGED,
      N_ ("It follows no redirect: curl would take its secrets to any other address.") },
  [RH_IMPORT_COLLECTION_FOLDER]
  = { RH_IMPORT_KIND_CHANGED,
      /* Translators: %s is the name of a collection. */
      N_ ("“%s” is a collection of its own and became a folder of this one.") },
  [RH_IMPORT_SERVICE]
  = { RH_IMPORT_KIND_CHANGED,
      /* Translators: %s is a service and its environment: “Pleo, Staging”. */
      N_ ("By its addresses this is %s: the environment is set to that service.") },
  [RH_IMPORT_SERVICE_VALUE]
  = { RH_IMPORT_KIND_CHANGED,
      /* Translators: %s is a variable and its value: “api = https://api.example.com”. */
      N_ ("Added, as the service has it: %s") },
  [RH_IMPORT_PROTECTED]
  = { RH_IMPORT_KIND_CHANGED,
      N_ ("This is the service’s production: the environment is protected, and you are asked "
          "before anything is changed there.") },

  [RH_IMPORT_SCRIPT] = { RH_IMPORT_KIND_KEPT,
                         /* Translators: %s says when: “before-request”, “after-response”. */
                         N_ ("A script (%s) is kept and never run.") },
  [RH_IMPORT_CHECKS] = { RH_IMPORT_KIND_KEPT, N_ ("Tests are kept and not run.") },
  [RH_IMPORT_PROTOCOL] = { RH_IMPORT_KIND_KEPT,
                           /* Translators: %s is a protocol: gRPC, WebSocket. */
                           N_ ("A request by %s is kept and cannot be sent.") },
  [RH_IMPORT_AUTH_KEPT]
  = { RH_IMPORT_KIND_KEPT,
      /* Translators: %s is a kind of authorization, such as “awsv4”. */
      N_ ("The authorization “%s” is kept and not used: the request goes without.") },
  [RH_IMPORT_GRANT_LEGACY]
  = { RH_IMPORT_KIND_KEPT,
      /* Translators: %s is an OAuth grant: implicit, password. */
      N_ ("The OAuth grant “%s” is legacy: it is kept and not used. Ask the service for the "
          "authorization code grant.") },
  [RH_IMPORT_GRANT_KEPT] = { RH_IMPORT_KIND_KEPT,
                             /* Translators: %s is an OAuth grant: client_credentials. */
                             N_ ("The OAuth grant “%s” is kept and not used here yet.") },
  [RH_IMPORT_OAUTH_OTHER]
  = { RH_IMPORT_KIND_KEPT,
      N_ ("OAuth settings that are not the collection’s are kept and not used: a collection has "
          "one sign-in.") },
  [RH_IMPORT_BODY_KEPT] = { RH_IMPORT_KIND_KEPT,
                            /* Translators: %s is a kind of body. */
                            N_ ("A body of the kind “%s” is kept and cannot be sent.") },
  [RH_IMPORT_UNUSED] = { RH_IMPORT_KIND_KEPT,
                         /* Translators: %s is a key of a file. */
                         N_ ("“%s” is kept and not used.") },

  [RH_IMPORT_CODE_VERIFIER]
  = { RH_IMPORT_KIND_LEFT_OUT,
      N_ ("A stored code verifier: it is made anew for each sign-in, or it protects nothing.") },
  [RH_IMPORT_STATE]
  = { RH_IMPORT_KIND_LEFT_OUT, N_ ("A fixed state: it is made anew for each sign-in.") },
  [RH_IMPORT_OAUTH_PARAMETER] = { RH_IMPORT_KIND_LEFT_OUT,
                                  /* Translators: %s is a key of OAuth settings. */
                                  N_ ("The OAuth setting “%s”: there is nothing like it here.") },
  [RH_IMPORT_STORED_COOKIES] = { RH_IMPORT_KIND_LEFT_OUT, N_ ("Stored cookies.") },
  [RH_IMPORT_STAMPS] = { RH_IMPORT_KIND_LEFT_OUT,
                         /* Translators: %s is a key of a file. */
                         N_ ("“%s”: the other program’s own ids and times.") },
  /* Translators: %s is a key of a file. */
  [RH_IMPORT_MEMBER] = { RH_IMPORT_KIND_LEFT_OUT, N_ ("“%s”: there is nothing like it here.") },
  [RH_IMPORT_REFERENCE]
  = { RH_IMPORT_KIND_LEFT_OUT,
      /* Translators: %s is a reference within a file, such as #/components/schemas/Vendor. */
      N_ ("%s leads out of the file or to nothing: nothing else was read.") },
  [RH_IMPORT_REFERENCE_CYCLE] = { RH_IMPORT_KIND_LEFT_OUT,
                                  /* Translators: %s is a reference within a file. */
                                  N_ ("%s leads back to itself.") },
  [RH_IMPORT_DOUBLE] = { RH_IMPORT_KIND_LEFT_OUT,
                         /* Translators: %s is a name. */
                         N_ ("A second “%s”: the first one counts.") },
  [RH_IMPORT_NOT_READ] = { RH_IMPORT_KIND_LEFT_OUT,
                           /* Translators: %s is a file, and what is wrong with it. */
                           N_ ("A file could not be read: %s") },
  [RH_IMPORT_TOO_MUCH] = { RH_IMPORT_KIND_LEFT_OUT,
                           /* Translators: %s is what there is too much of. */
                           N_ ("More than there is room for: %s") },
  [RH_IMPORT_OUT_MEMBER] = { RH_IMPORT_KIND_LEFT_OUT,
                             /* Translators: %s is a part of a request or collection. */
                             N_ ("%s: the file’s format has no place for it.") },
  [RH_IMPORT_OUT_REQUEST]
  = { RH_IMPORT_KIND_LEFT_OUT, N_ ("A request that cannot be read or filled in.") },
  [RH_IMPORT_HEADER_ANEW] = { RH_IMPORT_KIND_LEFT_OUT,
                              /* Translators: %s is the name of a header. */
                              N_ ("The header “%s”: each request gets its own when it is sent.") },
  [RH_IMPORT_EXAMPLE_BODY] = { RH_IMPORT_KIND_LEFT_OUT,
                               /* Translators: %s is the name of an example of a response. */
                               N_ ("The body of the example “%s”: it is no text, or too long.") },
  [RH_IMPORT_NOT_IN_USE] = { RH_IMPORT_KIND_LEFT_OUT,
                             /* Translators: %s is a part of a request: “auth:basic”. */
                             N_ ("“%s”: it was not in use there.") },
};

RhImportNote *
rh_import_note_new (RhImportCode code, const char *place, const char *what)
{
  RhImportNote *self = g_new0 (RhImportNote, 1);

  self->code = code;
  self->place = g_strdup (place);
  self->what = g_strdup (what);
  self->count = 1;
  return self;
}

void
rh_import_note_free (RhImportNote *self)
{
  g_free (self->place);
  g_free (self->what);
  g_free (self);
}

void
rh_import_notes_add (GPtrArray *notes,
                     GHashTable *by_key,
                     RhImportCode code,
                     const char *place,
                     const char *what)
{
  g_autofree char *key = NULL;
  RhImportNote *note;

  g_return_if_fail (place != NULL);

  key = g_strdup_printf ("%u\n%s\n%s", code, place, what == NULL ? "" : what);
  note = g_hash_table_lookup (by_key, key);
  if (note != NULL)
    {
      note->count++;
      return;
    }

  note = rh_import_note_new (code, place, what);
  g_hash_table_insert (by_key, g_steal_pointer (&key), note);
  g_ptr_array_add (notes, note);
}

RhImportKind
rh_import_code_get_kind (RhImportCode code)
{
  g_return_val_if_fail (code < RH_IMPORT_N_CODES, RH_IMPORT_KIND_LEFT_OUT);

  return codes[code].kind;
}

const char *
rh_import_kind_title (RhImportKind kind)
{
  switch (kind)
    {
    case RH_IMPORT_KIND_TO_DO:
      return _ ("For You to Do");
    case RH_IMPORT_KIND_CHANGED:
      return _ ("Changed");
    case RH_IMPORT_KIND_KEPT:
      return _ ("Kept and Not Used");
    case RH_IMPORT_KIND_LEFT_OUT:
    case RH_IMPORT_N_KINDS:
    default:
      return _ ("Left Out");
    }
}

char *
rh_import_note_dup_sentence (const RhImportNote *self)
{
  const char *sentence;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (self != NULL && self->code < RH_IMPORT_N_CODES, NULL);

  sentence = _ (codes[self->code].sentence);
  parts = g_strsplit (sentence, "%s", 2);
  return g_strjoinv (self->what == NULL ? "" : self->what, parts);
}
