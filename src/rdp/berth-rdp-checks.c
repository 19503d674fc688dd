/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-rdp-checks.h"

#include "berth-rdp-link-private.h"
#include "berth-remote-error.h"

#include <fcntl.h>
#include <freerdp/transport_io.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* FreeRDP connects where we say, and never looks a name up itself: the way may be a
 * channel of an SSH connection. */
static int
on_tcp_connect (
  rdpContext *context, rdpSettings *settings, const char *host, int port, DWORD timeout)
{
  BerthRdpLink *link = berth_rdp_context_of (context)->link;
  g_autoptr (BerthRdpQuestion) question = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  question = berth_rdp_question_new (BERTH_RDP_QUESTION_DIAL);
  berth_rdp_link_ask (link, question);
  fd = berth_rdp_question_await_fd (question, &error);
  berth_rdp_link_forget_question (link);
  if (fd < 0) {
    if (error != NULL)
      berth_rdp_link_fail_in_session (link, g_steal_pointer (&error));
    return -1;
  }
  berth_rdp_link_guard (link, fd);
  return fd;
}

static GError *
make_changed_error (BerthRdpLink *link, BerthRdpCertificate *certificate)
{
  return g_error_new (
    BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_HOST_KEY_CHANGED,
    /* Translators: the first %s is a machine's name, the second a fingerprint */
    _ ("What answers as the desktop of “%s” shows another certificate than this machine "
       "has: %s. Somebody may be in between, or the machine was built anew. Berth did "
       "not sign in."),
    berth_rdp_target_get_name (link->target),
    berth_rdp_certificate_get_fingerprint (certificate));
}

static GError *
make_unknown_error (void)
{
  return g_error_new_literal (
    BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_HOST_KEY_UNKNOWN,
    _ ("Nothing shows that this is the right desktop, so Berth did not sign in to it."));
}

static gboolean
ask_for_trust (BerthRdpLink *link, BerthRdpCertificate *certificate)
{
  g_autoptr (BerthRdpQuestion) question = NULL;
  gboolean is_trusted;

  question = berth_rdp_question_new_trust (certificate);
  berth_rdp_link_ask (link, question);
  is_trusted = berth_rdp_question_await_boolean (question, NULL);
  berth_rdp_link_forget_question (link);
  link->person_answered = TRUE;
  if (!is_trusted)
    berth_rdp_link_fail_in_session (link, make_unknown_error ());
  return is_trusted;
}

/* A pin is the service's word and outranks asking; what was found right once in this
 * session is as good as one when it connects anew: whoever can cut the way could answer
 * next. Neither names nor dates in it count: a
 * desktop's certificate is its own, and says nothing that an address could be held
 * against. */
static gboolean
is_right (BerthRdpLink *link, BerthRdpCertificate *certificate)
{
  const char *shown = berth_rdp_certificate_get_fingerprint (certificate);
  const char *right = link->pin != NULL ? link->pin : link->fingerprint;

  if (right == NULL)
    return ask_for_trust (link, certificate);
  if (g_str_equal (right, shown))
    return TRUE;
  berth_rdp_link_fail_in_session (link, make_changed_error (link, certificate));
  return FALSE;
}

static gboolean
ask_for_password (BerthRdpLink *link)
{
  g_autoptr (BerthRdpQuestion) question = NULL;
  g_autoptr (GError) error = NULL;

  question = berth_rdp_question_new_password (++link->password_asked);
  berth_rdp_link_ask (link, question);
  link->password = berth_rdp_question_await_string (question, &error);
  berth_rdp_link_forget_question (link);
  link->person_answered = TRUE;
  /* Who gives up after a wrong password wants to read that it was wrong. */
  if (link->password == NULL)
    berth_rdp_link_fail_in_session (link, link->refusal != NULL
                                            ? g_error_copy (link->refusal)
                                            : g_steal_pointer (&error));
  return link->password != NULL;
}

/* The password is asked for once the server is known to be the right one, and FreeRDP
 * would ask sooner; it also goes to the copy of the settings that FreeRDP returns to when
 * it is redirected. */
static gboolean
fill_in_password (BerthRdpContext *self)
{
  rdpContext *context = &self->client.context;

  if (self->link->password == NULL && !ask_for_password (self->link))
    return FALSE;
  return freerdp_settings_set_string (context->settings, FreeRDP_Password,
                                      self->link->password)
         && freerdp_persist_credentials (context);
}

static BerthRdpCertificate *
read_certificate (BerthRdpLink *link, const BYTE *data, size_t length)
{
  g_autofree char *pem = g_strndup ((const char *) data, length);
  GError *error = NULL;
  BerthRdpCertificate *certificate = berth_rdp_certificate_new_from_pem (pem, &error);

  if (certificate == NULL)
    berth_rdp_link_fail_in_session (link, error);
  return certificate;
}

/* Zero refuses; less would have FreeRDP print the certificate. */
static int
on_verify_certificate (freerdp *instance,
                       const BYTE *data,
                       size_t length,
                       const char *host,
                       UINT16 port,
                       DWORD flags)
{
  BerthRdpContext *self = berth_rdp_context_of_instance (instance);
  BerthRdpLink *link = self->link;
  g_autoptr (BerthRdpCertificate) certificate = NULL;

  certificate = read_certificate (link, data, length);
  if (certificate == NULL || !is_right (link, certificate))
    return 0;
  g_free (link->fingerprint);
  link->fingerprint = g_strdup (berth_rdp_certificate_get_fingerprint (certificate));
  berth_rdp_link_report_certificate (link, certificate);
  return fill_in_password (self) ? 2 : 0;
}

/* FreeRDP asks this before it sees the certificate, too early for us: going on without an
 * answer is fine, since fill_in_password() comes in time. */
static BOOL
on_authenticate (
  freerdp *instance, char **user, char **password, char **domain, rdp_auth_reason reason)
{
  return reason == AUTH_TLS || reason == AUTH_RDP;
}

/*< private >
 * berth_rdp_checks_attach:
 *
 * Puts us where FreeRDP dials, looks at the certificate and wants a password.
 */
gboolean
berth_rdp_checks_attach (BerthRdpContext *self)
{
  rdpContext *context = &self->client.context;
  rdpTransportIo io = *freerdp_get_io_callbacks (context);

  io.TCPConnect = on_tcp_connect;
  context->instance->VerifyX509Certificate = on_verify_certificate;
  context->instance->AuthenticateEx = on_authenticate;
  return freerdp_set_io_callbacks (context, &io);
}
