/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cookies of one collection, environment and account (RFC 6265bis 5.7, 5.8). Their order in the
 * list is that of their creation. */
#define G_LOG_DOMAIN "rh-cookie-jar"

#include "config.h"

#include "http/rh-cookie-jar.h"

#include <string.h>

/* RFC 6265bis 6.1 asks for 50 and 3000 at least; browsers stop at these. */
#define MAX_PER_DOMAIN 180
#define MAX_COOKIES 3000

struct _RhCookieJar
{
  GObject parent_instance;

  /* owned */
  GListStore *cookies;
  GHashTable *uses;   /* RhCookie → when it was last used, as a count */
  GPtrArray *waiting; /* of Waiter */

  /* plain */
  guint n_uses;
  gboolean held;
};

typedef struct
{
  GTask *task;
  GSource *cancelled; /* NULL: cannot be */
} Waiter;

G_DEFINE_FINAL_TYPE (RhCookieJar, rh_cookie_jar, G_TYPE_OBJECT)

static guint
count (RhCookieJar *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->cookies));
}

/* Borrowed: the list keeps it. */
static RhCookie *
nth (RhCookieJar *self, guint index)
{
  g_autoptr (RhCookie) cookie = g_list_model_get_item (G_LIST_MODEL (self->cookies), index);

  return cookie;
}

static void
use (RhCookieJar *self, RhCookie *cookie)
{
  g_hash_table_insert (self->uses, cookie, GUINT_TO_POINTER (++self->n_uses));
}

static void
remove_nth (RhCookieJar *self, guint index)
{
  g_hash_table_remove (self->uses, nth (self, index));
  g_list_store_remove (self->cookies, index);
}

/* Where one with that name, domain and path is; behind the last if nowhere. */
static guint
find_same (RhCookieJar *self, RhCookie *cookie)
{
  guint n = count (self);

  for (guint i = 0; i < n; i++)
    if (rh_cookie_is_same (nth (self, i), cookie))
      return i;

  return n;
}

static void
splice (RhCookieJar *self, guint index, guint n_removed, RhCookie *cookie)
{
  if (n_removed > 0)
    g_hash_table_remove (self->uses, nth (self, index));
  g_list_store_splice (self->cookies, index, n_removed, (gpointer *) &cookie, 1);
  use (self, cookie);
}

/* In the place of @old, which is its age (RFC 6265bis 5.7). */
static void
put (RhCookieJar *self, RhCookie *old, RhCookie *cookie)
{
  guint index = find_same (self, old);

  splice (self, index, index < count (self) ? 1 : 0, cookie);
}

/* Making room */

/* RFC 6265bis 5.7: the ones that are past their end first, then, of one domain, those that are not
 * Secure. */
static guint
rank (RhCookie *cookie, gboolean by_secure, gint64 now)
{
  if (rh_cookie_is_expired (cookie, now))
    return 0;

  return by_secure && rh_cookie_get_fields (cookie)->secure ? 2 : 1;
}

static gboolean
goes_first (RhCookieJar *self, RhCookie *a, RhCookie *b, gboolean by_secure, gint64 now)
{
  guint rank_a = rank (a, by_secure, now);
  guint rank_b = rank (b, by_secure, now);

  if (rank_a != rank_b)
    return rank_a < rank_b;

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->uses, a))
         < GPOINTER_TO_UINT (g_hash_table_lookup (self->uses, b));
}

/* Keeps at most @max of @domain; NULL: of all. */
static void
make_room (RhCookieJar *self, const char *domain, guint max, gint64 now)
{
  guint n = 0;
  guint first = 0;

  for (guint i = 0; i < count (self); i++)
    {
      RhCookie *cookie = nth (self, i);

      if (domain != NULL && strcmp (rh_cookie_get_fields (cookie)->domain, domain) != 0)
        continue;
      if (n++ == 0 || goes_first (self, cookie, nth (self, first), domain != NULL, now))
        first = i;
    }

  if (n > max)
    remove_nth (self, first);
}

