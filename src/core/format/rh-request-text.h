/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as text for elsewhere: a curl command, a .http file, the request as it goes over the
 * wire. Its spans say what is secret, and that stands in it by its name unless it is asked for. */
#pragma once

#include "collection/rh-auth.h"
#include "http/rh-request.h"

G_BEGIN_DECLS

/**
 * RhRequestText:
 *
 * Borrows nothing. The request is as it would be sent, with an Authorization field where that is a
 * token; what curl asks for as user and password is kept beside it.
 */
typedef struct _RhRequestText RhRequestText;

typedef enum
{
  RH_SECRETS_BY_NAME, /* "$REHEARSAL_ACCESS_TOKEN", {{access_token}}, •••• */
  RH_SECRETS_IN_CLEAR,
} RhSecretsInText;

RhRequestText *rh_request_text_new (RhRequest *request);
void rh_request_text_free (RhRequestText *self);
/* @kind: RH_AUTH_KIND_BASIC or RH_AUTH_KIND_DIGEST. */
void rh_request_text_set_login (RhRequestText *self,
                                RhAuthKind kind,
                                RhText *username,
                                RhText *password);
/* Of a multipart body, which then is not the request's own. Either @value or @path; @media_type may
 * be NULL. */
void rh_request_text_add_part (RhRequestText *self,
                               RhText *name,
                               RhText *value,
                               const char *path,
                               RhText *media_type);
/* What the file that was added last is called to the server; else it is called as it is here. */
void rh_request_text_name_file (RhRequestText *self, RhText *file_name);

/* For bash and every other Bourne shell; secrets by name are its variables. */
char *rh_request_text_to_curl (RhRequestText *self, RhSecretsInText secrets);
/* The request follows redirects and the command does not: curl would take to another origin what is
 * left behind when it is sent from here. */
gboolean rh_request_text_curl_cannot_follow (RhRequestText *self);
/* As JetBrains' HTTP client reads it. @name: after ###; NULL. */
char *rh_request_text_to_http_file (RhRequestText *self, const char *name, RhSecretsInText secrets);
/* HTTP/1.1 with CRLF, and with the fields that are added to it. The content of files is not read:
 * "@path" stands for it. */
char *rh_request_text_to_raw (RhRequestText *self, RhSecretsInText secrets);

/* The URL alone, secrets as {{name}}. */
char *rh_request_text_dup_url (RhRequestText *self);

/* The variables whose secrets stand in it, each once, in order; NULL-terminated. (transfer full) */
GStrv rh_request_text_dup_secrets (RhRequestText *self);

/* What a secret is called in a shell: "api-key" is REHEARSAL_API_KEY. Its name is the choice of who
 * made the collection, and is not to be that of a variable which the user's shell has for others.
 */
char *rh_request_text_dup_shell_name (const char *variable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhRequestText, rh_request_text_free)

G_END_DECLS
