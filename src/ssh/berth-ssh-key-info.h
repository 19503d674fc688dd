/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define BERTH_TYPE_SSH_KEY_TYPE (berth_ssh_key_type_get_type ())
#define BERTH_TYPE_SSH_KEY_PROBLEM (berth_ssh_key_problem_get_type ())
#define BERTH_TYPE_SSH_KEY_INFO (berth_ssh_key_info_get_type ())
G_DECLARE_FINAL_TYPE (BerthSshKeyInfo, berth_ssh_key_info, BERTH, SSH_KEY_INFO, GObject)

/**
 * BerthSshKeyType:
 * @BERTH_SSH_KEY_TYPE_OTHER: a kind that Berth can use, but does not make
 * @BERTH_SSH_KEY_TYPE_ED25519: short and modern; the default
 * @BERTH_SSH_KEY_TYPE_RSA: 4096 bits where Berth makes it
 */
typedef enum {
  BERTH_SSH_KEY_TYPE_OTHER,
  BERTH_SSH_KEY_TYPE_ED25519,
  BERTH_SSH_KEY_TYPE_RSA,
} BerthSshKeyType;

/**
 * BerthSshKeyProblem:
 * @BERTH_SSH_KEY_PROBLEM_NONE: fit for use
 * @BERTH_SSH_KEY_PROBLEM_OPEN_MODE: a key, but others may read the file;
 *   berth_ssh_key_repair_mode() mends that
 * @BERTH_SSH_KEY_PROBLEM_MISSING: no such file
 * @BERTH_SSH_KEY_PROBLEM_UNREADABLE: not allowed to read it, or not a regular file
 * @BERTH_SSH_KEY_PROBLEM_EMPTY: 0 bytes
 * @BERTH_SSH_KEY_PROBLEM_PUBLIC: the public half, given by mistake
 * @BERTH_SSH_KEY_PROBLEM_PUTTY: PuTTY's own format
 * @BERTH_SSH_KEY_PROBLEM_NOT_A_KEY: something else
 */
typedef enum {
  BERTH_SSH_KEY_PROBLEM_NONE,
  BERTH_SSH_KEY_PROBLEM_OPEN_MODE,
  BERTH_SSH_KEY_PROBLEM_MISSING,
  BERTH_SSH_KEY_PROBLEM_UNREADABLE,
  BERTH_SSH_KEY_PROBLEM_EMPTY,
  BERTH_SSH_KEY_PROBLEM_PUBLIC,
  BERTH_SSH_KEY_PROBLEM_PUTTY,
  BERTH_SSH_KEY_PROBLEM_NOT_A_KEY,
} BerthSshKeyProblem;

GType berth_ssh_key_type_get_type (void);
GType berth_ssh_key_problem_get_type (void);

const char *berth_ssh_key_info_get_path (BerthSshKeyInfo *self);
BerthSshKeyType berth_ssh_key_info_get_key_type (BerthSshKeyInfo *self);
gboolean berth_ssh_key_info_is_encrypted (BerthSshKeyInfo *self);
guint berth_ssh_key_info_get_mode (BerthSshKeyInfo *self);
const char *berth_ssh_key_info_get_public_line (BerthSshKeyInfo *self);
const char *berth_ssh_key_info_get_fingerprint (BerthSshKeyInfo *self);
BerthSshKeyProblem berth_ssh_key_info_get_problem (BerthSshKeyInfo *self);
const char *berth_ssh_key_info_get_explanation (BerthSshKeyInfo *self);

G_END_DECLS
