/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that masks secrets for people: in the record of a flow, the log, Copy, errors
 * (standards.md M1 to M3). Spans are the first net; this is the second. */
#pragma once

#include "text/rh-secret.h"
#include "text/rh-text.h"

G_BEGIN_DECLS

#define RH_TYPE_REDACTOR (rh_redactor_get_type ())
G_DECLARE_FINAL_TYPE (RhRedactor, rh_redactor, RH, REDACTOR, GObject)

RhRedactor *rh_redactor_new (void);
/* The one of the process; the log goes through it. */
RhRedactor *rh_redactor_get_default (void);

/* From now on this value is masked wherever it turns up: as it is, base64, base64url,
 * percent-encoded, form-encoded, JSON-escaped. Values under 8 characters are kept out (they are
 * masked by field). Thread safe; the redactor holds a reference until rh_redactor_forget(). */
void rh_redactor_learn (RhRedactor *self, RhSecret *secret);
void rh_redactor_forget (RhRedactor *self, RhSecret *secret);

/* Is a header, a form field or a JSON member of this name secret (M1)? Compared without case. */
gboolean rh_redactor_is_secret_field (const char *name);
/* Is it a header whose whole value is a credential? */
gboolean rh_redactor_is_secret_header (const char *name);

/* Known values only, in any text. Accepts invalid UTF-8 and NUL. */
char *rh_redactor_redact (RhRedactor *self, const char *text, gssize length);
/* A header's value: scheme kept, credentials masked ("Bearer eyJ…(812 characters)"). */
char *rh_redactor_redact_header (RhRedactor *self, const char *name, const char *value);
/* userinfo, secret query parameters, fragment parameters, known values. */
char *rh_redactor_redact_url (RhRedactor *self, const char *url);
/* By @media_type: a form, JSON, or any other text; known values in all of them. */
char *
rh_redactor_redact_body (RhRedactor *self, const char *media_type, const char *body, gssize length);

/* Where a text stands, and so where secrets are looked for in it. */
typedef enum
{
  RH_REDACT_URL,
  RH_REDACT_HEADER, /* @name: the header's */
  RH_REDACT_FIELD,  /* @name: of a param or a form field, whose value the text is */
  RH_REDACT_BODY,   /* @name: the media type, or NULL */
} RhRedactPlace;
/* All nets at once: the secret spans, the place, known values. */
char *rh_redactor_redact_text (RhRedactor *self,
                               RhRedactPlace place,
                               const char *name,
                               const RhText *text);
/* What was typed, before it is filled in: {{variables}} stay. */
char *rh_redactor_redact_template (RhRedactor *self,
                                   RhRedactPlace place,
                                   const char *name,
                                   const char *text);

/* Sends GLib's structured log of this process through the redactor. Once, from main(). */
void rh_redactor_install_log_writer (RhRedactor *self);

G_END_DECLS
