/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of variables. What is removed can come back while its toast is there; only then is the
 * value of a secret deleted. */
#define G_LOG_DOMAIN "rh-variable-table"

#include "config.h"

#include "environment/rh-variable-table.h"

#include "common/rh-problem.h"
#include "common/rh-properties.h"
#include "common/rh-toast.h"
#include "environment/rh-secret-dialogs.h"
#include "environment/rh-variable-model.h"
#include "environment/rh-variable-row.h"

#include <glib/gi18n.h>

struct _RhVariableTable
{
  AdwBin parent_instance;

  /* Borrowed */
  GtkListBox *list;

  /* Owned */
  RhEnvironment *holder;
  RhVariableScope *scope;
  RhVariableSecrets *secrets; /* NULL: no secrets here */
  RhVariableModel *model;
  GQueue removed; /* of Removal, the last one first */

  /* Plain */
  gboolean narrow;
};

typedef struct
{
  RhVariable *variable;
  guint position;
  AdwToast *toast;
} Removal;

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhVariableTable, rh_variable_table, ADW_TYPE_BIN)

static void
removal_free (Removal *removal)
{
  g_clear_object (&removal->variable);
  g_clear_object (&removal->toast);
  g_free (removal);
}

static RhVariableRow *
nth_row (RhVariableTable *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  return row != NULL ? RH_VARIABLE_ROW (gtk_list_box_row_get_child (row)) : NULL;
}

static void
update_rows (RhVariableTable *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  RhVariableRow *row;

  for (int i = 0; (row = nth_row (self, i)) != NULL; i++)
    {
      RhVariable *variable = rh_variable_row_get_variable (row);
      const char *name = rh_variable_get_name (variable);

      rh_variable_row_set_empty (row, rh_variable_model_is_last (self->model, variable));
      rh_variable_row_set_double (
          row, *name != '\0' && !g_hash_table_add (names, (gpointer) (guintptr) name));
    }
}

static void
show_problem (RhVariableTable *self, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rh_toast_show (GTK_WIDGET (self), problem->title);
}

/* --- Removing ------------------------------------------------------------------------------------
 */

static gboolean
has_secret (RhVariableTable *self, const char *name)
{
  GListModel *variables = rh_environment_get_variables (self->holder);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      if (rh_variable_is_secret (variable) && g_str_equal (rh_variable_get_name (variable), name))
        return TRUE;
    }

  return FALSE;
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!rh_variable_secrets_forget_finish (RH_VARIABLE_SECRETS (source), result, &error))
    g_warning ("The value of a removed secret stays in the keyring: %s", error->message);
}

static void
remove_for_good (RhVariableTable *self, Removal *removal)
{
  const char *name = rh_variable_get_name (removal->variable);

  if (self->secrets != NULL && rh_variable_is_secret (removal->variable)
      && !has_secret (self, name))
    rh_variable_secrets_forget_async (self->secrets, name, NULL, cleared_cb, NULL);
  removal_free (removal);
}

static GList *
find_removal (RhVariableTable *self, AdwToast *toast)
{
  for (GList *link = self->removed.head; link != NULL; link = link->next)
    if (((Removal *) link->data)->toast == toast)
      return link;

  return NULL;
}

/* A request has an undo stack of its own. */
static gboolean
is_back (RhVariableTable *self, const Removal *removal)
{
  g_autoptr (RhVariable) at
      = g_list_model_get_item (rh_environment_get_variables (self->holder), removal->position);

  return at != NULL && rh_same_properties (at, removal->variable);
}

static void
bring_back (RhVariableTable *self, GList *link)
{
  Removal *removal = link->data;

  g_queue_delete_link (&self->removed, link);
  if (!is_back (self, removal))
    rh_environment_insert (self->holder, removal->position, removal->variable);
  rh_variable_row_focus_menu (nth_row (self, (int) removal->position));
  removal_free (removal);
}

static void
undo_clicked_cb (RhVariableTable *self, AdwToast *toast)
{
  GList *link = find_removal (self, toast);

  if (link != NULL)
    bring_back (self, link);
}

static void
toast_dismissed_cb (RhVariableTable *self, AdwToast *toast)
{
  GList *link = find_removal (self, toast);
  Removal *removal;

  if (link == NULL)
    return;
  removal = link->data;
  g_queue_delete_link (&self->removed, link);
  remove_for_good (self, removal);
}

