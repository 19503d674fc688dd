/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-ssh-identity.h"
#include "berth-ssh-round.h"
#include "berth-worker.h"

G_BEGIN_DECLS

typedef struct _BerthSshLink BerthSshLink;

BerthSshLink *berth_ssh_link_new (BerthWorker *worker,
                                  int fd,
                                  const char *address,
                                  const char *user,
                                  BerthSshIdentity *identity);
BerthSshLink *berth_ssh_link_ref (BerthSshLink *self);
void berth_ssh_link_unref (BerthSshLink *self);

void berth_ssh_link_start (BerthSshLink *self);
DexFuture *berth_ssh_link_get_fingerprint (BerthSshLink *self);
DexFuture *berth_ssh_link_authenticate (BerthSshLink *self);
void
berth_ssh_link_add (BerthSshLink *self, const BerthSshMember *klass, gpointer instance);
const GError *berth_ssh_link_get_error (BerthSshLink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthSshLink, berth_ssh_link_unref)

G_END_DECLS
