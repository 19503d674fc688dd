/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_TOKEN_STORE (berth_token_store_get_type ())
G_DECLARE_INTERFACE (BerthTokenStore, berth_token_store, BERTH, TOKEN_STORE, GObject)

struct _BerthTokenStoreInterface {
  GTypeInterface parent_iface;

  DexFuture *(*load) (BerthTokenStore *self, const char *id);
  DexFuture *(*save) (BerthTokenStore *self,
                      const char *id,
                      const char *label,
                      const char *token);
  DexFuture *(*remove) (BerthTokenStore *self, const char *id);
};

DexFuture *berth_token_store_load (BerthTokenStore *self,
                                   const char *id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_token_store_save (BerthTokenStore *self,
                                   const char *id,
                                   const char *label,
                                   const char *token) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_token_store_remove (BerthTokenStore *self,
                                     const char *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
