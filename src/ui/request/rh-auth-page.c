/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who signs a request. All rows are there; the kind shows those that it needs. */
#define G_LOG_DOMAIN "rh-auth-page"

#include "config.h"

#include "request/rh-auth-page.h"

#include "common/rh-variable-text.h"
#include "connection/rh-secret-row.h"
#include "text/rh-template.h"

#include <glib/gi18n.h>

struct _RhAuthPage
{
  AdwBin parent_instance;

  /* Template */
  AdwComboRow *kind_row;
  GtkWidget *inherited_row;
  GtkWidget *edit_button;
  GtkWidget *kept_row;
  GtkWidget *username_row;
  GtkWidget *password_row;
  GtkWidget *token_row;
  GtkWidget *key_row;
  GtkWidget *value_row;
  AdwComboRow *placement_row;
  GtkWidget *clear_row;

  /* Owned */
  GObject *owner; /* an RhRequestItem or RhFolder: both have "auth-kind" */
  RhCollection *collection;
  RhAuth *auth;
  GArray *kinds; /* of RhAuthKind, as kind_row offers them */

  /* Plain */
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (RhAuthPage, rh_auth_page, ADW_TYPE_BIN)

static const char *const text_fields[]
    = { RH_AUTH_USERNAME, RH_AUTH_PASSWORD, RH_AUTH_TOKEN, RH_AUTH_KEY, RH_AUTH_VALUE };

static GtkWidget *
row_of (RhAuthPage *self, const char *field)
{
  if (g_str_equal (field, RH_AUTH_USERNAME))
    return self->username_row;
  if (g_str_equal (field, RH_AUTH_PASSWORD))
    return self->password_row;
  if (g_str_equal (field, RH_AUTH_TOKEN))
    return self->token_row;
  if (g_str_equal (field, RH_AUTH_KEY))
    return self->key_row;
  if (g_str_equal (field, RH_AUTH_VALUE))
    return self->value_row;
  return GTK_WIDGET (self->placement_row);
}

static const char *
peek_text (GtkWidget *row)
{
  return RH_IS_SECRET_ROW (row) ? rh_secret_row_peek (RH_SECRET_ROW (row))
                                : gtk_editable_get_text (GTK_EDITABLE (row));
}

static RhAuthKind
get_kind (RhAuthPage *self)
{
  RhAuthKind kind;

  g_object_get (self->owner, "auth-kind", &kind, NULL);
  return kind;
}

/* --- What is around it --------------------------------------------------------------------------
 */

static RhFolder *
get_parent (RhAuthPage *self)
{
  RhFolder *root = rh_collection_get_root (self->collection);
  RhFolder *parent = RH_IS_FOLDER (self->owner)
                         ? rh_folder_get_parent (RH_FOLDER (self->owner))
                         : rh_request_item_get_parent (RH_REQUEST_ITEM (self->owner));

  return parent != NULL ? parent : root;
}

static const char *
name_of (RhAuthKind kind)
{
  switch (kind)
    {
    case RH_AUTH_KIND_OAUTH2:
      return _ ("OAuth 2.0");
    case RH_AUTH_KIND_BASIC:
      return _ ("Basic");
    case RH_AUTH_KIND_BEARER:
      return _ ("Bearer Token");
    case RH_AUTH_KIND_API_KEY:
      return _ ("API Key");
    case RH_AUTH_KIND_DIGEST:
      /* Translators: a way of HTTP to prove a password; a name. */
      return _ ("Digest");
    case RH_AUTH_KIND_KEPT:
      return _ ("As in the File");
    case RH_AUTH_KIND_INHERIT:
    case RH_AUTH_KIND_NONE:
    default:
      return _ ("No Authorization");
    }
}

static char *
dup_inherited (RhAuthPage *self, RhFolder *source)
{
  gboolean root = rh_folder_get_parent (source) == NULL;

  if (get_kind (self) == RH_AUTH_KIND_OAUTH2)
    return g_strdup (_ ("Set up once for the collection"));
  /* Translators: the name of a folder or collection, and a kind of authorization. */
  return g_strdup_printf (_ ("Inherited from %s: %s"),
                          root ? rh_collection_get_name (self->collection)
                               : rh_folder_get_name (source),
                          name_of (rh_folder_get_auth_kind (source)));
}

/* What counts stands elsewhere, and there it is edited. */
static void
update_inherited (RhAuthPage *self)
{
  RhFolder *source = rh_folder_find_auth_source (get_parent (self));
  RhAuthKind kind = get_kind (self) == RH_AUTH_KIND_OAUTH2 ? RH_AUTH_KIND_OAUTH2
                                                           : rh_folder_get_auth_kind (source);
  g_autofree char *title = dup_inherited (self, source);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->inherited_row), title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->edit_button), kind == RH_AUTH_KIND_OAUTH2
                                                                          ? "win.connect"
                                                                          : "win.inherited-auth");
  /* No dialog on top of a dialog. */
  gtk_widget_set_visible (self->edit_button, RH_IS_REQUEST_ITEM (self->owner));
}

