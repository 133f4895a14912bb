/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list below the cursor. The focus stays in the text: the popover hides by no grab, and Up, Down,
 * Return, Tab and Escape are taken before the text sees them. */
#define G_LOG_DOMAIN "rh-variable-completion"

#include "config.h"

#include "common/rh-variable-completion.h"

#include "common/rh-announce.h"
#include "common/rh-variable-match.h"
#include "common/rh-variable-words.h"

#include <glib/gi18n.h>

#define MATCHES_MAX 50
#define HEIGHT_MAX 220

struct _RhVariableCompletion
{
  GObject parent_instance;

  /* Borrowed */
  GtkText *text;
  GtkListBox *list;
  GtkEventController *keys;

  /* Owned: it is a child of the text */
  GtkWidget *popover;

  /* Owned */
  RhVariableScope *scope;

  /* Plain */
  RhCompletionWords words; /* NULL: variables only */
  gpointer words_data;
  gboolean inserting;
  gboolean offering_words; /* no variables */
};

enum
{
  PROP_0,
  PROP_OPEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhVariableCompletion, rh_variable_completion, G_TYPE_OBJECT)

static gboolean
is_open (RhVariableCompletion *self)
{
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

static void
visible_cb (RhVariableCompletion *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

static void
close_list (RhVariableCompletion *self)
{
  if (!is_open (self))
    return;

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE,
                               -1);
}

static const char *
get_name (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "name");
}

/* The focus is not there, so it has to be told what the list says. */
static void
announce_selected (RhVariableCompletion *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  g_autofree char *origin = NULL;
  g_autofree char *words = NULL;

  if (row == NULL)
    return;

  if (!self->offering_words)
    origin = rh_variable_words_origin (self->scope, get_name (row));
  words = origin == NULL ? g_strdup (get_name (row))
                         /* Translators: a variable and where it comes from, such as "api,
                          * Environment Staging". */
                         : g_strdup_printf (_ ("%s, %s"), get_name (row), origin);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->text),
                                  GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  rh_announce (self->text, words);
}

static GtkWidget *
name_label_new (const char *name)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (label, "data");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static GtkWidget *
source_label_new (RhVariableCompletion *self, const char *name)
{
  RhSource source = RH_SOURCE_TYPED;
  GtkWidget *label;

  rh_variable_scope_lookup (self->scope, name, &source, NULL, NULL);
  label = gtk_label_new (rh_variable_words_source (source));
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "caption");
  return label;
}

static GtkWidget *
row_new (RhVariableCompletion *self, const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  g_autofree char *origin = NULL;

  gtk_box_append (GTK_BOX (box), name_label_new (name));
  if (!self->offering_words)
    {
      origin = rh_variable_words_origin (self->scope, name);
      gtk_box_append (GTK_BOX (box), source_label_new (self, name));
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, origin != NULL ? origin : "",
                                  -1);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  return row;
}

static void
fill (RhVariableCompletion *self, const char *const *names)
{
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; names[i] != NULL; i++)
    gtk_list_box_append (self->list, row_new (self, names[i]));
  gtk_list_box_select_row (
      self->list, self->offering_words ? NULL : gtk_list_box_get_row_at_index (self->list, 0));
}

static void
open_list (RhVariableCompletion *self, int position)
{
  graphene_rect_t cursor;
  GdkRectangle place;

  gtk_text_compute_cursor_extents (self->text, (gsize) position, &cursor, NULL);
  place = (GdkRectangle) { .x = (int) cursor.origin.x,
                           .y = (int) cursor.origin.y,
                           .width = 1,
                           .height = (int) cursor.size.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE,
                               -1);
  announce_selected (self);
}

/* There is nothing to offer to who has typed it all. */
static gboolean
is_complete (const char *const *names, const RhVariableMatch *match, const char *text)
{
  int length = (int) strlen (match->typed);

  return names[0] != NULL && names[1] == NULL && g_str_equal (names[0], match->typed)
         && match->end > match->start + length
         && g_str_has_prefix (g_utf8_offset_to_pointer (text, match->end - 2), "}}");
}

