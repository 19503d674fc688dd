/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-known.h"

#include "berth-config.h"
#include "berth-notes.h"

#include <glib/gi18n.h>

/**
 * BerthDesktopKnown:
 *
 * The certificates that a person has trusted, of computers that Berth did not make: one
 * for each host and port. Machines of an account are not here; what they must show is
 * read over SSH each time.
 */
struct _BerthDesktopKnown {
  GObject parent_instance;
  BerthNotes *notes;
};

G_DEFINE_FINAL_TYPE (BerthDesktopKnown, berth_desktop_known, G_TYPE_OBJECT)

static char *
dup_name (const char *host, guint16 port)
{
  return g_strdup_printf ("%s:%u", host, port);
}

static void
berth_desktop_known_finalize (GObject *object)
{
  g_clear_object (&BERTH_DESKTOP_KNOWN (object)->notes);
  G_OBJECT_CLASS (berth_desktop_known_parent_class)->finalize (object);
}

static void
berth_desktop_known_class_init (BerthDesktopKnownClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_known_finalize;
}

static void
berth_desktop_known_init (BerthDesktopKnown *self)
{
}

/**
 * berth_desktop_known_new:
 * @path: the file; it need not exist
 *
 * Returns: (transfer full): what is known
 */
BerthDesktopKnown *
berth_desktop_known_new (const char *path)
{
  BerthDesktopKnown *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_KNOWN, NULL);
  self->notes = berth_notes_new (path, "fingerprint");
  return self;
}

/**
 * berth_desktop_known_find:
 *
 * Returns: (transfer full): a future that resolves to the fingerprint that was trusted,
 * or rejects with %G_IO_ERROR_NOT_FOUND, or with what the file's reading says
 */
DexFuture *
berth_desktop_known_find (BerthDesktopKnown *self, const char *host, guint16 port)
{
  g_autofree char *name = dup_name (host, port);

  g_return_val_if_fail (BERTH_IS_DESKTOP_KNOWN (self), NULL);

  return berth_notes_find (self->notes, name,
                           _ ("Berth has not been at this computer before."));
}

/**
 * berth_desktop_known_remember:
 * @fingerprint: what the person trusts
 *
 * Returns: (transfer full): a future that resolves to %TRUE once it is on the disk
 */
DexFuture *
berth_desktop_known_remember (BerthDesktopKnown *self,
                              const char *host,
                              guint16 port,
                              const char *fingerprint)
{
  g_autofree char *name = dup_name (host, port);

  g_return_val_if_fail (BERTH_IS_DESKTOP_KNOWN (self), NULL);
  g_return_val_if_fail (fingerprint != NULL, NULL);

  return berth_notes_change (self->notes, name, fingerprint);
}

/**
 * berth_desktop_known_forget:
 *
 * Returns: (transfer full): a future that resolves to %TRUE once nothing is known any
 * more
 */
DexFuture *
berth_desktop_known_forget (BerthDesktopKnown *self, const char *host, guint16 port)
{
  g_autofree char *name = dup_name (host, port);

  g_return_val_if_fail (BERTH_IS_DESKTOP_KNOWN (self), NULL);

  return berth_notes_change (self->notes, name, NULL);
}
