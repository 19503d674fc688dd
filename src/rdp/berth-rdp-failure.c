/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-config.h"

#include "berth-rdp-failure.h"

#include "berth-remote-error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  UINT32 code;
  BerthRemoteError error;
  const char *message; /* one %s is the user's name */
} Reason;

/* What the server says while it looks at who signs in. */
static const Reason logon_reasons[] = {
  { FREERDP_ERROR_CONNECT_LOGON_FAILURE, BERTH_REMOTE_ERROR_AUTH_FAILED,
    /* Translators: %s is a user's name */
    N_ ("The desktop does not accept this password for “%s”.") },
  { FREERDP_ERROR_CONNECT_WRONG_PASSWORD, BERTH_REMOTE_ERROR_AUTH_FAILED,
    /* Translators: %s is a user's name */
    N_ ("The desktop does not accept this password for “%s”.") },
  { FREERDP_ERROR_AUTHENTICATION_FAILED, BERTH_REMOTE_ERROR_AUTH_FAILED,
    /* Translators: %s is a user's name */
    N_ ("The desktop does not accept this password for “%s”.") },
  { FREERDP_ERROR_CONNECT_NO_OR_MISSING_CREDENTIALS, BERTH_REMOTE_ERROR_AUTH_FAILED,
    /* Translators: %s is a user's name */
    N_ ("The desktop wants a password for “%s”.") },
  { FREERDP_ERROR_CONNECT_ACCOUNT_LOCKED_OUT, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The account “%s” is locked, often because of too many wrong passwords.") },
  { FREERDP_ERROR_CONNECT_ACCOUNT_DISABLED, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The account “%s” is switched off.") },
  { FREERDP_ERROR_CONNECT_ACCOUNT_EXPIRED, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The account “%s” has expired.") },
  { FREERDP_ERROR_CONNECT_ACCOUNT_RESTRICTION, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The account “%s” may not sign in this way. An empty password or the hours of "
        "the day can be the reason.") },
  { FREERDP_ERROR_CONNECT_PASSWORD_EXPIRED, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The password of “%s” has expired. Change it on the machine first.") },
  { FREERDP_ERROR_CONNECT_PASSWORD_CERTAINLY_EXPIRED, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The password of “%s” has expired. Change it on the machine first.") },
  { FREERDP_ERROR_CONNECT_PASSWORD_MUST_CHANGE, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The password of “%s” has to be changed on the machine first.") },
  { FREERDP_ERROR_CONNECT_LOGON_TYPE_NOT_GRANTED, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The account “%s” is not permitted to sign in to the desktop from afar.") },
  { FREERDP_ERROR_CONNECT_ACCESS_DENIED, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The account “%s” is not permitted to sign in to the desktop from afar.") },
  { FREERDP_ERROR_INSUFFICIENT_PRIVILEGES, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The account “%s” is not permitted to sign in to the desktop from afar.") },
  { FREERDP_ERROR_SERVER_INSUFFICIENT_PRIVILEGES, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The account “%s” is not permitted to sign in to the desktop from afar.") },
  { FREERDP_ERROR_CONNECT_CLIENT_REVOKED, BERTH_REMOTE_ERROR_LOGON_DENIED,
    /* Translators: %s is a user's name */
    N_ ("The account “%s” may not be used any more.") },
};

/* How the server ends a session that it let begin. */
static const Reason end_reasons[] = {
  { FREERDP_ERROR_DISCONNECTED_BY_OTHER_CONNECTION, BERTH_REMOTE_ERROR_CLOSED,
    N_ ("The desktop was opened from somewhere else.") },
  { FREERDP_ERROR_IDLE_TIMEOUT, BERTH_REMOTE_ERROR_CLOSED,
    N_ ("The desktop ended the session because nothing was done for a while.") },
  { FREERDP_ERROR_LOGON_TIMEOUT, BERTH_REMOTE_ERROR_CLOSED,
    N_ ("The desktop ended the session because its time was up.") },
  { FREERDP_ERROR_LOGOFF_BY_USER, BERTH_REMOTE_ERROR_CLOSED,
    N_ ("Somebody signed out on the desktop.") },
  { FREERDP_ERROR_RPC_INITIATED_LOGOFF, BERTH_REMOTE_ERROR_CLOSED,
    N_ ("An administrator signed this user out.") },
  { FREERDP_ERROR_RPC_INITIATED_DISCONNECT, BERTH_REMOTE_ERROR_CLOSED,
    N_ ("An administrator ended the session.") },
};

static const Reason *
find_reason (const Reason *reasons, gsize n_reasons, UINT32 code)
{
  for (gsize i = 0; i < n_reasons; i++)
    if (reasons[i].code == code)
      return &reasons[i];
  return NULL;
}

static GError *
explain_early_end (rdpContext *context, const char *name)
{
  UINT32 code = freerdp_get_last_error (context);

  switch (code) {
  case FREERDP_ERROR_SECURITY_NEGO_CONNECT_FAILED:
  case FREERDP_ERROR_MCS_CONNECT_INITIAL_ERROR:
    return g_error_new (
      BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL,
      /* Translators: %s is a machine's name */
      _ ("What answers on “%s” does not speak RDP as it should, or not safely."), name);
  case FREERDP_ERROR_TLS_CONNECT_FAILED:
    return g_error_new (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL,
                        /* Translators: %s is a machine's name */
                        _ ("No safe connection to “%s” could be agreed on."), name);
  case FREERDP_ERROR_CONNECT_TRANSPORT_FAILED:
  case FREERDP_ERROR_CONNECT_FAILED:
    return g_error_new (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED,
                        /* Translators: %s is a machine's name */
                        _ ("“%s” ended the connection before its desktop was there."),
                        name);
  case FREERDP_ERROR_CONNECT_ACTIVATION_TIMEOUT:
    return g_error_new (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_TIMED_OUT,
                        /* Translators: %s is a machine's name */
                        _ ("“%s” took too long to show its desktop."), name);
  default:
    return g_error_new (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_PROTOCOL,
                        /* Translators: the first %s is a machine's name, the second the
                           RDP library's reason, in English */
                        _ ("The desktop of “%s” cannot be opened: %s"), name,
                        freerdp_get_last_error_string (code));
  }
}

static GError *
explain_end (rdpContext *context)
{
  UINT32 info = freerdp_error_info (context->instance);
  const Reason *reason = find_reason (end_reasons, G_N_ELEMENTS (end_reasons),
                                      MAKE_FREERDP_ERROR (ERRINFO, info));

  if (reason != NULL)
    return g_error_new_literal (BERTH_REMOTE_ERROR, (gint) reason->error,
                                _ (reason->message));
  if (info != ERRINFO_SUCCESS)
    return g_error_new (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED,
                        /* Translators: %s is the server's reason, in English */
                        _ ("The desktop ended the session: %s"),
                        freerdp_get_error_info_string (info));
  return g_error_new_literal (BERTH_REMOTE_ERROR, BERTH_REMOTE_ERROR_CLOSED,
                              _ ("The desktop ended the session."));
}

/*< private >
 * berth_rdp_failure_to_error:
 * @name: the machine's
 * @user: who signed in
 * @was_ready: whether the desktop was there before
 *
 * The one place that turns FreeRDP's codes into errors.
 *
 * Returns: (transfer full): why the connection ended
 */
GError *
berth_rdp_failure_to_error (rdpContext *context,
                            const char *name,
                            const char *user,
                            gboolean was_ready)
{
  const Reason *reason = find_reason (logon_reasons, G_N_ELEMENTS (logon_reasons),
                                      freerdp_get_last_error (context));

  if (reason != NULL) {
    g_autoptr (GString) message = g_string_new (_ (reason->message));

    g_string_replace (message, "%s", user, 1);
    return g_error_new_literal (BERTH_REMOTE_ERROR, (gint) reason->error, message->str);
  }
  return was_ready ? explain_end (context) : explain_early_end (context, name);
}

/*< private >
 * berth_rdp_failure_is_lost:
 *
 * Returns: whether a connection that was up ended with no word from the server, so that
 *   it is worth to connect anew
 */
gboolean
berth_rdp_failure_is_lost (rdpContext *context)
{
  UINT32 info = freerdp_error_info (context->instance);

  if (info == ERRINFO_GRAPHICS_SUBSYSTEM_FAILED)
    return TRUE;
  /* The first of the ultimatum's reasons is also what stands there when none came. */
  return info == ERRINFO_SUCCESS
         && freerdp_get_disconnect_ultimatum (context)
              == Disconnect_Ultimatum_domain_disconnected;
}
