/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and colours for variables. */
#define G_LOG_DOMAIN "rh-variable-words"

#include "config.h"

#include "common/rh-variable-words.h"

#include "text/rh-template.h"

#include <glib/gi18n.h>

#define VALUE_MAX 200
#define DOTS "••••••••"

RhVariableLook
rh_variable_words_look (RhVariableScope *scope, const char *name)
{
  gboolean secret = FALSE;

  if (!rh_variable_scope_lookup (scope, name, NULL, NULL, &secret))
    return RH_VARIABLE_LOOK_UNKNOWN;
  return secret ? RH_VARIABLE_LOOK_SECRET : RH_VARIABLE_LOOK_KNOWN;
}

void
rh_variable_words_color (RhVariableLook look, GdkRGBA *color)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean high_contrast = adw_style_manager_get_high_contrast (manager);

  switch (look)
    {
    case RH_VARIABLE_LOOK_UNKNOWN:
      if (high_contrast)
        gdk_rgba_parse (color, dark ? "#ffc4bf" : "#8f0000");
      else
        gdk_rgba_parse (color, dark ? "#ff938c" : "#c30000");
      return;
    case RH_VARIABLE_LOOK_SECRET:
      if (high_contrast)
        gdk_rgba_parse (color, dark ? "#f4ccff" : "#4b1060");
      else
        adw_accent_color_to_standalone_rgba (ADW_ACCENT_COLOR_PURPLE, dark, color);
      return;
    case RH_VARIABLE_LOOK_KNOWN:
    default:
      if (high_contrast)
        gdk_rgba_parse (color, dark ? "#bfe0ff" : "#00305f");
      else
        adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (manager), dark,
                                             color);
    }
}

const char *
rh_variable_words_source (RhSource source)
{
  switch (source)
    {
    case RH_SOURCE_REQUEST:
      /* Translators: where a variable is from. */
      return _ ("Request");
    case RH_SOURCE_FOLDER:
      /* Translators: where a variable is from. */
      return _ ("Folder");
    case RH_SOURCE_COLLECTION:
      /* Translators: where a variable is from. */
      return _ ("Collection");
    case RH_SOURCE_ENVIRONMENT:
      /* Translators: where a variable is from. */
      return _ ("Environment");
    case RH_SOURCE_DYNAMIC:
      return _ ("Made for Each Use");
    case RH_SOURCE_RUNTIME:
      return _ ("From a Response");
    case RH_SOURCE_DOTENV:
      return _ ("From a .env File");
    case RH_SOURCE_TYPED:
    case RH_SOURCE_AUTH:
    default:
      return "";
    }
}

char *
rh_variable_words_value (RhVariableScope *scope, const char *name)
{
  RhSource source;
  gboolean secret = FALSE;
  g_autofree char *value = NULL;

  if (!rh_variable_scope_lookup (scope, name, &source, &value, &secret))
    return g_strdup (_ ("Not defined here"));
  if (secret)
    return g_strdup (DOTS);
  if (value == NULL)
    return g_strdup (_ ("A new value for each use"));
  if (*value == '\0')
    /* Translators: a variable whose value is an empty text. */
    return g_strdup (_ ("Empty"));
  if (g_utf8_strlen (value, -1) <= VALUE_MAX)
    return g_steal_pointer (&value);

  *g_utf8_offset_to_pointer (value, VALUE_MAX) = '\0';
  return g_strconcat (value, "…", NULL);
}

char *
rh_variable_words_origin (RhVariableScope *scope, const char *name)
{
  RhEnvironment *environment = rh_variable_scope_get_environment (scope);
  RhSource source;
  gboolean secret = FALSE;
  g_autofree char *words = NULL;

  if (!rh_variable_scope_lookup (scope, name, &source, NULL, &secret))
    return environment == NULL
               ? NULL
               /* Translators: %s is the name of an environment. */
               : g_strdup_printf (_ ("Unknown in %s"), rh_environment_get_name (environment));

  if (source == RH_SOURCE_ENVIRONMENT && environment != NULL)
    /* Translators: %s is the name of an environment. */
    words = g_strdup_printf (_ ("Environment %s"), rh_environment_get_name (environment));
  else
    words = g_strdup (rh_variable_words_source (source));

  /* Translators: where a secret variable comes from, such as "Environment Staging". */
  return secret ? g_strdup_printf (_ ("%s, secret"), words) : g_steal_pointer (&words);
}

char *
rh_variable_words_spoken (RhVariableScope *scope, const char *name)
{
  gboolean secret = rh_variable_words_look (scope, name) == RH_VARIABLE_LOOK_SECRET;
  g_autofree char *value = rh_variable_words_value (scope, name);
  g_autofree char *origin = rh_variable_words_origin (scope, name);

  if (secret)
    /* Translators: a variable and where it comes from, such as "api, Environment Staging". */
    return g_strdup_printf (_ ("%s, %s"), name, origin);
  if (origin == NULL)
    /* Translators: a variable and its value. */
    return g_strdup_printf (_ ("%s: %s"), name, value);

  /* Translators: a variable, its value and where it comes from. */
  return g_strdup_printf (_ ("%s: %s, %s"), name, value, origin);
}

char *
rh_variable_words_unknown (RhVariableScope *scope, const char *text)
{
  g_autoptr (GArray) references = rh_template_find (text);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < references->len; i++)
    {
      const char *name = g_array_index (references, RhTemplateRef, i).name;

      if (rh_variable_words_look (scope, name) == RH_VARIABLE_LOOK_UNKNOWN)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }

  /* Translators: %s is a list of names of variables. */
  return names->len == 0 ? NULL : g_strdup_printf (_ ("Unknown variables: %s"), names->str);
}
