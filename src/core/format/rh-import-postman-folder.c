/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's collections as folders of YAML: the folder that was chosen is a collection, or has
 * collections in it, as a repository has that Postman writes to. */
#define G_LOG_DOMAIN "rh-import-postman-folder"

#include "config.h"

#include "format/rh-import-folder.h"
#include "format/rh-import-postman-v3.h"
#include "format/rh-import-private.h"

#include <math.h>
#include <string.h>

#define ORIGIN "Postman 3"
#define RESOURCES ".resources"

typedef struct
{
  RhImport *import;
  RhImportFolder folder;
} Reader;

/* A tree and its place among others. */
typedef struct
{
  RhYaml *item;
  double order;
} Part;

static void
part_free (Part *part)
{
  rh_yaml_unref (part->item);
  g_free (part);
}

static GPtrArray *
new_parts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
}

static void
add_part (GPtrArray *parts, RhYaml *item, double order)
{
  Part *part = g_new0 (Part, 1);

  *part = (Part) { item, order };
  g_ptr_array_add (parts, part);
}

/* What has no order comes last. */
static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const Part *one = a;
  const Part *other = b;

  if (isnan (one->order) || isnan (other->order))
    return (isnan (one->order) ? 1 : 0) - (isnan (other->order) ? 1 : 0);

  return one->order < other->order ? -1 : one->order > other->order;
}

static RhYaml *
join_parts (GPtrArray *parts)
{
  RhYaml *list = rh_yaml_new_sequence ();

  g_ptr_array_sort_values (parts, compare_parts);
  for (guint i = 0; i < parts->len; i++)
    rh_yaml_append (list, rh_yaml_ref (((Part *) g_ptr_array_index (parts, i))->item));
  return list;
}

/* Files */

/* "Get.request.yaml" gives "Get"; NULL: it is called otherwise. */
static char *
dup_stem (const char *name, const char *kind)
{
  g_autofree char *yaml = g_strconcat (kind, ".yaml", NULL);
  g_autofree char *yml = g_strconcat (kind, ".yml", NULL);

  if (g_str_has_suffix (name, yaml))
    return rh_import_folder_stem (name, yaml);

  return g_str_has_suffix (name, yml) ? rh_import_folder_stem (name, yml) : NULL;
}

/* The tree of a file; NULL: it was told, or there is none. */
static RhYaml *
read_tree (Reader *reader, const char *path)
{
  g_autoptr (RhImportFile) file = rh_import_folder_read (&reader->folder, path);

  if (file == NULL)
    return NULL;
  if (file->tree != NULL && rh_yaml_get_kind (file->tree) == RH_YAML_MAPPING)
    return rh_yaml_ref (file->tree);

  rh_import_folder_refuse (&reader->folder, path,
                           file->problem == NULL ? "there is nothing in it"
                                                 : file->problem->message);
  return NULL;
}

/* NULL: a folder need not have one. */
static RhYaml *
read_definition (Reader *reader, const char *path)
{
  static const char *const names[] = { RESOURCES "/definition.yaml", RESOURCES "/definition.yml",
                                       "collection.yaml", "collection.yml" };
  RhYaml *tree = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && tree == NULL; i++)
    {
      g_autofree char *whole = rh_import_folder_join (path, names[i]);

      tree = read_tree (reader, whole);
    }

  return tree;
}

/* Examples */

/* A sequence; NULL: there are none. */
static RhYaml *
read_examples (Reader *reader, const char *path, const char *file, const char *stem_of_file)
{
  g_autofree char *inner = g_strconcat (RESOURCES "/", stem_of_file, ".resources/examples", NULL);
  g_autofree char *whole = rh_import_folder_join (path, inner);
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autoptr (GPtrArray) entries = NULL;

  if (!rh_import_folder_has (reader->folder.disk, path, inner, RH_DISK_KIND_FOLDER))
    return NULL;

  entries = rh_import_folder_list (&reader->folder, whole);
  for (guint i = 0; i < entries->len && rh_import_folder_goes_on (&reader->folder); i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *name = dup_stem (entry->name, ".example");
      g_autofree char *one = rh_import_folder_join (whole, entry->name);
      g_autoptr (RhYaml) tree = name == NULL ? NULL : read_tree (reader, one);

      if (tree != NULL)
        add_part (parts, rh_postman_v3_new_response (tree, name), rh_postman_v3_read_order (tree));
    }

  return join_parts (parts);
}

