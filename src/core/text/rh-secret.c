/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secret bytes. The struct is private, so that a secret can be passed on but not printed; the one
 * allocation holds count and bytes together and is wiped whole before it is freed. */
#define G_LOG_DOMAIN "rh-secret"

#include "config.h"

#include "text/rh-secret.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "text/rh-codec.h"

/* From this many characters on, a mask shows the first SHOWN ones (security.md 4.8). */
#define SHOW_FROM 20
#define SHOWN 4

struct _RhSecret
{
  gatomicrefcount ref_count;
  gsize length;
  char bytes[];
};

G_DEFINE_BOXED_TYPE (RhSecret, rh_secret, rh_secret_ref, rh_secret_unref)

static RhSecret *
secret_alloc (gsize length)
{
  RhSecret *self = NULL;

  g_assert (length < G_MAXSIZE - sizeof (RhSecret) - 1);

  self = g_malloc (sizeof (RhSecret) + length + 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->length = length;
  self->bytes[length] = '\0';

  return self;
}

RhSecret *
rh_secret_new (const char *bytes, gssize length)
{
  gsize size = 0;
  RhSecret *self = NULL;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  size = length < 0 ? strlen (bytes) : (gsize) length;
  self = secret_alloc (size);
  if (size > 0)
    memcpy (self->bytes, bytes, size);

  return self;
}

RhSecret *
rh_secret_new_take (char *text)
{
  RhSecret *self = NULL;

  if (text == NULL)
    return NULL;

  self = rh_secret_new (text, -1);
  rh_wipe_string (&text);

  return self;
}

RhSecret *
rh_secret_new_random (gsize n_bytes)
{
  RhSecret *self = secret_alloc (n_bytes);

  rh_random_bytes ((guint8 *) self->bytes, n_bytes);

  return self;
}

RhSecret *
rh_secret_ref (RhSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rh_secret_unref (RhSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  rh_wipe (self->bytes, self->length);
  g_free (self);
}

const char *
rh_secret_peek (RhSecret *self, gsize *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->length;

  return self->bytes;
}

gsize
rh_secret_get_length (RhSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

gboolean
rh_secret_equal (RhSecret *a, RhSecret *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return rh_bytes_equal_constant_time (a->bytes, a->length, b->bytes, b->length);
}

char *
rh_secret_dup_mask (RhSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return rh_mask_bytes (self->bytes, self->length);
}

/* Where the first characters end, or NULL if they are not all plain visible ones. */
static const char *
shown_end (const char *bytes, gsize n_characters)
{
  const char *end = bytes;

  if (n_characters < SHOW_FROM)
    return NULL;

  for (guint i = 0; i < SHOWN; i++)
    {
      if (!g_unichar_isgraph (g_utf8_get_char (end)))
        return NULL;
      end = g_utf8_next_char (end);
    }

  return end;
}

/* In English: it stands in files and logs, and is known again by its words. Ui translates it. */
char *
rh_mask_length (gsize n_characters)
{
  if (n_characters == 1)
    return g_strdup ("•••• (1 character)");

  return g_strdup_printf ("•••• (%" G_GSIZE_FORMAT " characters)", n_characters);
}

char *
rh_mask_bytes (const char *bytes, gsize length)
{
  gboolean valid = FALSE;
  gsize n_characters = length;
  const char *end = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  valid = g_utf8_validate_len (bytes, length, NULL);
  if (valid)
    n_characters = g_utf8_strlen (bytes, length);
  if (valid)
    end = shown_end (bytes, n_characters);

  if (end == NULL)
    return rh_mask_length (n_characters);

  return g_strdup_printf ("%.*s… (%" G_GSIZE_FORMAT " characters)", (int) (end - bytes), bytes,
                          n_characters);
}

void
rh_wipe (gpointer bytes, gsize length)
{
  if (bytes != NULL && length > 0)
    explicit_bzero (bytes, length);
}

void
rh_wipe_string (char **text)
{
  char *taken = NULL;

  g_return_if_fail (text != NULL);

  taken = g_steal_pointer (text);
  if (taken == NULL)
    return;

  rh_wipe (taken, strlen (taken));
  g_free (taken);
}

gboolean
rh_bytes_equal_constant_time (const char *a, gsize a_length, const char *b, gsize b_length)
{
  volatile guint8 difference = 0;

  if (a_length != b_length)
    return FALSE;

  for (gsize i = 0; i < a_length; i++)
    difference |= (guint8) (a[i] ^ b[i]);

  return difference == 0;
}

void
rh_random_bytes (guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      ssize_t n = getrandom (bytes, length, 0);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        g_error ("getrandom: %s", g_strerror (errno));

      bytes += n;
      length -= (gsize) n;
    }
}

char *
rh_random_token (gsize n_bytes)
{
  g_autoptr (RhSecret) random = rh_secret_new_random (n_bytes);

  return rh_base64url_encode ((const guint8 *) random->bytes, random->length);
}
