/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-server.h"

#include "berth-config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define GLOBALS "[globals]"
#define DEFAULT_PORT 3389
#define DEFAULT_CERTIFICATE "/etc/xrdp/cert.pem"
#define LOOPBACK "127.0.0.1"
#define LOOPBACK6 "::1"
#define PEM_BEGIN "-----BEGIN CERTIFICATE-----"
#define PEM_END "-----END CERTIFICATE-----"

/**
 * BerthDesktopServer:
 *
 * Where xrdp listens on a machine, as its settings say (xrdp.ini(5)). Immutable.
 */
struct _BerthDesktopServer {
  GObject parent_instance;
  char *host;
  guint16 port;
  char *certificate_path;
};

G_DEFINE_FINAL_TYPE (BerthDesktopServer, berth_desktop_server, G_TYPE_OBJECT)

static gboolean
take_port (BerthDesktopServer *self, const char *text)
{
  guint64 port;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL))
    return FALSE;
  self->port = (guint16) port;
  return TRUE;
}

/* What listens on all addresses listens on loopback too, and "." says just that. */
static char *
find_address (const char *text, gsize length, const char *loopback)
{
  g_autofree char *address = NULL;

  if (length >= 2 && text[0] == '{' && text[length - 1] == '}') {
    text++;
    length -= 2;
  }
  address = g_strndup (text, length);
  if (*address == '\0' || g_str_equal (address, ".") || g_str_equal (address, "0.0.0.0")
      || g_str_equal (address, "::"))
    return g_strdup (loopback);
  return g_hostname_is_ip_address (address) ? g_steal_pointer (&address) : NULL;
}

static gboolean
take_uri (BerthDesktopServer *self, const char *text, const char *loopback)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *address = NULL;

  if (colon == NULL)
    return FALSE;
  address = find_address (text, (gsize) (colon - text), loopback);
  if (address == NULL || !take_port (self, colon + 1))
    return FALSE;
  g_free (self->host);
  self->host = g_steal_pointer (&address);
  return TRUE;
}

static gboolean
take_place (BerthDesktopServer *self, const char *text)
{
  if (g_str_has_prefix (text, "tcp://"))
    return take_uri (self, text + strlen ("tcp://"), LOOPBACK);
  if (g_str_has_prefix (text, "tcp6://"))
    return take_uri (self, text + strlen ("tcp6://"), LOOPBACK6);
  g_set_str (&self->host, LOOPBACK);
  return take_port (self, text);
}

/* There may be several; the first that TCP reaches will do. */
static gboolean
take_places (BerthDesktopServer *self, const char *text)
{
  g_auto (GStrv) places = g_strsplit_set (text, " \t", -1);

  for (gsize i = 0; places[i] != NULL; i++)
    if (*places[i] != '\0' && take_place (self, places[i]))
      return TRUE;
  return FALSE;
}

static gboolean
take_setting (BerthDesktopServer *self, char *line)
{
  char *equals = strchr (line, '=');
  const char *value;

  if (equals == NULL || *line == ';' || *line == '#')
    return TRUE;
  *equals = '\0';
  value = g_strstrip (equals + 1);
  g_strchomp (line);
  if (g_ascii_strcasecmp (line, "port") == 0)
    return take_places (self, value);
  if (g_ascii_strcasecmp (line, "certificate") == 0 && *value == '/')
    g_set_str (&self->certificate_path, value);
  return TRUE;
}

static gboolean
take_globals (BerthDesktopServer *self, const char *settings)
{
  g_auto (GStrv) lines = g_strsplit (settings, "\n", -1);
  gboolean is_globals = FALSE;

  for (gsize i = 0; lines[i] != NULL; i++) {
    char *line = g_strstrip (lines[i]);

    if (*line == '[')
      is_globals = g_ascii_strcasecmp (line, GLOBALS) == 0;
    else if (is_globals && !take_setting (self, line))
      return FALSE;
  }
  return TRUE;
}

static void
berth_desktop_server_finalize (GObject *object)
{
  BerthDesktopServer *self = BERTH_DESKTOP_SERVER (object);

  g_free (self->host);
  g_free (self->certificate_path);
  G_OBJECT_CLASS (berth_desktop_server_parent_class)->finalize (object);
}

static void
berth_desktop_server_class_init (BerthDesktopServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_server_finalize;
}

static void
berth_desktop_server_init (BerthDesktopServer *self)
{
  self->host = g_strdup (LOOPBACK);
  self->port = DEFAULT_PORT;
  self->certificate_path = g_strdup (DEFAULT_CERTIFICATE);
}

/**
 * berth_desktop_server_new_from_settings:
 * @settings: what is in xrdp.ini
 *
 * Returns: (transfer full): where it listens as the machine itself sees it, or %NULL and
 *   %G_IO_ERROR_NOT_SUPPORTED where no TCP connection leads there
 */
BerthDesktopServer *
berth_desktop_server_new_from_settings (const char *settings, GError **error)
{
  g_autoptr (BerthDesktopServer) self = g_object_new (BERTH_TYPE_DESKTOP_SERVER, NULL);

  g_return_val_if_fail (settings != NULL, NULL);

  if (!take_globals (self, settings)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _ ("The machine's desktop server is set up for something else "
                            "than TCP. Its “port” in /etc/xrdp/xrdp.ini should be "
                            "“tcp://.:3389”."));
    return NULL;
  }
  return g_steal_pointer (&self);
}

const char *
berth_desktop_server_get_host (BerthDesktopServer *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SERVER (self), NULL);

  return self->host;
}

guint16
berth_desktop_server_get_port (BerthDesktopServer *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SERVER (self), 0);

  return self->port;
}

const char *
berth_desktop_server_get_certificate_path (BerthDesktopServer *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_SERVER (self), NULL);

  return self->certificate_path;
}

/**
 * berth_desktop_server_find_fingerprint:
 * @pem: a file of certificates (RFC 7468); the first is the server's own
 *
 * Returns: (transfer full): the SHA-256 of the certificate, in hexadecimal, or %NULL and
 *   %G_IO_ERROR_INVALID_DATA
 */
char *
berth_desktop_server_find_fingerprint (const char *pem, GError **error)
{
  const char *begin = strstr (pem, PEM_BEGIN);
  const char *end = begin != NULL ? strstr (begin + strlen (PEM_BEGIN), PEM_END) : NULL;
  g_autofree char *base64 = NULL;
  g_autofree guchar *der = NULL;
  gsize length = 0;

  if (end != NULL) {
    begin += strlen (PEM_BEGIN);
    base64 = g_strndup (begin, (gsize) (end - begin));
    der = g_base64_decode (base64, &length);
  }
  if (length == 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("The machine's desktop server has no certificate."));
    return NULL;
  }
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der, length);
}
