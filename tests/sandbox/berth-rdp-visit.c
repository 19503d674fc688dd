/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-visit.h"

#include "berth-future.h"

#include <freerdp/client.h>
#include <freerdp/freerdp.h>
#include <freerdp/gdi/gdi.h>

/**
 * BerthRdpVisit:
 *
 * A plain FreeRDP client without a window: it signs in to a desktop and stays until it is
 * told to go or is shown the door. A second reading of RDP, not the application's own.
 */
struct _BerthRdpVisit {
  GObject parent_instance;

  rdpContext *context;
};

G_DEFINE_FINAL_TYPE (BerthRdpVisit, berth_rdp_visit, G_TYPE_OBJECT)

static void
berth_rdp_visit_finalize (GObject *object)
{
  BerthRdpVisit *self = BERTH_RDP_VISIT (object);

  g_clear_pointer (&self->context, freerdp_client_context_free);
  G_OBJECT_CLASS (berth_rdp_visit_parent_class)->finalize (object);
}

static void
berth_rdp_visit_class_init (BerthRdpVisitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_rdp_visit_finalize;
}

static void
berth_rdp_visit_init (BerthRdpVisit *self)
{
}

static BOOL
set_up_pictures (freerdp *instance)
{
  return gdi_init (instance, PIXEL_FORMAT_BGRX32);
}

static void
tear_down_pictures (freerdp *instance)
{
  gdi_free (instance);
}

static BOOL
set_up_client (freerdp *instance, rdpContext *context)
{
  instance->PostConnect = set_up_pictures;
  instance->PostDisconnect = tear_down_pictures;
  return TRUE;
}

static void
fill_settings (rdpSettings *settings,
               const char *address,
               guint16 port,
               const char *user,
               const char *password)
{
  freerdp_settings_set_string (settings, FreeRDP_ServerHostname, address);
  freerdp_settings_set_uint32 (settings, FreeRDP_ServerPort, port);
  freerdp_settings_set_string (settings, FreeRDP_Username, user);
  freerdp_settings_set_string (settings, FreeRDP_Password, password);
  freerdp_settings_set_bool (settings, FreeRDP_AutoLogonEnabled, TRUE);
  freerdp_settings_set_bool (settings, FreeRDP_IgnoreCertificate, TRUE);
  freerdp_settings_set_bool (settings, FreeRDP_NlaSecurity, FALSE);
  freerdp_settings_set_bool (settings, FreeRDP_RdpSecurity, FALSE);
  freerdp_settings_set_uint32 (settings, FreeRDP_DesktopWidth, 1280);
  freerdp_settings_set_uint32 (settings, FreeRDP_DesktopHeight, 800);
  freerdp_settings_set_uint32 (settings, FreeRDP_ColorDepth, 32);
}

static DexFuture *
visit_in_thread (gpointer data)
{
  BerthRdpVisit *self = data;
  freerdp *instance = self->context->instance;
  const gboolean is_in = freerdp_connect (instance);

  while (is_in && !freerdp_shall_disconnect_context (self->context)) {
    HANDLE handles[MAXIMUM_WAIT_OBJECTS];
    DWORD n = freerdp_get_event_handles (self->context, handles, MAXIMUM_WAIT_OBJECTS);

    if (n == 0 || WaitForMultipleObjects (n, handles, FALSE, INFINITE) == WAIT_FAILED
        || !freerdp_check_event_handles (self->context))
      break;
  }
  freerdp_disconnect (instance);
  return dex_future_new_for_boolean (is_in);
}

/**
 * berth_rdp_visit_new:
 * @address: where the server listens
 * @port: its port
 * @user: who signs in
 * @password: the password
 */
BerthRdpVisit *
berth_rdp_visit_new (const char *address,
                     guint16 port,
                     const char *user,
                     const char *password)
{
  BerthRdpVisit *self = g_object_new (BERTH_TYPE_RDP_VISIT, NULL);
  RDP_CLIENT_ENTRY_POINTS entry = { 0 };

  entry.Size = sizeof entry;
  entry.Version = RDP_CLIENT_INTERFACE_VERSION;
  entry.ContextSize = sizeof (rdpClientContext);
  entry.ClientNew = set_up_client;
  self->context = freerdp_client_context_new (&entry);
  fill_settings (self->context->settings, address, port, user, password);
  return self;
}

/**
 * berth_rdp_visit_run:
 *
 * Returns: (transfer full): a future that resolves when the visit is over, to whether
 *   there was one
 */
DexFuture *
berth_rdp_visit_run (BerthRdpVisit *self)
{
  return berth_future_spawn_thread (visit_in_thread, g_object_ref (self), g_object_unref);
}

/**
 * berth_rdp_visit_end:
 *
 * Ends the visit. Can be called on any thread.
 */
void
berth_rdp_visit_end (BerthRdpVisit *self)
{
  freerdp_abort_connect_context (self->context);
}
