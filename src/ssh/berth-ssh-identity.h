/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libssh/libssh.h>

#include "berth-ssh-key-info.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SSH_IDENTITY (berth_ssh_identity_get_type ())
G_DECLARE_FINAL_TYPE (BerthSshIdentity, berth_ssh_identity, BERTH, SSH_IDENTITY, GObject)

/* No private key that people have is near this size. */
#define BERTH_SSH_KEY_MAX_BYTES (64 * 1024)

BerthSshIdentity *berth_ssh_identity_parse (GBytes *contents,
                                            const char *passphrase,
                                            gboolean *needs_passphrase);
BerthSshIdentity *berth_ssh_identity_new_take (ssh_key key);

ssh_key berth_ssh_identity_get_key (BerthSshIdentity *self);
BerthSshKeyType berth_ssh_identity_get_key_type (BerthSshIdentity *self);
char *berth_ssh_identity_dup_public_line (BerthSshIdentity *self, const char *comment);
char *berth_ssh_identity_dup_fingerprint (BerthSshIdentity *self);

char *berth_ssh_normalise_key_text (GBytes *contents);
char *berth_ssh_fingerprint_of (ssh_key key);

G_END_DECLS
