/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-rdp-clipboard-reader.h"

#include "berth-future.h"
#include "berth-rdp-clipboard-convert.h"
#include "berth-rdp-file-fetch.h"
#include "berth-remote-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* The protocol has no numbers for these: answers come in the order of the questions, of
 * which there is one at a time. One that is never answered is dropped in the end, so that
 * it does not hold up the others. Whose an answer is that comes after all nobody can
 * tell: a refusal counts as the dropped one's, bytes as those of who waits now. */
typedef struct {
  guint32 id;
  DexPromise *promise;
} Read;

/*
 * BerthRdpClipboardReader:
 *
 * What was copied on the desktop, and the questions about it. The owner's context.
 */
struct _BerthRdpClipboardReader {
  BerthRdpClipboardWire *wire;
  guint answer_within_ms;
  gboolean is_ready;
  gboolean can_lock;
  GArray *formats;   /* of BerthRdpClipboardFormat */
  GQueue reads;      /* of Read; the first has been asked for */
  guint n_dropped;   /* without an answer, so far */
  guint deadline;    /* the source that drops that one */
  GHashTable *files; /* stream → DexPromise: pieces that were asked for */
  guint32 last_stream;
  guint32 last_lock;
};

static void
read_free (gpointer data)
{
  Read *read = data;

  dex_clear (&read->promise);
  g_free (read);
}

static GError *
closed_error (void)
{
  return g_error_new_literal (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED,
                              _ ("The session is not connected."));
}

static GError *
nothing_error (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                              _ ("The desktop's clipboard has nothing of that kind."));
}

static GError *
late_error (void)
{
  return g_error_new_literal (
    BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_TIMED_OUT,
    _ ("The desktop took too long to hand over what is on its clipboard."));
}

/* Somebody who gave up has settled his own future; these are what he waited for. */
static void
settle (DexPromise *promise, GBytes *bytes)
{
  if (bytes != NULL)
    dex_promise_resolve_boxed (promise, G_TYPE_BYTES, g_bytes_ref (bytes));
  else
    dex_promise_reject (promise, nothing_error ());
}

static void
reject_all (BerthRdpClipboardReader *self)
{
  GHashTableIter iter;
  gpointer promise;
  Read *read;

  g_clear_handle_id (&self->deadline, g_source_remove);
  while ((read = g_queue_pop_head (&self->reads)) != NULL) {
    dex_promise_reject (read->promise, closed_error ());
    read_free (read);
  }
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, NULL, &promise))
    dex_promise_reject (promise, closed_error ());
  g_hash_table_remove_all (self->files);
}

static void
reader_clear (gpointer data)
{
  BerthRdpClipboardReader *self = data;

  reject_all (self);
  g_clear_pointer (&self->wire, berth_rdp_clipboard_wire_unref);
  g_clear_pointer (&self->formats, g_array_unref);
  g_clear_pointer (&self->files, g_hash_table_unref);
}

/*< private >
 * berth_rdp_clipboard_reader_new:
 * @answer_within_ms: how long the desktop may take
 */
BerthRdpClipboardReader *
berth_rdp_clipboard_reader_new (BerthRdpClipboardWire *wire, guint answer_within_ms)
{
  BerthRdpClipboardReader *self = g_rc_box_new0 (BerthRdpClipboardReader);

  self->wire = berth_rdp_clipboard_wire_ref (wire);
  self->answer_within_ms = answer_within_ms;
  self->formats = g_array_new (FALSE, FALSE, sizeof (BerthRdpClipboardFormat));
  self->files = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, dex_unref);
  g_queue_init (&self->reads);
  return self;
}

BerthRdpClipboardReader *
berth_rdp_clipboard_reader_ref (BerthRdpClipboardReader *self)
{
  return g_rc_box_acquire (self);
}

void
berth_rdp_clipboard_reader_unref (BerthRdpClipboardReader *self)
{
  g_rc_box_release_full (self, reader_clear);
}

void
berth_rdp_clipboard_reader_set_answer_within (BerthRdpClipboardReader *self,
                                              guint timeout_ms)
{
  self->answer_within_ms = timeout_ms;
}

/*< private >
 * berth_rdp_clipboard_reader_begin:
 * @can_lock: whether the desktop keeps files for who copies them
 *
 * The desktop answers from here on.
 */
void
berth_rdp_clipboard_reader_begin (BerthRdpClipboardReader *self, gboolean can_lock)
{
  self->is_ready = TRUE;
  self->can_lock = can_lock;
}

/*< private >
 * berth_rdp_clipboard_reader_end:
 *
 * It does not any more.
 */
