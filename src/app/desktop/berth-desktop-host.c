/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-host.h"

#include "berth-config.h"
#include "berth-desktop-questions.h"
#include "berth-desktop-shares.h"
#include "berth-future.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * BerthDesktopHost:
 *
 * The desktop of a computer that Berth did not make, as a connection file or a link names
 * it: reached directly, its certificate trusted on first use.
 */
struct _BerthDesktopHost {
  GObject parent_instance;
  BerthDesktopFile *file;
  BerthDesktopKnown *known;
  char *title;
  char *user;              /* (nullable): once it is known */
  char *password;          /* (nullable): in memory only */
  BerthRdpFeatures shared; /* what the person left on when that was asked */
};

static void source_iface_init (BerthDesktopSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthDesktopHost,
                               berth_desktop_host,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_DESKTOP_SOURCE,
                                                      source_iface_init))

typedef struct {
  BerthDesktopHost *self;
  GWeakRef parent; /* may be gone when something is to be asked */
  GCancellable *cancellable;
  BerthRdpCertificate *certificate; /* for the question about trust */
} Try;

static Try *
try_new (BerthDesktopHost *self, GtkWidget *parent, GCancellable *cancellable)
{
  Try *try = g_new0 (Try, 1);

  try->self = g_object_ref (self);
  g_weak_ref_init (&try->parent, parent);
  try->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return try;
}

static void
try_free (gpointer data)
{
  Try *try = data;

  g_object_unref (try->self);
  g_weak_ref_clear (&try->parent);
  g_clear_object (&try->cancellable);
  g_clear_object (&try->certificate);
  g_free (try);
}

static void
forget_password (BerthDesktopHost *self)
{
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_clear_pointer (&self->password, g_free);
}

static gboolean
await_sign_in (Try *try, gboolean was_wrong, GError **error)
{
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&try->parent);
  g_autoptr (GtkWidget) shares = NULL;
  g_auto (GStrv) answer = NULL;

  if (parent == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                         "The desktop was closed");
    return FALSE;
  }
  /* Once it is connected to, the desktop's menu has all that. */
  if (!was_wrong)
    shares = g_object_ref_sink (
      berth_desktop_shares_new (berth_desktop_file_get_asked (try->self->file)));
  answer = dex_await_boxed (berth_desktop_ask_sign_in (parent, try->self->title,
                                                       try->self->user, was_wrong, shares,
                                                       try->cancellable),
                            error);
  if (answer == NULL)
    return FALSE;
  if (shares != NULL)
    try->self->shared = berth_desktop_shares_get (BERTH_DESKTOP_SHARES (shares));
  berth_desktop_host_set_answer (try->self, answer[0], answer[1]);
  return TRUE;
}

static DexFuture *
trust_fiber (gpointer data)
{
  Try *try = data;
  BerthDesktopHost *self = try->self;
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&try->parent);
  g_autoptr (GError) error = NULL;

  if (parent == NULL
      || !dex_await_boolean (
        berth_desktop_ask_trust (parent, self->title, try->certificate, try->cancellable),
        &error))
    return dex_future_new_false ();
  /* What cannot be written down is asked again next time, and no reason to stop. */
  if (!dex_await (berth_desktop_known_remember (
                    self->known, berth_desktop_file_get_host (self->file),
                    berth_desktop_file_get_port (self->file),
                    berth_rdp_certificate_get_fingerprint (try->certificate)),
                  &error))
    g_message ("The certificate cannot be remembered: %s", error->message);
  return dex_future_new_true ();
}

static DexFuture *
on_trust_asked (BerthRdpCertificate *certificate, gpointer data)
{
  Try *asked = data;
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&asked->parent);
  Try *try = try_new (asked->self, parent, asked->cancellable);

  try->certificate = g_object_ref (certificate);
  return berth_future_spawn (trust_fiber, try, try_free);
}

