/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-rdp-clipboard-wire.h"
#include "berth-rdp-file-list.h"

G_BEGIN_DECLS

/**
 * BerthRdpFileWantFunc:
 *
 * Asks the desktop for a piece of a file.
 *
 * Returns: (transfer full): a future that resolves to a [struct@GLib.Bytes]
 */
typedef DexFuture *(*BerthRdpFileWantFunc) (const BerthRdpFileRequest *request,
                                            gpointer user_data);

char **berth_rdp_file_fetch_await (BerthRdpFileList *list,
                                   const char *folder,
                                   const BerthRdpFileRequest *pattern,
                                   BerthRdpFileWantFunc want,
                                   gpointer user_data,
                                   GError **error);

G_END_DECLS