void
berth_rdp_clipboard_reader_end (BerthRdpClipboardReader *self)
{
  self->is_ready = FALSE;
  self->n_dropped = 0;
  g_array_set_size (self->formats, 0);
  reject_all (self);
}

void
berth_rdp_clipboard_reader_set_formats (BerthRdpClipboardReader *self, GArray *formats)
{
  g_array_set_size (self->formats, 0);
  if (formats->len > 0)
    g_array_append_vals (self->formats, formats->data, formats->len);
}

static const BerthRdpClipboardFormat *
find_format (BerthRdpClipboardReader *self, BerthRdpClipboardKind kind)
{
  for (guint i = 0; i < self->formats->len; i++) {
    const BerthRdpClipboardFormat *format
      = &g_array_index (self->formats, BerthRdpClipboardFormat, i);

    if (format->kind == kind)
      return format;
  }
  return NULL;
}

gboolean
berth_rdp_clipboard_reader_has (BerthRdpClipboardReader *self, BerthRdpClipboardKind kind)
{
  return find_format (self, kind) != NULL;
}

static gboolean on_deadline (gpointer data);

static void
ask_for_next (BerthRdpClipboardReader *self)
{
  Read *read = g_queue_peek_head (&self->reads);

  g_clear_handle_id (&self->deadline, g_source_remove);
  if (read == NULL)
    return;
  berth_rdp_clipboard_wire_want_data (self->wire, read->id);
  self->deadline = g_timeout_add (self->answer_within_ms, on_deadline, self);
}

static gboolean
on_deadline (gpointer data)
{
  BerthRdpClipboardReader *self = data;
  Read *read = g_queue_pop_head (&self->reads);

  self->deadline = 0;
  self->n_dropped++;
  dex_promise_reject (read->promise, late_error ());
  read_free (read);
  ask_for_next (self);
  return G_SOURCE_REMOVE;
}

/*< private >
 * berth_rdp_clipboard_reader_take:
 * @bytes: (nullable): the answer to the first question that is open
 */
void
berth_rdp_clipboard_reader_take (BerthRdpClipboardReader *self, GBytes *bytes)
{
  Read *read;

  if (bytes == NULL && self->n_dropped > 0) {
    self->n_dropped--;
    return;
  }
  read = g_queue_pop_head (&self->reads);
  if (read == NULL)
    return;
  settle (read->promise, bytes);
  read_free (read);
  ask_for_next (self);
}

/*< private >
 * berth_rdp_clipboard_reader_take_file:
 * @stream: which question it is the answer to
 * @bytes: (nullable): the answer
 */
void
berth_rdp_clipboard_reader_take_file (BerthRdpClipboardReader *self,
                                      guint32 stream,
                                      GBytes *bytes)
{
  DexPromise *promise = g_hash_table_lookup (self->files, GUINT_TO_POINTER (stream));

  if (promise == NULL)
    return;
  settle (promise, bytes);
  g_hash_table_remove (self->files, GUINT_TO_POINTER (stream));
}

typedef struct {
  BerthRdpClipboardReader *self;
  BerthRdpClipboardKind kind;
  char *folder;
  GCancellable *cancellable;
  guint32 lock;
} Task;

static void
task_free (gpointer data)
{
  Task *task = data;

  g_clear_object (&task->cancellable);
  berth_rdp_clipboard_reader_unref (task->self);
  g_free (task->folder);
  g_free (task);
}

static Task *
task_new (BerthRdpClipboardReader *self,
          BerthRdpClipboardKind kind,
          GCancellable *cancellable)
{
  Task *task = g_new0 (Task, 1);

  task->self = berth_rdp_clipboard_reader_ref (self);
  task->kind = kind;
  g_set_object (&task->cancellable, cancellable);
  return task;
}

/* The raw bytes of a format, in turn. */
static GBytes *
await_raw (Task *task, GError **error)
{
  BerthRdpClipboardReader *self = task->self;
  const BerthRdpClipboardFormat *format = find_format (self, task->kind);
  Read *read;
  DexFuture *future;

  if (format == NULL) {
    g_propagate_error (error, self->is_ready ? nothing_error () : closed_error ());
    return NULL;
  }
  read = g_new0 (Read, 1);
  read->id = format->id;
  read->promise = dex_promise_new ();
  future = dex_ref (DEX_FUTURE (read->promise));
  g_queue_push_tail (&self->reads, read);
  if (g_queue_get_length (&self->reads) == 1)
    ask_for_next (self);
  return dex_await_boxed (berth_future_cancellable (future, task->cancellable), error);
}

