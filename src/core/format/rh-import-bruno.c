/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection of Bruno's: a folder of .bru files, or one of them. What Bruno writes in YAML is
 * OpenCollection, which is opened and not imported. */
#define G_LOG_DOMAIN "rh-import-bruno"

#include "config.h"

#include "format/rh-import-bruno.h"

#include "format/rh-import-members.h"
#include "format/rh-import-private.h"

#include <math.h>
#include <string.h>

#define ORIGIN "Bruno"
#define SUFFIX ".bru"
#define CONFIG "bruno.json"
#define COLLECTION "collection.bru"
#define FOLDER "folder.bru"
#define ENVIRONMENTS "environments"
#define DOTENV ".env"

typedef struct
{
  RhBruno bruno;
  RhImportFolder folder;
  GStrv ignored; /* names in the root */
} Reader;

/* Files */

/* NULL: it was told, or there is no such file. */
static RhBru *
read_bru (Reader *reader, const char *path)
{
  g_autoptr (RhImportFile) file = rh_import_folder_read (&reader->folder, path);
  g_autoptr (GError) error = NULL;
  RhBru *bru;

  if (file == NULL)
    return NULL;

  bru = rh_bru_parse (g_bytes_get_data (file->text, NULL), g_bytes_get_size (file->text), &error);
  if (bru == NULL)
    rh_import_folder_refuse (&reader->folder, path, error->message);
  return bru;
}

/* bruno.json */

static void
read_certificates (RhImport *import, const RhYaml *config)
{
  RhYaml *list = rh_member_sequence (rh_member_mapping (config, "clientCertificates"), "certs");

  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    rh_import_note (import, RH_IMPORT_CLIENT_CERTIFICATE, "",
                    rh_member_text (rh_yaml_nth (list, i), "domain"));
}

/* Two shapes: { enabled, hostname } and { inherit, config: { hostname } }. */
static void
read_proxy (RhImport *import, const RhYaml *config)
{
  RhYaml *proxy = rh_member_mapping (config, "proxy");
  RhYaml *inner = rh_member_mapping (proxy, "config");
  const char *written = rh_member_text (inner == NULL ? proxy : inner, "hostname");
  const char *at = strrchr (written, '@');
  const char *host = at == NULL ? written : at + 1;
  gboolean used = inner == NULL ? rh_member_is_true (proxy, "enabled")
                                : !rh_member_is_true (proxy, "inherit")
                                      && !rh_member_is_true (proxy, "disabled");

  if (used && *host != '\0')
    rh_import_note (import, RH_IMPORT_PROXY, "", host);
}

static void
read_ignored (Reader *reader, const RhYaml *config)
{
  RhYaml *list = rh_member_sequence (config, "ignore");
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_strv_builder_add (names, "node_modules");
  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    if (rh_yaml_get_text (rh_yaml_nth (list, i)) != NULL)
      g_strv_builder_add (names, rh_yaml_get_text (rh_yaml_nth (list, i)));
  reader->ignored = g_strv_builder_end (names);
}

static void
keep_config (RhImport *import, const RhYaml *config, const char *key)
{
  RhYaml *value = rh_yaml_get (config, key);

  if (value != NULL && rh_yaml_get_length (value) > 0)
    rh_import_keep_member (import, rh_import_get_collection (import), "bruno", key,
                           rh_yaml_copy (value), "", TRUE);
}

static void
read_config (Reader *reader)
{
  static const RhMember members[] = { { "version", RH_MEMBER_TEXT },
                                      { "name", RH_MEMBER_TEXT },
                                      { "type", RH_MEMBER_TEXT },
                                      { "ignore", RH_MEMBER_SEQUENCE },
                                      { "proxy", RH_MEMBER_MAPPING },
                                      { "clientCertificates", RH_MEMBER_MAPPING },
                                      { "scripts", RH_MEMBER_MAPPING },
                                      { "presets", RH_MEMBER_MAPPING },
                                      { "protobuf", RH_MEMBER_MAPPING },
                                      { "uid", RH_MEMBER_STAMP },
                                      { "size", RH_MEMBER_STAMP },
                                      { "filesCount", RH_MEMBER_STAMP },
                                      { NULL, 0 } };
  RhImport *import = reader->bruno.import;
  g_autoptr (RhImportFile) file = rh_import_folder_read (&reader->folder, CONFIG);
  const RhYaml *config = file == NULL ? NULL : file->tree;

  read_ignored (reader, config);
  if (config == NULL || rh_yaml_get_kind (config) != RH_YAML_MAPPING)
    return;

  g_object_set (rh_import_get_collection (import), "name", rh_member_text (config, "name"), NULL);
  rh_members_tell (import, config, members, "");
  read_certificates (import, config);
  read_proxy (import, config);
  keep_config (import, config, "scripts");
  keep_config (import, config, "presets");
  keep_config (import, config, "protobuf");
}