/* Requests and folders */

/* @stem: of the file's own bytes, which its examples are called by. */
static void
add_request (Reader *reader,
             const char *path,
             const char *file,
             const char *around,
             GPtrArray *parts)
{
  g_autofree char *whole = rh_import_folder_join (path, file);
  g_autofree char *name = dup_stem (file, ".request");
  g_autofree char *stem
      = g_strndup (file, strlen (file) - strlen (strrchr (file, '.')) - strlen (".request"));
  g_autoptr (RhYaml) tree = read_tree (reader, whole);
  g_autofree char *place = NULL;

  if (tree == NULL)
    return;
  if (!rh_postman_v3_is_request (tree))
    {
      rh_import_folder_refuse (&reader->folder, whole, "there is no request in it");
      return;
    }

  place = rh_import_folder_place (around, rh_postman_v3_peek_name (tree, name));
  add_part (parts,
            rh_postman_v3_new_request (reader->import, tree, name,
                                       read_examples (reader, path, file, stem), place),
            rh_postman_v3_read_order (tree));
}

static RhYaml *read_group (Reader *reader,
                           const char *path,
                           const char *name,
                           gboolean root,
                           const char *around,
                           guint depth,
                           double *order);

static void
add_folder (Reader *reader,
            const char *path,
            const char *file,
            const char *around,
            guint depth,
            GPtrArray *parts)
{
  g_autofree char *whole = rh_import_folder_join (path, file);
  g_autofree char *name = rh_import_folder_stem (file, "");
  double order = NAN;
  RhYaml *group;

  if (rh_import_folder_is_deep (&reader->folder, whole, depth))
    return;

  group = read_group (reader, whole, name, FALSE, around, depth, &order);
  if (group != NULL)
    add_part (parts, group, order);
}

/* NULL: there is nothing of Postman's in it. */
static RhYaml *
read_group (Reader *reader,
            const char *path,
            const char *name,
            gboolean root,
            const char *around,
            guint depth,
            double *order)
{
  g_autoptr (RhYaml) tree = read_definition (reader, path);
  g_autoptr (GPtrArray) entries = rh_import_folder_list (&reader->folder, path);
  g_autoptr (GPtrArray) parts = new_parts ();
  g_autofree char *place
      = root ? g_strdup ("")
             : rh_import_folder_place (around, rh_postman_v3_peek_name (tree, name));

  for (guint i = 0; i < entries->len && rh_import_folder_goes_on (&reader->folder); i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *stem = dup_stem (entry->name, ".request");

      if (entry->info.kind == RH_DISK_KIND_FOLDER)
        add_folder (reader, path, entry->name, place, depth + 1, parts);
      else if (stem != NULL)
        add_request (reader, path, entry->name, place, parts);
    }

  if (order != NULL)
    *order = rh_postman_v3_read_order (tree);
  if (tree == NULL && parts->len == 0)
    return NULL;

  return rh_postman_v3_new_group (reader->import, tree, name, join_parts (parts), root, place);
}

/* Where collections are */

static gboolean
is_collection (RhDisk *disk, const char *path)
{
  g_autoptr (GPtrArray) entries = NULL;

  if (rh_import_folder_has (disk, path, RESOURCES "/definition.yaml", RH_DISK_KIND_FILE)
      || rh_import_folder_has (disk, path, RESOURCES "/definition.yml", RH_DISK_KIND_FILE))
    return TRUE;

  entries = rh_disk_list (disk, path, NULL);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *stem = dup_stem (entry->name, ".request");

      if (stem != NULL && entry->info.kind == RH_DISK_KIND_FILE)
        return TRUE;
    }

  return FALSE;
}

/* Paths of those in the folder, which may be one itself. */
static GPtrArray *
find_collections (RhDisk *disk)
{
  static const char *const bases[] = { "postman/collections", "collections" };
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  if (is_collection (disk, ""))
    g_ptr_array_add (paths, g_strdup (""));

  for (guint i = 0; i < G_N_ELEMENTS (bases) && paths->len == 0; i++)
    {
      g_autoptr (GPtrArray) entries = rh_disk_list (disk, bases[i], NULL);

      for (guint j = 0; entries != NULL && j < MIN (entries->len, RH_IMPORT_MAX_FILES); j++)
        {
          const RhDiskEntry *entry = g_ptr_array_index (entries, j);
          g_autofree char *path = rh_import_folder_join (bases[i], entry->name);

          if (*entry->name != '.' && entry->info.kind == RH_DISK_KIND_FOLDER
              && is_collection (disk, path))
            g_ptr_array_add (paths, g_steal_pointer (&path));
        }
    }

  return paths;
}

