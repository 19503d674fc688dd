/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* More files than this at a time are a mistake, or an attack on memory. */
#define BERTH_RDP_FILES_MAX 10000
/* More bytes than this at a time go another way: they are put in the system's folder for
 * temporary files, which may be memory. */
#define BERTH_RDP_FILES_BYTES_MAX (2ull * 1024 * 1024 * 1024)

#define BERTH_TYPE_RDP_FILE_LIST (berth_rdp_file_list_get_type ())

/**
 * BerthRdpFile:
 * @index: what its place in the whole list is: what a request names it by
 * @path: relative, "/" between its parts; none of them leads upwards
 * @source: (nullable): where it is on this computer, for one of ours
 * @is_folder: whether it is a folder, which has no bytes
 * @size: in bytes
 * @has_size: whether the other side said how large it is
 * @modified: in seconds since 1970; 0 where that is not known
 *
 * A file on a clipboard.
 */
typedef struct {
  guint32 index;
  char *path;
  char *source;
  gboolean is_folder;
  guint64 size;
  gboolean has_size;
  gint64 modified;
} BerthRdpFile;

/**
 * BerthRdpFileList:
 *
 * The files on a clipboard, folders before what is in them. Immutable once shared.
 */
typedef struct _BerthRdpFileList BerthRdpFileList;

GType berth_rdp_file_list_get_type (void);
BerthRdpFileList *berth_rdp_file_list_ref (BerthRdpFileList *self);
void berth_rdp_file_list_unref (BerthRdpFileList *self);
guint berth_rdp_file_list_get_size (BerthRdpFileList *self);
const BerthRdpFile *berth_rdp_file_list_get (BerthRdpFileList *self, guint position);

BerthRdpFileList *berth_rdp_file_list_new_from_wire (GBytes *bytes);
BerthRdpFileList *berth_rdp_file_list_new_from_uris (const char *uri_list, gsize size);
GBytes *berth_rdp_file_list_to_wire (BerthRdpFileList *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpFileList, berth_rdp_file_list_unref)

G_END_DECLS
