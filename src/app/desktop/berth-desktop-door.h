/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-desktop-passwords.h"
#include "berth-ssh-session.h"

G_BEGIN_DECLS

/**
 * BerthDesktopStep:
 * @BERTH_DESKTOP_STEP_SSH: connecting to the machine
 * @BERTH_DESKTOP_STEP_LOOK: looking where its desktop server is
 * @BERTH_DESKTOP_STEP_PASSWORD: looking at the user's password, or giving one
 * @BERTH_DESKTOP_STEP_DESKTOP: the rest is the desktop's own session
 *
 * What is being done on the way to a machine's desktop.
 */
typedef enum {
  BERTH_DESKTOP_STEP_SSH,
  BERTH_DESKTOP_STEP_LOOK,
  BERTH_DESKTOP_STEP_PASSWORD,
  BERTH_DESKTOP_STEP_DESKTOP,
} BerthDesktopStep;

/**
 * BerthDesktopPasswordFunc:
 *
 * Asks the person about an account that has a password which Berth did not set.
 *
 * Returns: (transfer full): a future that resolves to that password, or to "" where Berth
 *   may set a new one; a rejection gives up
 */
typedef DexFuture *(*BerthDesktopPasswordFunc) (gpointer user_data);

#define BERTH_TYPE_DESKTOP_DOOR (berth_desktop_door_get_type ())
G_DECLARE_FINAL_TYPE (BerthDesktopDoor, berth_desktop_door, BERTH, DESKTOP_DOOR, GObject)

BerthDesktopDoor *berth_desktop_door_new (BerthSshTarget *target,
                                          BerthHostKeys *host_keys,
                                          BerthDesktopPasswords *passwords);

void berth_desktop_door_set_root (BerthDesktopDoor *self, const char *root);
void berth_desktop_door_set_is_ours (BerthDesktopDoor *self, gboolean is_ours);
void berth_desktop_door_set_password_func (BerthDesktopDoor *self,
                                           BerthDesktopPasswordFunc func,
                                           gpointer user_data,
                                           GDestroyNotify destroy);
void berth_desktop_door_set_trust_func (BerthDesktopDoor *self,
                                        BerthSshTrustFunc func,
                                        gpointer user_data,
                                        GDestroyNotify destroy);
void berth_desktop_door_set_passphrase_func (BerthDesktopDoor *self,
                                             BerthSshPassphraseFunc func,
                                             gpointer user_data,
                                             GDestroyNotify destroy);

DexFuture *berth_desktop_door_open (BerthDesktopDoor *self,
                                    GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_desktop_door_dial (BerthDesktopDoor *self,
                                    const char *host,
                                    guint16 port) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_desktop_door_close (BerthDesktopDoor *self) G_GNUC_WARN_UNUSED_RESULT;

BerthDesktopStep berth_desktop_door_get_step (BerthDesktopDoor *self);
BerthSshTarget *berth_desktop_door_get_target (BerthDesktopDoor *self);
const char *berth_desktop_door_get_host (BerthDesktopDoor *self);
guint16 berth_desktop_door_get_port (BerthDesktopDoor *self);
const char *berth_desktop_door_get_fingerprint (BerthDesktopDoor *self);
const char *berth_desktop_door_get_password (BerthDesktopDoor *self);
gboolean berth_desktop_door_is_password_typed (BerthDesktopDoor *self);
gboolean berth_desktop_door_is_password_kept (BerthDesktopDoor *self);

G_END_DECLS
