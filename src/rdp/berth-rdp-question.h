/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

#include "berth-rdp-certificate.h"

G_BEGIN_DECLS

typedef enum {
  BERTH_RDP_QUESTION_DIAL,     /* a file descriptor */
  BERTH_RDP_QUESTION_TRUST,    /* a boolean */
  BERTH_RDP_QUESTION_PASSWORD, /* a string */
} BerthRdpQuestionKind;

/*< private >
 * BerthRdpQuestion:
 *
 * What the connection's thread wants to know from the owner. FreeRDP asks in the middle
 * of its work, so the thread waits for the answer; nobody else does.
 */
typedef struct _BerthRdpQuestion BerthRdpQuestion;

BerthRdpQuestion *berth_rdp_question_new (BerthRdpQuestionKind kind);
BerthRdpQuestion *berth_rdp_question_new_trust (BerthRdpCertificate *certificate);
BerthRdpQuestion *berth_rdp_question_new_password (guint attempt);
BerthRdpQuestion *berth_rdp_question_ref (BerthRdpQuestion *self);
void berth_rdp_question_unref (BerthRdpQuestion *self);

BerthRdpQuestionKind berth_rdp_question_get_kind (BerthRdpQuestion *self);
BerthRdpCertificate *berth_rdp_question_get_certificate (BerthRdpQuestion *self);
guint berth_rdp_question_get_attempt (BerthRdpQuestion *self);

void berth_rdp_question_answer (BerthRdpQuestion *self, DexFuture *answer);
void berth_rdp_question_give_up (BerthRdpQuestion *self, const GError *reason);

int berth_rdp_question_await_fd (BerthRdpQuestion *self, GError **error);
gboolean berth_rdp_question_await_boolean (BerthRdpQuestion *self, GError **error);
char *berth_rdp_question_await_string (BerthRdpQuestion *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BerthRdpQuestion, berth_rdp_question_unref)

G_END_DECLS