/* Folders */

static gboolean
is_bru (const RhDiskEntry *entry)
{
  return entry->info.kind != RH_DISK_KIND_FOLDER && g_str_has_suffix (entry->name, SUFFIX)
         && !g_str_equal (entry->name, COLLECTION) && !g_str_equal (entry->name, FOLDER);
}

static void
add_request (Reader *reader,
             const char *path,
             const char *file,
             const char *place,
             GPtrArray *placed)
{
  g_autoptr (RhBru) bru = read_bru (reader, path);
  g_autofree char *name = rh_import_folder_stem (file, SUFFIX);
  RhRequestItem *item;

  if (bru == NULL)
    return;

  item = rh_bruno_read_request (&reader->bruno, bru, name, place);
  if (item == NULL)
    rh_import_folder_refuse (&reader->folder, path, "there is no request in it");
  else
    rh_import_placed_add (placed, item, rh_bruno_read_seq (bru));
}

static gboolean
read_items (Reader *reader, const char *path, RhFolder *folder, const char *around, guint depth);

static void
add_folder (Reader *reader,
            const char *path,
            const char *file,
            const char *around,
            guint depth,
            GPtrArray *placed)
{
  g_autofree char *inner = rh_import_folder_join (path, FOLDER);
  g_autofree char *stem = rh_import_folder_stem (file, "");
  g_autofree char *place = NULL;
  g_autoptr (RhBru) bru = NULL;
  g_autoptr (RhFolder) folder = NULL;
  const char *own = NULL;
  gboolean found;

  if (rh_import_folder_is_deep (&reader->folder, path, depth))
    return;
  if (rh_import_folder_has (reader->folder.disk, path, CONFIG, RH_DISK_KIND_FILE))
    {
      rh_import_folder_refuse (&reader->folder, path, "it is a collection of its own");
      return;
    }

  bru = read_bru (reader, inner);
  if (bru != NULL)
    own = rh_bru_lookup_in (bru, "meta", "name");
  folder = rh_folder_new (own == NULL || *own == '\0' ? stem : own);
  place = rh_import_folder_place (around, rh_folder_get_name (folder));
  if (bru != NULL)
    rh_bruno_read_defaults (&reader->bruno, bru, folder, place);
  found = read_items (reader, path, folder, place, depth);
  if (found || bru != NULL)
    rh_import_placed_add (placed, g_steal_pointer (&folder),
                          bru == NULL ? NAN : rh_bruno_read_seq (bru));
}

/* Whether there is anything in it. */
static gboolean
read_items (Reader *reader, const char *path, RhFolder *folder, const char *around, guint depth)
{
  g_autoptr (GPtrArray) entries = rh_import_folder_list (&reader->folder, path);
  g_autoptr (GPtrArray) placed = rh_import_placed_new ();
  gboolean root = *path == '\0';

  for (guint i = 0; i < entries->len && rh_import_folder_goes_on (&reader->folder); i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *whole = rh_import_folder_join (path, entry->name);

      if (is_bru (entry))
        add_request (reader, whole, entry->name, around, placed);
      else if (entry->info.kind == RH_DISK_KIND_FOLDER
               && !g_strv_contains ((const char *const *) reader->ignored, entry->name)
               && !(root && g_str_equal (entry->name, ENVIRONMENTS)))
        add_folder (reader, whole, entry->name, around, depth + 1, placed);
    }

  rh_import_placed_put (placed, folder);
  return placed->len > 0;
}

/* Environments */

static void
read_environments (Reader *reader)
{
  g_autoptr (GPtrArray) entries = NULL;

  if (!rh_import_folder_has (reader->folder.disk, "", ENVIRONMENTS, RH_DISK_KIND_FOLDER))
    return;

  entries = rh_import_folder_list (&reader->folder, ENVIRONMENTS);
  for (guint i = 0; i < entries->len && rh_import_folder_goes_on (&reader->folder); i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *path = rh_import_folder_join (ENVIRONMENTS, entry->name);
      g_autofree char *name = rh_import_folder_stem (entry->name, SUFFIX);
      g_autoptr (RhBru) bru = is_bru (entry) ? read_bru (reader, path) : NULL;

      if (bru != NULL)
        rh_bruno_read_environment (&reader->bruno, bru, name);
    }
}

/* The values are looked for beside the collection, where they were; the file has secrets in it and
 * is not copied. */
