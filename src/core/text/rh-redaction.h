/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text being redacted: scanners mark what has to go, and the result is written at the end, so
 * that one net never hides a secret from the next. Private to the redactor. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RhRedaction RhRedaction;

/* @text is borrowed. */
RhRedaction *rh_redaction_new (const char *text, gsize length);
void rh_redaction_free (RhRedaction *self);
/* As it came, @length bytes of it; borrowed. */
const char *rh_redaction_peek (const RhRedaction *self, gsize *length);

/* Marks bytes; the first four characters stay if @show and there are 20 or more. */
void rh_redaction_mark (RhRedaction *self, gsize start, gsize end, gboolean show);
/* These bytes stay as they are, whoever marks them: in order, for {{variables}} of a template. */
void rh_redaction_keep (RhRedaction *self, gsize start, gsize end);
/* The text with a mask for every run of marked bytes, as valid UTF-8. */
char *rh_redaction_finish (RhRedaction *self);
/* Bytes @start to @end of the text: what is to stand in their place, or NULL, which leaves them.
 * (transfer full) */
typedef char *(*RhRedactionReplace) (gsize start, gsize end, gpointer user_data);
/* The same with something else than a mask for every run. */
char *rh_redaction_replace (RhRedaction *self, RhRedactionReplace replace, gpointer user_data);

/* An Authorization value, a Cookie or Set-Cookie value, any other value: by @name. */
void rh_redaction_scan_header (RhRedaction *self, const char *name);
/* name=value&… from @start on. */
void rh_redaction_scan_params (RhRedaction *self, gsize start, gsize end);
/* userinfo, query and fragment. */
void rh_redaction_scan_url (RhRedaction *self);
void rh_redaction_scan_multipart (RhRedaction *self);
/* Anything: members of JSON however broken, elements of XML, header lines, name=value, userinfo of
 * URLs. */
void rh_redaction_scan_text (RhRedaction *self);
/* Of rh_redaction_scan_text(): elements of XML. */
void rh_redaction_scan_markup (RhRedaction *self);

/* No field of an interesting name is longer; what is longer is cut from the front. */
#define RH_REDACTION_MAX_NAME 128
/* "Client-Secret", "clientSecret", "client_secret": all "clientsecret". */
void
rh_redaction_fold_name (const char *name, gsize length, char folded[RH_REDACTION_MAX_NAME + 1]);
gboolean rh_redaction_is_secret_folded (const char *folded);
gboolean rh_redaction_is_secret_field (const char *name, gsize length);
gboolean rh_redaction_is_secret_header (const char *name, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhRedaction, rh_redaction_free)

G_END_DECLS
