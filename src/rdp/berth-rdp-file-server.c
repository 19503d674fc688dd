/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-file-server.h"

#include "berth-future.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A larger request is answered with less, which is allowed. */
#define PIECE_BYTES_MAX (4 * 1024 * 1024)
/* Requests that are being read for; a desktop asks for a few at a time. */
#define READING_MAX 32
#define LOCKS_MAX 16

/*
 * BerthRdpFileServer:
 *
 * What a desktop may read of this computer: the files that were offered last, and those
 * offers that it locked while it copies. A request names a place in such a list, never a
 * path.
 */
struct _BerthRdpFileServer {
  BerthRdpFileList *list; /* nullable */
  GHashTable *locked;     /* lock → BerthRdpFileList */
  guint *n_reading;       /* an rc box, shared with what reads */
};

typedef struct {
  BerthRdpFileList *list;
  const BerthRdpFile *file;
  BerthRdpFileRequest request;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  berth_rdp_file_list_unref (reading->list);
  g_free (reading);
}

BerthRdpFileServer *
berth_rdp_file_server_new (void)
{
  BerthRdpFileServer *self = g_new0 (BerthRdpFileServer, 1);

  self->locked = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                        (GDestroyNotify) berth_rdp_file_list_unref);
  self->n_reading = g_atomic_rc_box_new0 (guint);
  return self;
}

void
berth_rdp_file_server_free (BerthRdpFileServer *self)
{
  g_clear_pointer (&self->list, berth_rdp_file_list_unref);
  g_hash_table_unref (self->locked);
  g_atomic_rc_box_release (self->n_reading);
  g_free (self);
}

/*< private >
 * berth_rdp_file_server_set_list:
 * @list: (nullable): what is offered from here on
 */
void
berth_rdp_file_server_set_list (BerthRdpFileServer *self, BerthRdpFileList *list)
{
  g_clear_pointer (&self->list, berth_rdp_file_list_unref);
  if (list != NULL)
    self->list = berth_rdp_file_list_ref (list);
}

/*< private >
 * berth_rdp_file_server_lock:
 *
 * [MS-RDPECLIP] 2.2.4.1: keeps what is offered now under this number.
 */
void
berth_rdp_file_server_lock (BerthRdpFileServer *self, guint32 lock)
{
  if (self->list != NULL && g_hash_table_size (self->locked) < LOCKS_MAX)
    g_hash_table_insert (self->locked, GUINT_TO_POINTER (lock),
                         berth_rdp_file_list_ref (self->list));
}

void
berth_rdp_file_server_unlock (BerthRdpFileServer *self, guint32 lock)
{
  g_hash_table_remove (self->locked, GUINT_TO_POINTER (lock));
}

/*< private >
 * berth_rdp_file_server_forget:
 *
 * The desktop is gone, and with it its locks.
 */
void
berth_rdp_file_server_forget (BerthRdpFileServer *self)
{
  g_hash_table_remove_all (self->locked);
}

static DexFuture *
reject_errno (int error)
{
  return dex_future_new_reject (G_IO_ERROR, (gint) g_io_error_from_errno (error), "%s",
                                g_strerror (error));
}

/* What was a file when it was offered may be something else by now. */
static int
open_regular (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat about;

  if (fd < 0)
    return -1;
  if (fstat (fd, &about) == 0 && S_ISREG (about.st_mode))
    return fd;
  close (fd);
  errno = EINVAL;
  return -1;
}

static DexFuture *
read_piece (gpointer data)
{
  const Reading *reading = data;
  gsize size = MIN (reading->request.size, PIECE_BYTES_MAX);
  g_autofree guint8 *bytes = NULL;
  gssize count;
  int fd;

  if (reading->request.position > G_MAXINT64)
    return reject_errno (EINVAL);
  fd = open_regular (reading->file->source);
  if (fd < 0)
    return reject_errno (errno);
  bytes = g_malloc (size);
  do
    count = pread (fd, bytes, size, (off_t) reading->request.position);
  while (count < 0 && errno == EINTR);
  close (fd);
  if (count < 0)
    return reject_errno (errno);
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_new (bytes, (gsize) count));
}

static DexFuture *
tell_size (const BerthRdpFile *file)
{
  guint8 wire[8];

  for (guint i = 0; i < sizeof wire; i++)
    wire[i] = (guint8) (file->size >> (8 * i));
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_new (wire, sizeof wire));
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  (*(guint *) data)--;
  return NULL;
}

static BerthRdpFileList *
find_list (BerthRdpFileServer *self, const BerthRdpFileRequest *request)
{
  BerthRdpFileList *list = NULL;

  if (request->has_lock)
    list = g_hash_table_lookup (self->locked, GUINT_TO_POINTER (request->lock));
  return list != NULL ? list : self->list;
}

/*< private >
 * berth_rdp_file_server_answer:
 *
 * Returns: (transfer full): a future that resolves to the [struct@GLib.Bytes] of the
 *   answer, or rejects with a %G_IO_ERROR
 */
DexFuture *
berth_rdp_file_server_answer (BerthRdpFileServer *self,
                              const BerthRdpFileRequest *request)
{
  BerthRdpFileList *list = find_list (self, request);
  const BerthRdpFile *file;
  Reading *reading;

  if (list == NULL || request->index >= berth_rdp_file_list_get_size (list))
    return reject_errno (ENOENT);
  file = berth_rdp_file_list_get (list, request->index);
  if (request->wants_size)
    return tell_size (file);
  if (file->is_folder || *self->n_reading >= READING_MAX)
    return reject_errno (file->is_folder ? EISDIR : EBUSY);
  reading = g_new0 (Reading, 1);
  reading->list = berth_rdp_file_list_ref (list);
  reading->file = file;
  reading->request = *request;
  (*self->n_reading)++;
  return dex_future_finally (
    berth_future_spawn_thread (read_piece, reading, reading_free), on_read,
    g_atomic_rc_box_acquire (self->n_reading), g_atomic_rc_box_release);
}
