/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An RhTokenSource with a made-up token endpoint behind it. */
#include "lib/rh-token-rig.h"

#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"

#include <string.h>

static char *
form_field (const char *body, const char *name)
{
  g_autoptr (GHashTable) form = g_uri_parse_params (body, -1, "&", G_URI_PARAMS_NONE, NULL);

  g_assert_nonnull (form);

  return g_strdup (g_hash_table_lookup (form, name));
}

static char *
token_body (RhTokenRig *rig)
{
  GString *json = g_string_new (NULL);

  g_string_printf (json, "{\"access_token\":\"access-%u\",\"token_type\":\"Bearer\"", rig->serial);
  if (!rig->keeps)
    g_string_append_printf (json, ",\"refresh_token\":\"refresh-%u\"", rig->serial);
  if (rig->lifetime >= 0)
    g_string_append_printf (json, ",\"expires_in\":%d", rig->lifetime);
  g_string_append_c (json, '}');

  return g_string_free_and_steal (json);
}

static void
answer_refresh (RhTokenRig *rig, const char *refresh_token, RhFakeReply *reply)
{
  g_autofree char *current = g_strdup_printf ("refresh-%u", rig->serial);

  if (!rig->keeps && g_strcmp0 (refresh_token, current) != 0)
    {
      rig->reused++;
      rig->dead = TRUE;
    }
  if (rig->dead)
    {
      reply->status = 400;
      reply->body = g_strdup ("{\"error\":\"invalid_grant\",\"error_description\":\"gone\"}");
      return;
    }

  rig->serial++;
  reply->status = 200;
  reply->body = token_body (rig);
}

static void
answer_cb (RhFakeTransport *transport,
           guint index,
           RhRequest *request,
           const char *body,
           RhFakeReply *reply,
           gpointer user_data)
{
  RhTokenRig *rig = user_data;
  g_autofree char *refresh_token = form_field (body, "refresh_token");
  g_autofree char *token = form_field (body, "token");
  g_autofree char *hint = form_field (body, "token_type_hint");
  if (token != NULL)
    g_ptr_array_add (rig->asked, g_strdup_printf ("revoke:%s:%s", hint, token));
  else
    g_ptr_array_add (rig->asked, g_strdup_printf ("refresh:%s", refresh_token));

  reply->hold = rig->hold;
  if (rig->http_error >= 0)
    reply->error = g_error_new_literal (RH_HTTP_ERROR, rig->http_error, "as told");
  else if (rig->status != 0)
    {
      reply->status = rig->status;
      reply->body = g_strdup (rig->body);
      rig->headers[0] = "Retry-After";
      rig->headers[1] = rig->retry_after;
      reply->headers = rig->retry_after != NULL ? rig->headers : NULL;
    }
  else if (token != NULL)
    reply->status = 200;
  else
    answer_refresh (rig, refresh_token, reply);

  if (rig->lost >= 0)
    {
      g_clear_pointer (&reply->body, g_free);
      reply->error = g_error_new_literal (RH_HTTP_ERROR, rig->lost, "as told");
    }
}

RhTokenSource *
rh_token_rig_new_source (RhTokenRig *rig)
{
  g_autoptr (RhTokenStore) store
      = rh_token_store_new (RH_KEYRING (rig->keyring), rig->state_dir, "5107", "Practice");

  return rh_token_source_new (store, RH_TRANSPORT (rig->transport), rig->config, rig->record,
                              &rig->clock.clock);
}

void
rh_token_rig_init (RhTokenRig *rig)
{
  g_autofree char *dir = g_dir_make_tmp ("rh-rig-XXXXXX", NULL);

  *rig = (RhTokenRig) { 0 };
  rh_fake_clock_init (&rig->clock);
  rig->state_dir = g_file_new_for_path (dir);
  rig->memory = rh_memory_keyring_new ();
  rig->keyring = rh_fake_keyring_new (rig->memory);
  rig->transport = rh_fake_transport_new (answer_cb, rig);
  rig->config = rh_oauth_config_new ();
  rh_oauth_config_set (rig->config, RH_OAUTH_TOKEN_URL, "https://as.example/token");
  rh_oauth_config_set (rig->config, RH_OAUTH_REVOCATION_URL, "https://as.example/revoke");
  rh_oauth_config_set (rig->config, RH_OAUTH_CLIENT_ID, "client");
  rh_oauth_config_set (rig->config, RH_OAUTH_SCOPE, "users:read");
  rig->record = rh_flow_record_new ();
  rig->lifetime = 3600;
  rig->http_error = -1;
  rig->lost = -1;
  rig->asked = g_ptr_array_new_with_free_func (g_free);
  rig->source = rh_token_rig_new_source (rig);
}

