/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters that a text can hide behind, by their general category. */
#define G_LOG_DOMAIN "rh-unseen"

#include "config.h"

#include "text/rh-unseen.h"

gboolean
rh_is_unseen (gunichar c)
{
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;

    default:
      return FALSE;
    }
}

gboolean
rh_is_unshown (gunichar c)
{
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
      return TRUE;

    default:
      return rh_is_unseen (c);
    }
}
