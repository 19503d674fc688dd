/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-pipe.h"

/**
 * BerthSshPipe:
 *
 * A queue of bytes with an end on each of two threads, and a limit. What does not fit
 * stays in the channel, whose window then closes: the host stops by itself.
 */
struct _BerthSshPipe {
  GMutex lock;
  GByteArray *bytes;
  gsize taken; /* from the start of @bytes */
  gsize capacity;
};

static void
pipe_clear (gpointer data)
{
  BerthSshPipe *self = data;

  g_byte_array_unref (self->bytes);
  g_mutex_clear (&self->lock);
}

BerthSshPipe *
berth_ssh_pipe_new (gsize capacity)
{
  BerthSshPipe *self = g_atomic_rc_box_new0 (BerthSshPipe);

  g_mutex_init (&self->lock);
  self->bytes = g_byte_array_new ();
  self->capacity = capacity;
  return self;
}

BerthSshPipe *
berth_ssh_pipe_ref (BerthSshPipe *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
berth_ssh_pipe_unref (BerthSshPipe *self)
{
  g_atomic_rc_box_release_full (self, pipe_clear);
}

/* Bytes that may still be put. */
gsize
berth_ssh_pipe_get_room (BerthSshPipe *self)
{
  return self->capacity - berth_ssh_pipe_get_size (self);
}

/* Bytes to take. */
gsize
berth_ssh_pipe_get_size (BerthSshPipe *self)
{
  gsize size;

  g_mutex_lock (&self->lock);
  size = self->bytes->len - self->taken;
  g_mutex_unlock (&self->lock);
  return size;
}

/* @size is at most the room there is. Returns whether the pipe was empty before. */
gboolean
berth_ssh_pipe_put (BerthSshPipe *self, gconstpointer bytes, gsize size)
{
  gboolean was_empty;

  g_mutex_lock (&self->lock);
  was_empty = self->bytes->len == self->taken;
  if (self->taken > 0) {
    g_byte_array_remove_range (self->bytes, 0, (guint) self->taken);
    self->taken = 0;
  }
  g_assert (self->bytes->len + size <= self->capacity);
  g_byte_array_append (self->bytes, bytes, (guint) size);
  g_mutex_unlock (&self->lock);
  return was_empty;
}

/* @was_full tells that the putting side may be waiting for room. */
GBytes *
berth_ssh_pipe_take (BerthSshPipe *self, gsize max_bytes, gboolean *was_full)
{
  GBytes *taken;
  gsize size;

  g_mutex_lock (&self->lock);
  size = self->bytes->len - self->taken;
  *was_full = size == self->capacity;
  size = MIN (size, max_bytes);
  taken = g_bytes_new (self->bytes->data + self->taken, size);
  self->taken += size;
  if (self->taken == self->bytes->len) {
    g_byte_array_set_size (self->bytes, 0);
    self->taken = 0;
  }
  g_mutex_unlock (&self->lock);
  return taken;
}
