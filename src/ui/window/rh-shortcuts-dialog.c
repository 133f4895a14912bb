/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All keys on one page. Those of actions are read from the application; GtkShortcutsWindow is
 * deprecated at the floor and AdwShortcutsDialog newer than it. */
#define G_LOG_DOMAIN "rh-shortcuts-dialog"

#include "config.h"

#include "window/rh-shortcuts-dialog.h"

#include "common/rh-help-context.h"

#include <glib/gi18n.h>

struct _RhShortcutsDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (RhShortcutsDialog, rh_shortcuts_dialog, ADW_TYPE_DIALOG)

typedef struct
{
  const char *title;
  const char *action; /* NULL: @keys is all there is */
  const char *keys;   /* as GTK writes accelerators, separated by spaces */
} Entry;

typedef struct
{
  const char *title;
  Entry entries[20]; /* the last one is empty */
} Group;

static const Group groups[] = {
  { N_ ("Request"),
    {
        { N_ ("Send"), "win.send", NULL },
        { N_ ("Cancel"), NULL, "Escape" },
        { N_ ("Edit the URL"), "win.focus-url", NULL },
        { N_ ("Copy the Request"), NULL, "<Control><Shift>g" },
        { N_ ("Undo"), NULL, "<Control>z" },
        { N_ ("Redo"), NULL, "<Control><Shift>z" },
        { N_ ("Edit Rows as Text"), NULL, "<Control><Shift>b" },
        { N_ ("Indent a JSON Body"), NULL, "<Control><Shift>i" },
        { N_ ("Leave the Editor of a Body"), NULL, "F6" },
        { N_ ("Move Row Up"), NULL, "<Alt>Up" },
        { N_ ("Move Row Down"), NULL, "<Alt>Down" },
        { N_ ("Edit Row"), NULL, "<Alt>Return" },
        { N_ ("Choose the Environment"), "win.environment", NULL },
        { N_ ("Edit Environments"), "win.edit-environments", NULL },
        { N_ ("Cookies"), "win.cookies", NULL },
        { N_ ("Go to Request"), "win.go-to", NULL },
    } },
  { N_ ("Response"),
    {
        { N_ ("Find on the Page"), NULL, "<Control>f" },
        { N_ ("Next Page of a List"), "win.next-page", NULL },
        { N_ ("Next Match"), NULL, "<Control>g" },
        { N_ ("Previous Match"), NULL, "<Control><Shift>g" },
        { N_ ("Copy Value"), NULL, "<Control><Shift>c" },
        { N_ ("Copy Path"), NULL, "<Control><Alt>c" },
        { N_ ("Copy as Variable"), NULL, "<Control><Alt>v" },
        { N_ ("Decode Token"), NULL, "<Control><Alt>j" },
        { N_ ("Go to Line"), NULL, "<Control>i" },
        { N_ ("Fold or Unfold"), NULL, "Return" },
        { N_ ("Fold All"), NULL, "<Alt>minus" },
        { N_ ("Unfold All"), NULL, "<Alt>plus" },
        { N_ ("Wrap Lines"), NULL, "<Alt>z" },
        { N_ ("Examples of the Request"), NULL, "<Control><Shift>x" },
    } },
  { N_ ("Cookies"),
    {
        { N_ ("Search Cookies"), NULL, "<Control>f" },
        /* Translators: a verb: a cookie. */
        { N_ ("Edit"), NULL, "Return" },
        { N_ ("Delete"), NULL, "Delete" },
        { N_ ("Delete All of a Host"), NULL, "<Shift>Delete" },
    } },
  { N_ ("Collections"),
    {
        { N_ ("Open Collection"), "win.open", NULL },
        { N_ ("Import Files"), "win.import", NULL },
        { N_ ("Save"), "win.save", NULL },
        { N_ ("Save As"), "win.save-as", NULL },
        /* Translators: a verb: a collection to another program’s file. */
        { N_ ("Export"), "win.export", NULL },
    } },
  { N_ ("Tabs"),
    {
        { N_ ("New Request"), "win.new-tab", NULL },
        { N_ ("Close Tab"), "win.close-tab", NULL },
        { N_ ("Reopen Closed Tab"), "win.reopen-tab", NULL },
        { N_ ("Next Tab"), NULL, "<Control>Tab" },
        { N_ ("Previous Tab"), NULL, "<Control><Shift>Tab" },
        { N_ ("Go to Tab 1 to 9"), NULL, "<Alt>1 <Alt>9" },
    } },
  { N_ ("Sidebar"),
    {
        { N_ ("Show or Hide"), "win.toggle-sidebar", NULL },
        { N_ ("Filter Requests"), "win.filter", NULL },
        { N_ ("Folder Settings"), NULL, "<Alt>Return" },
        { N_ ("Export Folder or Request"), NULL, "<Control><Alt>p" },
        { N_ ("Open in New Tab"), NULL, "<Shift>Return" },
        { N_ ("New Folder"), NULL, "<Control><Shift>n" },
        { N_ ("Rename"), NULL, "F2" },
        { N_ ("Duplicate"), NULL, "<Control>d" },
        { N_ ("Move Up"), NULL, "<Alt>Up" },
        { N_ ("Move Down"), NULL, "<Alt>Down" },
        { N_ ("Move to Folder"), NULL, "<Control>m" },
        { N_ ("Delete"), NULL, "Delete" },
        { N_ ("Menu of the Row"), NULL, "<Shift>F10" },
    } },
  /* Translators: a noun: the heading of keys that change how things look. */
  { N_ ("View"),
    {
        { N_ ("Next Layout of the Response"), "win.next-layout", NULL },
        { N_ ("Larger Text"), "app.zoom-in", NULL },
        { N_ ("Smaller Text"), "app.zoom-out", NULL },
        { N_ ("Normal Text Size"), "app.zoom-reset", NULL },
    } },
  { N_ ("General"),
    {
        { N_ ("Help"), "win.help", NULL },
        { N_ ("Get Started"), "win.get-started", NULL },
        { N_ ("Main Menu"), NULL, "F10" },
        { N_ ("New Window"), "app.new-window", NULL },
        { N_ ("Preferences"), "app.preferences", NULL },
        { N_ ("Keyboard Shortcuts"), "app.shortcuts", NULL },
        { N_ ("Close Window"), "window.close", NULL },
        { N_ ("Quit"), "app.quit", NULL },
    } },
};

