/* SPDX-License-Identifier: GPL-3.0-or-later */
/* {{variables}} in an entry. Colour never stands alone: unknown variables are underlined, and
 * secret ones are set in italics. */
#define G_LOG_DOMAIN "rh-variable-text"

#include "config.h"

#include "common/rh-variable-text.h"

#include "common/rh-variable-hint.h"
#include "common/rh-variable-words.h"
#include "text/rh-template.h"

#include <glib/gi18n.h>

struct _RhVariableText
{
  GObject parent_instance;

  /* Borrowed: they have us as their data */
  GtkEditable *editable;
  GtkText *text; /* NULL once that is gone */

  /* Owned */
  RhVariableScope *scope;
  RhVariableCompletion *completion; /* NULL until the entry first has the focus */
  GtkWidget *hint;                  /* NULL until the caret first stands in a variable */

  /* Plain */
  guint caret_source; /* looks where the caret is, once keys and completion are done with */
  gboolean in_variable;
  RhCompletionWords words;
  gpointer words_data;
};

G_DEFINE_FINAL_TYPE (RhVariableText, rh_variable_text, G_TYPE_OBJECT)

static void
insert (PangoAttrList *attributes, PangoAttribute *attribute, const RhTemplateRef *reference)
{
  attribute->start_index = (guint) reference->start;
  attribute->end_index = (guint) (reference->start + reference->length);
  pango_attr_list_insert (attributes, attribute);
}

static void
mark (RhVariableText *self, PangoAttrList *attributes, const RhTemplateRef *reference)
{
  RhVariableLook look = rh_variable_words_look (self->scope, reference->name);
  GdkRGBA color;

  if (look == RH_VARIABLE_LOOK_UNKNOWN)
    insert (attributes, pango_attr_underline_new (PANGO_UNDERLINE_ERROR), reference);
  else if (look == RH_VARIABLE_LOOK_SECRET)
    insert (attributes, pango_attr_style_new (PANGO_STYLE_ITALIC), reference);

  rh_variable_words_color (look, &color);
  insert (attributes,
          pango_attr_foreground_new ((guint16) (color.red * G_MAXUINT16),
                                     (guint16) (color.green * G_MAXUINT16),
                                     (guint16) (color.blue * G_MAXUINT16)),
          reference);
}

static gboolean
knows_variables (RhVariableText *self)
{
  return self->scope != NULL && gtk_text_get_visibility (self->text)
         && rh_template_has_refs (gtk_editable_get_text (GTK_EDITABLE (self->text)));
}

static char *
dup_unknown (RhVariableText *self)
{
  return !knows_variables (self)
             ? NULL
             : rh_variable_words_unknown (self->scope,
                                          gtk_editable_get_text (GTK_EDITABLE (self->text)));
}

/* What a screen reader meets is the entry; of a row of a list it is the text in it. @name: the
 * variable that the caret is in; NULL. */
static void
describe (RhVariableText *self, const char *name)
{
  GtkAccessible *accessible = GTK_IS_ENTRY (self->editable) ? GTK_ACCESSIBLE (self->editable)
                                                            : GTK_ACCESSIBLE (self->text);
  g_autofree char *description
      = name != NULL ? rh_variable_words_spoken (self->scope, name) : dup_unknown (self);

  if (description != NULL)
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                    -1);
  else
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* --- What one stands for -------------------------------------------------------------------------
 */

static int
offset_of (const char *text, gsize bytes)
{
  return (int) g_utf8_pointer_to_offset (text, text + bytes);
}

static gboolean
get_area (RhVariableText *self, int start, int end, GdkRectangle *area)
{
  graphene_rect_t first;
  graphene_rect_t last;

  gtk_text_compute_cursor_extents (self->text, (gsize) start, &first, NULL);
  gtk_text_compute_cursor_extents (self->text, (gsize) end, &last, NULL);
  area->x = (int) MIN (first.origin.x, last.origin.x);
  area->y = 0;
  area->width = (int) ABS (last.origin.x - first.origin.x);
  area->height = gtk_widget_get_height (GTK_WIDGET (self->text));
  return area->width > 0;
}

