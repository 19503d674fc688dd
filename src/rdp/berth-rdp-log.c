/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-log.h"

#include <winpr/wlog.h>

static BOOL
on_message (const wLogMessage *message)
{
  /* Names of users and hosts may be in there, so it is for those who ask for it. */
  g_debug ("[RDP.LIB] %s: %s", message->FunctionName, message->TextString);
  return TRUE;
}

static BOOL
drop_bytes (const wLogMessage *message)
{
  return TRUE;
}

static gpointer
capture (gpointer data)
{
  static wLogCallbacks callbacks = {
    .data = drop_bytes, .image = drop_bytes, .message = on_message, .package = drop_bytes
  };
  wLog *root = WLog_GetRoot ();

  WLog_SetLogAppenderType (root, WLOG_APPENDER_CALLBACK);
  WLog_ConfigureAppender (WLog_GetLogAppender (root), "callbacks", &callbacks);
  WLog_SetLogLevel (root, WLOG_WARN);
  return NULL;
}

/*< private >
 * berth_rdp_log_capture:
 *
 * What FreeRDP says goes to GLib's log for debugging, and nothing of it to the terminal.
 * Bytes from the wire, which hold passwords, go nowhere. To be called before FreeRDP has
 * a thread.
 */
void
berth_rdp_log_capture (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, capture, NULL);
}