/* Environments */

static void
load_environment (Reader *reader,
                  const char *path,
                  const char *name,
                  const char *scope,
                  GPtrArray *files)
{
  g_autoptr (RhYaml) tree = read_tree (reader, path);
  RhImportFile *file;

  if (tree == NULL)
    return;

  file = g_new0 (RhImportFile, 1);
  file->name = g_utf8_make_valid (path, -1);
  file->tree = rh_postman_v3_new_environment (tree, name, scope);
  g_ptr_array_add (files, file);
}

/* @kind: ".environment"; "": any file will do. */
static void
load_environments (Reader *reader,
                   const char *path,
                   const char *kind,
                   const char *scope,
                   GPtrArray *files)
{
  g_autoptr (GPtrArray) entries = NULL;

  if (*path != '\0' && !rh_import_folder_has (reader->folder.disk, "", path, RH_DISK_KIND_FOLDER))
    return;

  entries = rh_import_folder_list (&reader->folder, path);
  for (guint i = 0; i < entries->len && rh_import_folder_goes_on (&reader->folder); i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *stem = dup_stem (entry->name, kind);
      g_autofree char *whole = rh_import_folder_join (path, entry->name);
      g_autofree char *name = stem == NULL ? NULL : rh_import_folder_stem (stem, ".environment");

      if (name != NULL && entry->info.kind != RH_DISK_KIND_FOLDER)
        load_environment (reader, whole, name, scope, files);
    }
}

/* Of RhImportFile. */
static GPtrArray *
load_all_environments (Reader *reader)
{
  static const char *const places[][3] = {
    { "", ".environment", "environment" },         { "environments", "", "environment" },
    { "postman/environments", "", "environment" }, { "globals", "", "globals" },
    { "postman/globals", "", "globals" },
  };
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    load_environments (reader, places[i][0], places[i][1], places[i][2], files);

  return files;
}

/* What else Postman writes there. */
static void
tell_others (Reader *reader)
{
  static const char *const bases[] = { "", "postman" };
  static const char *const names[] = { "specs", "flows", "mocks", "sdks" };

  if (!rh_import_folder_has (reader->folder.disk, "", "collections", RH_DISK_KIND_FOLDER)
      && !rh_import_folder_has (reader->folder.disk, "", "postman", RH_DISK_KIND_FOLDER))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      if (rh_import_folder_has (reader->folder.disk, bases[i], names[j], RH_DISK_KIND_FOLDER))
        rh_import_note (reader->import, RH_IMPORT_MEMBER, "", names[j]);
}

/* The reader */

static gboolean
matches (RhDisk *disk)
{
  g_autoptr (GPtrArray) paths = find_collections (disk);

  return paths->len > 0
         || rh_import_folder_has (disk, "", "postman/environments", RH_DISK_KIND_FOLDER);
}

/* One is the collection; several are folders of it, and keep what is theirs. */
static RhYaml *
read_collections (Reader *reader, GPtrArray *paths)
{
  RhYaml *list;

  if (paths->len == 1)
    {
      const char *path = g_ptr_array_index (paths, 0);
      g_autofree char *name = g_path_get_basename (path);

      return read_group (reader, path, *path == '\0' ? "" : name, TRUE, "", 0, NULL);
    }

  list = rh_yaml_new_sequence ();
  for (guint i = 0; i < paths->len && rh_import_folder_goes_on (&reader->folder); i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autofree char *base = g_path_get_basename (path);
      g_autofree char *name = g_utf8_make_valid (base, -1);
      RhYaml *group = read_group (reader, path, name, FALSE, "", 1, NULL);

      if (group == NULL)
        continue;
      rh_yaml_append (list, group);
      rh_import_note (reader->import, RH_IMPORT_COLLECTION_FOLDER, "",
                      rh_yaml_get_text (rh_yaml_get (group, "name")));
    }

  return rh_postman_v3_new_group (reader->import, NULL, "", list, TRUE, "");
}

