/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-file-list.h"

#include "berth-rdp-text.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* [MS-RDPECLIP] 2.2.5.2.3.1 CLIPRDR_FILEDESCRIPTOR */
#define DESCRIPTOR_BYTES 592
#define FLAGS_AT 0
#define ATTRIBUTES_AT 36
#define WRITTEN_AT 56
#define SIZE_HIGH_AT 64
#define SIZE_LOW_AT 68
#define NAME_AT 72
#define NAME_BYTES 520

#define FD_ATTRIBUTES 0x00000004
#define FD_WRITESTIME 0x00000020
#define FD_FILESIZE 0x00000040
#define FD_PROGRESSUI 0x00004000
#define ATTRIBUTE_FOLDER 0x00000010
#define ATTRIBUTE_NORMAL 0x00000080

/* FILETIME: 100 ns since 1601. */
#define FILETIME_PER_S 10000000
#define FILETIME_OF_1970 G_GINT64_CONSTANT (116444736000000000)

struct _BerthRdpFileList {
  GPtrArray *files; /* of BerthRdpFile */
};

static guint32
get_u32 (const guint8 *at)
{
  return (guint32) at[0] | (guint32) at[1] << 8 | (guint32) at[2] << 16
         | (guint32) at[3] << 24;
}

static guint64
get_u64 (const guint8 *at)
{
  return (guint64) get_u32 (at) | (guint64) get_u32 (at + 4) << 32;
}

static void
put_u32 (guint8 *at, guint32 value)
{
  for (guint i = 0; i < 4; i++)
    at[i] = (guint8) (value >> (8 * i));
}

static void
file_free (gpointer data)
{
  BerthRdpFile *file = data;

  g_free (file->path);
  g_free (file->source);
  g_free (file);
}

static BerthRdpFileList *
list_new (void)
{
  BerthRdpFileList *self = g_atomic_rc_box_new0 (BerthRdpFileList);

  self->files = g_ptr_array_new_with_free_func (file_free);
  return self;
}

static void
list_clear (gpointer data)
{
  g_ptr_array_unref (((BerthRdpFileList *) data)->files);
}

BerthRdpFileList *
berth_rdp_file_list_ref (BerthRdpFileList *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
berth_rdp_file_list_unref (BerthRdpFileList *self)
{
  g_atomic_rc_box_release_full (self, list_clear);
}

G_DEFINE_BOXED_TYPE (BerthRdpFileList,
                     berth_rdp_file_list,
                     berth_rdp_file_list_ref,
                     berth_rdp_file_list_unref)

guint
berth_rdp_file_list_get_size (BerthRdpFileList *self)
{
  return self->files->len;
}

/**
 * berth_rdp_file_list_get:
 *
 * Returns: (transfer none): the file at that position, which is not always its index
 */
const BerthRdpFile *
berth_rdp_file_list_get (BerthRdpFileList *self, guint position)
{
  g_return_val_if_fail (position < self->files->len, NULL);

  return g_ptr_array_index (self->files, position);
}

static gboolean
is_harmless_part (const char *part)
{
  if (*part == '\0' || g_str_equal (part, ".") || g_str_equal (part, ".."))
    return FALSE;
  for (const char *at = part; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at) || *at == '/')
      return FALSE;
  return TRUE;
}

/* Foreign names decide where bytes are written: only ones that stay below a folder. */
static char *
parse_path (const guint8 *name)
{
  g_autoptr (GBytes) wire = g_bytes_new_static (name, NAME_BYTES);
  g_autoptr (GBytes) text = berth_rdp_text_from_wire (wire);
  gsize size;
  const char *data = g_bytes_get_data (text, &size);
  g_autofree char *path = g_strndup (data != NULL ? data : "", size);
  g_auto (GStrv) parts = g_strsplit (path, "\\", -1);

  if (parts[0] == NULL)
    return NULL;
  for (gsize i = 0; parts[i] != NULL; i++)
    if (!is_harmless_part (parts[i]))
      return NULL;
  return g_strjoinv ("/", parts);
}

static gint64
to_unix_seconds (guint64 filetime)
{
  if (filetime > G_MAXINT64 || (gint64) filetime < FILETIME_OF_1970)
    return 0;
  return ((gint64) filetime - FILETIME_OF_1970) / FILETIME_PER_S;
}

static void
parse_descriptor (BerthRdpFileList *self, guint32 index, const guint8 *at)
{
  g_autofree char *path = parse_path (at + NAME_AT);
  guint32 flags = get_u32 (at + FLAGS_AT);
  BerthRdpFile *file;

  if (path == NULL)
    return;
  file = g_new0 (BerthRdpFile, 1);
  file->index = index;
  file->path = g_steal_pointer (&path);
  file->is_folder = (flags & FD_ATTRIBUTES) != 0
                    && (get_u32 (at + ATTRIBUTES_AT) & ATTRIBUTE_FOLDER) != 0;
  file->has_size = (flags & FD_FILESIZE) != 0;
  if (file->has_size)
    file->size = (guint64) get_u32 (at + SIZE_HIGH_AT) << 32 | get_u32 (at + SIZE_LOW_AT);
  if ((flags & FD_WRITESTIME) != 0)
    file->modified = to_unix_seconds (get_u64 (at + WRITTEN_AT));
  g_ptr_array_add (self->files, file);
}

/**
 * berth_rdp_file_list_new_from_wire:
 * @bytes: "FileGroupDescriptorW" ([MS-RDPECLIP] 2.2.5.2.3)
 *
 * Files whose names would lead out of a folder are left out.
 *
 * Returns: (transfer full) (nullable): %NULL where @bytes are not such a list, or too
 *   long a one
 */
