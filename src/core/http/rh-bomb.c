/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much a compressed body may grow. */
#define G_LOG_DOMAIN "rh-bomb"

#include "config.h"

#include "http/rh-bomb.h"

#include "http/rh-request.h"

/* From this size on, decoded bytes may be at most so many times those that came. */
#define BOMB_SIZE (16 * 1024 * 1024)
#define BOMB_RATIO 200

gboolean
rh_bomb_check (goffset decoded, goffset came, GError **error)
{
  if (decoded <= BOMB_SIZE || decoded / BOMB_RATIO <= came)
    return TRUE;

  g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_ENCODING,
                       "The compressed body grows out of all proportion");

  return FALSE;
}
