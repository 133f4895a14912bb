/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP Archive 1.2, as browsers save it: its entries in folders, by the page that they belong to or
 * the host that they went to. */
#define G_LOG_DOMAIN "rh-import-har"

#include "config.h"

#include "format/rh-import-har.h"

#include "text/rh-url.h"

#include <string.h>

#define PROGRESS_STEP 64

/* What becomes a folder. */
typedef struct
{
  char *name;
  char *note;
  GPtrArray *items; /* RhRequestItem */
} Group;

typedef struct
{
  RhImport *import;
  GHashTable *pages;  /* id → the page, borrowed */
  GPtrArray *groups;  /* Group, in the order of their first entries */
  GHashTable *by_key; /* page id or host → Group, borrowed */
  gboolean by_page;
} Archive;

static void
group_free (Group *group)
{
  g_free (group->name);
  g_free (group->note);
  g_ptr_array_unref (group->items);
  g_free (group);
}

static gboolean
matches (const RhImportFile *file)
{
  return rh_member_sequence (rh_member_mapping (file->tree, "log"), "entries") != NULL;
}

/* Pages */

static void
read_pages (Archive *archive, const RhYaml *log)
{
  static const RhMember members[]
      = { { "id", RH_MEMBER_TEXT },           { "title", RH_MEMBER_TEXT },
          { "comment", RH_MEMBER_TEXT },      { "startedDateTime", RH_MEMBER_STAMP },
          { "pageTimings", RH_MEMBER_STAMP }, { NULL, 0 } };
  const RhYaml *pages = rh_member_sequence (log, "pages");

  for (guint i = 0; pages != NULL && i < rh_yaml_get_length (pages); i++)
    {
      RhYaml *page = rh_yaml_nth (pages, i);

      if (rh_yaml_get_kind (page) != RH_YAML_MAPPING)
        continue;
      rh_members_tell (archive->import, page, members, "");
      g_hash_table_insert (archive->pages, (gpointer) rh_member_text (page, "id"), page);
    }
}

/* Entries of more than one page. */
static gboolean
has_several_pages (Archive *archive, const RhYaml *entries)
{
  const char *first = NULL;

  for (guint i = 0; i < rh_yaml_get_length (entries); i++)
    {
      const char *page = rh_member_text (rh_yaml_nth (entries, i), "pageref");

      if (!g_hash_table_contains (archive->pages, page))
        continue;
      if (first != NULL && !g_str_equal (first, page))
        return TRUE;
      first = page;
    }

  return FALSE;
}

/* A page is often called by its address, which can have a code or a token behind its path. */
static char *
dup_page_title (const RhYaml *page)
{
  const char *title = rh_member_text (page, "title");

  if (*title == '\0')
    return g_strdup (rh_member_text (page, "id"));

  return strstr (title, "://") == NULL ? g_strdup (title)
                                       : g_strndup (title, strcspn (title, "?#"));
}

/* Folders */

/* "https://API.example.com:8443/x": "api.example.com:8443". */
static char *
dup_host (const char *text)
{
  g_autoptr (RhUrl) url = rh_url_parse (text, NULL);

  return url == NULL ? g_strdup ("") : rh_url_dup_authority (url);
}

static Group *
need_group (Archive *archive, const RhYaml *entry)
{
  const char *ref = rh_member_text (entry, "pageref");
  const RhYaml *page = archive->by_page ? g_hash_table_lookup (archive->pages, ref) : NULL;
  g_autofree char *host = dup_host (rh_member_text (rh_member_mapping (entry, "request"), "url"));
  g_autofree char *key
      = g_strconcat (page == NULL ? "host " : "page ", page == NULL ? host : ref, NULL);
  Group *group = g_hash_table_lookup (archive->by_key, key);

  if (group != NULL)
    return group;

  group = g_new0 (Group, 1);
  group->name = page == NULL ? g_steal_pointer (&host) : dup_page_title (page);
  group->note = g_strdup (page == NULL ? "" : rh_member_text (page, "comment"));
  group->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (archive->groups, group);
  g_hash_table_insert (archive->by_key, g_steal_pointer (&key), group);
  return group;
}

static void
add_groups (Archive *archive)
{
  RhFolder *root = rh_collection_get_root (rh_import_get_collection (archive->import));
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_object_unref);

  if (archive->groups->len == 1)
    {
      rh_folder_append_all (root, ((Group *) g_ptr_array_index (archive->groups, 0))->items);
      return;
    }

  for (guint i = 0; i < archive->groups->len; i++)
    {
      Group *group = g_ptr_array_index (archive->groups, i);
      RhFolder *folder = rh_folder_new (group->name);

      g_object_set (folder, "note", group->note, NULL);
      rh_folder_append_all (folder, group->items);
      g_ptr_array_add (folders, folder);
    }
  rh_folder_append_all (root, folders);
}

/* Entries */

static gboolean
read_entries (Archive *archive,
              const RhYaml *entries,
              const char *name,
              const RhImportWatch *watch,
              GError **error)
{
  guint n_entries = rh_yaml_get_length (entries);

  for (guint i = 0; i < n_entries; i++)
    {
      RhYaml *entry = rh_yaml_nth (entries, i);
      RhRequestItem *item;

      if (i % PROGRESS_STEP == 0)
        {
          if (g_cancellable_set_error_if_cancelled (watch->cancellable, error))
            return FALSE;
          if (watch->progress != NULL)
            watch->progress (i, n_entries, watch->user_data);
        }

      if (rh_member_mapping (entry, "request") == NULL)
        {
          g_set_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_CONTENT,
                       "%s: line %u: log.entries[%u].request", name, rh_yaml_get_line (entry), i);
          return FALSE;
        }
      item = rh_har_read_entry (archive->import, entry);
      g_ptr_array_add (need_group (archive, entry)->items, item);
    }

  return TRUE;
}

static gboolean
check_version (const RhYaml *log, const char *name, GError **error)
{
  const char *version = rh_member_text (log, "version");

  if (*version == '\0' || g_str_has_prefix (version, "1."))
    return TRUE;

  g_set_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_VERSION, "%s: HAR %.8s", name, version);
  return FALSE;
}

static gboolean
read_log (RhImport *self, const RhImportFile *file, const RhImportWatch *watch, GError **error)
{
  static const RhMember members[] = { { "version", RH_MEMBER_TEXT },
                                      { "creator", RH_MEMBER_STAMP },
                                      { "browser", RH_MEMBER_STAMP },
                                      { "pages", RH_MEMBER_SEQUENCE },
                                      { "entries", RH_MEMBER_SEQUENCE },
                                      { "comment", RH_MEMBER_TEXT },
                                      { NULL, 0 } };
  const RhYaml *log = rh_member_mapping (file->tree, "log");
  const RhYaml *entries = rh_member_sequence (log, "entries");
  g_autoptr (GHashTable) pages = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Archive archive = { self, pages, groups, by_key, FALSE };

  if (!check_version (log, file->name, error))
    return FALSE;

  rh_import_set_origin (self, "HAR 1.2");
  rh_members_tell (self, log, members, "");
  if (*rh_member_text (log, "comment") != '\0')
    g_object_set (rh_collection_get_root (rh_import_get_collection (self)), "note",
                  rh_member_text (log, "comment"), NULL);
  read_pages (&archive, log);
  archive.by_page = has_several_pages (&archive, entries);
  if (!read_entries (&archive, entries, file->name, watch, error))
    return FALSE;

  if (groups->len > 0)
    add_groups (&archive);
  return TRUE;
}

const RhImportReader rh_import_har = { "HTTP Archive (HAR)", matches, read_log };
