/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-rdp-connection.h"

#include "berth-rdp-channels.h"
#include "berth-rdp-checks.h"
#include "berth-rdp-devices.h"
#include "berth-rdp-failure.h"
#include "berth-rdp-link-private.h"
#include "berth-rdp-picture.h"
#include "berth-rdp-recording-private.h"
#include "berth-rdp-settings.h"
#include "berth-remote-error.h"

#include <freerdp/client.h>
#include <freerdp/gdi/gdi.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>
#include <winpr/synch.h>

/* A desktop that is there for so long counts as there: one that comes and goes at once
 * uses up the tries to connect anew. */
#define STEADY_AFTER_S 30
/* A desktop that ends sooner, and by itself, has not let anybody in. */
#define TURNED_AWAY_WITHIN_S 30
/* [MS-RDPBCGR] 2.2.1.2.1: TLS without CredSSP. */
#define PROTOCOL_SSL 1

typedef enum {
  OUTCOME_ENDED, /* for good: by us, by the server, or by an error */
  OUTCOME_AGAIN, /* once more, at once: another password, or the server grew tired of
                    waiting while somebody thought */
  OUTCOME_LOST,  /* the desktop was there, and the way to it is gone */
} Outcome;

/* How long to wait before each try to connect anew. */
static const guint reconnect_delays_ms[]
  = { 0, 1000, 2000, 4000, 8000, 15000, 30000, 30000 };

static BOOL
on_pre_connect (freerdp *instance)
{
  BerthRdpContext *self = berth_rdp_context_of_instance (instance);

  /* FreeRDP has just forgotten an abort that came before. */
  if (berth_worker_is_stopping (self->link->worker))
    return FALSE;
  berth_rdp_channels_attach (self);
  return TRUE;
}

static BOOL
on_post_connect (freerdp *instance)
{
  return berth_rdp_picture_attach (berth_rdp_context_of_instance (instance));
}

static void
on_post_disconnect (freerdp *instance)
{
  berth_rdp_picture_detach (berth_rdp_context_of_instance (instance));
}

static void
on_post_final_disconnect (freerdp *instance)
{
  berth_rdp_channels_detach (berth_rdp_context_of_instance (instance));
}

static BOOL
on_context_new (freerdp *instance, rdpContext *context)
{
  BerthRdpContext *self = berth_rdp_context_of (context);

  g_mutex_init (&self->channels);
  instance->PreConnect = on_pre_connect;
  instance->PostConnect = on_post_connect;
  instance->PostDisconnect = on_post_disconnect;
  instance->PostFinalDisconnect = on_post_final_disconnect;
  instance->LoadChannels = berth_rdp_devices_load;
  return TRUE;
}

static void
on_context_free (freerdp *instance, rdpContext *context)
{
  g_mutex_clear (&berth_rdp_context_of (context)->channels);
}

static BerthRdpContext *
make_context (BerthRdpLink *link)
{
  RDP_CLIENT_ENTRY_POINTS entry_points = { 0 };
  BerthRdpContext *self;

  entry_points.Size = sizeof entry_points;
  entry_points.Version = RDP_CLIENT_INTERFACE_VERSION;
  entry_points.ContextSize = sizeof (BerthRdpContext);
  entry_points.ClientNew = on_context_new;
  entry_points.ClientFree = on_context_free;
  self = (BerthRdpContext *) freerdp_client_context_new (&entry_points);
  if (self != NULL)
    self->link = link;
  return self;
}

static void
publish_in_session (BerthRdpLink *link, BerthRdpContext *context)
{
  g_mutex_lock (&link->lock);
  link->context = context;
  link->is_late = FALSE;
  if (context == NULL && link->guard_fd >= 0)
    close (g_steal_fd (&link->guard_fd));
  g_mutex_unlock (&link->lock);
}

static void
fail_set_up_in_session (BerthRdpLink *link)
{
  berth_rdp_link_fail_in_session (
    link, g_error_new_literal (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL,
                               _ ("The RDP session could not be set up.")));
}