static DexFuture *
password_fiber (gpointer data)
{
  Try *try = data;
  g_autoptr (GError) error = NULL;

  if (!await_sign_in (try, TRUE, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_string (g_strdup (try->self->password));
}

static DexFuture *
on_password_asked (const char *user, guint attempt, gpointer data)
{
  Try *asked = data;
  g_autoptr (GtkWidget) parent = NULL;

  if (attempt == 1 && asked->self->password != NULL)
    return dex_future_new_take_string (g_strdup (asked->self->password));
  parent = g_weak_ref_get (&asked->parent);
  return berth_future_spawn (password_fiber,
                             try_new (asked->self, parent, asked->cancellable), try_free);
}

static BerthRdpSession *
new_session (Try *try, const char *pinned)
{
  BerthDesktopHost *self = try->self;
  g_autoptr (GtkWidget) parent = g_weak_ref_get (&try->parent);
  g_autoptr (BerthRdpTarget) target = berth_rdp_target_new_in_domain (
    berth_desktop_file_get_host (self->file), berth_desktop_file_get_host (self->file),
    berth_desktop_file_get_port (self->file), self->user,
    berth_desktop_file_get_domain (self->file));
  BerthRdpSession *session = berth_rdp_session_new (target);

  if (pinned != NULL)
    berth_rdp_session_set_pinned_fingerprint (session, pinned);
  berth_rdp_session_set_trust_func (session, on_trust_asked,
                                    try_new (self, parent, try->cancellable), try_free);
  berth_rdp_session_set_password_func (
    session, on_password_asked, try_new (self, parent, try->cancellable), try_free);
  return session;
}

static DexFuture *
prepare_fiber (gpointer data)
{
  Try *try = data;
  BerthDesktopHost *self = try->self;
  g_autofree char *pinned = NULL;
  g_autoptr (GError) error = NULL;

  if ((self->user == NULL || self->password == NULL)
      && !await_sign_in (try, FALSE, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  pinned = dex_await_string (
    berth_desktop_known_find (self->known, berth_desktop_file_get_host (self->file),
                              berth_desktop_file_get_port (self->file)),
    &error);
  /* A file that cannot be read must not make an old acquaintance a new one. */
  if (pinned == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return dex_future_new_for_error (g_steal_pointer (&error));
  berth_desktop_source_emit_step (BERTH_DESKTOP_SOURCE (self),
                                  _ ("Starting the desktop…"));
  return dex_future_new_take_object (new_session (try, pinned));
}

static DexFuture *
prepare (BerthDesktopSource *source, GtkWidget *parent, GCancellable *cancellable)
{
  Try *try = try_new (BERTH_DESKTOP_HOST (source), parent, cancellable);

  berth_desktop_source_emit_step (source, _ ("Getting ready…"));
  return berth_future_spawn (prepare_fiber, try, try_free);
}

static DexFuture *
forget (BerthDesktopSource *source)
{
  BerthDesktopHost *self = BERTH_DESKTOP_HOST (source);

  return berth_desktop_known_forget (self->known,
                                     berth_desktop_file_get_host (self->file),
                                     berth_desktop_file_get_port (self->file));
}

static BerthRdpFeatures
get_shared (BerthDesktopSource *source)
{
  return BERTH_DESKTOP_HOST (source)->shared;
}

static const char *
get_title (BerthDesktopSource *source)
{
  return BERTH_DESKTOP_HOST (source)->title;
}

static void
source_iface_init (BerthDesktopSourceInterface *iface)
{
  iface->prepare = prepare;
  iface->forget = forget;
  iface->get_shared = get_shared;
  iface->get_title = get_title;
}

static void
berth_desktop_host_finalize (GObject *object)
{
  BerthDesktopHost *self = BERTH_DESKTOP_HOST (object);

  g_clear_object (&self->file);
  g_clear_object (&self->known);
  g_free (self->title);
  g_free (self->user);
  forget_password (self);
  G_OBJECT_CLASS (berth_desktop_host_parent_class)->finalize (object);
}

static void
berth_desktop_host_class_init (BerthDesktopHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_host_finalize;
}

static void
berth_desktop_host_init (BerthDesktopHost *self)
{
}

/**
 * berth_desktop_host_new:
 * @file: where it is
 * @known: the certificates that were trusted before
 *
 * Returns: (transfer full): where its desktop comes from
 */
BerthDesktopSource *
berth_desktop_host_new (BerthDesktopFile *file, BerthDesktopKnown *known)
{
  BerthDesktopHost *self;

  g_return_val_if_fail (BERTH_IS_DESKTOP_FILE (file), NULL);
  g_return_val_if_fail (BERTH_IS_DESKTOP_KNOWN (known), NULL);

  self = g_object_new (BERTH_TYPE_DESKTOP_HOST, NULL);
  self->file = g_object_ref (file);
  self->known = g_object_ref (known);
  self->title = berth_desktop_file_dup_title (file);
  self->user = g_strdup (berth_desktop_file_get_user (file));
  return BERTH_DESKTOP_SOURCE (self);
}

/**
 * berth_desktop_host_set_answer:
 * @user: who signs in
 * @password: with what
 *
 * Answers before it is asked.
 */
void
berth_desktop_host_set_answer (BerthDesktopHost *self,
                               const char *user,
                               const char *password)
{
  g_return_if_fail (BERTH_IS_DESKTOP_HOST (self));

  g_set_str (&self->user, user);
  forget_password (self);
  self->password = g_strdup (password);
}
