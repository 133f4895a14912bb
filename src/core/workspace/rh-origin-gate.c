/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the spans of what was filled in: they say which secret each byte is of. */
#define G_LOG_DOMAIN "rh-origin-gate"

#include "config.h"

#include "workspace/rh-origin-gate.h"

#include "text/rh-url.h"
#include "workspace/rh-sender.h"

struct _RhOriginGate
{
  RhBindings *bindings;
  RhVariableSnapshot *snapshot;
  char *origin;
  char *host; /* the origin that a Host of the user's own names; NULL: none, or the same */
  RhOriginQuestion question; /* all NULL: there is none */
};

/* A server of many names goes by the Host, so a secret must be allowed to go there as well. */
static char *
dup_host_origin (const char *origin, RhRequest *request)
{
  const char *host = rh_headers_get (rh_request_get_headers (request), "Host");
  g_autofree char *url = NULL;
  g_autofree char *named = NULL;

  if (host == NULL)
    return NULL;

  url = g_strconcat (g_str_has_prefix (origin, "https:") ? "https://" : "http://", host, NULL);
  named = rh_url_text_dup_origin (url);
  if (named == NULL)
    named = g_steal_pointer (&url);

  return g_str_equal (named, origin) ? NULL : g_steal_pointer (&named);
}

RhOriginGate *
rh_origin_gate_new (RhBindings *bindings, RhVariableSnapshot *snapshot, RhRequest *request)
{
  RhOriginGate *self;

  g_return_val_if_fail (RH_IS_BINDINGS (bindings), NULL);
  g_return_val_if_fail (RH_IS_VARIABLE_SNAPSHOT (snapshot), NULL);
  g_return_val_if_fail (RH_IS_REQUEST (request), NULL);

  self = g_new0 (RhOriginGate, 1);
  self->bindings = g_object_ref (bindings);
  self->snapshot = g_object_ref (snapshot);
  self->origin = rh_url_text_dup_origin (rh_text_peek (rh_request_get_url (request), NULL));
  self->host = dup_host_origin (self->origin, request);
  return self;
}

static void
forget_question (RhOriginGate *self)
{
  g_clear_pointer (&self->question.secret, g_free);
  g_clear_pointer (&self->question.name, g_free);
  g_clear_pointer (&self->question.origin, g_free);
}

void
rh_origin_gate_free (RhOriginGate *self)
{
  g_return_if_fail (self != NULL);

  forget_question (self);
  g_free (self->host);
  g_free (self->origin);
  g_object_unref (self->snapshot);
  g_object_unref (self->bindings);
  g_free (self);
}

const char *
rh_origin_gate_get_origin (const RhOriginGate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->origin;
}

static gboolean
ask (RhOriginGate *self, const char *slot, const char *name, const char *origin, GError **error)
{
  forget_question (self);
  self->question = (RhOriginQuestion) {
    .secret = g_strdup (slot),
    .name = g_strdup (name),
    .origin = g_strdup (origin),
  };

  g_set_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_ORIGIN, "%s has not been sent to %s before",
               name != NULL ? name : "access token", origin);
  return FALSE;
}

gboolean
rh_origin_gate_check_secret (RhOriginGate *self,
                             const char *slot,
                             const char *variable,
                             GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (slot == NULL || !rh_bindings_allows (self->bindings, slot, self->origin))
    return ask (self, slot, variable, self->origin, error);
  if (self->host != NULL && !rh_bindings_allows (self->bindings, slot, self->host))
    return ask (self, slot, variable, self->host, error);

  return TRUE;
}

/* What an earlier response brought goes back to where it came from without a question. */
static gboolean
goes_home (RhOriginGate *self, const char *variable)
{
  const char *home = rh_variable_snapshot_get_home (self->snapshot, variable);

  return home != NULL && self->host == NULL && g_strcmp0 (home, self->origin) == 0;
}

static gboolean
check_text (RhOriginGate *self, const RhText *text, GError **error)
{
  for (guint i = 0; text != NULL && i < rh_text_get_n_spans (text); i++)
    {
      const RhSpan *span = rh_text_nth_span (text, i);
      const char *slot = rh_variable_snapshot_get_slot (self->snapshot, span->variable);

      if (span->secret && !goes_home (self, span->variable)
          && !rh_origin_gate_check_secret (self, slot, span->variable, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
rh_origin_gate_check_request (RhOriginGate *self, RhRequest *request, GError **error)
{
  RhHeaders *headers;
  RhBody *body;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (RH_IS_REQUEST (request), FALSE);

  headers = rh_request_get_headers (request);
  body = rh_request_get_body (request);
  if (!check_text (self, rh_request_get_url (request), error))
    return FALSE;

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    if (!check_text (self, rh_headers_nth_value (headers, i), error))
      return FALSE;

  return body == NULL || check_text (self, rh_body_get_all_text (body), error);
}

gboolean
rh_origin_gate_check_auth (RhOriginGate *self, const RhFilledAuth *auth, GError **error)
{
  const char *const *fields;

  g_return_val_if_fail (self != NULL && auth != NULL, FALSE);

  fields = rh_filled_auth_get_fields (auth);
  for (guint i = 0; fields[i] != NULL; i++)
    if (!check_text (self, rh_filled_auth_get (auth, fields[i]), error))
      return FALSE;

  return TRUE;
}

const RhOriginQuestion *
rh_origin_gate_get_question (const RhOriginGate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->question.origin == NULL ? NULL : &self->question;
}