static void
point_to_dotenv (RhBruno *bruno)
{
  RhCollection *collection = rh_import_get_collection (bruno->import);
  GListModel *environments = rh_collection_get_environments (collection);

  if (!bruno->process)
    return;

  rh_import_need_environment (bruno->import);
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      g_object_set (environment, "dotenv-path", DOTENV, NULL);
    }
  rh_import_note (bruno->import, RH_IMPORT_FILE_NOT_READ, "", DOTENV);
}

/* The readers */

static gboolean
has_bru (RhDisk *disk)
{
  g_autoptr (GPtrArray) entries = rh_disk_list (disk, "", NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (entries, i);

      if (entry->info.kind == RH_DISK_KIND_FILE && g_str_has_suffix (entry->name, SUFFIX))
        return TRUE;
    }

  return FALSE;
}

static gboolean
matches_folder (RhDisk *disk)
{
  return !rh_import_folder_has (disk, "", "opencollection.yml", RH_DISK_KIND_FILE)
         && (rh_import_folder_has (disk, "", CONFIG, RH_DISK_KIND_FILE) || has_bru (disk));
}

static gboolean
read_folder (RhImport *import, RhDisk *disk, const RhImportWatch *watch, GError **error)
{
  RhCollection *collection = rh_import_get_collection (import);
  Reader reader = { .bruno = { .import = import },
                    .folder = { .import = import, .disk = disk, .watch = watch } };
  g_autoptr (RhBru) bru = NULL;

  rh_import_set_origin (import, ORIGIN);
  read_config (&reader);
  read_environments (&reader); /* first: what is hidden afterwards has other names than theirs */
  bru = read_bru (&reader, COLLECTION);
  if (bru != NULL)
    rh_bruno_read_defaults (&reader.bruno, bru, collection, "");
  read_items (&reader, "", rh_collection_get_root (collection), "", 0);
  point_to_dotenv (&reader.bruno);
  g_strfreev (reader.ignored);
  return TRUE;
}

const RhImportFolderReader rh_import_bruno_folder = { ORIGIN, matches_folder, read_folder };

/* One file */

static gboolean
is_block (const char *name)
{
  static const char *const names[]
      = { "meta",    "get",  "post", "put",  "delete", "patch", "options", "head", "http",
          "headers", "auth", "docs", "vars", "tests",  "query", "grpc",    "ws",   NULL };
  static const char *const prefixes[] = { "vars:", "auth:", "params:", "script:", "body:" };

  if (g_strv_contains (names, name))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (name, prefixes[i]) && !g_str_has_suffix (name, ":"))
      return TRUE;

  return FALSE;
}

/* It begins with a block that is one of Bruno's: "meta {" in a line of its own. */
static gboolean
matches_file (const RhImportFile *file)
{
  gsize length;
  const char *text = g_bytes_get_data (file->text, &length);
  gsize at = 0;
  gsize end;
  g_autofree char *line = NULL;
  char *bracket;

  while (at < length && g_ascii_isspace (text[at]))
    at++;
  if (at == length)
    return FALSE;
  for (end = at; end < length && text[end] != '\n' && end - at < 64; end++)
    ;
  line = g_strchomp (g_strndup (text + at, end - at));
  bracket = strrchr (line, ' ');
  if (bracket == NULL || (!g_str_equal (bracket, " {") && !g_str_equal (bracket, " [")))
    return FALSE;

  *bracket = '\0';
  return is_block (line);
}

static void
take_file (RhBruno *bruno, const RhBru *bru, const char *name)
{
  RhCollection *collection = rh_import_get_collection (bruno->import);
  g_autoptr (RhRequestItem) item = rh_bruno_read_request (bruno, bru, name, "");

  if (item != NULL)
    {
      rh_folder_append (rh_collection_get_root (collection), G_OBJECT (item));
      return;
    }
  if (rh_bru_find (bru, "vars") == NULL && rh_bru_find (bru, "vars:secret") == NULL)
    {
      rh_bruno_read_defaults (bruno, bru, collection, "");
      return;
    }

  rh_bruno_read_environment (bruno, bru, name);
}

static gboolean
read_file (RhImport *import, const RhImportFile *file, const RhImportWatch *watch, GError **error)
{
  RhBruno bruno = { .import = import };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RhBru) bru = rh_bru_parse (g_bytes_get_data (file->text, NULL),
                                        g_bytes_get_size (file->text), &local_error);
  g_autofree char *name = rh_import_folder_stem (file->name, SUFFIX);

  if (bru == NULL)
    {
      g_set_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_SYNTAX, "%s: %s", file->name,
                   local_error->message);
      return FALSE;
    }

  rh_import_set_origin (import, ORIGIN);
  take_file (&bruno, bru, name);
  point_to_dotenv (&bruno);
  return TRUE;
}

const RhImportReader rh_import_bruno_file = { ORIGIN, matches_file, read_file };
