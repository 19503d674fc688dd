/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define BERTH_TYPE_HOST_KEY_VERDICT (berth_host_key_verdict_get_type ())
#define BERTH_TYPE_HOST_KEYS (berth_host_keys_get_type ())
G_DECLARE_FINAL_TYPE (BerthHostKeys, berth_host_keys, BERTH, HOST_KEYS, GObject)

/**
 * BerthHostKeyVerdict:
 * @BERTH_HOST_KEY_VERDICT_UNKNOWN: nothing is pinned for this machine
 * @BERTH_HOST_KEY_VERDICT_KNOWN: the key is a pinned one
 * @BERTH_HOST_KEY_VERDICT_CHANGED: others are pinned, not this one
 */
typedef enum {
  BERTH_HOST_KEY_VERDICT_UNKNOWN,
  BERTH_HOST_KEY_VERDICT_KNOWN,
  BERTH_HOST_KEY_VERDICT_CHANGED,
} BerthHostKeyVerdict;

GType berth_host_key_verdict_get_type (void);

BerthHostKeys *berth_host_keys_new (const char *path);

DexFuture *berth_host_keys_check (BerthHostKeys *self,
                                  const char *host_id,
                                  const char *fingerprint,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_host_keys_pin (BerthHostKeys *self,
                                const char *host_id,
                                const char *const *fingerprints,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_host_keys_forget (BerthHostKeys *self,
                                   const char *host_id,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

char **berth_host_keys_parse_boot_log (const char *text, gssize length);

G_END_DECLS
