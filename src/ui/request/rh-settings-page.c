/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings. A flag is chosen from three; a number is typed, and an empty text is none of its own.
 */
#define G_LOG_DOMAIN "rh-settings-page"

#include "config.h"

#include "request/rh-settings-page.h"

#include "common/rh-validity.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* A day: whoever waits longer means no limit. */
#define SECONDS_MAX (24.0 * 60 * 60)
#define REDIRECTS_MAX 1000

struct _RhSettingsPage
{
  AdwBin parent_instance;

  /* Template */
  AdwPreferencesGroup *first_group;
  GtkWidget *follow_row;
  GtkWidget *limit_row;
  GtkWidget *method_row;
  GtkWidget *connect_row;
  GtkWidget *first_byte_row;
  GtkWidget *total_row;
  GtkWidget *http1_row;
  GtkWidget *cookies_row;

  /* Owned */
  GObject *owner; /* an RhRequestItem or RhFolder */
  RhCollection *collection;
  RhRequestSettings *settings;

  /* Plain */
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (RhSettingsPage, rh_settings_page, ADW_TYPE_BIN)

static GtkWidget *
row_of (RhSettingsPage *self, RhSetting setting)
{
  GtkWidget *const rows[RH_N_SETTINGS] = {
    [RH_SETTING_FOLLOW_REDIRECTS] = self->follow_row,
    [RH_SETTING_MAX_REDIRECTS] = self->limit_row,
    [RH_SETTING_KEEP_METHOD] = self->method_row,
    [RH_SETTING_CONNECT_TIMEOUT] = self->connect_row,
    [RH_SETTING_FIRST_BYTE_TIMEOUT] = self->first_byte_row,
    [RH_SETTING_TOTAL_TIMEOUT] = self->total_row,
    [RH_SETTING_HTTP1] = self->http1_row,
    [RH_SETTING_COOKIES] = self->cookies_row,
  };

  return rows[setting];
}

/* --- What is around it --------------------------------------------------------------------------
 */

static gboolean
is_root (RhSettingsPage *self)
{
  return self->owner == G_OBJECT (rh_collection_get_root (self->collection));
}

static RhFolder *
get_parent (RhSettingsPage *self)
{
  RhFolder *parent = RH_IS_FOLDER (self->owner)
                         ? rh_folder_get_parent (RH_FOLDER (self->owner))
                         : rh_request_item_get_parent (RH_REQUEST_ITEM (self->owner));

  if (parent == NULL && !is_root (self))
    parent = rh_collection_get_root (self->collection);
  return parent;
}

static int
get_inherited (RhSettingsPage *self, RhSetting setting)
{
  for (RhFolder *folder = get_parent (self); folder != NULL; folder = rh_folder_get_parent (folder))
    {
      int value = rh_request_settings_get (rh_folder_get_settings (folder), setting);

      if (value != RH_SETTING_INHERIT)
        return value;
    }

  return rh_setting_get_default (setting);
}

/* --- Numbers ------------------------------------------------------------------------------------
 */

static char *
dup_number (RhSetting setting, int value)
{
  if (setting == RH_SETTING_MAX_REDIRECTS)
    return g_strdup_printf ("%d", value);
  return g_strdup_printf ("%.10g", (double) value / 1000);
}

/* FALSE: it is none. */
static gboolean
parse_number (RhSetting setting, const char *text, int *value)
{
  gboolean count = setting == RH_SETTING_MAX_REDIRECTS;
  g_autofree char *number = g_strdelimit (g_strstrip (g_strdup (text)), ",", '.');
  char *end;
  double seconds;

  if (*number == '\0')
    {
      *value = RH_SETTING_INHERIT;
      return TRUE;
    }
  if (strspn (number, count ? "0123456789" : "0123456789.") != strlen (number))
    return FALSE;

  seconds = g_ascii_strtod (number, &end);
  if (*end != '\0' || seconds > (count ? REDIRECTS_MAX : SECONDS_MAX))
    return FALSE;
  *value = count ? (int) seconds : (int) lround (seconds * 1000);
  return TRUE;
}

static char *
dup_number_title (RhSetting setting, int inherited)
{
  const char *const titles[RH_N_SETTINGS] = {
    /* Translators: a number of redirects. */
    [RH_SETTING_MAX_REDIRECTS] = _ ("At Most"),
    /* Translators: a number of seconds. */
    [RH_SETTING_CONNECT_TIMEOUT] = _ ("To Connect"),
    [RH_SETTING_FIRST_BYTE_TIMEOUT] = _ ("Until the First Byte"),
    [RH_SETTING_TOTAL_TIMEOUT] = _ ("For All of It"),
  };
  g_autofree char *number = dup_number (setting, inherited);

  if (inherited == 0 && setting != RH_SETTING_MAX_REDIRECTS)
    /* Translators: %s is “To Connect” or the like. */
    return g_strdup_printf (_ ("%s (no limit if empty)"), titles[setting]);
  /* Translators: “To Connect” or the like, and a number. */
  return g_strdup_printf (_ ("%s (%s if empty)"), titles[setting], number);
}

static void
update_number (RhSettingsPage *self, RhSetting setting)
{
  GtkWidget *row = row_of (self, setting);
  int value = rh_request_settings_get (self->settings, setting);
  g_autofree char *title = dup_number_title (setting, get_inherited (self, setting));
  g_autofree char *text = value == RH_SETTING_INHERIT ? g_strdup ("") : dup_number (setting, value);
  int typed;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* “1.” is on its way to “1.5”. */
  if (!parse_number (setting, gtk_editable_get_text (GTK_EDITABLE (row)), &typed) || typed != value)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
number_typed_cb (RhSettingsPage *self, GtkWidget *row)
{
  int value;

  if (self->syncing)
    return;

  for (guint i = 0; i < RH_N_SETTINGS; i++)
    {
      if (row_of (self, i) != row)
        continue;
      if (!parse_number (i, gtk_editable_get_text (GTK_EDITABLE (row)), &value))
        {
          rh_validity_set (row, FALSE);
          continue;
        }

      rh_validity_set (row, TRUE);
      self->syncing = TRUE;
      rh_request_settings_set (self->settings, i, value);
      self->syncing = FALSE;
    }
}

/* --- Flags --------------------------------------------------------------------------------------
 */

/* Short: it stands beside the title in a narrow window. */
static const char *
get_inherited_label (RhSettingsPage *self, gboolean on)
{
  if (is_root (self))
    return on ? _ ("Default (On)") : _ ("Default (Off)");
  return on ? _ ("Inherited (On)") : _ ("Inherited (Off)");
}

/* The choices stay the same objects: what is selected stays selected. */
static void
update_flag (RhSettingsPage *self, RhSetting setting)
{
  AdwComboRow *row = ADW_COMBO_ROW (row_of (self, setting));
  GListModel *model = adw_combo_row_get_model (row);
  int value = rh_request_settings_get (self->settings, setting);
  const char *inherited = get_inherited_label (self, get_inherited (self, setting) != 0);
  const char *now = model != NULL ? gtk_string_list_get_string (GTK_STRING_LIST (model), 0) : NULL;

  if (g_strcmp0 (now, inherited) != 0)
    {
      g_autoptr (GtkStringList) names
          /* Translators: of a setting. */
          = gtk_string_list_new ((const char *const[]) { inherited, _ ("On"), _ ("Off"), NULL });

      adw_combo_row_set_model (row, G_LIST_MODEL (names));
    }
  adw_combo_row_set_selected (row, value == RH_SETTING_INHERIT ? 0 : value != 0 ? 1 : 2);
}

static void
flag_selected_cb (RhSettingsPage *self, GParamSpec *pspec, GtkWidget *row)
{
  const int values[] = { RH_SETTING_INHERIT, TRUE, FALSE };
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (self->syncing || selected >= G_N_ELEMENTS (values))
    return;

  for (guint i = 0; i < RH_N_SETTINGS; i++)
    if (row_of (self, i) == row)
      rh_request_settings_set (self->settings, i, values[selected]);
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
update (RhSettingsPage *self)
{
  if (self->syncing)
    return;

  self->syncing = TRUE;
  for (guint i = 0; i < RH_N_SETTINGS; i++)
    if (rh_setting_is_flag (i))
      update_flag (self, i);
    else
      update_number (self, i);
  self->syncing = FALSE;
}

static void
rh_settings_page_dispose (GObject *object)
{
  RhSettingsPage *self = RH_SETTINGS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_SETTINGS_PAGE);
  g_clear_object (&self->owner);
  g_clear_object (&self->collection);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (rh_settings_page_parent_class)->dispose (object);
}

static void
rh_settings_page_class_init (RhSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_settings_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhSettingsPage, first_group);
  gtk_widget_class_bind_template_child (widget_class, RhSettingsPage, follow_row);
  gtk_widget_class_bind_template_child (widget_class, RhSettingsPage, limit_row);
  gtk_widget_class_bind_template_child (widget_class, RhSettingsPage, method_row);
  gtk_widget_class_bind_template_child (widget_class, RhSettingsPage, connect_row);
  gtk_widget_class_bind_template_child (widget_class, RhSettingsPage, first_byte_row);
  gtk_widget_class_bind_template_child (widget_class, RhSettingsPage, total_row);
  gtk_widget_class_bind_template_child (widget_class, RhSettingsPage, http1_row);
  gtk_widget_class_bind_template_child (widget_class, RhSettingsPage, cookies_row);
}

static void
rh_settings_page_init (RhSettingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
new_for (gpointer owner, RhRequestSettings *settings, RhCollection *collection)
{
  RhSettingsPage *self = g_object_new (RH_TYPE_SETTINGS_PAGE, NULL);

  self->owner = g_object_ref (owner);
  self->settings = g_object_ref (settings);
  self->collection = g_object_ref (collection);
  if (!is_root (self))
    adw_preferences_group_set_description (
        self->first_group, _ ("What is not set here is as the folders and the collection say."));
  update (self);
  for (guint i = 0; i < RH_N_SETTINGS; i++)
    if (rh_setting_is_flag (i))
      g_signal_connect_object (row_of (self, i), "notify::selected", G_CALLBACK (flag_selected_cb),
                               self, G_CONNECT_SWAPPED);
    else
      g_signal_connect_object (row_of (self, i), "changed", G_CALLBACK (number_typed_cb), self,
                               G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (collection, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

GtkWidget *
rh_settings_page_new (RhRequestItem *item, RhCollection *collection)
{
  return new_for (item, rh_request_item_get_settings (item), collection);
}

GtkWidget *
rh_settings_page_new_for_folder (RhFolder *folder, RhCollection *collection)
{
  return new_for (folder, rh_folder_get_settings (folder), collection);
}