static gboolean
show_meaning (RhVariableText *self, const char *name, GtkTooltip *tooltip)
{
  g_autofree char *value = rh_variable_words_value (self->scope, name);
  g_autofree char *origin = rh_variable_words_origin (self->scope, name);
  g_autofree char *text
      = origin != NULL ? g_strdup_printf ("%s\n%s", value, origin) : g_strdup (value);

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* It is said below the caret already. */
static gboolean
is_hinted (RhVariableText *self, int caret, int start, int end)
{
  return self->hint != NULL && gtk_widget_get_visible (self->hint) && caret > start && caret <= end;
}

static gboolean
query_tooltip_cb (RhVariableText *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_autoptr (GArray) references = rh_template_find (text);
  int cursor = gtk_editable_get_position (GTK_EDITABLE (self->text));

  for (guint i = 0; self->scope != NULL && i < references->len; i++)
    {
      const RhTemplateRef *reference = &g_array_index (references, RhTemplateRef, i);
      int start = offset_of (text, reference->start);
      int end = offset_of (text, reference->start + reference->length);
      GdkRectangle area;

      if (!get_area (self, start, end, &area) || is_hinted (self, cursor, start, end))
        continue;
      if (keyboard ? cursor < start || cursor > end : x < area.x || x > area.x + area.width)
        continue;

      gtk_tooltip_set_tip_area (tooltip, &area);
      return show_meaning (self, reference->name, tooltip);
    }

  return FALSE;
}

/* --- The caret ----------------------------------------------------------------------------------
 */

static void
hide_hint (RhVariableText *self)
{
  if (self->hint != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->hint));
}

/* Just before it counts as in, since that is where one types on; just after it does, since that is
 * where typing or completing leaves it. */
static const RhTemplateRef *
find_at_caret (RhVariableText *self, GArray *references, GdkRectangle *area)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  int caret = gtk_editable_get_position (GTK_EDITABLE (self->text));

  for (guint i = 0; i < references->len; i++)
    {
      const RhTemplateRef *reference = &g_array_index (references, RhTemplateRef, i);
      int start = offset_of (text, reference->start);
      int end = offset_of (text, reference->start + reference->length);

      if (caret > start && caret <= end)
        return get_area (self, start, end, area) ? reference : NULL;
    }

  return NULL;
}

static void
show_hint (RhVariableText *self, const char *name, const GdkRectangle *area)
{
  g_autofree char *value = rh_variable_words_value (self->scope, name);
  g_autofree char *origin = rh_variable_words_origin (self->scope, name);

  if (self->hint == NULL)
    self->hint = rh_variable_hint_new (self->text);
  rh_variable_hint_show (RH_VARIABLE_HINT (self->hint), area, value, origin);
}

/* Before it is laid out nothing can stand below its caret. */
static gboolean
has_place (RhVariableText *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self->text))
         && gtk_widget_get_width (GTK_WIDGET (self->text)) > 0;
}

/* Calm: only where somebody is, and not beside the list of completion. */
static gboolean
caret_cb (gpointer user_data)
{
  RhVariableText *self = user_data;
  g_autoptr (GArray) references = NULL;
  const RhTemplateRef *reference = NULL;
  GdkRectangle area;

  self->caret_source = 0;
  if (gtk_widget_has_focus (GTK_WIDGET (self->text)) && has_place (self) && knows_variables (self)
      && (self->completion == NULL || !rh_variable_completion_is_open (self->completion)))
    {
      references = rh_template_find (gtk_editable_get_text (GTK_EDITABLE (self->text)));
      reference = find_at_caret (self, references, &area);
    }

  self->in_variable = reference != NULL;
  describe (self, self->in_variable ? reference->name : NULL);
  if (reference == NULL)
    hide_hint (self);
  else
    show_hint (self, reference->name, &area);
  return G_SOURCE_REMOVE;
}

/* After the completion, which looks at HIGH_IDLE, and before the next frame. */
static void
look_at_caret (RhVariableText *self)
{
  gboolean here = gtk_widget_has_focus (GTK_WIDGET (self->text));

  if (self->caret_source == 0 && (here || self->in_variable))
    self->caret_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 10, caret_cb, self, NULL);
}

/* --- Marks -------------------------------------------------------------------------------------
 */

