/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-rdp-session-private.h"

#include "berth-remote-dial.h"
#include "berth-remote-error.h"

#include <glib/gi18n-lib.h>

/* A server that says nothing to a size for so long is not waited for any more. */
#define RESIZE_ANSWER_MS 2000
/* From a new size to a picture that counts as complete although parts never came. */
#define COMPLETE_AFTER_MS 1000

void
berth_rdp_session_clear_sources (BerthRdpSession *self)
{
  g_clear_handle_id (&self->resize_source, g_source_remove);
  g_clear_handle_id (&self->resize_answer_source, g_source_remove);
  g_clear_handle_id (&self->complete_source, g_source_remove);
  g_clear_handle_id (&self->sample_source, g_source_remove);
}

void
berth_rdp_session_set_state (BerthRdpSession *self, BerthSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  berth_rdp_session_tell (self, BERTH_RDP_SESSION_CHANGE_STATE);
}

static void
set_reconnecting (BerthRdpSession *self, gboolean is_reconnecting)
{
  if (self->is_reconnecting == is_reconnecting)
    return;
  self->is_reconnecting = is_reconnecting;
  berth_rdp_session_tell (self, BERTH_RDP_SESSION_CHANGE_RECONNECTING);
}

static void
update_size_follows (BerthRdpSession *self)
{
  gboolean follows = berth_rdp_display_follows (self->display);

  if (self->size_follows == follows)
    return;
  self->size_follows = follows;
  berth_rdp_session_tell (self, BERTH_RDP_SESSION_CHANGE_SIZE_FOLLOWS);
}

gboolean
berth_rdp_session_is_over (BerthRdpSession *self)
{
  return self->state == BERTH_SESSION_STATE_CLOSED
         || self->state == BERTH_SESSION_STATE_FAILED;
}

static void
reject_connected (BerthRdpSession *self, const GError *error)
{
  GError *reason;

  if (self->connected == NULL || !dex_future_is_pending (DEX_FUTURE (self->connected)))
    return;
  if (error != NULL && self->state == BERTH_SESSION_STATE_FAILED)
    reason = g_error_copy (error);
  else
    reason = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                  _ ("The session was closed."));
  dex_promise_reject (self->connected, reason);
}

void
berth_rdp_session_end_with (BerthRdpSession *self, const GError *error)
{
  if (berth_rdp_session_is_over (self))
    return;
  berth_rdp_session_clear_sources (self);
  set_reconnecting (self, FALSE);
  berth_rdp_display_set_unavailable (self->display);
  update_size_follows (self);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_cancellable_is_cancelled (self->closing)) {
    berth_rdp_session_set_state (self, BERTH_SESSION_STATE_CLOSED);
  } else {
    self->error = g_error_copy (error);
    berth_rdp_session_set_state (self, BERTH_SESSION_STATE_FAILED);
  }
  reject_connected (self, error);
}

static gboolean on_resize_answer_late (gpointer data);

static gboolean
on_resize_answer_late (gpointer data)
{
  BerthRdpSession *self = data;

  self->resize_answer_source = 0;
  berth_rdp_display_stop_waiting (self->display);
  berth_rdp_session_ask_for_size (self);
  return G_SOURCE_REMOVE;
}

void
berth_rdp_session_ask_for_size (BerthRdpSession *self)
{
  BerthRdpSize size;

  /* Some servers that are asked for another size before they showed the first one never
   * show any. */
  if (!self->is_shown || !berth_rdp_display_next (self->display, &size))
    return;
  berth_rdp_link_ask_for_size (self->link, &size);
  g_clear_handle_id (&self->resize_answer_source, g_source_remove);
  if (berth_rdp_display_is_waiting (self->display))
    self->resize_answer_source
      = g_timeout_add (RESIZE_ANSWER_MS, on_resize_answer_late, self);
}

static void
become_shown (BerthRdpSession *self)
{
  if (self->is_shown)
    return;
  self->is_shown = TRUE;
  if (self->resize_source == 0)
    berth_rdp_session_ask_for_size (self);
}

static gboolean
on_picture_late (gpointer data)
{
  BerthRdpSession *self = data;

  self->complete_source = 0;
  if (berth_rdp_link_complete_picture (self->link))
    berth_rdp_session_tell (self, BERTH_RDP_SESSION_CHANGE_FRAME);
  return G_SOURCE_REMOVE;
}

static void
set_size (BerthRdpSession *self, guint width, guint height)
{
  g_clear_handle_id (&self->complete_source, g_source_remove);
  self->complete_source = g_timeout_add (COMPLETE_AFTER_MS, on_picture_late, self);
  if (self->width == width && self->height == height)
    return;
  self->width = width;
  self->height = height;
  berth_rdp_session_tell (self, BERTH_RDP_SESSION_CHANGE_SIZE);
}