BerthRdpFileList *
berth_rdp_file_list_new_from_wire (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  BerthRdpFileList *self;
  guint32 count;

  if (size < 4)
    return NULL;
  count = get_u32 (data);
  if (count > BERTH_RDP_FILES_MAX || size - 4 < (gsize) count * DESCRIPTOR_BYTES)
    return NULL;
  self = list_new ();
  for (guint32 i = 0; i < count; i++)
    parse_descriptor (self, i, data + 4 + (gsize) i * DESCRIPTOR_BYTES);
  return self;
}

/* Whether a path fits into a descriptor's UTF-16, with its NUL. */
static gboolean
fits (const char *path)
{
  gsize n_units = 0;

  if (!g_utf8_validate (path, -1, NULL))
    return FALSE;
  for (const char *at = path; *at != '\0'; at = g_utf8_next_char (at))
    n_units += g_utf8_get_char (at) > 0xFFFF ? 2 : 1;
  return n_units < NAME_BYTES / 2;
}

static void add_source (BerthRdpFileList *self, const char *source, const char *path);

static void
add_folder (BerthRdpFileList *self, const char *source, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (source, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child_source = g_build_filename (source, name, NULL);
    g_autofree char *child_path = g_strconcat (path, "/", name, NULL);

    add_source (self, child_source, child_path);
  }
}

/* A name that does not fit is left out; so is what a link inside a folder points to,
 * which was not chosen, and what is neither file nor folder. */
static void
add_source (BerthRdpFileList *self, const char *source, const char *path)
{
  GStatBuf about;
  BerthRdpFile *file;

  if (self->files->len >= BERTH_RDP_FILES_MAX || !fits (path)
      || g_lstat (source, &about) != 0
      || (!S_ISREG (about.st_mode) && !S_ISDIR (about.st_mode)))
    return;
  file = g_new0 (BerthRdpFile, 1);
  file->index = self->files->len;
  file->path = g_strdup (path);
  file->source = g_strdup (source);
  file->is_folder = S_ISDIR (about.st_mode);
  file->has_size = !file->is_folder;
  file->size = file->is_folder ? 0 : (guint64) about.st_size;
  file->modified = about.st_mtime;
  g_ptr_array_add (self->files, file);
  if (file->is_folder)
    add_folder (self, source, path);
}

/**
 * berth_rdp_file_list_new_from_uris:
 * @uri_list: text/uri-list, as file managers offer it
 *
 * Looks at the files and all that is in the folders. Blocks; not for the main thread.
 *
 * Returns: (transfer full): the files of this computer among them
 */
BerthRdpFileList *
berth_rdp_file_list_new_from_uris (const char *uri_list, gsize size)
{
  g_autofree char *text = g_strndup (uri_list, size);
  g_auto (GStrv) uris = g_uri_list_extract_uris (text);
  BerthRdpFileList *self = list_new ();

  for (gsize i = 0; uris[i] != NULL; i++) {
    g_autofree char *link = g_filename_from_uri (uris[i], NULL, NULL);
    g_autofree char *source = link != NULL ? realpath (link, NULL) : NULL;
    g_autofree char *name = link != NULL ? g_path_get_basename (link) : NULL;

    if (source != NULL)
      add_source (self, source, name);
  }
  return self;
}

static void
put_name (guint8 *at, const char *path)
{
  g_autofree char *name = g_strdelimit (g_strdup (path), "/", '\\');
  g_autoptr (GBytes) text = g_bytes_new_static (name, strlen (name));
  g_autoptr (GBytes) wire = berth_rdp_text_to_wire (text);
  gsize size;
  const guint8 *data = g_bytes_get_data (wire, &size);

  memcpy (at, data, MIN (size, NAME_BYTES - 2));
}

static void
put_descriptor (guint8 *at, const BerthRdpFile *file)
{
  guint64 written = (guint64) (file->modified * FILETIME_PER_S + FILETIME_OF_1970);
  guint32 flags = FD_ATTRIBUTES | FD_WRITESTIME | FD_PROGRESSUI;

  put_u32 (at + FLAGS_AT, flags | (file->has_size ? FD_FILESIZE : 0));
  put_u32 (at + ATTRIBUTES_AT, file->is_folder ? ATTRIBUTE_FOLDER : ATTRIBUTE_NORMAL);
  put_u32 (at + WRITTEN_AT, (guint32) written);
  put_u32 (at + WRITTEN_AT + 4, (guint32) (written >> 32));
  put_u32 (at + SIZE_HIGH_AT, (guint32) (file->size >> 32));
  put_u32 (at + SIZE_LOW_AT, (guint32) file->size);
  put_name (at + NAME_AT, file->path);
}

/**
 * berth_rdp_file_list_to_wire:
 *
 * Returns: (transfer full): "FileGroupDescriptorW"
 */
GBytes *
berth_rdp_file_list_to_wire (BerthRdpFileList *self)
{
  gsize size = 4 + (gsize) self->files->len * DESCRIPTOR_BYTES;
  guint8 *wire = g_malloc0 (size);

  put_u32 (wire, self->files->len);
  for (guint i = 0; i < self->files->len; i++)
    put_descriptor (wire + 4 + (gsize) i * DESCRIPTOR_BYTES,
                    g_ptr_array_index (self->files, i));
  return g_bytes_new_take (wire, size);
}
