/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads WWW-Authenticate: several challenges stand on one line, and a comma may part two of them or
 * two parameters of one; quoted strings may hold commas themselves. */
#define G_LOG_DOMAIN "rh-challenge"

#include "config.h"

#include "http/rh-challenge.h"

#include "http/rh-quoted.h"
#include "text/rh-codec.h"

#include <string.h>

#define TOKEN_CHARACTERS "!#$%&'*+-.^_`|~" G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS
#define TOKEN68_CHARACTERS "-._~+/" G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS

struct _RhChallenge
{
  char *scheme;
  char *token68;
  RhParams *params;
};

void
rh_challenge_free (RhChallenge *self)
{
  g_free (self->scheme);
  g_free (self->token68);
  rh_params_free (self->params);
  g_free (self);
}

static void
skip_space (const char **at)
{
  *at += strspn (*at, " \t");
}

static void
skip_separators (const char **at)
{
  *at += strspn (*at, " \t,");
}

static char *
take_token (const char **at)
{
  gsize length = strspn (*at, TOKEN_CHARACTERS);
  char *token = length > 0 ? g_strndup (*at, length) : NULL;

  *at += length;
  return token;
}

/* name = value, with "bad white space" round the sign as RFC 9110 has it. FALSE leaves @at alone.
 */
static gboolean
take_parameter (const char **at, RhParams *params)
{
  const char *ahead = *at;
  g_autofree char *name = take_token (&ahead);
  g_autofree char *value = NULL;

  skip_space (&ahead);
  if (name == NULL || *ahead != '=')
    return FALSE;

  ahead++;
  skip_space (&ahead);
  value = *ahead == '"' ? rh_quoted_take (&ahead) : take_token (&ahead);
  if (value == NULL)
    return FALSE;

  rh_params_add (params, name, value);
  *at = ahead;
  return TRUE;
}

/* "abc==" up to a comma or the end; "realm=x" is a parameter, not one of these. */
static char *
take_token68 (const char **at)
{
  gsize length = strspn (*at, TOKEN68_CHARACTERS);
  gsize padded = length + strspn (*at + length, "=");
  const char *rest = *at + padded + strspn (*at + padded, " \t");
  char *value;

  if (length == 0 || (*rest != '\0' && *rest != ','))
    return NULL;

  value = g_strndup (*at, padded);
  *at += padded;
  return value;
}

static RhChallenge *
take_challenge (const char **at)
{
  RhChallenge *challenge;
  char *scheme = take_token (at);

  if (scheme == NULL)
    return NULL;

  challenge = g_new0 (RhChallenge, 1);
  challenge->scheme = scheme;
  challenge->params = rh_params_new ();
  if (**at != ' ' && **at != '\t')
    return challenge;

  skip_space (at);
  challenge->token68 = take_token68 (at);
  if (challenge->token68 != NULL)
    return challenge;

  while (take_parameter (at, challenge->params))
    skip_separators (at);

  return challenge;
}

static void
parse_field (const char *value, GPtrArray *challenges)
{
  const char *at = value;

  skip_separators (&at);
  while (*at != '\0')
    {
      RhChallenge *challenge = take_challenge (&at);

      if (challenge != NULL)
        g_ptr_array_add (challenges, challenge);
      else
        at += MAX (strcspn (at, ","), 1);
      skip_separators (&at);
    }
}

GPtrArray *
rh_challenges_parse (RhHeaders *headers)
{
  GPtrArray *challenges = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_challenge_free);

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      if (g_ascii_strcasecmp (rh_headers_nth_name (headers, i), "WWW-Authenticate") == 0)
        parse_field (rh_text_peek (rh_headers_nth_value (headers, i), NULL), challenges);
    }

  return challenges;
}

const RhChallenge *
rh_challenges_find (GPtrArray *challenges, const char *scheme)
{
  for (guint i = 0; i < challenges->len; i++)
    {
      const RhChallenge *challenge = g_ptr_array_index (challenges, i);

      if (g_ascii_strcasecmp (challenge->scheme, scheme) == 0)
        return challenge;
    }

  return NULL;
}

const char *
rh_challenge_get_scheme (const RhChallenge *self)
{
  return self->scheme;
}

const char *
rh_challenge_get_token68 (const RhChallenge *self)
{
  return self->token68;
}

const char *
rh_challenge_get (const RhChallenge *self, const char *name)
{
  for (guint i = 0; i < rh_params_get_length (self->params); i++)
    {
      const RhParam *param = rh_params_nth (self->params, i);

      if (g_ascii_strcasecmp (param->name, name) == 0)
        return param->value;
    }

  return NULL;
}
