/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objects compared by what they say. */
#define G_LOG_DOMAIN "rh-properties"

#include "config.h"

#include "common/rh-properties.h"

static GParamSpec **
list (gpointer object, guint *n)
{
  return g_object_class_list_properties (G_OBJECT_GET_CLASS (object), n);
}

static gboolean
is_value (GParamSpec *pspec)
{
  return (pspec->flags & G_PARAM_READWRITE) == G_PARAM_READWRITE;
}

gboolean
rh_same_property (gpointer a, gpointer b, GParamSpec *pspec)
{
  g_auto (GValue) of_a = G_VALUE_INIT;
  g_auto (GValue) of_b = G_VALUE_INIT;

  g_object_get_property (a, pspec->name, &of_a);
  g_object_get_property (b, pspec->name, &of_b);
  return g_param_values_cmp (pspec, &of_a, &of_b) == 0;
}

void
rh_copy_property (gpointer from, gpointer to, GParamSpec *pspec)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_object_get_property (from, pspec->name, &value);
  g_object_set_property (to, pspec->name, &value);
}

gboolean
rh_same_properties (gpointer a, gpointer b)
{
  guint n;
  g_autofree GParamSpec **pspecs = list (a, &n);

  g_return_val_if_fail (G_OBJECT_TYPE (a) == G_OBJECT_TYPE (b), FALSE);

  for (guint i = 0; i < n; i++)
    if (is_value (pspecs[i]) && !rh_same_property (a, b, pspecs[i]))
      return FALSE;

  return TRUE;
}

void
rh_copy_properties (gpointer from, gpointer to)
{
  guint n;
  g_autofree GParamSpec **pspecs = list (from, &n);

  g_return_if_fail (G_OBJECT_TYPE (from) == G_OBJECT_TYPE (to));

  for (guint i = 0; i < n; i++)
    if (is_value (pspecs[i]) && !rh_same_property (from, to, pspecs[i]))
      rh_copy_property (from, to, pspecs[i]);
}
