/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry for a template. Colour never stands alone: unknown variables are underlined, and secret
 * ones are set in italics. */
#define G_LOG_DOMAIN "rh-variable-entry"

#include "config.h"

#include "common/rh-variable-entry.h"

#include "text/rh-template.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define TOOLTIP_VALUE_MAX 200

struct _RhVariableEntry
{
  GtkEntry parent_instance;

  /* Owned */
  RhVariableScope *scope;
};

G_DEFINE_FINAL_TYPE (RhVariableEntry, rh_variable_entry, GTK_TYPE_ENTRY)

static void
insert (PangoAttrList *attributes, PangoAttribute *attribute, const RhTemplateRef *reference)
{
  attribute->start_index = (guint) reference->start;
  attribute->end_index = (guint) (reference->start + reference->length);
  pango_attr_list_insert (attributes, attribute);
}

static void
insert_colour (PangoAttrList *attributes, const GdkRGBA *colour, const RhTemplateRef *reference)
{
  insert (attributes,
          pango_attr_foreground_new ((guint16) (colour->red * G_MAXUINT16),
                                     (guint16) (colour->green * G_MAXUINT16),
                                     (guint16) (colour->blue * G_MAXUINT16)),
          reference);
}

static void
mark (RhVariableEntry *self, PangoAttrList *attributes, const RhTemplateRef *reference)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean secret = FALSE;
  GdkRGBA colour;

  if (!rh_variable_scope_lookup (self->scope, reference->name, NULL, NULL, &secret))
    {
      gdk_rgba_parse (&colour, dark ? "#ff938c" : "#c30000");
      insert (attributes, pango_attr_underline_new (PANGO_UNDERLINE_ERROR), reference);
    }
  else if (secret)
    {
      adw_accent_color_to_standalone_rgba (ADW_ACCENT_COLOR_PURPLE, dark, &colour);
      insert (attributes, pango_attr_style_new (PANGO_STYLE_ITALIC), reference);
    }
  else
    adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (manager), dark,
                                         &colour);

  insert_colour (attributes, &colour, reference);
}

static void
update (RhVariableEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autoptr (GArray) references = NULL;

  if (self->scope == NULL || !rh_template_has_refs (text))
    {
      gtk_entry_set_attributes (GTK_ENTRY (self), NULL);
      gtk_widget_set_has_tooltip (GTK_WIDGET (self), FALSE);
      return;
    }

  attributes = pango_attr_list_new ();
  references = rh_template_find (text);
  for (guint i = 0; i < references->len; i++)
    mark (self, attributes, &g_array_index (references, RhTemplateRef, i));
  gtk_entry_set_attributes (GTK_ENTRY (self), attributes);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

static void
append_meaning (RhVariableEntry *self, GString *text, const char *name)
{
  RhSource source = RH_SOURCE_TYPED;
  gboolean secret = FALSE;
  g_autofree char *whole = NULL;
  g_autofree char *value = NULL;

  if (!rh_variable_scope_lookup (self->scope, name, &source, &whole, &secret))
    value = g_strdup (_ ("not set in this environment"));
  else if (secret)
    value = g_strdup (source == RH_SOURCE_RUNTIME || source == RH_SOURCE_DOTENV
                          ? _ ("secret")
                          : _ ("secret, kept in your keyring"));
  else if (whole == NULL)
    value = g_strdup (_ ("made anew for each use"));
  else
    value = g_utf8_substring (whole, 0, MIN (g_utf8_strlen (whole, -1), TOOLTIP_VALUE_MAX));

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s: %s", name, value);
}

static gboolean
rh_variable_entry_query_tooltip (GtkWidget *widget,
                                 int x,
                                 int y,
                                 gboolean keyboard,
                                 GtkTooltip *tooltip)
{
  RhVariableEntry *self = RH_VARIABLE_ENTRY (widget);
  g_autoptr (GArray) references = rh_template_find (gtk_editable_get_text (GTK_EDITABLE (widget)));
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->scope == NULL)
    return FALSE;

  for (guint i = 0; i < references->len; i++)
    append_meaning (self, text, g_array_index (references, RhTemplateRef, i).name);
  gtk_tooltip_set_text (tooltip, text->str);
  return text->len > 0;
}

static void
rh_variable_entry_dispose (GObject *object)
{
  RhVariableEntry *self = RH_VARIABLE_ENTRY (object);

  if (self->scope != NULL)
    g_signal_handlers_disconnect_by_func (self->scope, update, self);
  g_clear_object (&self->scope);

  G_OBJECT_CLASS (rh_variable_entry_parent_class)->dispose (object);
}

static void
rh_variable_entry_class_init (RhVariableEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_variable_entry_dispose;
  GTK_WIDGET_CLASS (klass)->query_tooltip = rh_variable_entry_query_tooltip;
}

static void
rh_variable_entry_init (RhVariableEntry *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  gtk_entry_set_input_hints (GTK_ENTRY (self),
                             GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI);
  gtk_widget_add_css_class (GTK_WIDGET (self), "data");
  g_signal_connect (self, "changed", G_CALLBACK (update), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::accent-color", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
rh_variable_entry_new (void)
{
  return g_object_new (RH_TYPE_VARIABLE_ENTRY, NULL);
}

void
rh_variable_entry_set_scope (RhVariableEntry *self, RhVariableScope *scope)
{
  g_return_if_fail (RH_IS_VARIABLE_ENTRY (self));

  if (self->scope == scope)
    return;

  if (self->scope != NULL)
    g_signal_handlers_disconnect_by_func (self->scope, update, self);
  g_set_object (&self->scope, scope);
  if (scope != NULL)
    g_signal_connect_object (scope, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
