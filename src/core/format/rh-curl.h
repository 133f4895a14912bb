/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A curl command, as documentation and browsers give it, made into a request. What cannot be taken
 * over is listed, never dropped silently. Nothing is run, and no file is read. */
#pragma once

#include "collection/rh-request-item.h"

G_BEGIN_DECLS

/* Longer texts are no command. */
#define RH_CURL_MAX_SIZE (4 * 1024 * 1024)

typedef enum
{
  RH_CURL_NOTE_UNKNOWN,        /* an option, or a part of one, that curl is not known to have */
  RH_CURL_NOTE_IGNORED,        /* has no counterpart here */
  RH_CURL_NOTE_PROPOSAL,       /* a TLS exception, proxy or certificate: the user's to decide, by
                                  origin (security.md 4.3) */
  RH_CURL_NOTE_VARIABLE,       /* of the shell: became {{NAME}} */
  RH_CURL_NOTE_SHELL,          /* what only a shell can fill in; stands as it was written */
  RH_CURL_NOTE_FILE,           /* a file whose content would have to be read in; left out */
  RH_CURL_NOTE_FILE_AS_IS,     /* curl would take its line ends out; here it is sent as it is */
  RH_CURL_NOTE_FILE_NAMED,     /* curl would send what it holds without its name */
  RH_CURL_NOTE_STANDARD_INPUT, /* comes from another command; left out */
  RH_CURL_NOTE_REPLACED,       /* another option says something else, and that counts */
  RH_CURL_NOTE_ENCODED,        /* a form that was not fully encoded: is, when it is sent */
  RH_CURL_NOTE_PATTERN,        /* a URL that curl would make several of: is sent as it stands */
  RH_CURL_NOTE_NO_PASSWORD,    /* curl would ask for it */
  RH_CURL_NOTE_MORE_URLS,      /* only the first became a request */
  RH_CURL_NOTE_MORE_COMMANDS,  /* likewise */
  RH_CURL_NOTE_NOT_TEXT,       /* bytes that are no UTF-8 were replaced */
  RH_CURL_NOTE_UNFINISHED,     /* a quote that never ends, or an option without its value */
  RH_CURL_NOTE_NO_URL,
} RhCurlNoteKind;

typedef struct
{
  RhCurlNoteKind kind;
  char *what;   /* the option as it was written, a variable's name; never a secret; NULL */
  char *detail; /* its value, if that is no secret; NULL */
} RhCurlNote;

typedef struct
{
  RhRequestItem *item; /* without a name */
  GPtrArray *notes;    /* of RhCurlNote, in the order of the command */
  char *comment;       /* of a script: the lines right before the command; NULL */
} RhCurlImport;

/* Requests that are read of one script, and of one command. */
#define RH_CURL_MAX_REQUESTS 20000
#define RH_CURL_MAX_URLS 64

/* All that a script of curl commands says. */
typedef struct
{
  GPtrArray *requests;  /* of RhCurlImport: one for each command, each URL and each --next */
  GPtrArray *variables; /* of RhVariable: NAME=value, in order */
  GPtrArray *computed;  /* of RhVariable without a value: what only a shell can fill in */
  GPtrArray *others;    /* of char *: programs that are not curl */
  guint n_left_out;     /* requests beyond the limits */
} RhCurlScript;

/* What happened to it, in the user's language: the app and an import say the same. Borrowed. */
const char *rh_curl_note_sentence (RhCurlNoteKind kind);

/* Whether what was pasted is worth trying: begins with "curl " as a terminal has it. */
gboolean rh_curl_looks_like (const char *text);
/* The first curl command of @text; NULL: there is none. Redirects and cookies stay as they are
 * around the request unless an option says otherwise. "Authorization: Bearer $ACCESS_TOKEN", which
 * rh_request_text_to_curl() writes with RH_SHELL_PREFIX, means the token of the collection; a
 * command that names no credential means none. */
RhCurlImport *rh_curl_import (const char *text);
void rh_curl_import_free (RhCurlImport *self);
/* Every curl command of @text, likewise; nothing of one that is longer than RH_CURL_MAX_SIZE. */
RhCurlScript *rh_curl_import_all (const char *text);
void rh_curl_script_free (RhCurlScript *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhCurlImport, rh_curl_import_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhCurlScript, rh_curl_script_free)

G_END_DECLS