static void
offer_undo (RhVariableTable *self, Removal *removal)
{
  const char *name = rh_variable_get_name (removal->variable);
  /* Translators: %s is the name of a variable. */
  g_autofree char *title = *name == '\0' ? g_strdup (_ ("Variable removed"))
                                         /* Translators: %s is the name of a variable. */
                                         : g_strdup_printf (_ ("“%s” removed"), name);

  removal->toast = g_object_ref_sink (rh_toast_new (title));
  adw_toast_set_button_label (removal->toast, _ ("_Undo"));
  g_signal_connect_object (removal->toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (removal->toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  g_queue_push_head (&self->removed, removal);
  rh_toast_add (GTK_WIDGET (self), g_object_ref (removal->toast));
}

static void
remove_cb (RhVariableTable *self, RhVariableRow *row)
{
  GListModel *variables = rh_environment_get_variables (self->holder);
  Removal *removal = g_new0 (Removal, 1);

  removal->variable = g_object_ref (rh_variable_row_get_variable (row));
  for (; removal->position < g_list_model_get_n_items (variables); removal->position++)
    {
      g_autoptr (RhVariable) at = g_list_model_get_item (variables, removal->position);

      if (at == removal->variable)
        break;
    }
  if (!rh_environment_remove (self->holder, removal->variable))
    {
      removal_free (removal);
      return;
    }

  rh_variable_row_focus_menu (nth_row (self, (int) removal->position));
  offer_undo (self, removal);
}

/* --- Secrets -------------------------------------------------------------------------------------
 */

static void
made_secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhVariableTable) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rh_variable_secrets_make_secret_finish (RH_VARIABLE_SECRETS (source), result, &error))
    show_problem (self, error);
  else
    rh_secret_dialogs_note_history (GTK_WIDGET (self));
}

static void
made_plain_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhVariableTable) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rh_variable_secrets_make_plain_finish (RH_VARIABLE_SECRETS (source), result, &error))
    show_problem (self, error);
}

static void
plain_answered_cb (RhVariable *variable, gpointer user_data)
{
  RhVariableTable *self = user_data;

  rh_variable_secrets_make_plain_async (self->secrets, variable, NULL, made_plain_cb,
                                        g_object_ref (self));
}

static void
toggle_secret_cb (RhVariableTable *self, RhVariableRow *row)
{
  RhVariable *variable = rh_variable_row_get_variable (row);

  if (rh_variable_is_secret (variable))
    rh_secret_dialogs_ask_plain (GTK_WIDGET (self), variable, plain_answered_cb);
  else if (*rh_variable_get_value (variable) == '\0')
    g_object_set (variable, "secret", TRUE, NULL);
  else
    rh_variable_secrets_make_secret_async (self->secrets, variable, NULL, made_secret_cb,
                                           g_object_ref (self));
}

static void
value_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhVariableTable) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rh_variable_secrets_store_finish (RH_VARIABLE_SECRETS (source), result, &error))
    show_problem (self, error);
  else
    rh_toast_show (GTK_WIDGET (self), _ ("Kept in your keyring"));
}

static void
value_given_cb (RhVariable *variable, RhSecret *value, gpointer user_data)
{
  RhVariableTable *self = user_data;

  rh_variable_secrets_store_async (self->secrets, rh_variable_get_name (variable), value, NULL,
                                   value_stored_cb, g_object_ref (self));
}

static void
change_value_cb (RhVariableTable *self, RhVariableRow *row)
{
  rh_secret_dialogs_ask_value (GTK_WIDGET (self), rh_variable_row_get_variable (row),
                               value_given_cb);
}

static void
value_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhVariableTable) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSecret) value
      = rh_variable_secrets_lookup_finish (RH_VARIABLE_SECRETS (source), result, &error);

  if (error != NULL)
    show_problem (self, error);
  else if (value == NULL)
    rh_toast_show (GTK_WIDGET (self), _ ("Your keyring has no value for it"));
  else if (!g_utf8_validate (rh_secret_peek (value, NULL), (gssize) rh_secret_get_length (value),
                             NULL))
    rh_toast_show (GTK_WIDGET (self), _ ("The value is not text"));
  else
    rh_toast_copy (GTK_WIDGET (self), rh_secret_peek (value, NULL));
}

static void
copy_answered_cb (RhVariable *variable, gpointer user_data)
{
  RhVariableTable *self = user_data;

  rh_variable_secrets_lookup_async (self->secrets, rh_variable_get_name (variable), NULL,
                                    value_read_cb, g_object_ref (self));
}

