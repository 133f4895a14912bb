/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Masks secrets in what people and logs get to see: by field, and by value. */
#define G_LOG_DOMAIN "rh-redactor"

#include "config.h"

#include "text/rh-redactor.h"

#include <string.h>

#include "text/rh-needle.h"
#include "text/rh-redaction.h"
#include "text/rh-template.h"

/* Shorter values turn up by chance; they are masked by field (security.md 4.8). */
#define MIN_NEEDLE 8
#define SHOW_FROM 20

typedef struct
{
  RhNeedle *needle; /* owned */
  guint n_learnt;
} Known;

struct _RhRedactor
{
  GObject parent_instance;

  /* owned */
  GMutex mutex;  /* guards known */
  GArray *known; /* Known */
};

G_DEFINE_FINAL_TYPE (RhRedactor, rh_redactor, G_TYPE_OBJECT)

static void
known_clear (gpointer data)
{
  Known *known = data;

  g_clear_pointer (&known->needle, rh_needle_free);
}

static void
rh_redactor_finalize (GObject *object)
{
  RhRedactor *self = RH_REDACTOR (object);

  g_array_unref (self->known);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (rh_redactor_parent_class)->finalize (object);
}

static void
rh_redactor_class_init (RhRedactorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_redactor_finalize;
}

static void
rh_redactor_init (RhRedactor *self)
{
  g_mutex_init (&self->mutex);
  self->known = g_array_new (FALSE, FALSE, sizeof (Known));
  g_array_set_clear_func (self->known, known_clear);
}

RhRedactor *
rh_redactor_new (void)
{
  return g_object_new (RH_TYPE_REDACTOR, NULL);
}

RhRedactor *
rh_redactor_get_default (void)
{
  static RhRedactor *instance = NULL;

  if (g_once_init_enter_pointer (&instance))
    g_once_init_leave_pointer (&instance, rh_redactor_new ());

  return instance;
}

/* -- Known values -- */

/* With the lock held; -1 if it is not known. */
static int
find_known (RhRedactor *self, RhSecret *secret)
{
  for (guint i = 0; i < self->known->len; i++)
    {
      const Known *known = &g_array_index (self->known, Known, i);

      if (rh_secret_equal (rh_needle_get_secret (known->needle), secret))
        return (int) i;
    }

  return -1;
}

void
rh_redactor_learn (RhRedactor *self, RhSecret *secret)
{
  Known fresh = { .n_learnt = 1 };
  int at = -1;

  g_return_if_fail (RH_IS_REDACTOR (self));
  g_return_if_fail (secret != NULL);

  if (rh_secret_get_length (secret) < MIN_NEEDLE)
    return;

  g_mutex_lock (&self->mutex);
  at = find_known (self, secret);
  if (at >= 0)
    {
      g_array_index (self->known, Known, at).n_learnt++;
    }
  else
    {
      fresh.needle = rh_needle_new (secret);
      g_array_append_val (self->known, fresh);
    }
  g_mutex_unlock (&self->mutex);
}

void
rh_redactor_forget (RhRedactor *self, RhSecret *secret)
{
  int at = -1;

  g_return_if_fail (RH_IS_REDACTOR (self));
  g_return_if_fail (secret != NULL);

  g_mutex_lock (&self->mutex);
  at = find_known (self, secret);
  if (at >= 0 && --g_array_index (self->known, Known, at).n_learnt == 0)
    g_array_remove_index_fast (self->known, (guint) at);
  g_mutex_unlock (&self->mutex);
}

static void
found_cb (gsize start, gsize end, RhSecret *secret, gpointer user_data)
{
  rh_redaction_mark (user_data, start, end, rh_secret_get_length (secret) >= SHOW_FROM);
}

/* The last net, then the result. */
static char *
finish (RhRedactor *self, RhRedaction *redaction, const char *text, gsize length)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->known->len; i++)
    rh_needle_search (g_array_index (self->known, Known, i).needle, text, length, found_cb,
                      redaction);
  g_mutex_unlock (&self->mutex);

  return rh_redaction_finish (redaction);
}

static gsize
text_length (const char *text, gssize length)
{
  return length < 0 ? strlen (text) : (gsize) length;
}

/* -- Public -- */

gboolean
rh_redactor_is_secret_field (const char *name)
{
  return name != NULL && rh_redaction_is_secret_field (name, strlen (name));
}

gboolean
rh_redactor_is_secret_header (const char *name)
{
  return name != NULL && rh_redaction_is_secret_header (name, strlen (name));
}

