/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of JSON that a byte belongs to. The body is scanned from its start, since what an
 * element's number is cannot be told otherwise. */
#define G_LOG_DOMAIN "rh-body-value"

#include "config.h"

#include "body/rh-body-value.h"

#include "body/rh-body-json-scan.h"
#include "http/rh-thread-task.h"
#include "text/rh-json-walk.h"

/* A container that has begun. */
typedef struct
{
  guint64 start;
  guint64 key; /* of the member that is there now */
  guint64 key_end;
  guint64 index; /* of the next element */
  gboolean object;
} Level;

typedef struct
{
  RhSpool *text;
  guint64 offset;
  gsize max;
  GArray *levels;    /* of Level */
  guint path_length; /* levels that lead to what was found; G_MAXUINT: nothing was */
  guint64 start;
  guint64 end; /* 0: to come */
  guint32 depth;
} Search;

static void
search_free (Search *self)
{
  g_object_unref (self->text);
  g_array_unref (self->levels);
  g_free (self);
}

void
rh_body_value_free (RhBodyValue *self)
{
  g_free (self->path);
  g_free (self->name);
  if (self->sent != NULL)
    g_string_free (self->sent, TRUE);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

/* Finding */

static Level *
get_level (Search *self)
{
  return self->levels->len == 0 ? NULL
                                : &g_array_index (self->levels, Level, self->levels->len - 1);
}

static void
take_key (Search *self, const RhJsonToken *token)
{
  Level *level = get_level (self);

  level->key = token->start;
  level->key_end = token->end;
}

static void
begin_value (Search *self, const RhJsonToken *token)
{
  Level *level = get_level (self);
  gboolean object = token->kind == RH_JSON_TOKEN_OBJECT;
  gboolean opens = object || token->kind == RH_JSON_TOKEN_ARRAY;

  if (level != NULL && !level->object)
    level->index++;
  if (self->path_length == G_MAXUINT && token->end > self->offset)
    {
      self->path_length = self->levels->len;
      self->start = token->start;
      self->end = opens ? 0 : token->end;
      self->depth = token->depth;
    }
  else if (opens && self->path_length == G_MAXUINT)
    {
      Level next = { .start = token->start, .object = object };

      g_array_append_val (self->levels, next);
    }
}

static void
end_container (Search *self, const RhJsonToken *token)
{
  if (self->path_length != G_MAXUINT)
    {
      self->end = token->depth == self->depth ? token->end : 0;
      return;
    }
  if (token->end > self->offset)
    {
      self->start = get_level (self)->start;
      self->end = token->end;
      self->path_length = self->levels->len - 1;
    }
  g_array_set_size (self->levels, self->levels->len - 1);
}

/* TRUE: it is found. */
static gboolean
take_token (Search *self, const RhJsonToken *token)
{
  gboolean found = self->path_length != G_MAXUINT;

  if (token->kind == RH_JSON_TOKEN_OBJECT_END || token->kind == RH_JSON_TOKEN_ARRAY_END)
    end_container (self, token);
  else if (!found && token->kind == RH_JSON_TOKEN_KEY)
    take_key (self, token);
  else if (!found)
    begin_value (self, token);

  return self->path_length != G_MAXUINT && self->end != 0;
}

static gboolean
take_tokens (gpointer user_data, const RhJsonToken *tokens, guint n_tokens)
{
  for (guint i = 0; i < n_tokens; i++)
    if (take_token (user_data, &tokens[i]))
      return FALSE;

  return TRUE;
}

/* Telling */

static GString *
read_bytes (Search *self, guint64 start, guint64 end)
{
  GString *bytes = g_string_sized_new ((gsize) (end - start) + 1);

  g_string_set_size (bytes, (gsize) (end - start));
  rh_spool_read (self->text, (goffset) start, bytes->str, bytes->len);

  return bytes;
}

static GString *
unescape (const GString *json)
{
  RhJsonSpan span = { json->str, json->str + json->len };

  return rh_json_span_unescape (&span);
}

static gboolean
is_plain_name (const GString *name)
{
  for (gsize i = 0; i < name->len; i++)
    if (name->str[i] != '_' && !g_ascii_isalpha (name->str[i])
        && (i == 0 || !g_ascii_isdigit (name->str[i])))
      return FALSE;

  return name->len > 0;
}

/* RFC 9535, section 2.7: how a name is written that is not a plain one. */
static void
append_name (GString *path, const GString *name)
{
  if (is_plain_name (name))
    {
      g_string_append_printf (path, ".%s", name->str);
      return;
    }

  g_string_append (path, "['");
  for (gsize i = 0; i < name->len; i++)
    {
      guint8 c = (guint8) name->str[i];

      if (c < 0x20)
        g_string_append_printf (path, "\\u%04x", c);
      else
        {
          if (c == '\'' || c == '\\')
            g_string_append_c (path, '\\');
          g_string_append_c (path, (char) c);
        }
    }
  g_string_append (path, "']");
}

static void
tell_path (Search *self, RhBodyValue *value)
{
  GString *path = g_string_new ("$");

  for (guint i = 0; i < self->path_length; i++)
    {
      const Level *level = &g_array_index (self->levels, Level, i);

      if (level->object)
        {
          g_autoptr (GString) json = read_bytes (self, level->key, level->key_end);
          g_autoptr (GString) name = unescape (json);

          append_name (path, name);
          g_set_str (&value->name, name->str);
        }
      else
        g_string_append_printf (path, "[%" G_GUINT64_FORMAT "]", level->index - 1);
    }

  value->path = g_string_free (path, FALSE);
}

static RhBodyValue *
make_value (Search *self)
{
  RhBodyValue *value = g_new0 (RhBodyValue, 1);

  tell_path (self, value);
  value->start = (goffset) self->start;
  value->end = (goffset) self->end;
  value->sent = read_bytes (self, self->start, self->end);
  value->text = *value->sent->str == '"'
                    ? unescape (value->sent)
                    : g_string_new_len (value->sent->str, (gssize) value->sent->len);

  return value;
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *self = data;
  gboolean found
      = rh_body_json_scan (self->text, take_tokens, self, cancellable) == RH_BODY_SCAN_STOPPED;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (!found)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                     "There is no whole value here");
  else if (self->end - self->start > self->max)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                                     "The value is too large");
  else
    g_task_return_pointer (task, make_value (self), (GDestroyNotify) rh_body_value_free);
}

void
rh_body_value_find_async (RhBodyDocument *document,
                          goffset offset,
                          gsize max,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Search *self;

  g_return_if_fail (RH_IS_BODY_DOCUMENT (document));
  g_return_if_fail (offset >= 0);

  self = g_new0 (Search, 1);
  self->text = g_object_ref (rh_body_document_get_text (document));
  self->offset = (guint64) offset;
  self->max = max;
  self->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  self->path_length = G_MAXUINT;
  task = g_task_new (document, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_body_value_find_async);
  g_task_set_task_data (task, self, (GDestroyNotify) search_free);
  rh_thread_task_run (task, find_thread);
}

RhBodyValue *
rh_body_value_find_finish (RhBodyDocument *document, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, document), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
