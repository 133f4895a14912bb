/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in a JSON body: members that are called like one. Only their values are taken out, every
 * other byte stays, and what is sent is what it was. */
#define G_LOG_DOMAIN "rh-import-json"

#include "config.h"

#include "format/rh-import-private.h"

#include "collection/rh-secret-looking.h"
#include "text/rh-json-walk.h"
#include "text/rh-jwt-find.h"
#include "text/rh-template.h"
#include "text/rh-token-find.h"

#include <string.h>

typedef struct
{
  RhImport *import;
  const char *text;
  const char *blanked; /* the same with digits for each {{variable}}, so that it is JSON */
  gboolean tokens;
  const char *place;
  GString *out;
  gsize at; /* of the text, up to which it is in @out */
} Hiding;

static char *
dup_blanked (const char *text)
{
  g_autoptr (GArray) refs = rh_template_find (text);
  char *blanked = g_strdup (text);

  for (guint i = 0; i < refs->len; i++)
    {
      const RhTemplateRef *ref = &g_array_index (refs, RhTemplateRef, i);

      memset (blanked + ref->start, '1', ref->length);
    }

  return blanked;
}

static gboolean
is_secret (const Hiding *self, const char *key, const char *value)
{
  gsize start;
  gsize end;

  if (rh_secret_looking (key, value, FALSE))
    return TRUE;

  return self->tokens
         && (rh_jwt_find (value, strlen (value), 0, &start, &end)
             || rh_token_find (value, strlen (value), 0, &start, &end));
}

/* @value as it stands there, with its escapes: so it goes back into the body. */
static void
hide_string (Hiding *self, const RhJsonSpan *key, const RhJsonSpan *value)
{
  gsize start = (gsize) (value->start - self->blanked) + 1;
  gsize end = (gsize) (value->end - self->blanked) - 1;
  g_autofree char *written = g_strndup (self->text + start, end - start);
  g_autoptr (GString) name = rh_json_span_unescape (key);
  g_autofree char *where = NULL;
  g_autofree char *hidden = NULL;

  if (!is_secret (self, name->str, written))
    return;

  where = g_strdup_printf ("%s: %s", self->place, name->str);
  hidden = rh_import_hide (self->import, name->str, written, where);
  g_string_append_len (self->out, self->text + self->at, (gssize) (start - self->at));
  g_string_append (self->out, hidden);
  self->at = end;
}

/* As deep as was checked: RH_JSON_WALK_MAX_DEPTH. */
static void
hide_in (Hiding *self, const RhJsonSpan *container)
{
  RhJsonIter iter;
  RhJsonSpan key = { NULL, NULL };
  RhJsonSpan value;

  rh_json_iter_init (&iter, container);
  while (rh_json_iter_next (&iter, &key, &value))
    {
      if (rh_json_span_is_container (&value))
        hide_in (self, &value);
      else if (iter.object && *value.start == '"')
        hide_string (self, &key, &value);
    }
}

char *
rh_import_hide_json (RhImport *self, const char *text, gboolean tokens, const char *place)
{
  g_autofree char *blanked = dup_blanked (text);
  Hiding hiding = { self, text, blanked, tokens, place, NULL, 0 };
  RhJsonSpan whole;

  if (rh_json_walk_check (blanked, strlen (blanked), &whole) != RH_JSON_WALK_OK)
    return NULL;

  hiding.out = g_string_new (NULL);
  if (rh_json_span_is_container (&whole))
    hide_in (&hiding, &whole);
  g_string_append (hiding.out, text + hiding.at);
  return g_string_free_and_steal (hiding.out);
}