/* A cookie that came unencrypted would hide one that may only come encrypted (RFC 6265bis 5.7). */
static gboolean
shadows_secure (RhCookieJar *self, RhCookie *cookie)
{
  const RhCookieFields *fields = rh_cookie_get_fields (cookie);

  for (guint i = 0; i < count (self); i++)
    {
      const RhCookieFields *other = rh_cookie_get_fields (nth (self, i));

      if (other->secure && strcmp (other->name, fields->name) == 0
          && (rh_cookie_domain_matches (other->domain, fields->domain)
              || rh_cookie_domain_matches (fields->domain, other->domain))
          && rh_cookie_path_matches (fields->path, other->path))
        return TRUE;
    }

  return FALSE;
}

RhCookieVerdict
rh_cookie_jar_take (RhCookieJar *self, const char *field, const RhUrl *url, gint64 now)
{
  g_autoptr (RhCookie) cookie = NULL;
  RhCookieVerdict verdict;

  g_return_val_if_fail (RH_IS_COOKIE_JAR (self), RH_COOKIE_SYNTAX);
  g_return_val_if_fail (field != NULL && url != NULL, RH_COOKIE_SYNTAX);

  verdict = rh_set_cookie_parse (field, url, now, &cookie);
  if (cookie == NULL)
    return verdict;
  if (!rh_cookie_get_fields (cookie)->secure && !rh_cookie_url_is_secure (url)
      && shadows_secure (self, cookie))
    return RH_COOKIE_SHADOWS;

  if (verdict == RH_COOKIE_REMOVED)
    rh_cookie_jar_remove (self, cookie);
  else
    {
      put (self, cookie, cookie);
      make_room (self, rh_cookie_get_fields (cookie)->domain, MAX_PER_DOMAIN, now);
      make_room (self, NULL, MAX_COOKIES, now);
    }

  return verdict;
}

/* Longer paths first; of the same length, in the order in which they came (RFC 6265bis 5.8.3). */
static int
compare_paths (gconstpointer a, gconstpointer b)
{
  gsize length_a = strlen (rh_cookie_get_fields (*(RhCookie *const *) a)->path);
  gsize length_b = strlen (rh_cookie_get_fields (*(RhCookie *const *) b)->path);

  return length_a < length_b ? 1 : length_a > length_b ? -1 : 0;
}

static void
append_pair (RhText *text, RhCookie *cookie)
{
  const RhCookieFields *fields = rh_cookie_get_fields (cookie);
  gsize length;
  const char *value = rh_secret_peek (fields->value, &length);

  if (*fields->name != '\0')
    {
      rh_text_append (text, fields->name, -1);
      rh_text_append (text, "=", 1);
    }
  rh_text_append_value (text, value, (gssize) length,
                        *fields->name != '\0' ? fields->name : "cookie", RH_SOURCE_AUTH,
                        fields->secure, NULL);
}

RhText *
rh_cookie_jar_dup_header (RhCookieJar *self, const RhUrl *url, gint64 now)
{
  g_autoptr (GPtrArray) matching = g_ptr_array_new ();
  RhText *text;

  g_return_val_if_fail (RH_IS_COOKIE_JAR (self), NULL);
  g_return_val_if_fail (url != NULL, NULL);

  for (guint i = 0; i < count (self); i++)
    {
      RhCookie *cookie = nth (self, i);

      if (!rh_cookie_is_expired (cookie, now) && rh_cookie_goes_to (cookie, url))
        g_ptr_array_add (matching, cookie);
    }
  if (matching->len == 0)
    return NULL;

  g_ptr_array_sort (matching, compare_paths);
  text = rh_text_new (NULL);
  for (guint i = 0; i < matching->len; i++)
    {
      if (i > 0)
        rh_text_append (text, "; ", 2);
      append_pair (text, matching->pdata[i]);
      use (self, matching->pdata[i]);
    }

  return text;
}

/* Editing */

void
rh_cookie_jar_put (RhCookieJar *self, RhCookie *cookie)
{
  g_return_if_fail (RH_IS_COOKIE_JAR (self));
  g_return_if_fail (RH_IS_COOKIE (cookie));

  put (self, cookie, cookie);
}