/* libdex's own word for it is in a domain that nobody looks for. */
static DexFuture *
reject_explained (GError *error)
{
  if (!g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    return berth_future_reject (error);
  g_error_free (error);
  return berth_future_reject (late_error ());
}

static DexFuture *
read_fiber (gpointer data)
{
  Task *task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) raw = await_raw (task, &error);

  if (raw == NULL)
    return reject_explained (g_steal_pointer (&error));
  return berth_rdp_clipboard_convert (task->kind, raw, berth_rdp_clipboard_from_wire);
}

/* Thousands of names are work for a thread. */
static DexFuture *
parse_list_fiber (gpointer data)
{
  BerthRdpFileList *list = berth_rdp_file_list_new_from_wire (data);

  if (list == NULL)
    return dex_future_new_reject (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL, "%s",
                                  _ ("What is on the clipboard cannot be read."));
  return dex_future_new_take_boxed (BERTH_TYPE_RDP_FILE_LIST, list);
}

static BerthRdpFileList *
await_list (Task *task, GError **error)
{
  GBytes *raw = await_raw (task, error);

  if (raw == NULL)
    return NULL;
  return dex_await_boxed (
    berth_future_spawn_thread (parse_list_fiber, raw, (GDestroyNotify) g_bytes_unref),
    error);
}

static DexFuture *
list_fiber (gpointer data)
{
  GError *error = NULL;
  BerthRdpFileList *list = await_list (data, &error);

  if (list == NULL)
    return reject_explained (error);
  return dex_future_new_take_boxed (BERTH_TYPE_RDP_FILE_LIST, list);
}

static DexFuture *
want_piece (const BerthRdpFileRequest *request, gpointer user_data)
{
  Task *task = user_data;
  BerthRdpClipboardReader *self = task->self;
  BerthRdpFileRequest numbered = *request;
  DexPromise *promise;

  if (!self->is_ready)
    return berth_future_reject (closed_error ());
  promise = dex_promise_new ();
  numbered.stream = ++self->last_stream;
  g_hash_table_insert (self->files, GUINT_TO_POINTER (numbered.stream),
                       dex_ref (promise));
  berth_rdp_clipboard_wire_want_file (self->wire, &numbered);
  return berth_rdp_clipboard_within (DEX_FUTURE (promise), self->answer_within_ms,
                                     task->cancellable);
}

/* The desktop keeps the list while we copy, if it can: somebody may copy something else
 * over there meanwhile. */
static char **
await_locked_files (Task *task, GError **error)
{
  BerthRdpClipboardReader *self = task->self;
  BerthRdpFileRequest pattern = { 0 };
  g_autoptr (BerthRdpFileList) list = NULL;
  char **paths = NULL;

  pattern.has_lock = self->can_lock;
  pattern.lock = ++self->last_lock;
  if (pattern.has_lock)
    berth_rdp_clipboard_wire_lock (self->wire, pattern.lock, TRUE);
  list = await_list (task, error);
  if (list != NULL)
    paths = berth_rdp_file_fetch_await (list, task->folder, &pattern, want_piece, task,
                                        error);
  if (pattern.has_lock)
    berth_rdp_clipboard_wire_lock (self->wire, pattern.lock, FALSE);
  return paths;
}

static DexFuture *
fetch_fiber (gpointer data)
{
  GError *error = NULL;
  char **paths = await_locked_files (data, &error);

  if (paths == NULL)
    return reject_explained (error);
  return dex_future_new_take_boxed (G_TYPE_STRV, paths);
}

DexFuture *
berth_rdp_clipboard_reader_read (BerthRdpClipboardReader *self,
                                 BerthRdpClipboardKind kind,
                                 GCancellable *cancellable)
{
  if (kind == BERTH_RDP_CLIPBOARD_KIND_FILES)
    return berth_future_reject (nothing_error ());
  return berth_future_spawn (read_fiber, task_new (self, kind, cancellable), task_free);
}

DexFuture *
berth_rdp_clipboard_reader_list_files (BerthRdpClipboardReader *self,
                                       GCancellable *cancellable)
{
  return berth_future_spawn (
    list_fiber, task_new (self, BERTH_RDP_CLIPBOARD_KIND_FILES, cancellable), task_free);
}

DexFuture *
berth_rdp_clipboard_reader_fetch_files (BerthRdpClipboardReader *self,
                                        const char *folder,
                                        GCancellable *cancellable)
{
  Task *task = task_new (self, BERTH_RDP_CLIPBOARD_KIND_FILES, cancellable);

  task->folder = g_strdup (folder);
  return berth_future_spawn (fetch_fiber, task, task_free);
}