static void
copy_value_cb (RhVariableTable *self, RhVariableRow *row)
{
  RhVariable *variable = rh_variable_row_get_variable (row);

  if (!rh_variable_is_secret (variable))
    rh_toast_copy (GTK_WIDGET (self), rh_variable_get_value (variable));
  else if (self->secrets != NULL)
    rh_secret_dialogs_ask_copy (GTK_WIDGET (self), variable, copy_answered_cb);
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhVariableTable) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rh_variable_secrets_rename_finish (RH_VARIABLE_SECRETS (source), result, &error))
    show_problem (self, error);
}

/* Two secrets of one name would share one value. */
static void
rename_cb (RhVariableTable *self, const char *name, RhVariableRow *row)
{
  RhVariable *variable = rh_variable_row_get_variable (row);

  if (has_secret (self, name))
    {
      rh_toast_show (GTK_WIDGET (self), _ ("There is a secret of this name already"));
      g_object_notify (G_OBJECT (variable), "name"); /* back to what it was */
    }
  else if (self->secrets != NULL)
    rh_variable_secrets_rename_async (self->secrets, variable, name, NULL, renamed_cb,
                                      g_object_ref (self));
}

/* --- Rows ----------------------------------------------------------------------------------------
 */

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  RhVariableTable *self = user_data;
  GtkWidget *child = rh_variable_row_new (item, self->scope, self->secrets != NULL);
  GtkWidget *row = gtk_list_box_row_new ();

  g_object_bind_property (self, "narrow", child, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (child, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (child, "copy-value", G_CALLBACK (copy_value_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (child, "change-value", G_CALLBACK (change_value_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (child, "toggle-secret", G_CALLBACK (toggle_secret_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (child, "rename", G_CALLBACK (rename_cb), self, G_CONNECT_SWAPPED);

  /* The entries have the focus, never the row around them. */
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  return row;
}

static gboolean
undo_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return rh_variable_table_undo (RH_VARIABLE_TABLE (widget));
}

static void
rh_variable_table_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhVariableTable *self = RH_VARIABLE_TABLE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_variable_table_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  RhVariableTable *self = RH_VARIABLE_TABLE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_variable_table_dispose (GObject *object)
{
  RhVariableTable *self = RH_VARIABLE_TABLE (object);

  /* Nobody can bring them back any more. */
  while (!g_queue_is_empty (&self->removed))
    remove_for_good (self, g_queue_pop_head (&self->removed));
  self->list = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->secrets);
  g_clear_object (&self->scope);
  g_clear_object (&self->holder);

  G_OBJECT_CLASS (rh_variable_table_parent_class)->dispose (object);
}

static void
rh_variable_table_class_init (RhVariableTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_variable_table_dispose;
  object_class->get_property = rh_variable_table_get_property;
  object_class->set_property = rh_variable_table_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_z, GDK_CONTROL_MASK, undo_key_cb,
                                NULL);
}

static void
rh_variable_table_init (RhVariableTable *self)
{
  GtkWidget *list = gtk_list_box_new ();

  g_queue_init (&self->removed);
  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "variables");
  adw_bin_set_child (ADW_BIN (self), list);
}

GtkWidget *
rh_variable_table_new (RhEnvironment *holder,
                       RhVariableScope *scope,
                       RhVariableSecrets *secrets,
                       const char *label)
{
  RhVariableTable *self;

  g_return_val_if_fail (RH_IS_ENVIRONMENT (holder), NULL);

  self = g_object_new (RH_TYPE_VARIABLE_TABLE, NULL);
  self->holder = g_object_ref (holder);
  self->scope = scope != NULL ? g_object_ref (scope) : NULL;
  self->secrets = secrets != NULL ? g_object_ref (secrets) : NULL;
  self->model = rh_variable_model_new (holder);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->model), create_row, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (holder, "changed", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_rows (self);
  return GTK_WIDGET (self);
}

gboolean
rh_variable_table_undo (RhVariableTable *self)
{
  g_autoptr (AdwToast) toast = NULL;

  g_return_val_if_fail (RH_IS_VARIABLE_TABLE (self), FALSE);

  if (g_queue_is_empty (&self->removed))
    return FALSE;

  toast = g_object_ref (((Removal *) g_queue_peek_head (&self->removed))->toast);
  bring_back (self, self->removed.head);
  adw_toast_dismiss (toast);
  return TRUE;
}

void
rh_variable_table_focus_at (RhVariableTable *self, guint row, const char *cell, guint cursor)
{
  guint n;

  g_return_if_fail (RH_IS_VARIABLE_TABLE (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  rh_variable_row_focus_at (nth_row (self, (int) MIN (row, n - 1)), cell, cursor);
}
