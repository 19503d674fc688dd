/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-question.h"

#include "berth-future.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

struct _BerthRdpQuestion {
  BerthRdpQuestionKind kind;
  BerthRdpCertificate *certificate;
  guint attempt;

  GCancellable *giving_up; /* the owner's */

  GMutex lock;
  GCond settled;
  gboolean is_settled; /* the rest under lock until then */
  GError *error;
  int fd;
  gboolean yes;
  char *text;
};

static void
question_clear (gpointer data)
{
  BerthRdpQuestion *self = data;

  g_clear_object (&self->giving_up);
  if (self->fd >= 0)
    close (self->fd);
  if (self->text != NULL)
    explicit_bzero (self->text, strlen (self->text));
  g_clear_pointer (&self->text, g_free);
  g_clear_error (&self->error);
  g_clear_object (&self->certificate);
  g_cond_clear (&self->settled);
  g_mutex_clear (&self->lock);
}

BerthRdpQuestion *
berth_rdp_question_new (BerthRdpQuestionKind kind)
{
  BerthRdpQuestion *self = g_atomic_rc_box_new0 (BerthRdpQuestion);

  self->kind = kind;
  self->giving_up = g_cancellable_new ();
  self->fd = -1;
  g_mutex_init (&self->lock);
  g_cond_init (&self->settled);
  return self;
}

/*< private >
 * berth_rdp_question_new_trust:
 */
BerthRdpQuestion *
berth_rdp_question_new_trust (BerthRdpCertificate *certificate)
{
  BerthRdpQuestion *self = berth_rdp_question_new (BERTH_RDP_QUESTION_TRUST);

  self->certificate = g_object_ref (certificate);
  return self;
}

BerthRdpQuestion *
berth_rdp_question_new_password (guint attempt)
{
  BerthRdpQuestion *self = berth_rdp_question_new (BERTH_RDP_QUESTION_PASSWORD);

  self->attempt = attempt;
  return self;
}

BerthRdpQuestion *
berth_rdp_question_ref (BerthRdpQuestion *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
berth_rdp_question_unref (BerthRdpQuestion *self)
{
  g_atomic_rc_box_release_full (self, question_clear);
}

BerthRdpQuestionKind
berth_rdp_question_get_kind (BerthRdpQuestion *self)
{
  return self->kind;
}

BerthRdpCertificate *
berth_rdp_question_get_certificate (BerthRdpQuestion *self)
{
  return self->certificate;
}

guint
berth_rdp_question_get_attempt (BerthRdpQuestion *self)
{
  return self->attempt;
}

typedef struct {
  BerthRdpQuestion *question;
  DexFuture *answer;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  dex_clear (&asking->answer);
  berth_rdp_question_unref (asking->question);
  g_free (asking);
}

/* The fields are the fiber's until it is settled. */
static void
await_answer (BerthRdpQuestion *self, DexFuture *answer, GError **error)
{
  switch (self->kind) {
  case BERTH_RDP_QUESTION_DIAL:
    self->fd = berth_future_await_fd (answer, error);
    break;
  case BERTH_RDP_QUESTION_TRUST:
    self->yes = dex_await_boolean (answer, error);
    break;
  case BERTH_RDP_QUESTION_PASSWORD:
    self->text = dex_await_string (answer, error);
    break;
  default:
    g_assert_not_reached ();
  }
}

static DexFuture *
answer_fiber (gpointer data)
{
  Asking *asking = data;
  BerthRdpQuestion *self = asking->question;
  g_autoptr (GError) error = NULL;

  await_answer (
    self, berth_future_cancellable (g_steal_pointer (&asking->answer), self->giving_up),
    &error);
  g_mutex_lock (&self->lock);
  if (!self->is_settled) {
    self->error = g_steal_pointer (&error);
    self->is_settled = TRUE;
    g_cond_broadcast (&self->settled);
  }
  g_mutex_unlock (&self->lock);
  return dex_future_new_true ();
}

/*< private >
 * berth_rdp_question_answer:
 * @answer: (transfer full): what the person's answer will be
 *
 * On the owner's context, once.
 */
void
berth_rdp_question_answer (BerthRdpQuestion *self, DexFuture *answer)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->question = berth_rdp_question_ref (self);
  asking->answer = answer;
  dex_future_disown (berth_future_spawn (answer_fiber, asking, asking_free));
}

/*< private >
 * berth_rdp_question_give_up:
 *
 * Ends the wait with @reason, unless there is an answer already. On the owner's context.
 */
void
berth_rdp_question_give_up (BerthRdpQuestion *self, const GError *reason)
{
  g_mutex_lock (&self->lock);
  if (!self->is_settled) {
    self->error = g_error_copy (reason);
    self->is_settled = TRUE;
    g_cond_broadcast (&self->settled);
  }
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->giving_up);
}

static gboolean
wait_until_settled (BerthRdpQuestion *self, GError **error)
{
  g_mutex_lock (&self->lock);
  while (!self->is_settled)
    g_cond_wait (&self->settled, &self->lock);
  g_mutex_unlock (&self->lock);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

/*< private >
 * berth_rdp_question_await_fd:
 *
 * Returns: (transfer full): the answer, or -1 and @error. Blocks; never on the owner's
 *   thread.
 */
int
berth_rdp_question_await_fd (BerthRdpQuestion *self, GError **error)
{
  int fd = -1;

  if (wait_until_settled (self, error))
    fd = g_steal_fd (&self->fd);
  return fd;
}

/*< private >
 * berth_rdp_question_await_boolean:
 *
 * Returns: the answer, or %FALSE and @error
 */
gboolean
berth_rdp_question_await_boolean (BerthRdpQuestion *self, GError **error)
{
  return wait_until_settled (self, error) && self->yes;
}

/*< private >
 * berth_rdp_question_await_string:
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL and @error
 */
char *
berth_rdp_question_await_string (BerthRdpQuestion *self, GError **error)
{
  return wait_until_settled (self, error) ? g_steal_pointer (&self->text) : NULL;
}
