/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secret bytes: wiped when the last reference goes, and opaque, so that no printf can show them. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RhSecret:
 *
 * Immutable, reference counted bytes (a token, a client secret, a code verifier). Always followed
 * by a NUL that is not counted. Thread safe. "Wiped" means this copy (standards.md L7).
 */
typedef struct _RhSecret RhSecret;

#define RH_TYPE_SECRET (rh_secret_get_type ())
GType rh_secret_get_type (void);

/* Copies @length bytes; -1 means up to the NUL. */
RhSecret *rh_secret_new (const char *bytes, gssize length);
/* Copies the string @text, wipes it and frees it with g_free(). NULL gives NULL. */
RhSecret *rh_secret_new_take (char *text);
/* @n_bytes from getrandom(2), raw. */
RhSecret *rh_secret_new_random (gsize n_bytes);
RhSecret *rh_secret_ref (RhSecret *self);
void rh_secret_unref (RhSecret *self);

/* Borrowed bytes, valid while a reference is held; @length may be NULL. Never pass these to a
 * log, an error message or a widget that is not a password entry. */
const char *rh_secret_peek (RhSecret *self, gsize *length);
gsize rh_secret_get_length (RhSecret *self);
/* In constant time for equal lengths. NULL equals NULL only. */
gboolean rh_secret_equal (RhSecret *a, RhSecret *b);
/* "•••• (40 characters)"; from 20 characters on the first four are shown (security.md 4.8). */
char *rh_secret_dup_mask (RhSecret *self);
/* The same for bytes that are not in an RhSecret. */
char *rh_mask_bytes (const char *bytes, gsize length);
/* Of what is not to be seen at all: "•••• (5 characters)". (transfer full) */
char *rh_mask_length (gsize n_characters);
/* A GRegex for one of these: what is shown, and the length. */
#define RH_MASK_PATTERN "(••••|[^\\s]{4}…) \\(([0-9]{1,18}) characters?\\)"

/* For bytes that cannot live in an RhSecret. */
void rh_wipe (gpointer bytes, gsize length);
/* Wipes and frees a string and sets it to NULL. */
void rh_wipe_string (char **text);
/* Constant time for equal lengths. */
gboolean
rh_bytes_equal_constant_time (const char *a, gsize a_length, const char *b, gsize b_length);
/* From getrandom(2); aborts if the kernel has none. */
void rh_random_bytes (guint8 *bytes, gsize length);
/* base64url of @n_bytes random bytes. */
char *rh_random_token (gsize n_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhSecret, rh_secret_unref)

G_END_DECLS
