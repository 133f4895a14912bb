/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judges the head of a request to the callback: GET, the exact path, one state and one code or
 * error. Nothing else reaches anybody (standards.md E7, E8; security.md 1.5). */
#define G_LOG_DOMAIN "rh-callback-gate"

#include "config.h"

#include "oauth/rh-callback-gate.h"

#include "text/rh-codec.h"
#include "text/rh-url.h"

#include <string.h>

#define MAX_TARGET_BYTES (16 * 1024)

static gboolean
is_answer (const char *query)
{
  g_autoptr (RhParams) params = rh_params_parse (query, -1);

  return rh_params_count (params, "state") == 1
         && rh_params_count (params, "code") + rh_params_count (params, "error") == 1
         && rh_params_count (params, "iss") <= 1;
}

static RhCallbackVerdict
refuse (guint status, guint *out)
{
  *out = status;
  return RH_CALLBACK_REFUSE;
}

RhCallbackVerdict
rh_callback_gate_check (const RhCallbackHead *head,
                        const char *path,
                        gboolean answered,
                        guint *status,
                        char **query)
{
  gsize path_length = strcspn (head->target, "?");
  const char *rest = head->target + path_length;

  if (!g_str_equal (head->method, "GET"))
    return refuse (405, status);
  if (head->has_body)
    return refuse (413, status);
  if (strlen (head->target) > MAX_TARGET_BYTES || !rh_request_target_is_valid (head->target)
      || strchr (head->target, '#') != NULL)
    return refuse (400, status);
  if (answered && g_str_equal (head->target, RH_CALLBACK_DONE_PATH))
    return RH_CALLBACK_DONE;
  if (strlen (path) != path_length || strncmp (head->target, path, path_length) != 0)
    return refuse (404, status);
  if (answered)
    return RH_CALLBACK_DONE;
  if (*rest != '?' || !is_answer (rest + 1))
    return refuse (400, status);

  *query = g_strdup (rest + 1);
  return RH_CALLBACK_PASS;
}
