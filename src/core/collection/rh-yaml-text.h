/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What YAML makes of a text that stands without quotes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* YAML can have it unescaped, and every reader takes it for what it is; so do tab and line feed. */
gboolean rh_yaml_character_is_printable (gunichar character);
gboolean rh_yaml_text_is_printable (const char *text);

/* Whether YAML's syntax lets a text stand in a line without quotes, outside of [] and {}. */
gboolean rh_yaml_text_can_be_plain (const char *text);

/* Whether some reader of YAML 1.1 or 1.2 takes @text for something else than a string when it is
 * plain: a number, a boolean, a date, null. On the safe side. */
gboolean rh_yaml_text_is_special (const char *text);

G_END_DECLS
