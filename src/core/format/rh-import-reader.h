/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of other programs, recognised by what is in them, never by their names. */
#pragma once

#include "collection/rh-disk.h"
#include "format/rh-import.h"

G_BEGIN_DECLS

/* What a user gives at once. */
#define RH_IMPORT_MAX_SIZE (64 * 1024 * 1024)
#define RH_IMPORT_MAX_FILES 20000
/* Folders within folders; the disk's paths have an end. */
#define RH_IMPORT_MAX_FOLDERS 32

#define RH_IMPORT_ERROR (rh_import_error_quark ())
GQuark rh_import_error_quark (void);
/* The message begins with the file's name. Errors of RH_YAML_ERROR and RH_DISK_ERROR pass through,
 * their messages begin with it too. */
typedef enum
{
  RH_IMPORT_ERROR_UNKNOWN,  /* of no kind that is read here */
  RH_IMPORT_ERROR_ENCODING, /* no text: neither UTF-8 nor UTF-16 */
  RH_IMPORT_ERROR_SYNTAX,   /* "line 3: …" */
  RH_IMPORT_ERROR_CONTENT,  /* of that kind, and not as it has to be */
  RH_IMPORT_ERROR_TOO_LARGE,
  RH_IMPORT_ERROR_TOO_DEEP,
  RH_IMPORT_ERROR_VERSION, /* of that program, and of a version that is not read: "Postman 1" */
  RH_IMPORT_ERROR_NOTHING, /* there is no request and no environment in it */
} RhImportError;

/* A file as it was given. */
typedef struct
{
  char *name;      /* its own, for messages, and where the file has none for the collection */
  GBytes *text;    /* UTF-8 without a byte order mark */
  RhYaml *tree;    /* of JSON or YAML; NULL: it is neither, or no mapping or sequence */
  GError *problem; /* why it is no YAML; NULL */
} RhImportFile;

/* Decodes the text and parses what can be. Errors: ENCODING, TOO_LARGE, TOO_DEEP; SYNTAX if it
 * begins as JSON does and is none. */
RhImportFile *rh_import_file_new (const char *name, GBytes *bytes, GError **error);
void rh_import_file_free (RhImportFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhImportFile, rh_import_file_free)

/* Called now and then in the thread that reads; @done of @all, @all 0: not known. */
typedef void (*RhImportProgress) (guint done, guint all, gpointer user_data);

/* Told to every reader. */
typedef struct
{
  GCancellable *cancellable; /* NULL: none */
  RhImportProgress progress; /* NULL: none */
  gpointer user_data;
} RhImportWatch;

/* Every format has one of these. @matches looks at the content only and is quick; the first that
 * matches reads. */
typedef struct
{
  const char *name; /* "Postman Collection", not translated */
  gboolean (*matches) (const RhImportFile *file);
  gboolean (*read) (RhImport *self,
                    const RhImportFile *file,
                    const RhImportWatch *watch,
                    GError **error);
  gboolean late; /* after all files whose reader does not say so */
  /* Before any file is read: rh_import_learn_name() of its variables. NULL: nothing is to be known
   * before it is read. */
  void (*learn) (RhImport *self, const RhImportFile *file);
} RhImportReader;

/* The same of a folder. */
typedef struct
{
  const char *name;
  gboolean (*matches) (RhDisk *disk);
  gboolean (*read) (RhImport *self, RhDisk *disk, const RhImportWatch *watch, GError **error);
} RhImportFolderReader;

/* All of @files (of RhImportFile) into one, collections before environments, and finished.
 * (transfer full); NULL with an error. */
RhImport *rh_import_read_files (GPtrArray *files, const RhImportWatch *watch, GError **error);
/* The folder's name is what the collection is called if nothing in it says so. Nothing but what is
 * in the folder is read. (transfer full) */
RhImport *
rh_import_read_folder (RhDisk *disk, const char *name, const RhImportWatch *watch, GError **error);
/* Whether one could be read so: cheap. */
gboolean rh_import_knows_folder (RhDisk *disk);

G_END_DECLS