void
rh_token_rig_clear (RhTokenRig *rig)
{
  rh_test_drain ();
  g_assert_finalize_object (rig->source);
  g_assert_finalize_object (rig->transport);
  g_assert_finalize_object (rig->keyring);
  g_assert_finalize_object (rig->memory);
  g_object_unref (rig->config);
  g_object_unref (rig->record);
  g_object_unref (rig->state_dir);
  g_ptr_array_unref (rig->asked);
}

RhToken *
rh_token_rig_new_token (RhTokenRig *rig, const char *subject)
{
  g_autofree char *access_text = NULL;
  g_autofree char *refresh_text = NULL;
  g_autoptr (RhSecret) access_token = NULL;
  g_autoptr (RhSecret) refresh_token = NULL;
  g_autoptr (RhToken) token = NULL;

  rig->serial++;
  rig->dead = FALSE;
  access_text = g_strdup_printf ("access-%u", rig->serial);
  refresh_text = g_strdup_printf ("refresh-%u", rig->serial);
  access_token = rh_secret_new (access_text, -1);
  refresh_token = rh_secret_new (refresh_text, -1);
  token = rh_token_new (access_token, refresh_token, "Bearer", NULL,
                        rig->lifetime >= 0 ? rig->lifetime : RH_TOKEN_LIFETIME_UNKNOWN,
                        &rig->clock.clock);

  return rh_token_with_subject (token, subject, NULL);
}

void
rh_token_rig_sign_in (RhTokenRig *rig, RhTokenSource *source)
{
  g_autoptr (RhToken) token = rh_token_rig_new_token (rig, "ada");
  g_autoptr (RhToken) adopted = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rh_token_source_adopt_async (source, token, FALSE, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  adopted = rh_token_source_finish (source, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (adopted);
}

void
rh_token_rig_start (RhTokenSource *source,
                    RhTokenRigCall call,
                    RhToken *sent,
                    GAsyncResult **result)
{
  switch (call)
    {
    case RH_TOKEN_RIG_LOAD:
      rh_token_source_load_async (source, NULL, rh_test_take_result, result);
      break;
    case RH_TOKEN_RIG_VALID:
      rh_token_source_get_valid_async (source, NULL, rh_test_take_result, result);
      break;
    case RH_TOKEN_RIG_REPLACE:
      rh_token_source_replace_async (source, sent, NULL, rh_test_take_result, result);
      break;
    case RH_TOKEN_RIG_CLICK:
      rh_token_source_refresh_async (source, NULL, rh_test_take_result, result);
      break;
    default:
      g_assert_not_reached ();
    }
}

RhToken *
rh_token_rig_call (RhTokenSource *source, RhTokenRigCall call, RhToken *sent, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_token_rig_start (source, call, sent, &result);
  rh_test_wait (&result);

  return rh_token_source_finish (source, result, error);
}

void
rh_token_rig_expect (RhTokenSource *source, RhTokenRigCall call, const char *access_token)
{
  g_autoptr (GError) error = NULL;
  RhToken *sent = rh_token_source_get_token (source);
  g_autoptr (RhToken) kept = sent != NULL ? rh_token_ref (sent) : NULL;
  g_autoptr (RhToken) token = rh_token_rig_call (source, call, kept, &error);

  g_assert_no_error (error);
  g_assert_nonnull (token);
  g_assert_cmpstr (rh_secret_peek (rh_token_get_access_token (token), NULL), ==, access_token);
}

void
rh_token_rig_expect_error (RhTokenSource *source, RhTokenRigCall call, int code)
{
  g_autoptr (GError) error = NULL;
  RhToken *sent = rh_token_source_get_token (source);
  g_autoptr (RhToken) kept = sent != NULL ? rh_token_ref (sent) : NULL;

  g_assert_null (rh_token_rig_call (source, call, kept, &error));
  g_assert_error (error, RH_OAUTH_ERROR, code);
}

guint
rh_token_rig_count (RhTokenRig *rig, const char *prefix)
{
  guint count = 0;

  for (guint i = 0; i < rig->asked->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (rig->asked, i), prefix))
      count++;

  return count;
}