static gboolean
set_up_in_session (BerthRdpLink *link, BerthRdpContext *self)
{
  BerthRdpSize size;

  g_mutex_lock (&link->lock);
  size = link->size;
  g_mutex_unlock (&link->lock);
  if (berth_rdp_settings_fill (self->client.context.settings, link, &size)
      && berth_rdp_checks_attach (self) && berth_rdp_recording_attach (self))
    return TRUE;
  fail_set_up_in_session (link);
  return FALSE;
}

static void
set_active_in_session (BerthRdpLink *link, gboolean is_active)
{
  g_mutex_lock (&link->lock);
  link->is_active = is_active;
  g_mutex_unlock (&link->lock);
}

/*< private >
 * berth_rdp_connection_apply_hidden_in_session:
 * @link: the session's link
 *
 * Tells the server whether anybody sees the desktop.
 */
void
berth_rdp_connection_apply_hidden_in_session (gpointer data)
{
  BerthRdpLink *link = data;
  rdpContext *context = link->context != NULL ? &link->context->client.context : NULL;
  RECTANGLE_16 all = { 0 };
  gboolean is_hidden;

  g_mutex_lock (&link->lock);
  is_hidden = link->is_hidden;
  g_mutex_unlock (&link->lock);
  if (context == NULL || context->gdi == NULL
      || context->gdi->suppressOutput == is_hidden)
    return;
  gdi_send_suppress_output (context->gdi, is_hidden);
  if (is_hidden)
    return;
  /* What changed meanwhile was not kept. */
  all.right = (UINT16) context->gdi->width;
  all.bottom = (UINT16) context->gdi->height;
  context->update->RefreshRect (context, 1, &all);
}

static void
take_counts (BerthRdpLink *link, BerthRdpStatistics *statistics, double seconds)
{
  g_mutex_lock (&link->lock);
  statistics->frames_per_second = link->n_frames / seconds;
  statistics->codec = link->codec;
  link->n_frames = 0;
  g_mutex_unlock (&link->lock);
}

/*< private >
 * berth_rdp_connection_sample_in_session:
 * @link: the session's link
 *
 * Reports how the connection did since the last call.
 */
void
berth_rdp_connection_sample_in_session (gpointer data)
{
  BerthRdpLink *link = data;
  rdpContext *context = link->context != NULL ? &link->context->client.context : NULL;
  gint64 now = g_get_monotonic_time ();
  double seconds = MAX ((double) (now - link->sampled_at) / G_USEC_PER_SEC, 0.001);
  BerthRdpStatistics statistics = { 0 };
  UINT64 in = 0, out = 0, in_packets = 0, out_packets = 0;

  if (context == NULL
      || !freerdp_get_stats (context->rdp, &in, &out, &in_packets, &out_packets))
    return;
  take_counts (link, &statistics, seconds);
  /* A new connection counts from nothing. */
  statistics.bytes_in_per_second
    = (guint64) ((in - MIN (in, link->sampled_in)) / seconds);
  statistics.bytes_out_per_second
    = (guint64) ((out - MIN (out, link->sampled_out)) / seconds);
  statistics.round_trip_ms = autodetect_get (context)->netCharAverageRTT;
  link->sampled_in = in;
  link->sampled_out = out;
  if (link->sampled_at != 0)
    berth_rdp_link_report_statistics (link, &statistics);
  link->sampled_at = now;
}

static void
become_active_in_session (BerthRdpLink *link, BerthRdpContext *self)
{
  rdpGdi *gdi = self->client.context.gdi;

  link->was_ready = TRUE;
  link->lost_told = FALSE;
  link->active_since = g_get_monotonic_time ();
  link->password_asked = 0;
  berth_rdp_input_begin_in_session (link->input);
  set_active_in_session (link, TRUE);
  berth_rdp_link_report_size (link, BERTH_RDP_NEWS_READY, (guint) gdi->width,
                              (guint) gdi->height);
  berth_rdp_connection_apply_hidden_in_session (link);
}

