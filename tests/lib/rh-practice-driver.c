/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A practice server under test, and a browser's and a client's side of it. */
#include "lib/rh-practice-driver.h"

#include "text/rh-codec.h"

#include <string.h>

#define START_OF_TIME (G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC)

static gint64
now_cb (gpointer user_data)
{
  RhPracticeDriver *self = user_data;

  return self->now;
}

void
rh_practice_driver_start (RhPracticeDriver *self, const RhPracticeOptions *options)
{
  RhPracticeOptions used = { 0 };
  g_autoptr (GError) error = NULL;

  if (options != NULL)
    used = *options;
  used.port = 0;
  used.now = now_cb;
  used.now_data = self;

  self->now = START_OF_TIME;
  self->server = rh_practice_server_new (&used);
  rh_practice_server_start (self->server, &error);
  g_assert_no_error (error);
  self->port = g_ascii_strtoull (strrchr (rh_practice_server_get_base_url (self->server), ':') + 1,
                                 NULL, 10);
}

void
rh_practice_driver_stop (RhPracticeDriver *self)
{
  g_clear_object (&self->server);
}

char *
rh_practice_driver_ask (RhPracticeDriver *self,
                        const char *method,
                        const char *target,
                        const char *headers,
                        const char *body)
{
  g_autoptr (GString) request = g_string_new (NULL);

  g_string_append_printf (request, "%s %s HTTP/1.1\r\nHost: localhost:%u\r\n%s", method, target,
                          self->port, headers);
  if (body != NULL && strstr (headers, "Content-Type:") == NULL)
    g_string_append (request, "Content-Type: application/x-www-form-urlencoded\r\n");
  if (body != NULL)
    g_string_append_printf (request, "Content-Length: %zu\r\n", strlen (body));
  g_string_append_printf (request, "\r\n%s", body == NULL ? "" : body);

  return rh_raw_exchange (self->port, request->str, request->len);
}

char *
rh_practice_driver_open_page (RhPracticeDriver *self, const char *extra)
{
  g_autofree char *target
      = g_strconcat ("/oauth/authorize?response_type=code&client_id=" RH_PRACTICE_CLIENT_ID
                     "&" RH_PRACTICE_DRIVER_REDIRECT "&code_challenge=" RH_PRACTICE_DRIVER_CHALLENGE
                     "&code_challenge_method=S256",
                     extra, NULL);

  return rh_practice_driver_ask (self, "GET", target, "", NULL);
}

char *
rh_practice_driver_read_consent (const char *page)
{
  const char *mark = "name=\"consent\" value=\"";
  const char *start = strstr (page, mark);

  if (start == NULL)
    return NULL;

  start += strlen (mark);

  return g_strndup (start, strcspn (start, "\""));
}

char *
rh_practice_driver_click (RhPracticeDriver *self, const char *page, const char *decision)
{
  g_autofree char *consent = rh_practice_driver_read_consent (page);
  g_autofree char *origin = g_strdup_printf (
      "Origin: http://localhost:%u\r\nSec-Fetch-Site: same-origin\r\n", self->port);
  g_autofree char *body = g_strdup_printf ("consent=%s&decision=%s", consent, decision);

  g_assert_nonnull (consent);

  return rh_practice_driver_ask (self, "POST", "/oauth/authorize", origin, body);
}

char *
rh_practice_driver_read_redirect (const char *answer, const char *name)
{
  g_autofree char *location = rh_raw_header (answer, "Location");
  g_autoptr (RhParams) params = NULL;

  if (location == NULL || strchr (location, '?') == NULL)
    return NULL;

  params = rh_params_parse (strchr (location, '?') + 1, -1);
  g_assert_cmpuint (rh_params_count (params, name), <=, 1);

  return g_strdup (rh_params_get (params, name));
}

char *
rh_practice_driver_get_code (RhPracticeDriver *self, const char *scope)
{
  g_autofree char *extra = g_strconcat ("&scope=", scope, NULL);
  g_autofree char *page = rh_practice_driver_open_page (self, extra);
  g_autofree char *answer = rh_practice_driver_click (self, page, "allow");
  char *code = rh_practice_driver_read_redirect (answer, "code");

  g_assert_nonnull (code);

  return code;
}

char *
rh_practice_driver_ask_token (RhPracticeDriver *self, const char *form)
{
  g_autofree char *body = g_strconcat (RH_PRACTICE_DRIVER_CLIENT "&", form, NULL);

  return rh_practice_driver_ask (self, "POST", "/oauth/token", "", body);
}

char *
rh_practice_driver_exchange (RhPracticeDriver *self, const char *code)
{
  g_autofree char *form
      = g_strconcat ("grant_type=authorization_code&code_verifier=" RH_PRACTICE_DRIVER_VERIFIER
                     "&" RH_PRACTICE_DRIVER_REDIRECT "&code=",
                     code, NULL);

  return rh_practice_driver_ask_token (self, form);
}

char *
rh_practice_driver_refresh (RhPracticeDriver *self, const char *refresh_token)
{
  g_autofree char *form
      = g_strconcat ("grant_type=refresh_token&refresh_token=", refresh_token, NULL);

  return rh_practice_driver_ask_token (self, form);
}

char *
rh_practice_driver_sign_in (RhPracticeDriver *self, const char *scope)
{
  g_autofree char *code = rh_practice_driver_get_code (self, scope);
  char *answer = rh_practice_driver_exchange (self, code);

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);

  return answer;
}

char *
rh_practice_driver_call (RhPracticeDriver *self,
                         const char *method,
                         const char *target,
                         const char *token,
                         const char *body)
{
  g_autofree char *headers = token == NULL ? g_strdup ("Content-Type: application/json\r\n")
                                           : g_strdup_printf ("Content-Type: application/json\r\n"
                                                              "Authorization: Bearer %s\r\n",
                                                              token);

  return rh_practice_driver_ask (self, method, target, headers, body);
}

guint
rh_practice_driver_call_status (RhPracticeDriver *self, const char *token)
{
  g_autofree char *answer = rh_practice_driver_call (self, "GET", "/v1/introspect", token, NULL);

  return rh_raw_status (answer);
}

JsonObject *
rh_practice_driver_json (const char *answer)
{
  g_autoptr (JsonNode) root = json_from_string (rh_raw_body (answer), NULL);

  g_assert_nonnull (root);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (root));

  return json_node_dup_object (root);
}

char *
rh_practice_driver_member (const char *answer, const char *name)
{
  g_autoptr (JsonObject) object = rh_practice_driver_json (answer);

  return g_strdup (json_object_get_string_member_with_default (object, name, ""));
}
