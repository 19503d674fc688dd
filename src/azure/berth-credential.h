/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_CREDENTIAL (berth_credential_get_type ())
G_DECLARE_INTERFACE (BerthCredential, berth_credential, BERTH, CREDENTIAL, GObject)

struct _BerthCredentialInterface {
  GTypeInterface parent_iface;

  DexFuture *(*get_token) (BerthCredential *self,
                           const char *claims,
                           GCancellable *cancellable);
  void (*forget_token) (BerthCredential *self, const char *token);
};

DexFuture *
berth_credential_get_token (BerthCredential *self,
                            const char *claims,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void berth_credential_forget_token (BerthCredential *self, const char *token);

G_END_DECLS