static void
update (RhVariableText *self)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autoptr (GArray) references = NULL;
  const char *text;
  gboolean marked;

  if (self->text == NULL)
    return;

  text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  marked = knows_variables (self);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->text), marked);
  describe (self, NULL);
  look_at_caret (self);
  if (!marked)
    {
      gtk_text_set_attributes (self->text, NULL);
      return;
    }

  attributes = pango_attr_list_new ();
  references = rh_template_find (text);
  for (guint i = 0; i < references->len; i++)
    mark (self, attributes, &g_array_index (references, RhTemplateRef, i));
  gtk_text_set_attributes (self->text, attributes);
}

/* --- Completion ----------------------------------------------------------------------------------
 */

/* Most entries never have the focus. */
static void
focus_cb (RhVariableText *self)
{
  look_at_caret (self);
  if (self->scope == NULL || self->completion != NULL
      || !gtk_widget_has_focus (GTK_WIDGET (self->text)))
    return;

  self->completion = rh_variable_completion_new (self->text);
  rh_variable_completion_set_scope (self->completion, self->scope);
  rh_variable_completion_set_words (self->completion, self->words, self->words_data);
  g_signal_connect_object (self->completion, "notify::open", G_CALLBACK (look_at_caret), self,
                           G_CONNECT_SWAPPED);
}

/* Popovers go now, whoever still holds them, and nobody looks at the text any more. */
static void
destroy_cb (RhVariableText *self)
{
  g_signal_handlers_disconnect_by_data (self->text, self);
  g_clear_pointer (&self->hint, gtk_widget_unparent);
  if (self->completion != NULL)
    g_object_run_dispose (G_OBJECT (self->completion));
  g_clear_object (&self->completion);
  g_clear_handle_id (&self->caret_source, g_source_remove);
  self->text = NULL;
}

static void
rh_variable_text_dispose (GObject *object)
{
  RhVariableText *self = RH_VARIABLE_TEXT (object);

  g_clear_handle_id (&self->caret_source, g_source_remove);
  if (self->scope != NULL)
    g_signal_handlers_disconnect_by_func (self->scope, update, self);
  g_clear_object (&self->scope);
  g_clear_object (&self->completion);

  G_OBJECT_CLASS (rh_variable_text_parent_class)->dispose (object);
}

static void
rh_variable_text_class_init (RhVariableTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_variable_text_dispose;
}

static void
rh_variable_text_init (RhVariableText *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  static const char *const looks[]
      = { "notify::dark", "notify::accent-color", "notify::high-contrast" };

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    g_signal_connect_object (manager, looks[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

RhVariableText *
rh_variable_text_attach (GtkEditable *editable)
{
  RhVariableText *self = g_object_get_data (G_OBJECT (editable), "rh-variable-text");

  g_return_val_if_fail (GTK_IS_TEXT (gtk_editable_get_delegate (editable)), NULL);

  if (self != NULL)
    return self;

  self = g_object_new (RH_TYPE_VARIABLE_TEXT, NULL);
  self->editable = editable;
  self->text = GTK_TEXT (gtk_editable_get_delegate (editable));
  g_signal_connect_object (self->text, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "query-tooltip", G_CALLBACK (query_tooltip_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "notify::cursor-position", G_CALLBACK (look_at_caret), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "notify::has-focus", G_CALLBACK (focus_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "destroy", G_CALLBACK (destroy_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (editable), "rh-variable-text", self, g_object_unref);
  return self;
}

void
rh_variable_text_set_scope (RhVariableText *self, RhVariableScope *scope)
{
  g_return_if_fail (RH_IS_VARIABLE_TEXT (self));

  if (self->scope == scope)
    return;

  if (self->scope != NULL)
    g_signal_handlers_disconnect_by_func (self->scope, update, self);
  g_set_object (&self->scope, scope);
  if (scope != NULL)
    g_signal_connect_object (scope, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (self->completion != NULL)
    rh_variable_completion_set_scope (self->completion, scope);
  update (self);
}

void
rh_variable_text_set_words (RhVariableText *self, RhCompletionWords words, gpointer user_data)
{
  g_return_if_fail (RH_IS_VARIABLE_TEXT (self));

  self->words = words;
  self->words_data = user_data;
  if (self->completion != NULL)
    rh_variable_completion_set_words (self->completion, words, user_data);
}