static void
offer (RhVariableCompletion *self, const char *const *names, int position, gboolean words)
{
  self->offering_words = words;
  fill (self, names);
  open_list (self, position);
}

/* FALSE: no variable is typed. */
static gboolean
offer_variables (RhVariableCompletion *self, const char *text, int cursor)
{
  RhVariableMatch match = { 0 };
  g_auto (GStrv) all = NULL;
  g_auto (GStrv) names = NULL;

  if (self->scope == NULL || !rh_variable_match_find (text, cursor, &match))
    return FALSE;

  all = rh_variable_scope_dup_names (self->scope);
  names = rh_variable_match_filter ((const char *const *) all, match.typed, MATCHES_MAX);
  if (names[0] == NULL || is_complete ((const char *const *) names, &match, text))
    close_list (self);
  else
    offer (self, (const char *const *) names, match.start, FALSE);
  rh_variable_match_clear (&match);
  return TRUE;
}

/* FALSE: there is nothing to offer. */
static gboolean
offer_words (RhVariableCompletion *self, const char *text)
{
  g_auto (GStrv) words = self->words != NULL ? self->words (text, self->words_data) : NULL;

  if (words == NULL || words[0] == NULL || (words[1] == NULL && g_str_equal (words[0], text)))
    return FALSE;

  offer (self, (const char *const *) words, 0, TRUE);
  return TRUE;
}

static void
update (RhVariableCompletion *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  int cursor = gtk_editable_get_position (GTK_EDITABLE (self->text));

  if (!gtk_widget_has_focus (GTK_WIDGET (self->text)))
    close_list (self);
  else if (!offer_variables (self, text, cursor) && (*text == '\0' || !offer_words (self, text)))
    close_list (self);
}

/* "changed" comes before the cursor is where it will be. */
static gboolean
typed_idle_cb (gpointer user_data)
{
  RhVariableCompletion *self = user_data;

  if (self->popover != NULL)
    update (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RhVariableCompletion *self)
{
  if (!self->inserting && gtk_widget_has_focus (GTK_WIDGET (self->text)))
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, typed_idle_cb, g_object_ref (self), g_object_unref);
}

static void
cursor_moved_cb (RhVariableCompletion *self)
{
  RhVariableMatch match = { 0 };

  if (!is_open (self) || self->offering_words)
    return;
  if (rh_variable_match_find (gtk_editable_get_text (GTK_EDITABLE (self->text)),
                              gtk_editable_get_position (GTK_EDITABLE (self->text)), &match))
    rh_variable_match_clear (&match);
  else
    close_list (self);
}

static void
focus_cb (RhVariableCompletion *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self->text)))
    close_list (self);
}

static void
accept_word (RhVariableCompletion *self, GtkListBoxRow *row)
{
  self->inserting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), get_name (row));
  gtk_editable_set_position (GTK_EDITABLE (self->text), -1);
  self->inserting = FALSE;
  close_list (self);
}

static void
accept_variable (RhVariableCompletion *self, GtkListBoxRow *row)
{
  GtkEditable *editable = GTK_EDITABLE (self->text);
  RhVariableMatch match = { 0 };
  g_autofree char *insertion = NULL;

  if (!rh_variable_match_find (gtk_editable_get_text (editable),
                               gtk_editable_get_position (editable), &match))
    return;

  insertion = g_strconcat (get_name (row), "}}", NULL);
  self->inserting = TRUE;
  gtk_editable_delete_text (editable, match.start, match.end);
  gtk_editable_insert_text (editable, insertion, -1, &match.start);
  gtk_editable_set_position (editable, match.start);
  self->inserting = FALSE;
  rh_variable_match_clear (&match);
  close_list (self);
}