char *
rh_redactor_redact (RhRedactor *self, const char *text, gssize length)
{
  g_autoptr (RhRedaction) redaction = NULL;
  gsize size = 0;

  g_return_val_if_fail (RH_IS_REDACTOR (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  size = text_length (text, length);
  redaction = rh_redaction_new (text, size);

  return finish (self, redaction, text, size);
}

char *
rh_redactor_redact_header (RhRedactor *self, const char *name, const char *value)
{
  g_autoptr (RhRedaction) redaction = NULL;
  gsize size = 0;

  g_return_val_if_fail (RH_IS_REDACTOR (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  size = strlen (value);
  redaction = rh_redaction_new (value, size);
  rh_redaction_scan_header (redaction, name);

  return finish (self, redaction, value, size);
}

char *
rh_redactor_redact_url (RhRedactor *self, const char *url)
{
  g_autoptr (RhRedaction) redaction = NULL;
  gsize size = 0;

  g_return_val_if_fail (RH_IS_REDACTOR (self), NULL);
  g_return_val_if_fail (url != NULL, NULL);

  size = strlen (url);
  redaction = rh_redaction_new (url, size);
  rh_redaction_scan_url (redaction);

  return finish (self, redaction, url, size);
}

/* A form says so, or looks like one: some servers answer forms as text/plain. */
static gboolean
is_form (const char *media_type, const char *body, gsize length)
{
  if (media_type != NULL
      && g_ascii_strncasecmp (media_type, "application/x-www-form-urlencoded", 33) == 0)
    return TRUE;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isspace (body[i]) || body[i] == '"' || body[i] == '<')
        return FALSE;
    }

  return memchr (body, '=', length) != NULL;
}

static void
scan_body (RhRedaction *redaction, const char *media_type, const char *body, gsize size)
{
  if (is_form (media_type, body, size))
    rh_redaction_scan_params (redaction, 0, size);
  if (media_type != NULL && g_ascii_strncasecmp (media_type, "multipart/", 10) == 0)
    rh_redaction_scan_multipart (redaction);
  rh_redaction_scan_text (redaction);
}

char *
rh_redactor_redact_body (RhRedactor *self, const char *media_type, const char *body, gssize length)
{
  g_autoptr (RhRedaction) redaction = NULL;
  gsize size = 0;

  g_return_val_if_fail (RH_IS_REDACTOR (self), NULL);
  g_return_val_if_fail (body != NULL, NULL);

  size = text_length (body, length);
  redaction = rh_redaction_new (body, size);
  scan_body (redaction, media_type, body, size);

  return finish (self, redaction, body, size);
}

/* -- With spans, and templates -- */

static void
scan_place (RhRedaction *redaction,
            RhRedactPlace place,
            const char *name,
            const char *text,
            gsize length)
{
  switch (place)
    {
    case RH_REDACT_URL:
      rh_redaction_scan_url (redaction);
      break;
    case RH_REDACT_HEADER:
      rh_redaction_scan_header (redaction, name);
      break;
    case RH_REDACT_FIELD:
      if (rh_redactor_is_secret_field (name))
        rh_redaction_mark (redaction, 0, length, TRUE);
      break;
    case RH_REDACT_BODY:
      scan_body (redaction, name, text, length);
      break;
    default:
      g_assert_not_reached ();
    }
}

char *
rh_redactor_redact_text (RhRedactor *self,
                         RhRedactPlace place,
                         const char *name,
                         const RhText *text)
{
  g_autoptr (RhRedaction) redaction = NULL;
  const char *bytes;
  gsize length;

  g_return_val_if_fail (RH_IS_REDACTOR (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  bytes = rh_text_peek (text, &length);
  redaction = rh_redaction_new (bytes, length);
  for (guint i = 0; i < rh_text_get_n_spans (text); i++)
    {
      const RhSpan *span = rh_text_nth_span (text, i);

      if (span->secret)
        rh_redaction_mark (redaction, span->start, span->start + span->length, TRUE);
    }
  scan_place (redaction, place, name, bytes, length);

  return finish (self, redaction, bytes, length);
}

char *
rh_redactor_redact_template (RhRedactor *self,
                             RhRedactPlace place,
                             const char *name,
                             const char *text)
{
  g_autoptr (RhRedaction) redaction = NULL;
  g_autoptr (GArray) refs = NULL;
  gsize length;

  g_return_val_if_fail (RH_IS_REDACTOR (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  redaction = rh_redaction_new (text, length);
  refs = rh_template_find (text);
  for (guint i = 0; i < refs->len; i++)
    {
      const RhTemplateRef *ref = &g_array_index (refs, RhTemplateRef, i);

      rh_redaction_keep (redaction, ref->start, ref->start + ref->length);
    }
  scan_place (redaction, place, name, text, length);

  return finish (self, redaction, text, length);
}

/* -- The log -- */

static char *
redact_log (RhRedactor *self, const char *text, gsize length)
{
  g_autoptr (RhRedaction) redaction = rh_redaction_new (text, length);

  rh_redaction_scan_text (redaction);

  return finish (self, redaction, text, length);
}

/* GLib's own fields say where a message comes from, and stay readable. */
static gboolean
is_text_field (const GLogField *field)
{
  static const char *const about[]
      = { "PRIORITY", "CODE_FILE", "CODE_LINE", "CODE_FUNC", "GLIB_DOMAIN", NULL };

  return field->value != NULL && field->length != 0 && !g_strv_contains (about, field->key);
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_autofree GLogField *clean = g_memdup2 (fields, n_fields * sizeof (GLogField));
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n_fields; i++)
    {
      char *text = NULL;

      if (!is_text_field (&fields[i]))
        continue;
      text = redact_log (user_data, fields[i].value,
                         text_length (fields[i].value, fields[i].length));
      g_ptr_array_add (owned, text);
      clean[i].value = text;
      clean[i].length = -1;
    }

  return g_log_writer_default (level, clean, n_fields, NULL);
}

void
rh_redactor_install_log_writer (RhRedactor *self)
{
  g_return_if_fail (RH_IS_REDACTOR (self));

  g_log_set_writer_func (write_log, g_object_ref (self), g_object_unref);
}
