/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only way in which a collection's store touches files: one folder, names inside it, and the
 * single steps of an atomic write, so that a test can stop the store at each of them. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_DISK_ERROR (rh_disk_error_quark ())
GQuark rh_disk_error_quark (void);
typedef enum
{
  RH_DISK_ERROR_NOT_FOUND,
  RH_DISK_ERROR_EXISTS,    /* nothing is ever put over what is there already, a write aside */
  RH_DISK_ERROR_NOT_EMPTY, /* a folder that still holds something */
  RH_DISK_ERROR_READ_ONLY, /* the file system or the permissions refuse a change */
  RH_DISK_ERROR_DENIED,    /* the permissions refuse to have it read */
  RH_DISK_ERROR_FULL,      /* the disk, a quota, or a limit on the size of files */
  RH_DISK_ERROR_OUTSIDE,   /* a symbolic link, or a path that leads out of the folder */
  RH_DISK_ERROR_KIND,      /* a folder where a file is wanted, or the other way round; a pipe */
  RH_DISK_ERROR_TOO_LARGE,
  RH_DISK_ERROR_NAME, /* no file can be called so */
  RH_DISK_ERROR_FAILED,
} RhDiskError;

/* No file of a collection is larger. */
#define RH_DISK_MAX_SIZE (16 * 1024 * 1024)

typedef enum
{
  RH_DISK_KIND_FILE,
  RH_DISK_KIND_FOLDER,
  RH_DISK_KIND_SYMLINK, /* shown, never followed */
  RH_DISK_KIND_OTHER,   /* pipes, sockets, devices */
} RhDiskKind;

typedef struct
{
  RhDiskKind kind;
  goffset size;
  gint64 mtime; /* nanoseconds since 1970 */
  guint64 inode;
} RhDiskInfo;

typedef struct
{
  char *name; /* as on disk, perhaps not UTF-8 */
  RhDiskInfo info;
} RhDiskEntry;

/* Of the same kind, size and time. An inode is not asked for: on some file systems it goes with the
 * name. */
gboolean rh_disk_info_is_like (const RhDiskInfo *self, const RhDiskInfo *other);

RhDiskEntry *rh_disk_entry_new (const char *name, const RhDiskInfo *info);
void rh_disk_entry_free (RhDiskEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhDiskEntry, rh_disk_entry_free)

/**
 * RhDiskTemporary:
 *
 * A file that is being written beside the one that it will become. Freeing it closes it and leaves
 * the file where it is, as the end of the process would.
 */
typedef struct
{
  char *path;         /* the target's, in the root */
  char *name;         /* its own, in the same folder */
  int folder_fd;      /* the folder of both */
  int fd;             /* itself */
  gboolean committed; /* it has become the target */
  RhDiskInfo info;    /* as it was then, whatever others have put there since */
} RhDiskTemporary;

/* Takes both descriptors; -1 is none. */
RhDiskTemporary *rh_disk_temporary_new (const char *path, const char *name, int folder_fd, int fd);
void rh_disk_temporary_free (RhDiskTemporary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhDiskTemporary, rh_disk_temporary_free)

#define RH_TYPE_DISK (rh_disk_get_type ())
G_DECLARE_INTERFACE (RhDisk, rh_disk, RH, DISK, GObject)

/**
 * RhDiskInterface:
 *
 * Synchronous; any thread, several at once. A path is relative to the root, with "/" between its
 * parts; "" is the root itself. `..`, an absolute path and an empty part are refused by the
 * interface's functions, which an implementation relies on; symbolic links, in any part, by the
 * implementation. An error's message is the path, a colon and what the system says.
 */
struct _RhDiskInterface
{
  GTypeInterface parent;

  GPtrArray *(*list) (RhDisk *self, const char *path, GError **error);
  gboolean (*stat) (RhDisk *self, const char *path, RhDiskInfo *info, GError **error);
  char *(*read) (RhDisk *self,
                 const char *path,
                 gsize max,
                 gboolean whole,
                 gsize *length,
                 RhDiskInfo *info,
                 GError **error);
  gboolean (*create_folder) (RhDisk *self, const char *path, GError **error);
  gboolean (*remove) (RhDisk *self, const char *path, GError **error);
  gboolean (*remove_folder) (RhDisk *self, const char *path, GError **error);
  gboolean (*rename) (RhDisk *self, const char *from, const char *to, GError **error);

