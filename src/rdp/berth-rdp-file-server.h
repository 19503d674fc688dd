/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-rdp-clipboard-wire.h"
#include "berth-rdp-file-list.h"

G_BEGIN_DECLS

typedef struct _BerthRdpFileServer BerthRdpFileServer;

BerthRdpFileServer *berth_rdp_file_server_new (void);
void berth_rdp_file_server_free (BerthRdpFileServer *self);

void berth_rdp_file_server_set_list (BerthRdpFileServer *self, BerthRdpFileList *list);
void berth_rdp_file_server_lock (BerthRdpFileServer *self, guint32 lock);
void berth_rdp_file_server_unlock (BerthRdpFileServer *self, guint32 lock);
void berth_rdp_file_server_forget (BerthRdpFileServer *self);
DexFuture *berth_rdp_file_server_answer (
  BerthRdpFileServer *self, const BerthRdpFileRequest *request) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpFileServer, berth_rdp_file_server_free)

G_END_DECLS