/* --- Rows ---------------------------------------------------------------------------------------
 */

/* It stands there as it was typed, and no variable in it. */
static gboolean
is_clear (RhAuthPage *self, const char *field)
{
  const char *value = rh_auth_get (self->auth, field);

  return rh_auth_field_is_secret (field) && *value != '\0' && !rh_template_has_refs (value);
}

static const char *
find_clear (RhAuthPage *self)
{
  const char *const *fields = rh_auth_fields_of (get_kind (self));

  for (guint i = 0; fields[i] != NULL; i++)
    if (is_clear (self, fields[i]))
      return fields[i];

  return NULL;
}

static void
update_rows (RhAuthPage *self)
{
  RhAuthKind kind = get_kind (self);
  const char *const *fields = rh_auth_fields_of (kind);

  gtk_widget_set_visible (self->inherited_row,
                          kind == RH_AUTH_KIND_INHERIT
                              || (kind == RH_AUTH_KIND_OAUTH2 && RH_IS_REQUEST_ITEM (self->owner)));
  gtk_widget_set_visible (self->kept_row, kind == RH_AUTH_KIND_KEPT);
  for (gsize i = 0; i < G_N_ELEMENTS (text_fields); i++)
    gtk_widget_set_visible (row_of (self, text_fields[i]),
                            g_strv_contains (fields, text_fields[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->placement_row),
                          g_strv_contains (fields, RH_AUTH_PLACEMENT));
  gtk_widget_set_visible (self->clear_row, find_clear (self) != NULL);
}

static void
update_texts (RhAuthPage *self)
{
  gboolean query
      = g_str_equal (rh_auth_get (self->auth, RH_AUTH_PLACEMENT), RH_AUTH_PLACEMENT_QUERY);

  if (!self->syncing)
    {
      self->syncing = TRUE;
      for (gsize i = 0; i < G_N_ELEMENTS (text_fields); i++)
        {
          GtkWidget *row = row_of (self, text_fields[i]);
          const char *text = rh_auth_get (self->auth, text_fields[i]);

          if (!g_str_equal (peek_text (row), text))
            gtk_editable_set_text (GTK_EDITABLE (row), text);
        }
      adw_combo_row_set_selected (self->placement_row, query ? 1 : 0);
      self->syncing = FALSE;
    }

  gtk_widget_set_visible (self->clear_row, find_clear (self) != NULL);
}

static void
text_changed_cb (RhAuthPage *self, GtkWidget *row)
{
  if (self->syncing)
    return;

  self->syncing = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (text_fields); i++)
    if (row_of (self, text_fields[i]) == row)
      rh_auth_set (self->auth, text_fields[i], peek_text (row));
  self->syncing = FALSE;
}

static void
placed_cb (RhAuthPage *self)
{
  if (!self->syncing)
    rh_auth_set (self->auth, RH_AUTH_PLACEMENT,
                 adw_combo_row_get_selected (self->placement_row) == 1 ? RH_AUTH_PLACEMENT_QUERY
                                                                       : RH_AUTH_PLACEMENT_HEADER);
}

static void
keep_cb (RhAuthPage *self)
{
  const char *field = find_clear (self);

  if (field != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "auth.keep", "s", field);
}

/* --- Kinds --------------------------------------------------------------------------------------
 */

static void
offer (RhAuthPage *self, GtkStringList *names, RhAuthKind kind)
{
  const char *name = name_of (kind);

  if (kind == RH_AUTH_KIND_INHERIT)
    name = C_ ("authorization", "Inherited");
  else if (kind == RH_AUTH_KIND_OAUTH2)
    name = _ ("OAuth 2.0 of the Collection");
  gtk_string_list_append (names, name);
  g_array_append_val (self->kinds, kind);
}

/* A folder inherits the collection's OAuth 2.0 or has none of it; a collection inherits nothing.
 * What only a file brings is offered where it is. */
