/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-port.h"

#include <gio/gio.h>

/* A port of a practice machine is remembered, so that an address somebody noted down
 * stays right. */

static guint16
read_noted (const char *note_path)
{
  g_autofree char *text = NULL;
  guint64 port = 0;

  if (g_file_get_contents (note_path, &text, NULL, NULL))
    g_ascii_string_to_unsigned (g_strstrip (text), 10, 1, G_MAXUINT16, &port, NULL);
  return (guint16) port;
}

/* Finds out whether the machine's user could listen on @port of @address; 0 asks for a
 * free one. Returns the port, or 0. */
static guint16
probe (const char *address, guint16 port)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) wanted
    = g_inet_socket_address_new_from_string (address, port);
  g_autoptr (GSocketAddress) got = NULL;

  if (socket == NULL || wanted == NULL || !g_socket_bind (socket, wanted, TRUE, NULL))
    return 0;
  got = g_socket_get_local_address (socket, NULL);
  return got == NULL ? 0 : g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
}

static guint
lowest_open_port (void)
{
  g_autofree char *text = NULL;
  guint64 lowest = 1024;

  if (g_file_get_contents ("/proc/sys/net/ipv4/ip_unprivileged_port_start", &text, NULL,
                           NULL))
    g_ascii_string_to_unsigned (g_strstrip (text), 10, 0, G_MAXUINT16, &lowest, NULL);
  return (guint) lowest;
}

/**
 * berth_sandbox_port_choose:
 * @note_path: the file that berth_sandbox_port_note() wrote, if it is there
 * @address: a loopback address
 * @preferred: the port that a real machine would listen on
 *
 * Returns: the port that was noted, else @preferred, else a free one: whichever the
 *   machine's user can listen on; 0 where there is none
 */
guint16
berth_sandbox_port_choose (const char *note_path, const char *address, guint16 preferred)
{
  const guint16 noted = read_noted (note_path);

  if (noted != 0 && probe (address, noted) == noted)
    return noted;
  if (lowest_open_port () <= preferred && probe (address, preferred) == preferred)
    return preferred;
  return probe (address, 0);
}

/**
 * berth_sandbox_port_note:
 * @note_path: the file to keep @port in
 * @port: the port that the machine listens on
 *
 * Remembers a port for the next start.
 */
void
berth_sandbox_port_note (const char *note_path, guint16 port)
{
  g_autofree char *text = g_strdup_printf ("%u\n", port);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (note_path, text, -1, &error))
    g_warning ("The port of a practice machine was not noted: %s", error->message);
}