static gboolean
step_in_session (BerthRdpLink *link, BerthRdpContext *self, HANDLE wake)
{
  rdpContext *context = &self->client.context;
  HANDLE handles[MAXIMUM_WAIT_OBJECTS];
  DWORD n_handles
    = freerdp_get_event_handles (context, handles, MAXIMUM_WAIT_OBJECTS - 1);

  if (n_handles == 0)
    return FALSE;
  handles[n_handles++] = wake;
  if (WaitForMultipleObjects (n_handles, handles, FALSE, INFINITE) == WAIT_FAILED)
    return FALSE;
  berth_worker_drain (link->worker);
  berth_rdp_input_send_in_session (link->input, &self->client);
  return freerdp_check_event_handles (context);
}

static void
serve_in_session (BerthRdpLink *link, BerthRdpContext *self)
{
  HANDLE wake = CreateFileDescriptorEventA (
    NULL, FALSE, FALSE, berth_worker_get_wake_fd (link->worker), WINPR_FD_READ);

  while (!berth_worker_is_stopping (link->worker)
         && !freerdp_shall_disconnect_context (&self->client.context)
         && step_in_session (link, self, wake))
    ;
  CloseHandle (wake);
}

static gboolean
was_late (BerthRdpLink *link)
{
  gboolean is_late;

  g_mutex_lock (&link->lock);
  is_late = link->is_late;
  g_mutex_unlock (&link->lock);
  return is_late;
}

static gint64
lasted_us (BerthRdpLink *link)
{
  return g_get_monotonic_time () - link->active_since;
}

/* Without network level authentication a server looks at the password when the connection
 * is up already. xrdp, told not to show a form of its own, then just says that the user
 * signed out. */
static gboolean
was_turned_away (BerthRdpLink *link, rdpContext *context)
{
  UINT32 protocol
    = freerdp_settings_get_uint32 (context->settings, FreeRDP_SelectedProtocol);

  return protocol == PROTOCOL_SSL
         && freerdp_error_info (context->instance) == ERRINFO_LOGOFF_BY_USER
         && !berth_rdp_input_was_used_in_session (link->input)
         && lasted_us (link) < TURNED_AWAY_WITHIN_S * G_USEC_PER_SEC;
}

static GError *
make_turned_away_error (BerthRdpLink *link)
{
  return g_error_new (
    BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_AUTH_FAILED,
    /* Translators: %s is a user's name */
    _ ("The desktop sent “%s” away at once. The password may be wrong, or the desktop's "
       "own programs do not start."),
    berth_rdp_target_get_user (link->target));
}

static void
explain_in_session (BerthRdpLink *link, rdpContext *context, gboolean is_active)
{
  if (was_late (link))
    berth_rdp_link_fail_in_session (
      link, g_error_new_literal (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_TIMED_OUT,
                                 _ ("The machine took too long to answer.")));
  else if (is_active && was_turned_away (link, context))
    berth_rdp_link_fail_in_session (link, make_turned_away_error (link));
  else
    berth_rdp_link_fail_in_session (
      link,
      berth_rdp_failure_to_error (context, berth_rdp_target_get_name (link->target),
                                  berth_rdp_target_get_user (link->target), is_active));
}

static Outcome
end_active_in_session (BerthRdpLink *link, BerthRdpContext *self)
{
  rdpContext *context = &self->client.context;
  gboolean is_lost = berth_rdp_failure_is_lost (context);

  if (lasted_us (link) >= STEADY_AFTER_S * G_USEC_PER_SEC)
    link->reconnects = 0;
  set_active_in_session (link, FALSE);
  if (berth_worker_is_stopping (link->worker))
    /* Says good-bye to the server. */
    freerdp_abort_connect_context (context);
  else
    explain_in_session (link, context, TRUE);
  freerdp_disconnect (context->instance);
  return is_lost ? OUTCOME_LOST : OUTCOME_ENDED;
}

