/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that knows where its bytes came from: a filled template as a string plus spans. Redirect
 * policy, origin gate, redactor, "what was sent" and Copy read the spans (security.md 4.0). */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  RH_SOURCE_TYPED,   /* by hand, or fixed in the program */
  RH_SOURCE_REQUEST, /* a variable of the request */
  RH_SOURCE_FOLDER,
  RH_SOURCE_COLLECTION,
  RH_SOURCE_ENVIRONMENT,
  RH_SOURCE_DYNAMIC, /* made for this request: uuid, time stamp */
  RH_SOURCE_AUTH,    /* put in by an auth helper: access token, Basic, API key */
  RH_SOURCE_RUNTIME, /* kept in memory: what an earlier response set */
  RH_SOURCE_DOTENV,  /* a NAME=VALUE file beside the collection */
} RhSource;

/* One value inside an RhText. Offsets and lengths are bytes. */
typedef struct
{
  gsize start;
  gsize length;
  char *variable; /* name as in {{name}}; "access_token" for RH_SOURCE_AUTH */
  RhSource source;
  gboolean secret;
  char **origins; /* origins that this secret is bound to; NULL: none known */
} RhSpan;

/**
 * RhText:
 *
 * Reference counted; built once by one owner, then read only. Its bytes are wiped on free when a
 * span is secret.
 */
typedef struct _RhText RhText;

#define RH_TYPE_TEXT (rh_text_get_type ())
GType rh_text_get_type (void);

RhText *rh_text_new (const char *plain);
RhText *rh_text_ref (RhText *self);
void rh_text_unref (RhText *self);

/* Only before the text is shared. */
void rh_text_append (RhText *self, const char *plain, gssize length);
void rh_text_append_value (RhText *self,
                           const char *value,
                           gssize length,
                           const char *variable,
                           RhSource source,
                           gboolean secret,
                           const char *const *origins);
/* Appends @other with its spans. */
void rh_text_append_text (RhText *self, const RhText *other);

const char *rh_text_peek (const RhText *self, gsize *length);
guint rh_text_get_n_spans (const RhText *self);
const RhSpan *rh_text_nth_span (const RhText *self, guint index);
gboolean rh_text_has_secret (const RhText *self);
/* A part of it, with the spans that touch it cut to size. */
RhText *rh_text_slice (const RhText *self, gsize start, gsize length);
/* The text with every secret span as rh_secret_dup_mask() would show it. */
char *rh_text_dup_masked (const RhText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhText, rh_text_unref)

G_END_DECLS
