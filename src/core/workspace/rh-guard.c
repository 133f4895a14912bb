/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which environments are protected. Read when first asked and again before each change and each
 * decision; what a file said last is kept beside the decision, so that only a file that begins to
 * protect an environment changes anything. */
#define G_LOG_DOMAIN "rh-guard"

#include "config.h"

#include "workspace/rh-guard.h"

#include "collection/rh-json.h"
#include "text/rh-url.h"
#include "workspace/rh-state-file.h"

#include <string.h>

/* What is known of one environment. */
typedef struct
{
  gboolean is_protected;
  gboolean marked; /* by the collection's file, when it was seen last */
} Entry;

struct _RhGuard
{
  GObject parent_instance;

  /* owned */
  RhStateFile *state; /* "ID/NAME" → Entry */
  GHashTable *peace;  /* "ID/NAME" → gint64, until when no question comes, boot time */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhGuard, rh_guard, G_TYPE_OBJECT)

/* The question */

static char *
dup_path (const char *url)
{
  const char *authority = strstr (url, "://");
  const char *path = authority == NULL ? NULL : strpbrk (authority + strlen ("://"), "/?#");

  if (path == NULL || *path != '/')
    return g_strdup ("/");

  return g_strndup (path, strcspn (path, "?#"));
}

static char *
dup_host (const char *url)
{
  g_autofree char *origin = rh_url_text_dup_origin (url);
  const char *host = origin == NULL ? NULL : strstr (origin, "://");

  return g_strdup (host == NULL ? "" : host + strlen ("://"));
}

RhGuardQuestion *
rh_guard_question_new (RhEnvironment *environment, RhRequest *request)
{
  RhGuardQuestion *self = g_new0 (RhGuardQuestion, 1);
  g_autofree char *url = rh_text_dup_masked (rh_request_get_url (request));

  self->environment = g_strdup (rh_environment_get_name (environment));
  self->method = g_strdup (rh_request_get_method (request));
  self->path = dup_path (url);
  self->host = dup_host (url);
  return self;
}

RhGuardQuestion *
rh_guard_question_copy (const RhGuardQuestion *self)
{
  RhGuardQuestion *copy = g_new0 (RhGuardQuestion, 1);

  copy->environment = g_strdup (self->environment);
  copy->method = g_strdup (self->method);
  copy->path = g_strdup (self->path);
  copy->host = g_strdup (self->host);
  return copy;
}

gboolean
rh_guard_question_equal (const RhGuardQuestion *a, const RhGuardQuestion *b)
{
  return g_str_equal (a->environment, b->environment) && g_str_equal (a->method, b->method)
         && g_str_equal (a->path, b->path) && g_str_equal (a->host, b->host);
}

void
rh_guard_question_free (RhGuardQuestion *self)
{
  g_free (self->environment);
  g_free (self->method);
  g_free (self->path);
  g_free (self->host);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (RhGuardQuestion,
                     rh_guard_question,
                     rh_guard_question_copy,
                     rh_guard_question_free)

/* What is kept */

/* An id has no slash. */
static char *
entry_key (const char *collection_id, RhEnvironment *environment)
{
  return g_strdup_printf ("%s/%s", collection_id, rh_environment_get_name (environment));
}

static gpointer
read_entry (JsonObject *environments, const char *key, GError **error)
{
  g_autofree Entry *entry = g_new0 (Entry, 1);
  JsonObject *object;

  if (!rh_json_get_object (environments, key, &object, error)
      || !rh_json_get_boolean (object, "protected", TRUE, &entry->is_protected, error)
      || !rh_json_get_boolean (object, "marked", FALSE, &entry->marked, error))
    return NULL;

  return g_steal_pointer (&entry);
}

static void
write_entry (JsonBuilder *builder, gconstpointer data)
{
  const Entry *entry = data;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "protected");
  json_builder_add_boolean_value (builder, entry->is_protected);
  rh_json_add_flag (builder, "marked", entry->marked, FALSE);
  json_builder_end_object (builder);
}

static const RhStateFormat format = {
  .version = 1,
  .member = "environments",
  .read = read_entry,
  .write = write_entry,
  .free = g_free,
};

static GHashTable *
get_table (RhGuard *self)
{
  return rh_state_file_get_entries (self->state);
}

static gboolean
is_broken (RhGuard *self)
{
  return rh_state_file_get_problem (self->state) != NULL;
}

/* What is not on disk is still true for this process. */
static gboolean
keep (RhGuard *self, const char *key, const Entry *entry, GError **error)
{
  const Entry *old = g_hash_table_lookup (get_table (self), key);
  gboolean changed = old == NULL || old->is_protected != entry->is_protected;
  gboolean written;

  g_hash_table_insert (get_table (self), g_strdup (key), g_memdup2 (entry, sizeof *entry));
  written = rh_state_file_write (self->state, error);
  if (!written)
    g_hash_table_insert (get_table (self), g_strdup (key), g_memdup2 (entry, sizeof *entry));
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return written;
}