static char *
dup_label (const char *accelerator)
{
  GdkModifierType modifiers;
  guint key;

  if (!gtk_accelerator_parse (accelerator, &key, &modifiers))
    return g_strdup (accelerator);
  return gtk_accelerator_get_label (key, modifiers);
}

/* The first two are enough: others are for keypads. */
static char *
dup_labels (const char *const *keys)
{
  g_autofree char *first = keys[0] != NULL ? dup_label (keys[0]) : g_strdup ("");
  g_autofree char *second = keys[0] != NULL && keys[1] != NULL ? dup_label (keys[1]) : NULL;

  if (second == NULL)
    return g_steal_pointer (&first);
  /* Translators: two keys that do the same. */
  return g_strdup_printf (_ ("%s or %s"), first, second);
}

static GtkWidget *
row_new (GtkApplication *application, const Entry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label;
  g_auto (GStrv) keys = NULL;
  g_autofree char *text = NULL;

  if (entry->action != NULL)
    keys = gtk_application_get_accels_for_action (application, entry->action);
  else
    keys = g_strsplit (entry->keys, " ", -1);
  if (entry->action == NULL && keys[1] != NULL)
    {
      g_autofree char *first = dup_label (keys[0]);
      g_autofree char *last = dup_label (keys[1]);

      /* Translators: the first and the last of a range of keys. */
      text = g_strdup_printf (_ ("%s to %s"), first, last);
    }
  else
    text = dup_labels ((const char *const *) keys);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (entry->title));
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
rh_shortcuts_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_SHORTCUTS_DIALOG);

  G_OBJECT_CLASS (rh_shortcuts_dialog_parent_class)->dispose (object);
}

static void
rh_shortcuts_dialog_class_init (RhShortcutsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_shortcuts_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/window/rh-shortcuts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhShortcutsDialog, page);
}

static void
rh_shortcuts_dialog_init (RhShortcutsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_help_context_set (GTK_WIDGET (self), RH_HELP_KEYS);
}

void
rh_shortcuts_dialog_fill (AdwPreferencesPage *page, GtkApplication *application)
{
  g_return_if_fail (ADW_IS_PREFERENCES_PAGE (page));
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

      adw_preferences_group_set_title (group, _ (groups[i].title));
      for (const Entry *entry = groups[i].entries; entry->title != NULL; entry++)
        adw_preferences_group_add (group, row_new (application, entry));
      adw_preferences_page_add (page, group);
    }
}

AdwDialog *
rh_shortcuts_dialog_new (GtkApplication *application)
{
  RhShortcutsDialog *self = g_object_new (RH_TYPE_SHORTCUTS_DIALOG, NULL);

  rh_shortcuts_dialog_fill (self->page, application);
  return ADW_DIALOG (self);
}
