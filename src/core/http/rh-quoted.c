/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quoted strings, read leniently: one that does not end is all there is. */
#define G_LOG_DOMAIN "rh-quoted"

#include "config.h"

#include "http/rh-quoted.h"

char *
rh_quoted_take (const char **at)
{
  GString *value = g_string_new (NULL);

  for (*at += 1; **at != '\0' && **at != '"'; *at += 1)
    {
      if (**at == '\\' && (*at)[1] != '\0')
        *at += 1;
      g_string_append_c (value, **at);
    }
  if (**at == '"')
    *at += 1;

  return g_string_free_and_steal (value);
}
