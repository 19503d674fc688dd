/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libssh/libssh.h>

G_BEGIN_DECLS

/**
 * BerthSshRound:
 * @ssh: the connection
 * @event: what the thread waits on between rounds
 * @news: set while libssh reads packets, when another step may get further
 *
 * What the session's thread hands to everything that lives on its connection, once a
 * round.
 */
typedef struct {
  ssh_session ssh;
  ssh_event event;
  gboolean news;
} BerthSshRound;

/**
 * BerthSshMember:
 * @ref: takes a reference
 * @unref: gives one back
 * @step_in_session: goes as far as it can without waiting; %FALSE once it has finished
 * @fail_in_session: ends it with the session's error
 * @abandon: ends its futures, since the thread ended too early to take it; on any thread
 *
 * What a connection knows of a shell, a command or a tunnel on it.
 */
typedef struct {
  gpointer (*ref) (gpointer self);
  void (*unref) (gpointer self);
  gboolean (*step_in_session) (gpointer self, BerthSshRound *round);
  void (*fail_in_session) (gpointer self, const GError *error);
  void (*abandon) (gpointer self);
} BerthSshMember;

G_END_DECLS
