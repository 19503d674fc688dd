/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-clipboard-wire.h"
#include "berth-rdp-context.h"
#include "berth-rdp-link.h"
#include "berth-rdp-tiles.h"

G_BEGIN_DECLS

typedef enum {
  BERTH_RDP_RECORDING_NONE,
  BERTH_RDP_RECORDING_RECORD,
  BERTH_RDP_RECORDING_REPLAY,
  BERTH_RDP_RECORDING_REPLAY_AT_ONCE,
} BerthRdpRecording;

/*< private >
 * BerthRdpLink:
 *
 * The life of a session on its thread: one FreeRDP context after the other, as often as
 * the connection is made anew.
 *
 * The thread blocks in FreeRDP while it connects and in the owner's answers, so the owner
 * ends it from outside: it sets FreeRDP's abort event, shuts the socket down, and gives
 * the open question up. None of that waits.
 */
struct _BerthRdpLink {
  BerthWorker *worker;
  BerthRdpTarget *target;
  const BerthRdpOwner *functions;
  GWeakRef owner;

  /* as it was at the start */
  BerthRdpFeatures features;
  char *shared_path;
  char *shared_name;
  char *pin;
  guint answer_within_s;
  guint reconnects_max;
  BerthRdpRecording recording;
  char *recording_path;

  /* owner */
  gboolean is_started;
  GSource *deadline;  /* while the server owes an answer */
  GSource *last_call; /* after a polite end was asked for */

  BerthRdpTiles *tiles;
  BerthRdpInput *input;
  BerthRdpClipboardWire *clipboard;
  gint frame_told; /* atomic: the owner did not come to it yet */

  GMutex lock;
  BerthRdpContext *context;   /* under lock; the thread's, lent for its abort event */
  BerthRdpQuestion *question; /* under lock */
  int guard_fd;               /* under lock: the connection's socket once more, or -1 */
  gboolean is_active;         /* under lock: the desktop is there */
  gboolean is_late;           /* under lock: the deadline passed */
  BerthRdpSize size;          /* under lock: what to connect with */
  gboolean is_hidden;         /* under lock */
  BerthRdpPointer *pointer;   /* under lock */
  guint n_frames;             /* under lock, since the last sample */
  const char *codec;          /* under lock */

  /* thread; the error may be read once the worker is joined */
  GError *error;     /* why the connection cannot go on, where we know it better */
  char *fingerprint; /* of the certificate that was found right */
  char *password;
  guint password_asked;
  GError *refusal;          /* what the server said to the last password */
  guint reconnects;         /* since the desktop was there for a while */
  gboolean lost_told;       /* since it was there last */
  gboolean person_answered; /* during this connection */
  gboolean was_ready;
  gint64 active_since;
  gint64 sampled_at;
  guint64 sampled_in;
  guint64 sampled_out;
};

void berth_rdp_link_report (BerthRdpLink *self, BerthRdpNews news);
void berth_rdp_link_report_size (BerthRdpLink *self,
                                 BerthRdpNews news,
                                 guint width,
                                 guint height);
void
berth_rdp_link_report_area (BerthRdpLink *self, guint64 area_max, guint monitors_max);
void berth_rdp_link_report_certificate (BerthRdpLink *self,
                                        BerthRdpCertificate *certificate);
void berth_rdp_link_report_statistics (BerthRdpLink *self,
                                       const BerthRdpStatistics *statistics);
void berth_rdp_link_report_frame (BerthRdpLink *self);
void berth_rdp_link_ask (BerthRdpLink *self, BerthRdpQuestion *question);
void berth_rdp_link_set_deadline (BerthRdpLink *self, gboolean is_wanted);
void berth_rdp_link_forget_question (BerthRdpLink *self);
void berth_rdp_link_set_pointer (BerthRdpLink *self, BerthRdpPointer *pointer);
void berth_rdp_link_guard (BerthRdpLink *self, int fd);
void berth_rdp_link_fail_in_session (BerthRdpLink *self, GError *error);

G_END_DECLS
