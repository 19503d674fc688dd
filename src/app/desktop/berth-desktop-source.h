/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

#include "berth-desktop-installer.h"
#include "berth-rdp-session.h"

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_SOURCE (berth_desktop_source_get_type ())
G_DECLARE_INTERFACE (
  BerthDesktopSource, berth_desktop_source, BERTH, DESKTOP_SOURCE, GObject)

/**
 * BerthDesktopSource:
 * @prepare: does all that comes before the desktop's own session, with what it has to ask
 *   asked above a widget; resolves to a #BerthRdpSession that is ready to connect
 * @forget: (nullable): drops the certificate that was trusted
 * @new_installer: (nullable): what installs a desktop where there is none, with what it
 *   has to ask asked above a widget
 * @get_shared: (nullable): what of this computer its first session gets; the clipboard
 * and sound where this is not there
 * @close: (nullable): ends what carries the session
 * @get_title: what the desktop is called
 *
 * Where a desktop comes from: a machine of an account, or a connection file. Once ::step
 * is emitted, with a sentence, that is what is being done now; ::notice tells something
 * in passing.
 */
struct _BerthDesktopSourceInterface {
  GTypeInterface parent_interface;

  DexFuture *(*prepare) (BerthDesktopSource *self,
                         GtkWidget *parent,
                         GCancellable *cancellable);
  DexFuture *(*forget) (BerthDesktopSource *self);
  BerthDesktopInstaller *(*new_installer) (BerthDesktopSource *self, GtkWidget *parent);
  BerthRdpFeatures (*get_shared) (BerthDesktopSource *self);
  void (*close) (BerthDesktopSource *self);
  const char *(*get_title) (BerthDesktopSource *self);
};

DexFuture *
berth_desktop_source_prepare (BerthDesktopSource *self,
                              GtkWidget *parent,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
gboolean berth_desktop_source_can_forget (BerthDesktopSource *self);
DexFuture *
berth_desktop_source_forget (BerthDesktopSource *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean berth_desktop_source_can_install (BerthDesktopSource *self);
BerthDesktopInstaller *berth_desktop_source_new_installer (BerthDesktopSource *self,
                                                           GtkWidget *parent);
BerthRdpFeatures berth_desktop_source_get_shared (BerthDesktopSource *self);
void berth_desktop_source_close (BerthDesktopSource *self);
const char *berth_desktop_source_get_title (BerthDesktopSource *self);
void berth_desktop_source_emit_step (BerthDesktopSource *self, const char *sentence);
void berth_desktop_source_emit_notice (BerthDesktopSource *self, const char *sentence);

G_END_DECLS