void
rh_cookie_jar_insert (RhCookieJar *self, guint position, RhCookie *cookie)
{
  g_return_if_fail (RH_IS_COOKIE_JAR (self));
  g_return_if_fail (RH_IS_COOKIE (cookie));

  if (find_same (self, cookie) < count (self))
    put (self, cookie, cookie);
  else
    splice (self, MIN (position, count (self)), 0, cookie);
}

void
rh_cookie_jar_replace (RhCookieJar *self, RhCookie *old, RhCookie *cookie)
{
  g_return_if_fail (RH_IS_COOKIE_JAR (self));
  g_return_if_fail (RH_IS_COOKIE (old) && RH_IS_COOKIE (cookie));

  if (!rh_cookie_is_same (old, cookie))
    rh_cookie_jar_remove (self, cookie);
  put (self, old, cookie);
}

void
rh_cookie_jar_remove (RhCookieJar *self, RhCookie *cookie)
{
  guint index;

  g_return_if_fail (RH_IS_COOKIE_JAR (self));
  g_return_if_fail (RH_IS_COOKIE (cookie));

  index = find_same (self, cookie);
  if (index < count (self))
    remove_nth (self, index);
}

void
rh_cookie_jar_clear (RhCookieJar *self, const char *domain)
{
  g_return_if_fail (RH_IS_COOKIE_JAR (self));

  for (guint i = count (self); i > 0; i--)
    if (domain == NULL || strcmp (rh_cookie_get_fields (nth (self, i - 1))->domain, domain) == 0)
      remove_nth (self, i - 1);
}

/* Waiting */

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->cancelled != NULL)
    g_source_destroy (waiter->cancelled);
  g_clear_pointer (&waiter->cancelled, g_source_unref);
  g_object_unref (waiter->task);
  g_free (waiter);
}

void
rh_cookie_jar_set_held (RhCookieJar *self, gboolean held)
{
  g_autoptr (GPtrArray) waiting = NULL;

  g_return_if_fail (RH_IS_COOKIE_JAR (self));

  self->held = held;
  if (held)
    return;

  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (waiter_free);
  for (guint i = 0; i < waiting->len; i++)
    {
      Waiter *waiter = waiting->pdata[i];

      g_task_return_boolean (waiter->task, TRUE);
    }
}

gboolean
rh_cookie_jar_is_held (RhCookieJar *self)
{
  g_return_val_if_fail (RH_IS_COOKIE_JAR (self), FALSE);

  return self->held;
}

static gboolean
wait_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Waiter *waiter = user_data;
  g_autoptr (GTask) task = g_object_ref (waiter->task);
  RhCookieJar *self = g_task_get_source_object (task);

  g_ptr_array_remove (self->waiting, waiter);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
add_waiter (RhCookieJar *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->task = g_object_ref (task);
  g_ptr_array_add (self->waiting, waiter);
  if (cancellable == NULL)
    return;

  waiter->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (wait_cancelled_cb), waiter, NULL);
  g_source_attach (waiter->cancelled, g_task_get_context (task));
}

void
rh_cookie_jar_wait_async (RhCookieJar *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RH_IS_COOKIE_JAR (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_cookie_jar_wait_async);
  if (self->held)
    add_waiter (self, task);
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
rh_cookie_jar_wait_finish (RhCookieJar *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
rh_cookie_jar_finalize (GObject *object)
{
  RhCookieJar *self = RH_COOKIE_JAR (object);

  g_clear_object (&self->cookies);
  g_clear_pointer (&self->uses, g_hash_table_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (rh_cookie_jar_parent_class)->finalize (object);
}

static void
rh_cookie_jar_class_init (RhCookieJarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_cookie_jar_finalize;
}

static void
rh_cookie_jar_init (RhCookieJar *self)
{
  self->cookies = g_list_store_new (RH_TYPE_COOKIE);
  self->uses = g_hash_table_new (NULL, NULL);
  self->waiting = g_ptr_array_new_with_free_func (waiter_free);
}

RhCookieJar *
rh_cookie_jar_new (void)
{
  return g_object_new (RH_TYPE_COOKIE_JAR, NULL);
}

GListModel *
rh_cookie_jar_get_cookies (RhCookieJar *self)
{
  g_return_val_if_fail (RH_IS_COOKIE_JAR (self), NULL);

  return G_LIST_MODEL (self->cookies);
}