static gboolean
is_offered (RhAuthPage *self, RhAuthKind kind)
{
  gboolean folder = RH_IS_FOLDER (self->owner);
  gboolean root = folder && rh_folder_get_parent (RH_FOLDER (self->owner)) == NULL;

  if (kind == get_kind (self))
    return TRUE;
  if (kind == RH_AUTH_KIND_INHERIT)
    return !root;
  if (kind == RH_AUTH_KIND_OAUTH2)
    return !folder || root;
  return kind != RH_AUTH_KIND_KEPT;
}

static void
select_kind (RhAuthPage *self)
{
  RhAuthKind current = get_kind (self);

  for (guint i = 0; i < self->kinds->len; i++)
    if (g_array_index (self->kinds, RhAuthKind, i) == current)
      adw_combo_row_set_selected (self->kind_row, i);
}

static void
fill_kinds (RhAuthPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint kind = RH_AUTH_KIND_INHERIT; kind <= RH_AUTH_KIND_KEPT; kind++)
    if (is_offered (self, kind))
      offer (self, names, kind);

  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (names));
  select_kind (self);
}

static void
kind_selected_cb (RhAuthPage *self)
{
  guint position = adw_combo_row_get_selected (self->kind_row);

  if (position < self->kinds->len)
    g_object_set (self->owner, "auth-kind", g_array_index (self->kinds, RhAuthKind, position),
                  NULL);
}

/* What a file brought may come back: by undo, or from disk. */
static void
kind_cb (RhAuthPage *self)
{
  RhAuthKind kind = get_kind (self);
  gboolean offered = FALSE;

  for (guint i = 0; i < self->kinds->len; i++)
    offered |= g_array_index (self->kinds, RhAuthKind, i) == kind;
  if (!offered)
    offer (self, GTK_STRING_LIST (adw_combo_row_get_model (self->kind_row)), kind);
  select_kind (self);
  update_rows (self);
  update_inherited (self);
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
rh_auth_page_dispose (GObject *object)
{
  RhAuthPage *self = RH_AUTH_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_AUTH_PAGE);
  g_clear_object (&self->owner);
  g_clear_object (&self->collection);
  g_clear_object (&self->auth);
  g_clear_pointer (&self->kinds, g_array_unref);

  G_OBJECT_CLASS (rh_auth_page_parent_class)->dispose (object);
}

static void
rh_auth_page_class_init (RhAuthPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_auth_page_dispose;

  g_type_ensure (RH_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-auth-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, inherited_row);
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, kept_row);
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, username_row);
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, token_row);
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, value_row);
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, placement_row);
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, clear_row);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
rh_auth_page_init (RhAuthPage *self)
{
  self->kinds = g_array_new (FALSE, FALSE, sizeof (RhAuthKind));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
connect_rows (RhAuthPage *self, RhVariableScope *scope)
{
  for (gsize i = 0; i < G_N_ELEMENTS (text_fields); i++)
    {
      GtkWidget *row = row_of (self, text_fields[i]);

      if (RH_IS_SECRET_ROW (row))
        rh_secret_row_set_scope (RH_SECRET_ROW (row), scope);
      else
        rh_variable_text_set_scope (rh_variable_text_attach (GTK_EDITABLE (row)), scope);
      g_signal_connect_object (row, "changed", G_CALLBACK (text_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->placement_row, "notify::selected", G_CALLBACK (placed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->kind_row, "notify::selected", G_CALLBACK (kind_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static GtkWidget *
new_for (gpointer owner, RhAuth *auth, RhCollection *collection, RhVariableScope *scope)
{
  RhAuthPage *self = g_object_new (RH_TYPE_AUTH_PAGE, NULL);

  self->owner = g_object_ref (owner);
  self->auth = g_object_ref (auth);
  self->collection = g_object_ref (collection);
  fill_kinds (self);
  update_rows (self);
  update_texts (self);
  update_inherited (self);
  connect_rows (self, scope);
  g_signal_connect_object (owner, "notify::auth-kind", G_CALLBACK (kind_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (auth, "changed", G_CALLBACK (update_texts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (collection, "changed", G_CALLBACK (update_inherited), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

GtkWidget *
rh_auth_page_new (RhRequestItem *item, RhCollection *collection, RhVariableScope *scope)
{
  return new_for (item, rh_request_item_get_auth (item), collection, scope);
}

GtkWidget *
rh_auth_page_new_for_folder (RhFolder *folder, RhCollection *collection, RhVariableScope *scope)
{
  return new_for (folder, rh_folder_get_auth (folder), collection, scope);
}

const char *
rh_auth_page_label_of (const char *field)
{
  if (g_str_equal (field, RH_AUTH_PASSWORD))
    return _ ("Password");
  return g_str_equal (field, RH_AUTH_TOKEN) ? _ ("Token") : _ ("Value");
}
