/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-rdp-clipboard-wire.h"
#include "berth-rdp-display.h"
#include "berth-rdp-features.h"
#include "berth-rdp-frame.h"
#include "berth-rdp-input.h"
#include "berth-rdp-pointer.h"
#include "berth-rdp-question.h"
#include "berth-rdp-report.h"
#include "berth-rdp-target.h"
#include "berth-worker.h"

G_BEGIN_DECLS

typedef struct _BerthRdpLink BerthRdpLink;

/*< private >
 * BerthRdpOwner:
 * @hear: takes news
 * @ask: makes an answer; a future of the kind that the question wants
 *
 * How a link speaks with who owns it, on the owner's context.
 */
typedef struct {
  void (*hear) (GObject *owner, const BerthRdpReport *report);
  DexFuture *(*ask) (GObject *owner, BerthRdpQuestion *question);
} BerthRdpOwner;

BerthRdpLink *berth_rdp_link_new (BerthRdpTarget *target,
                                  const BerthRdpOwner *functions,
                                  GObject *owner);
BerthRdpLink *berth_rdp_link_ref (BerthRdpLink *self);
void berth_rdp_link_unref (BerthRdpLink *self);

void berth_rdp_link_set_features (BerthRdpLink *self, BerthRdpFeatures features);
void
berth_rdp_link_set_shared_folder (BerthRdpLink *self, const char *path, const char *name);
void berth_rdp_link_set_clipboard (BerthRdpLink *self, BerthRdpClipboardWire *clipboard);
void berth_rdp_link_set_pin (BerthRdpLink *self, const char *fingerprint);
void berth_rdp_link_set_answer_within (BerthRdpLink *self, guint timeout_s);
void berth_rdp_link_set_reconnects (BerthRdpLink *self, guint attempts);

void berth_rdp_link_start (BerthRdpLink *self);
void berth_rdp_link_stop (BerthRdpLink *self);
DexFuture *berth_rdp_link_join (BerthRdpLink *self) G_GNUC_WARN_UNUSED_RESULT;
const GError *berth_rdp_link_get_error (BerthRdpLink *self);

void berth_rdp_link_set_size (BerthRdpLink *self, const BerthRdpSize *size);
void berth_rdp_link_ask_for_size (BerthRdpLink *self, const BerthRdpSize *size);
void berth_rdp_link_set_hidden (BerthRdpLink *self, gboolean is_hidden);
void berth_rdp_link_send (BerthRdpLink *self, const BerthRdpInputEvent *event);
void berth_rdp_link_sample (BerthRdpLink *self);
gboolean berth_rdp_link_complete_picture (BerthRdpLink *self);
BerthRdpFrame *berth_rdp_link_take_frame (BerthRdpLink *self);
BerthRdpPointer *berth_rdp_link_dup_pointer (BerthRdpLink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpLink, berth_rdp_link_unref)

G_END_DECLS