/* Whether trying again would only end the same way: somebody said no. */
static gboolean
is_decided (const GError *error)
{
  static const BerthRemoteError decided[]
    = { BERTH_REMOTE_ERROR_HOST_KEY_CHANGED, BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN,
        BERTH_REMOTE_ERROR_AUTH_FAILED, BERTH_REMOTE_ERROR_LOGON_DENIED };

  for (guint i = 0; i < G_N_ELEMENTS (decided); i++)
    if (g_error_matches (error, BERTH_REMOTE_ERROR, (gint) decided[i]))
      return TRUE;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static Outcome
end_refused_in_session (BerthRdpLink *link, BerthRdpContext *self)
{
  gboolean person_answered = link->person_answered;
  gboolean is_known = link->error != NULL;

  link->person_answered = FALSE;
  if (berth_worker_is_stopping (link->worker))
    return OUTCOME_ENDED;
  explain_in_session (link, &self->client.context, FALSE);
  if (g_error_matches (link->error, BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_AUTH_FAILED)
      && link->password != NULL) {
    explicit_bzero (link->password, strlen (link->password));
    g_clear_pointer (&link->password, g_free);
    g_clear_error (&link->refusal);
    link->refusal = g_error_copy (link->error);
    return OUTCOME_AGAIN;
  }
  /* A server does not wait for ever for somebody who reads a question with care. */
  if (!is_known && person_answered)
    return OUTCOME_AGAIN;
  return link->was_ready && !is_decided (link->error) ? OUTCOME_LOST : OUTCOME_ENDED;
}

static Outcome
connect_once_in_session (BerthRdpLink *link)
{
  BerthRdpContext *self = make_context (link);
  Outcome outcome = OUTCOME_ENDED;

  if (self == NULL) {
    fail_set_up_in_session (link);
    return OUTCOME_ENDED;
  }
  publish_in_session (link, self);
  if (!set_up_in_session (link, self)) {
    outcome = OUTCOME_ENDED;
  } else if (freerdp_connect (self->client.context.instance)) {
    become_active_in_session (link, self);
    serve_in_session (link, self);
    outcome = end_active_in_session (link, self);
  } else {
    outcome = end_refused_in_session (link, self);
  }
  publish_in_session (link, NULL);
  freerdp_client_context_free (&self->client.context);
  return outcome;
}

/* Waits on the worker's wake descriptor, so that stopping ends it. */
static void
wait_in_session (BerthRdpLink *link, guint delay_ms)
{
  gint64 end = g_get_monotonic_time () + (gint64) delay_ms * 1000;
  gint64 left;

  while (!berth_worker_is_stopping (link->worker)
         && (left = (end - g_get_monotonic_time ()) / 1000) > 0) {
    struct pollfd wake = { berth_worker_get_wake_fd (link->worker), POLLIN, 0 };

    poll (&wake, 1, (int) left);
    berth_worker_drain (link->worker);
  }
}

static gboolean
may_reconnect_in_session (BerthRdpLink *link)
{
  guint last = G_N_ELEMENTS (reconnect_delays_ms) - 1;
  guint attempt = link->reconnects++;

  if (attempt >= link->reconnects_max || berth_worker_is_stopping (link->worker))
    return FALSE;
  if (!link->lost_told)
    berth_rdp_link_report (link, BERTH_RDP_NEWS_LOST);
  link->lost_told = TRUE;
  wait_in_session (link, reconnect_delays_ms[MIN (attempt, last)]);
  return !berth_worker_is_stopping (link->worker);
}

/*< private >
 * berth_rdp_connection_run_in_session:
 * @link: the session's link
 *
 * The thread's life: connects, serves, and connects anew as long as that makes sense.
 */
void
berth_rdp_connection_run_in_session (gpointer data)
{
  BerthRdpLink *link = data;
  gboolean goes_on = TRUE;

  while (goes_on && !berth_worker_is_stopping (link->worker)) {
    Outcome outcome;

    g_clear_error (&link->error);
    outcome = connect_once_in_session (link);
    if (outcome == OUTCOME_LOST)
      goes_on = may_reconnect_in_session (link);
    else
      goes_on = outcome == OUTCOME_AGAIN;
  }
  if (berth_worker_is_stopping (link->worker))
    g_clear_error (&link->error);
}
