/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_DESKTOP_PASSWORDS (berth_desktop_passwords_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthDesktopPasswords, berth_desktop_passwords, BERTH, DESKTOP_PASSWORDS, GObject)

BerthDesktopPasswords *berth_desktop_passwords_new (gboolean use_keyring);

DexFuture *
berth_desktop_passwords_take_turn (BerthDesktopPasswords *self,
                                   const char *machine_id,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void berth_desktop_passwords_pass_on (BerthDesktopPasswords *self,
                                      const char *machine_id);
DexFuture *
berth_desktop_passwords_find (BerthDesktopPasswords *self,
                              const char *machine_id,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_desktop_passwords_keep (BerthDesktopPasswords *self,
                              const char *machine_id,
                              const char *label,
                              const char *password,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_desktop_passwords_forget (BerthDesktopPasswords *self,
                                const char *machine_id,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
char *berth_desktop_passwords_make (void);

G_END_DECLS
