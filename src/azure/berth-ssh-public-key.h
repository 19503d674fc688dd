/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SSH_PUBLIC_KEY (berth_ssh_public_key_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthSshPublicKey, berth_ssh_public_key, BERTH, SSH_PUBLIC_KEY, GObject)

gpointer berth_ssh_public_key_parse (JsonObject *object, GError **error);

const char *berth_ssh_public_key_get_id (BerthSshPublicKey *self);
const char *berth_ssh_public_key_get_name (BerthSshPublicKey *self);
const char *berth_ssh_public_key_get_location (BerthSshPublicKey *self);
const char *berth_ssh_public_key_get_public_key (BerthSshPublicKey *self);

G_END_DECLS
