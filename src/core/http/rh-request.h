/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request, filled in and ready to go: what RhSendOperation sends. */
#pragma once

#include "http/rh-body.h"
#include "http/rh-headers.h"

G_BEGIN_DECLS

#define RH_HTTP_ERROR (rh_http_error_quark ())
GQuark rh_http_error_quark (void);

/* The phase that failed. An HTTP error status is a result, not an error. Cancelling is
 * G_IO_ERROR_CANCELLED. The message is detail for people who debug; ui says the sentence. */
typedef enum
{
  RH_HTTP_ERROR_METHOD,     /* not an RFC 9110 token (I10) */
  RH_HTTP_ERROR_URL,        /* does not parse, or not http(s) */
  RH_HTTP_ERROR_HOST,       /* characters that no host has */
  RH_HTTP_ERROR_TARGET,     /* the request target would not be safe on the wire */
  RH_HTTP_ERROR_HEADER,     /* name or value not allowed (I9); the message names the field */
  RH_HTTP_ERROR_CLEAR_TEXT, /* a secret would go over http: to a peer that is not loopback */
  RH_HTTP_ERROR_BODY,       /* the body could not be read */
  RH_HTTP_ERROR_RESOLVE,
  RH_HTTP_ERROR_CONNECT,
  RH_HTTP_ERROR_TLS,
  RH_HTTP_ERROR_PROXY,                /* it does not let us through, or its address is none */
  RH_HTTP_ERROR_PROXY_AUTHENTICATION, /* it asks who we are (407) */
  RH_HTTP_ERROR_SEND,
  RH_HTTP_ERROR_RECEIVE,   /* before the head of the response was complete */
  RH_HTTP_ERROR_TRUNCATED, /* the body ended early; the exchange keeps what came */
  RH_HTTP_ERROR_TOO_LARGE, /* over the limit of the spool */
  RH_HTTP_ERROR_ENCODING,  /* content coding broken, or a bomb */
  RH_HTTP_ERROR_TIMEOUT_CONNECT,
  RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE,
  RH_HTTP_ERROR_TIMEOUT_TOTAL,
  RH_HTTP_ERROR_REDIRECT,           /* a Location that cannot be followed */
  RH_HTTP_ERROR_CLIENT_CERTIFICATE, /* it cannot be read; the message begins with the file */
  RH_HTTP_ERROR_RULES, /* the user's network rules cannot be read; the message is the file and why
                        */
  RH_HTTP_ERROR_NOT_HTTP,   /* the message is what came first, cleaned; "" if that is unknown */
  RH_HTTP_ERROR_TLS_WANTED, /* http: to a server that speaks TLS there */
  RH_HTTP_ERROR_REDIRECT_CIRCLE,
  RH_HTTP_ERROR_REDIRECT_LIMIT,  /* the message says how many were followed */
  RH_HTTP_ERROR_REDIRECT_SECRET, /* following it would take a secret to another origin */
  RH_HTTP_ERROR_HEAD_TOO_LARGE,  /* of the answer: more than 100 kB */
} RhHttpError;

/* Any of REDIRECT…: the answer that redirects is whole, and was not followed. @error may be NULL.
 */
gboolean rh_http_error_is_redirect (const GError *error);

/* Milliseconds; 0: none. */
typedef struct
{
  guint connect;
  guint first_byte;
  guint total;
} RhTimeouts;

#define RH_TYPE_REQUEST (rh_request_get_type ())
G_DECLARE_FINAL_TYPE (RhRequest, rh_request, RH, REQUEST, GObject)

typedef struct _RhDigestAuth RhDigestAuth;

RhRequest *rh_request_new (const char *method, RhText *url);

const char *rh_request_get_method (RhRequest *self);
RhText *rh_request_get_url (RhRequest *self); /* as filled in */
void rh_request_set_url (RhRequest *self, RhText *url);
RhHeaders *rh_request_get_headers (RhRequest *self); /* owned by the request, may be appended to */
RhBody *rh_request_get_body (RhRequest *self);       /* NULL: none */
void rh_request_set_body (RhRequest *self, RhBody *body);
/* Answers what the server asks for; NULL: nothing does. Needs no header of its own. */
RhDigestAuth *rh_request_get_digest (RhRequest *self);
void rh_request_set_digest (RhRequest *self, RhDigestAuth *digest);
/* Default: on, at most 10 hops. */
void rh_request_set_redirects (RhRequest *self, gboolean follow, guint limit);
gboolean rh_request_get_follow_redirects (RhRequest *self);
guint rh_request_get_redirect_limit (RhRequest *self);
/* 301 and 302 keep POST instead of becoming GET. Default off. */
void rh_request_set_keep_method (RhRequest *self, gboolean keep);
gboolean rh_request_get_keep_method (RhRequest *self);
/* Default: connect 30 s, others none. */
void rh_request_set_timeouts (RhRequest *self, const RhTimeouts *timeouts);
const RhTimeouts *rh_request_get_timeouts (RhRequest *self);
/* Bytes of body that are kept, decoded. Default 2 GiB; token requests: 256 KiB. */
void rh_request_set_response_limit (RhRequest *self, goffset limit);
goffset rh_request_get_response_limit (RhRequest *self);
/* Keep the response in memory only (token endpoint, security.md 3.9). Default off. */
void rh_request_set_memory_only (RhRequest *self, gboolean memory_only);
gboolean rh_request_get_memory_only (RhRequest *self);
/* Speak HTTP/1.1 and nothing else. Default on: HTTP/2 is asked for, and comes over TLS where the
 * server agrees, no proxy is on the way, and rh_h2_fields_can_say() (standards.md I14). */
void rh_request_set_http1 (RhRequest *self, gboolean http1);
gboolean rh_request_get_http1 (RhRequest *self);
/* Send and keep the cookies of the transport's jar, where it has one. Default on. */
void rh_request_set_cookies (RhRequest *self, gboolean cookies);
gboolean rh_request_get_cookies (RhRequest *self);
/* With headers of its own, which may be changed. */
RhRequest *rh_request_copy (RhRequest *self);

/* Is there a secret span in the URL, a header or the body? */
gboolean rh_request_has_secret (RhRequest *self);

/* Checks everything that libsoup does not: method, URL, target, headers. Runs again for each hop.
 */
gboolean rh_request_check (RhRequest *self, GError **error);
/* The header fields alone: names and values of one line. */
gboolean rh_request_check_fields (RhRequest *self, GError **error);
/* A length that was typed has to be that of the body. */
gboolean rh_request_check_length (RhRequest *self, goffset body_size, GError **error);
/* RFC 9110 9.1. */
gboolean rh_method_is_valid (const char *method);
gboolean rh_method_is_safe (const char *method);
gboolean rh_method_is_idempotent (const char *method);

G_END_DECLS
