/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <libdex.h>

#include "berth-arm-client.h"
#include "berth-image-choice.h"

G_BEGIN_DECLS

DexFuture *berth_terms_dialog_ask (BerthArmClient *client,
                                   const char *subscription_id,
                                   BerthImageChoice *image,
                                   GtkWidget *parent,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
