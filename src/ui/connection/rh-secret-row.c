/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry row for a secret. GTK answers questions about the text of anything editable with
 * gtk_editable_get_text(), dots or no dots; so that is what gives dots here. */
#define G_LOG_DOMAIN "rh-secret-row"

#include "config.h"

#include "connection/rh-secret-row.h"

#include "common/rh-variable-text.h"
#include "text/rh-template.h"

#include <glib/gi18n.h>

#define DOT "●"

struct _RhSecretRow
{
  AdwEntryRow parent_instance;

  /* Template: borrowed */
  GtkToggleButton *reveal_button;

  /* Owned */
  char *dots; /* what was last answered */

  /* Plain */
  gboolean scoped;
};

static GtkText *
get_entry (RhSecretRow *self)
{
  return GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self)));
}

static const char *
rh_secret_row_get_text (GtkEditable *editable)
{
  RhSecretRow *self = RH_SECRET_ROW (editable);
  GtkText *entry = get_entry (self);
  GString *dots;

  if (gtk_text_get_visibility (entry))
    return rh_secret_row_peek (self);

  dots = g_string_new (NULL);
  for (guint i = 0; i < gtk_text_get_text_length (entry); i++)
    g_string_append (dots, DOT);
  g_free (self->dots);
  self->dots = g_string_free (dots, FALSE);

  return self->dots;
}

static void
rh_secret_row_editable_init (GtkEditableInterface *iface)
{
  iface->get_text = rh_secret_row_get_text;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RhSecretRow,
                               rh_secret_row,
                               ADW_TYPE_ENTRY_ROW,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_EDITABLE,
                                                      rh_secret_row_editable_init))

/* Variables and nothing else, the last one perhaps not yet closed. */
static gboolean
is_variables (const char *text)
{
  g_autoptr (GArray) references = rh_template_find (text);
  gsize at = 0;

  for (guint i = 0; i < references->len; i++)
    {
      const RhTemplateRef *reference = &g_array_index (references, RhTemplateRef, i);

      if (reference->start != at)
        return FALSE;
      at = reference->start + reference->length;
    }

  return text[at] == '\0' ? at > 0 : g_str_has_prefix (text + at, "{{");
}

static void
update_visibility (RhSecretRow *self)
{
  gboolean variables = self->scoped && is_variables (rh_secret_row_peek (self));

  gtk_text_set_visibility (get_entry (self),
                           variables || gtk_toggle_button_get_active (self->reveal_button));
  gtk_widget_set_visible (GTK_WIDGET (self->reveal_button), !variables);
}

static void
reveal_toggled_cb (RhSecretRow *self)
{
  gboolean shown = gtk_toggle_button_get_active (self->reveal_button);
  const char *name = shown ? _ ("Hide Secret") : _ ("Show Secret");

  update_visibility (self);
  gtk_button_set_icon_name (GTK_BUTTON (self->reveal_button),
                            shown ? "view-conceal-symbolic" : "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reveal_button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reveal_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
rh_secret_row_finalize (GObject *object)
{
  RhSecretRow *self = RH_SECRET_ROW (object);

  g_clear_pointer (&self->dots, g_free);

  G_OBJECT_CLASS (rh_secret_row_parent_class)->finalize (object);
}

static void
rh_secret_row_class_init (RhSecretRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_secret_row_finalize;
}

static void
rh_secret_row_init (RhSecretRow *self)
{
  GtkWidget *button = gtk_toggle_button_new ();

  self->reveal_button = GTK_TOGGLE_BUTTON (button);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (reveal_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  reveal_toggled_cb (self);

  gtk_text_set_input_purpose (get_entry (self), GTK_INPUT_PURPOSE_PASSWORD);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), FALSE);
}

const char *
rh_secret_row_peek (RhSecretRow *self)
{
  g_return_val_if_fail (RH_IS_SECRET_ROW (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (get_entry (self)));
}

void
rh_secret_row_set_scope (RhSecretRow *self, RhVariableScope *scope)
{
  g_return_if_fail (RH_IS_SECRET_ROW (self));

  /* Before the variables are marked: they are not, in a text that shows dots. */
  if (!self->scoped)
    g_signal_connect_object (get_entry (self), "changed", G_CALLBACK (update_visibility), self,
                             G_CONNECT_SWAPPED);
  self->scoped = TRUE;
  update_visibility (self);
  rh_variable_text_set_scope (rh_variable_text_attach (GTK_EDITABLE (self)), scope);
}
