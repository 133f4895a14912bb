/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong with files: a collection’s, and those of the user’s own state. */
#define G_LOG_DOMAIN "rh-problem-files"

#include "config.h"

#include "common/rh-problem-private.h"

#include "collection/rh-collection-store.h"
#include "collection/rh-opencollection.h"
#include "collection/rh-yaml.h"
#include "format/rh-export.h"
#include "workspace/rh-clear-secrets.h"
#include "workspace/rh-state-file.h"

#include <glib/gi18n.h>

static const RhProblemEntry disk_entries[] = {
  RH_PROBLEM_ENTRY (RH_DISK_ERROR_NOT_FOUND,
                    N_ ("File Is Not There"),
                    N_ ("It was moved or deleted by another program. Open the collection again."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_DISK_ERROR_EXISTS,
                    N_ ("There Is Something Already"),
                    N_ ("A file or folder of that name is there already. Choose another name."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_DISK_ERROR_NOT_EMPTY,
      N_ ("Folder Is Not Empty"),
      N_ ("It holds files that are not part of the collection, so it was left as it is."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_DISK_ERROR_READ_ONLY,
      N_ ("Folder Is Read-Only"),
      N_ ("Nothing can be saved there. What you changed is kept as a draft; save it to another "
          "folder, or allow writing and save again."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_DISK_ERROR_DENIED,
      N_ ("File May Not Be Read"),
      N_ ("Its permissions do not let you. Change them in Files, then open it again."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_DISK_ERROR_FULL,
      N_ ("Disk Is Full"),
      N_ ("Nothing was saved, and the old file is as it was. Make room, then save again."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_DISK_ERROR_OUTSIDE,
      N_ ("Leads Out of the Folder"),
      N_ ("A collection is one folder, and a link is not followed. Put the file itself into it."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_DISK_ERROR_KIND,
      N_ ("Not a File"),
      N_ ("There is a folder or a device where a file should be. Move it away, then try again."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_DISK_ERROR_TOO_LARGE,
      N_ ("File Is Too Large"),
      N_ ("A file of a collection has at most 16 MB. Keep a large body in a file of its own."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_DISK_ERROR_NAME,
                    N_ ("Not a File Name"),
                    N_ ("No file can be called so. Choose another name."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_DISK_ERROR_FAILED,
      N_ ("Disk Does Not Work"),
      N_ ("The file could not be read or written. What you changed is kept as a draft."),
      RH_PROBLEM_DETAIL_PLAIN),
};

static const RhProblemEntry store_entries[] = {
  RH_PROBLEM_ENTRY (
      RH_COLLECTION_STORE_ERROR_NONE_HERE,
      N_ ("No Collection Here"),
      N_ ("This folder has no opencollection.yml. Choose the folder that has it, or make a new "
          "collection."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (
      RH_COLLECTION_STORE_ERROR_NOT_EMPTY,
      N_ ("There Is a Collection Already"),
      N_ ("This folder has an opencollection.yml. Open it, or choose another folder."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (
      RH_COLLECTION_STORE_ERROR_BROKEN,
      N_ ("File Is Left Alone"),
      /* Translators: %s is the name of a file. */
      N_ ("“%s” is not what it should be, so it is not written over. Correct it in a text "
          "editor; Rehearsal reads it again by itself."),
      RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (
      RH_COLLECTION_STORE_ERROR_CONFLICT,
      N_ ("Changed on Disk"),
      /* Translators: %s is the name of a file. */
      N_ ("Another program changed “%s” since you began to edit it. Compare the two and choose."),
      RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (
      RH_COLLECTION_STORE_ERROR_SECRETS,
      N_ ("A Secret Stands There in Clear"),
      /* Translators: %s is the name of a file. */
      N_ ("Saving would lose a secret that another program wrote into the file (%s). Move it to "
          "the keyring first; nothing was written."),
      RH_PROBLEM_DETAIL_NAME),
};

static const RhProblemEntry clear_secrets_entries[] = {
  RH_PROBLEM_ENTRY (
      RH_CLEAR_SECRETS_ERROR_NO_KEYRING,
      N_ ("No Keyring to Keep It"),
      N_ ("Your keyring cannot be written now, so the file stays as it is. Unlock or start it "
          "and try again."),
      RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (RH_CLEAR_SECRETS_ERROR_OTHER_VALUE,
                    N_ ("Kept With Another Value"),
                    /* Translators: %s is the name of a secret variable. */
                    N_ ("Your keyring has another value already for %s. The file stays as it is."),
                    RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (
      RH_CLEAR_SECRETS_ERROR_NO_ENVIRONMENT,
      N_ ("No Environment Yet"),
      N_ ("Secrets are kept for each environment, and this collection has none. Make one, then "
          "move them."),
      RH_PROBLEM_DETAIL_NONE),
};

static const RhProblemEntry opencollection_entries[] = {
  RH_PROBLEM_ENTRY (
      RH_OPENCOLLECTION_ERROR_NOT_ONE,
      N_ ("Not a Collection"),
      N_ ("The file says nothing of OpenCollection. Choose the folder of a collection."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_OPENCOLLECTION_ERROR_CONTENT,
      N_ ("Unknown Content"),
      N_ ("Something in the file is not what belongs there. Correct it in a text editor."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_OPENCOLLECTION_ERROR_VERSION,
      N_ ("Made by a Newer Program"),
      N_ ("This version of the format is newer than this version of Rehearsal. Update Rehearsal."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_OPENCOLLECTION_ERROR_LIMIT,
      N_ ("URL or Body Too Long to Be Saved"),
      N_ ("A URL has at most 32 kB and 1,000 params, and the file of a request 16 MB. Nothing was "
          "written, since it could not be read again: keep a large body in a file of its own."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_OPENCOLLECTION_ERROR_GONE,
                    N_ ("Secret Is Not There"),
                    N_ ("The file changed since it was looked at. Look at it again."),
                    RH_PROBLEM_DETAIL_PLAIN),
};

static const RhProblemEntry yaml_entries[] = {
  RH_PROBLEM_ENTRY (RH_YAML_ERROR_SYNTAX,
                    N_ ("Not YAML"),
                    N_ ("The file is not YAML. Correct that line in a text editor."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_YAML_ERROR_RESTRICTED,
      N_ ("YAML That Is Not Read Here"),
      N_ ("Tags, anchors, merge keys and keys that are there twice are not read. Write it out in "
          "a text editor."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (
      RH_YAML_ERROR_TOO_DEEP,
      N_ ("Nested Too Deeply"),
      N_ ("The file goes more than 64 levels deep. Make it flatter in a text editor."),
      RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_YAML_ERROR_TOO_LARGE,
                    N_ ("Too Much in One File"),
                    N_ ("The file has more than 16 MB or more parts than are read. Divide it."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_YAML_ERROR_ENCODING,
                    N_ ("Not UTF-8"),
                    N_ ("The file has bytes that are no text. Save it as UTF-8 in a text editor."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_YAML_ERROR_CONTENT,
                    N_ ("Unexpected Content"),
                    N_ ("Something else belongs in that line. Correct it in a text editor."),
                    RH_PROBLEM_DETAIL_PLAIN),
};

static const RhProblemEntry state_file_entries[] = {
  RH_PROBLEM_ENTRY (
      RH_STATE_FILE_ERROR_BROKEN,
      N_ ("What You Decided Before Cannot Be Read"),
      N_ ("One of Rehearsal’s own files is damaged, and it was left as it is. Repair it, or move "
          "it away to begin anew: you will be asked again, for trust and for where secrets may "
          "go."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      NULL),
  RH_PROBLEM_ENTRY (
      RH_STATE_FILE_ERROR_NEWER,
      N_ ("Made by a Newer Rehearsal"),
      N_ ("One of Rehearsal’s own files was written by a newer version, and it was left as it "
          "is. Use that version again, or move the file away to begin anew."),
      RH_PROBLEM_DETAIL_PLAIN,
      NULL,
      NULL),
};

static const RhProblemEntry export_entries[] = {
  RH_PROBLEM_ENTRY (RH_EXPORT_ERROR_NOTHING,
                    N_ ("Nothing to Export"),
                    N_ ("There is no request in it. Choose another folder, or all of the "
                        "collection."),
                    RH_PROBLEM_DETAIL_NONE),
  RH_PROBLEM_ENTRY (RH_EXPORT_ERROR_ENVIRONMENT,
                    N_ ("No Environment to Export"),
                    N_ ("This format is an environment’s. Make one first, or choose another "
                        "format."),
                    RH_PROBLEM_DETAIL_NONE),
};

const RhProblemDomain rh_problem_files_domains[] = {
  { rh_disk_error_quark, disk_entries, G_N_ELEMENTS (disk_entries) },
  { rh_collection_store_error_quark, store_entries, G_N_ELEMENTS (store_entries) },
  { rh_clear_secrets_error_quark, clear_secrets_entries, G_N_ELEMENTS (clear_secrets_entries) },
  { rh_opencollection_error_quark, opencollection_entries, G_N_ELEMENTS (opencollection_entries) },
  { rh_yaml_error_quark, yaml_entries, G_N_ELEMENTS (yaml_entries) },
  { rh_state_file_error_quark, state_file_entries, G_N_ELEMENTS (state_file_entries) },
  { rh_export_error_quark, export_entries, G_N_ELEMENTS (export_entries) },
  { NULL },
};