static void
hear_ready (BerthRdpSession *self, const BerthRdpReport *report)
{
  berth_rdp_display_connected (self->display, report->width, report->height);
  set_size (self, report->width, report->height);
  set_reconnecting (self, FALSE);
  berth_rdp_session_set_state (self, BERTH_SESSION_STATE_READY);
  if (dex_future_is_pending (DEX_FUTURE (self->connected)))
    dex_promise_resolve_boolean (self->connected, TRUE);
}

static void
hear_resized (BerthRdpSession *self, const BerthRdpReport *report)
{
  berth_rdp_display_became (self->display, report->width, report->height);
  if (!berth_rdp_display_is_waiting (self->display))
    g_clear_handle_id (&self->resize_answer_source, g_source_remove);
  update_size_follows (self);
  set_size (self, report->width, report->height);
  /* The window may have gone on meanwhile. */
  if (self->resize_source == 0)
    berth_rdp_session_ask_for_size (self);
}

static void
hear_resizable (BerthRdpSession *self, const BerthRdpReport *report)
{
  if (report->area_max > 0)
    berth_rdp_display_set_available (self->display, report->area_max,
                                     report->monitors_max);
  else
    berth_rdp_display_set_unavailable (self->display);
  update_size_follows (self);
  if (self->resize_source == 0)
    berth_rdp_session_ask_for_size (self);
}

static void
hear_certificate (BerthRdpSession *self, const BerthRdpReport *report)
{
  g_set_object (&self->certificate, report->certificate);
  if (self->state == BERTH_SESSION_STATE_CONNECTING)
    berth_rdp_session_set_state (self, BERTH_SESSION_STATE_AUTHENTICATING);
}

static void
hear_statistics (BerthRdpSession *self, const BerthRdpReport *report)
{
  /* One may be under way when nobody looks any more. */
  if (self->sample_source == 0)
    return;
  g_clear_pointer (&self->statistics, berth_rdp_statistics_free);
  self->statistics = berth_rdp_statistics_copy (&report->statistics);
  berth_rdp_session_tell (self, BERTH_RDP_SESSION_CHANGE_STATISTICS);
}

static void
hear (GObject *owner, const BerthRdpReport *report)
{
  BerthRdpSession *self = BERTH_RDP_SESSION (owner);

  if (berth_rdp_session_is_over (self) || self->link == NULL)
    return;
  switch (report->news) {
  case BERTH_RDP_NEWS_CERTIFICATE:
    hear_certificate (self, report);
    break;
  case BERTH_RDP_NEWS_READY:
    hear_ready (self, report);
    break;
  case BERTH_RDP_NEWS_LOST:
    self->is_shown = FALSE;
    set_reconnecting (self, TRUE);
    break;
  case BERTH_RDP_NEWS_RESIZED:
    hear_resized (self, report);
    break;
  case BERTH_RDP_NEWS_RESIZABLE:
    hear_resizable (self, report);
    break;
  case BERTH_RDP_NEWS_FRAME:
    become_shown (self);
    berth_rdp_session_tell (self, BERTH_RDP_SESSION_CHANGE_FRAME);
    break;
  case BERTH_RDP_NEWS_POINTER:
    berth_rdp_session_tell (self, BERTH_RDP_SESSION_CHANGE_POINTER);
    break;
  case BERTH_RDP_NEWS_STATISTICS:
    hear_statistics (self, report);
    break;
  default:
    g_assert_not_reached ();
  }
}

static DexFuture *
dial (BerthRdpSession *self)
{
  const char *host = berth_rdp_target_get_host (self->target);
  guint16 port = berth_rdp_target_get_port (self->target);
  g_autofree char *refused = NULL;

  if (self->dial.func != NULL)
    return ((BerthRdpDialFunc) self->dial.func) (host, port, self->dial.data);
  /* Translators: %s is an address */
  refused = g_strdup_printf (_ ("%s is there, but no desktop answers yet."), host);
  return berth_remote_dial (host, port, refused, self->connect_timeout_s, self->closing);
}

static DexFuture *
ask (GObject *owner, BerthRdpQuestion *question)
{
  BerthRdpSession *self = BERTH_RDP_SESSION (owner);
  const char *user = berth_rdp_target_get_user (self->target);

  switch (berth_rdp_question_get_kind (question)) {
  case BERTH_RDP_QUESTION_DIAL:
    return dial (self);
  case BERTH_RDP_QUESTION_TRUST:
    if (self->trust.func == NULL)
      return dex_future_new_for_boolean (FALSE);
    return ((BerthRdpTrustFunc) self->trust.func) (
      berth_rdp_question_get_certificate (question), self->trust.data);
  case BERTH_RDP_QUESTION_PASSWORD:
    if (self->password.func != NULL)
      return ((BerthRdpPasswordFunc) self->password.func) (
        user, berth_rdp_question_get_attempt (question), self->password.data);
    return dex_future_new_reject (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_AUTH_FAILED,
                                  /* Translators: %s is a user's name */
                                  _ ("The desktop wants a password for “%s”."), user);
  default:
    g_assert_not_reached ();
  }
}

const BerthRdpOwner berth_rdp_session_owner = { hear, ask };