/* A mark that appears protects; one that goes takes nothing away. Nothing is kept of what was never
 * protected and never decided. */
static gboolean
look_at (RhGuard *self, const char *key, RhEnvironment *environment, Entry *entry)
{
  const Entry *known = g_hash_table_lookup (get_table (self), key);
  gboolean marked = rh_environment_is_marked_protected (environment);

  if (known == NULL)
    {
      entry->marked = marked;
      entry->is_protected
          = marked || rh_guard_is_production_name (rh_environment_get_name (environment));
      return entry->is_protected;
    }

  *entry = *known;
  entry->marked = marked;
  if (marked && !known->marked)
    entry->is_protected = TRUE;
  return entry->marked != known->marked;
}

/* Object */

static void
rh_guard_finalize (GObject *object)
{
  RhGuard *self = RH_GUARD (object);

  rh_state_file_free (self->state);
  g_hash_table_unref (self->peace);

  G_OBJECT_CLASS (rh_guard_parent_class)->finalize (object);
}

static void
rh_guard_class_init (RhGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_guard_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RH_TYPE_GUARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_guard_init (RhGuard *self)
{
  self->peace = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

RhGuard *
rh_guard_new (GFile *file)
{
  RhGuard *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (RH_TYPE_GUARD, NULL);
  self->state = rh_state_file_new (file, &format);
  return self;
}

gboolean
rh_guard_is_production_name (const char *name)
{
  static const char *const names[] = { "production", "prod", "live" };
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  stripped = g_strstrip (g_strdup (name));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (stripped, names[i]) == 0)
      return TRUE;

  return FALSE;
}

gboolean
rh_guard_is_protected (RhGuard *self, const char *collection_id, RhEnvironment *environment)
{
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  Entry entry = { FALSE, FALSE };

  g_return_val_if_fail (RH_IS_GUARD (self), TRUE);
  g_return_val_if_fail (collection_id != NULL, TRUE);
  g_return_val_if_fail (RH_IS_ENVIRONMENT (environment), TRUE);

  key = entry_key (collection_id, environment);
  if (is_broken (self))
    return TRUE;

  if (!look_at (self, key, environment, &entry))
    return entry.is_protected;

  rh_state_file_read_again (self->state);
  if (!is_broken (self) && look_at (self, key, environment, &entry)
      && !keep (self, key, &entry, &error))
    g_warning ("What is protected is not kept: %s", error->message);

  return is_broken (self) || entry.is_protected;
}

gboolean
rh_guard_set_protected (RhGuard *self,
                        const char *collection_id,
                        RhEnvironment *environment,
                        gboolean is_protected,
                        GError **error)
{
  g_autofree char *key = NULL;
  Entry entry;

  g_return_val_if_fail (RH_IS_GUARD (self), FALSE);
  g_return_val_if_fail (collection_id != NULL, FALSE);
  g_return_val_if_fail (RH_IS_ENVIRONMENT (environment), FALSE);

  key = entry_key (collection_id, environment);
  g_hash_table_remove (self->peace, key);
  rh_state_file_read_again (self->state);
  if (is_broken (self))
    return rh_state_file_write (self->state, error);

  entry.is_protected = is_protected;
  entry.marked = rh_environment_is_marked_protected (environment);
  return keep (self, key, &entry, error);
}

void
rh_guard_allow_for (RhGuard *self,
                    const char *collection_id,
                    RhEnvironment *environment,
                    gint64 seconds,
                    const RhClock *clock)
{
  gint64 until;

  g_return_if_fail (RH_IS_GUARD (self));
  g_return_if_fail (collection_id != NULL);
  g_return_if_fail (RH_IS_ENVIRONMENT (environment));
  g_return_if_fail (seconds >= 0 && clock != NULL);

  until = clock->boot (clock->user_data) + seconds * G_USEC_PER_SEC;
  g_hash_table_insert (self->peace, entry_key (collection_id, environment),
                       g_memdup2 (&until, sizeof until));
}

static gboolean
is_at_peace (RhGuard *self, const char *key, const RhClock *clock)
{
  const gint64 *until = g_hash_table_lookup (self->peace, key);

  return until != NULL && clock->boot (clock->user_data) < *until;
}

gboolean
rh_guard_must_ask (RhGuard *self,
                   const char *collection_id,
                   RhEnvironment *environment,
                   const char *method,
                   const RhClock *clock)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (RH_IS_GUARD (self), TRUE);
  g_return_val_if_fail (collection_id != NULL, TRUE);
  g_return_val_if_fail (RH_IS_ENVIRONMENT (environment), TRUE);
  g_return_val_if_fail (method != NULL && clock != NULL, TRUE);

  if (rh_method_is_safe (method))
    return FALSE;

  rh_state_file_read_again (self->state);
  key = entry_key (collection_id, environment);
  return rh_guard_is_protected (self, collection_id, environment)
         && !is_at_peace (self, key, clock);
}