/* What there are variables of is known before anything is hidden. */
static gboolean
read_loaded (Reader *reader, const RhImportFile *file, GPtrArray *environments, GError **error)
{
  if (file->tree != NULL)
    rh_import_postman.learn (reader->import, file);
  for (guint i = 0; i < environments->len; i++)
    rh_import_postman_environment.learn (reader->import, g_ptr_array_index (environments, i));

  if (file->tree != NULL
      && !rh_import_postman.read (reader->import, file, reader->folder.watch, error))
    return FALSE;
  for (guint i = 0; i < environments->len; i++)
    if (!rh_import_postman_environment.read (reader->import, g_ptr_array_index (environments, i),
                                             reader->folder.watch, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_folder (RhImport *import, RhDisk *disk, const RhImportWatch *watch, GError **error)
{
  Reader reader = { import, { .import = import, .disk = disk, .watch = watch } };
  g_autoptr (GPtrArray) paths = find_collections (disk);
  g_autoptr (GPtrArray) environments = NULL;
  g_autoptr (RhYaml) tree = NULL;

  rh_import_set_origin (import, ORIGIN);
  if (paths->len > 0)
    tree = read_collections (&reader, paths);
  tell_others (&reader);
  environments = load_all_environments (&reader);
  return read_loaded (&reader, &(const RhImportFile) { .name = (char *) "", .tree = tree },
                      environments, error);
}

const RhImportFolderReader rh_import_postman_folder = { ORIGIN, matches, read_folder };

/* One file: a request, or a whole collection as Postman exports one. */

static gboolean
matches_file (const RhImportFile *file)
{
  return rh_postman_v3_is_request (file->tree)
         || (rh_postman_v3_is_collection (file->tree) && rh_yaml_get (file->tree, "items") != NULL);
}

static RhYaml *new_items (RhImport *import, const RhYaml *list, const char *around, guint depth);

static void
add_item (RhImport *import, const RhYaml *tree, const char *around, guint depth, GPtrArray *parts)
{
  const char *name = rh_postman_v3_peek_name (tree, "");
  g_autofree char *place = rh_import_folder_place (around, name);
  double order = rh_postman_v3_read_order (tree);

  if (rh_postman_v3_is_request (tree))
    add_part (parts, rh_postman_v3_new_request (import, tree, "", NULL, place), order);
  else if (!rh_postman_v3_is_collection (tree))
    rh_import_note (import, RH_IMPORT_MEMBER, around, "items");
  else if (depth >= RH_IMPORT_MAX_FOLDERS)
    rh_import_note (import, RH_IMPORT_TOO_MUCH, around, name);
  else
    {
      RhYaml *items = new_items (import, rh_yaml_get (tree, "items"), place, depth + 1);

      add_part (parts, rh_postman_v3_new_group (import, tree, "", items, FALSE, place), order);
    }
}

static RhYaml *
new_items (RhImport *import, const RhYaml *list, const char *around, guint depth)
{
  g_autoptr (GPtrArray) parts = new_parts ();

  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    add_item (import, rh_yaml_nth (list, i), around, depth, parts);

  return join_parts (parts);
}

static gboolean
read_file (RhImport *import, const RhImportFile *file, const RhImportWatch *watch, GError **error)
{
  g_autofree char *name = dup_stem (file->name, ".request");
  RhImportFile converted = { .name = file->name };
  gboolean read;

  rh_import_set_origin (import, ORIGIN);
  if (rh_postman_v3_is_request (file->tree))
    {
      RhYaml *list = rh_yaml_new_sequence ();

      rh_yaml_append (list, rh_postman_v3_new_request (import, file->tree,
                                                       name == NULL ? file->name : name, NULL, ""));
      converted.tree = rh_postman_v3_new_group (import, NULL, "", list, TRUE, "");
    }
  else
    converted.tree = rh_postman_v3_new_group (
        import, file->tree, "", new_items (import, rh_yaml_get (file->tree, "items"), "", 1), TRUE,
        "");

  rh_import_postman.learn (import, &converted);
  read = rh_import_postman.read (import, &converted, watch, error);
  rh_yaml_unref (converted.tree);
  return read;
}

const RhImportReader rh_import_postman_v3 = { ORIGIN, matches_file, read_file };