  RhDiskTemporary *(*create_temporary) (RhDisk *self, const char *path, GError **error);
  gboolean (*write) (RhDisk *self,
                     RhDiskTemporary *temporary,
                     const char *bytes,
                     gsize length,
                     GError **error);
  gboolean (*sync) (RhDisk *self, RhDiskTemporary *temporary, GError **error);
  gboolean (*commit) (RhDisk *self,
                      RhDiskTemporary *temporary,
                      const RhDiskInfo *old,
                      GError **error);
  gboolean (*sync_folder) (RhDisk *self, RhDiskTemporary *temporary, GError **error);
  gboolean (*discard) (RhDisk *self, RhDiskTemporary *temporary, GError **error);

  void (*hurry) (RhDisk *self);
  gboolean (*sync_all) (RhDisk *self, GError **error);
};

/* What is in a folder, sorted by name, without our temporary files.
 * (transfer full) (element-type RhDiskEntry) */
GPtrArray *rh_disk_list (RhDisk *self, const char *path, GError **error);
/* Removes what killed processes left in a folder: temporary files and folders of ours that are ten
 * minutes old at @now, in nanoseconds since 1970. Younger ones may be in use. */
#define RH_DISK_SWEEP_AGE (600 * G_GINT64_CONSTANT (1000000000))
gboolean rh_disk_sweep (RhDisk *self, const char *path, gint64 now, GError **error);
/* Of a symbolic link, itself. */
gboolean rh_disk_stat (RhDisk *self, const char *path, RhDiskInfo *info, GError **error);
/* The whole file, a NUL behind it that does not count. More than @max bytes are TOO_LARGE. @info,
 * if not NULL, is of the very file that was read, or is too large. (transfer full) */
char *rh_disk_read (RhDisk *self,
                    const char *path,
                    gsize max,
                    gsize *length,
                    RhDiskInfo *info,
                    GError **error);
/* The first @max bytes, or fewer where the file is shorter. (transfer full) */
char *rh_disk_peek (RhDisk *self,
                    const char *path,
                    gsize max,
                    gsize *length,
                    RhDiskInfo *info,
                    GError **error);
/* One level; EXISTS if anything is there. */
gboolean rh_disk_create_folder (RhDisk *self, const char *path, GError **error);
/* A file; of what is no file it lets go. */
gboolean rh_disk_remove (RhDisk *self, const char *path, GError **error);
/* An empty folder. */
gboolean rh_disk_remove_folder (RhDisk *self, const char *path, GError **error);
/* A folder and all that is in it, or only what is in the root: for what is ours alone. What cannot
 * be removed stays, and so does the folder then. */
gboolean rh_disk_remove_all (RhDisk *self, const char *path, GError **error);
/* A file or a folder, also to another folder; EXISTS if the new name is taken. A change of case
 * alone works on file systems that do not tell it apart. */
gboolean rh_disk_rename (RhDisk *self, const char *from, const char *to, GError **error);

/* The steps of rh_disk_write(), which is what to call. A temporary file has the target's mode, or
 * that of any new file. */
RhDiskTemporary *rh_disk_create_temporary (RhDisk *self, const char *path, GError **error);
gboolean rh_disk_write_bytes (RhDisk *self,
                              RhDiskTemporary *temporary,
                              const char *bytes,
                              gsize length,
                              GError **error);
gboolean rh_disk_sync (RhDisk *self, RhDiskTemporary *temporary, GError **error);
/* Gives it the target's name, and notes its looks. It takes the place of a file that looks like
 * @old and of no other, or, with NULL, of none; EXISTS if something else is there, however late it
 * came.
 */
gboolean
rh_disk_commit (RhDisk *self, RhDiskTemporary *temporary, const RhDiskInfo *old, GError **error);
gboolean rh_disk_sync_folder (RhDisk *self, RhDiskTemporary *temporary, GError **error);
/* Removes it, unless it has become the target. */
gboolean rh_disk_discard (RhDisk *self, RhDiskTemporary *temporary, GError **error);

/* For many files at once. From now on no call waits until what it did would outlive a power cut,
 * and one call at the end does. */
void rh_disk_hurry (RhDisk *self);
gboolean rh_disk_sync_all (RhDisk *self, GError **error);

/* Names of temporary files: ".NAME.rh-XXXXXX.tmp", so that nobody else's are taken for ours. */
char *rh_disk_temporary_name (const char *name);
gboolean rh_disk_is_temporary (const char *name);

/* For implementations: an error from errno's value, or with another message than the system's. */
void rh_disk_set_error (GError **error, const char *path, int saved_errno);
void
rh_disk_set_error_literal (GError **error, RhDiskError code, const char *path, const char *message);

G_END_DECLS
