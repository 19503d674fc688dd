/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_KNOWN (berth_desktop_known_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopKnown, berth_desktop_known, BERTH, DESKTOP_KNOWN, GObject)

BerthDesktopKnown *berth_desktop_known_new (const char *path);

DexFuture *berth_desktop_known_find (BerthDesktopKnown *self,
                                     const char *host,
                                     guint16 port) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_desktop_known_remember (BerthDesktopKnown *self,
                              const char *host,
                              guint16 port,
                              const char *fingerprint) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_desktop_known_forget (BerthDesktopKnown *self,
                                       const char *host,
                                       guint16 port) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
