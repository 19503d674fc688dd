/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-token-endpoint.h"

G_BEGIN_DECLS

/**
 * BerthBrowserPages:
 * @done: what the browser shows when it has brought an answer
 * @failed: what it shows when it has brought a refusal
 * @stranger: what it shows to one who was not sent by this sign-in
 *
 * Texts for a person, each a sentence.
 */
typedef struct {
  const char *done;
  const char *failed;
  const char *stranger;
} BerthBrowserPages;

#define BERTH_TYPE_BROWSER_SIGN_IN (berth_browser_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthBrowserSignIn, berth_browser_sign_in, BERTH, BROWSER_SIGN_IN, GObject)

BerthBrowserSignIn *berth_browser_sign_in_new (BerthTokenEndpoint *endpoint,
                                               const char *tenant,
                                               const char *login_hint,
                                               const char *claims,
                                               const BerthBrowserPages *pages,
                                               GError **error);
const char *berth_browser_sign_in_get_url (BerthBrowserSignIn *self);
DexFuture *
berth_browser_sign_in_finish (BerthBrowserSignIn *self,
                              GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