static void
row_activated_cb (RhVariableCompletion *self, GtkListBoxRow *row)
{
  (self->offering_words ? accept_word : accept_variable) (self, row);
}

/* FALSE: none is chosen, and the key is for somebody else. */
static gboolean
accept_selected (RhVariableCompletion *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row == NULL)
    {
      close_list (self);
      return FALSE;
    }

  row_activated_cb (self, row);
  return TRUE;
}

/* Down in a text that has nothing typed in it yet: what could be? */
static gboolean
open_by_key (RhVariableCompletion *self, guint key)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));

  return (key == GDK_KEY_Down || key == GDK_KEY_KP_Down) && offer_words (self, text);
}

static void
move_selection (RhVariableCompletion *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;
  GtkListBoxRow *next = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;
  graphene_rect_t bounds;
  GtkWidget *viewport = gtk_widget_get_parent (GTK_WIDGET (self->list));

  if (next == NULL)
    return;

  gtk_list_box_select_row (self->list, next);
  if (gtk_widget_compute_bounds (GTK_WIDGET (next), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)),
                               bounds.origin.y, bounds.origin.y + bounds.size.height);
  announce_selected (self);
}

static gboolean
key_cb (RhVariableCompletion *self, guint key, guint code, GdkModifierType modifiers)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (!is_open (self))
    return open_by_key (self, key) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_selection (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_selection (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      return accept_selected (self) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    case GDK_KEY_Escape:
      close_list (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
make_popover (RhVariableCompletion *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_set_can_focus (list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Suggestions"), -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), HEIGHT_MAX);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);

  self->popover = gtk_popover_new ();
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_widget_add_css_class (self->popover, "variable-completion");
  gtk_widget_set_size_request (self->popover, 300, -1);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self->popover), scroller);
  g_signal_connect_object (self->popover, "notify::visible", G_CALLBACK (visible_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->text));
}

static void
rh_variable_completion_get_property (GObject *object,
                                     guint prop_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_OPEN:
      g_value_set_boolean (value, is_open (RH_VARIABLE_COMPLETION (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_variable_completion_dispose (GObject *object)
{
  RhVariableCompletion *self = RH_VARIABLE_COMPLETION (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->keys != NULL)
    gtk_widget_remove_controller (GTK_WIDGET (self->text), self->keys);
  self->keys = NULL;
  g_clear_object (&self->scope);

  G_OBJECT_CLASS (rh_variable_completion_parent_class)->dispose (object);
}

static void
rh_variable_completion_class_init (RhVariableCompletionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_variable_completion_get_property;
  object_class->dispose = rh_variable_completion_dispose;

  properties[PROP_OPEN]
      = g_param_spec_boolean ("open", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_variable_completion_init (RhVariableCompletion *self)
{
}

RhVariableCompletion *
rh_variable_completion_new (GtkText *text)
{
  RhVariableCompletion *self;

  g_return_val_if_fail (GTK_IS_TEXT (text), NULL);

  self = g_object_new (RH_TYPE_VARIABLE_COMPLETION, NULL);
  self->text = text;
  make_popover (self);
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (text), self->keys);
  g_signal_connect_object (text, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "notify::cursor-position", G_CALLBACK (cursor_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "notify::has-focus", G_CALLBACK (focus_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
rh_variable_completion_set_scope (RhVariableCompletion *self, RhVariableScope *scope)
{
  g_return_if_fail (RH_IS_VARIABLE_COMPLETION (self));

  g_set_object (&self->scope, scope);
  if (scope == NULL)
    close_list (self);
}

gboolean
rh_variable_completion_is_open (RhVariableCompletion *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE_COMPLETION (self), FALSE);

  return is_open (self);
}

void
rh_variable_completion_set_words (RhVariableCompletion *self,
                                  RhCompletionWords words,
                                  gpointer user_data)
{
  g_return_if_fail (RH_IS_VARIABLE_COMPLETION (self));

  self->words = words;
  self->words_data = user_data;
}
