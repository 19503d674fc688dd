/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-ssh-banner.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <string.h>

typedef struct {
  GSocketService *service;
  const char *greeting;
  guint refusals;
  guint16 port;
} Server;

static gboolean
on_incoming (Server *server, GSocketConnection *connection)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  if (server->refusals > 0) {
    server->refusals--;
    return TRUE;
  }
  g_output_stream_write_all (output, server->greeting, strlen (server->greeting), NULL,
                             NULL, NULL);
  return TRUE;
}

static void
server_start (Server *server, const char *greeting, guint refusals)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  server->greeting = greeting;
  server->refusals = refusals;
  server->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (server->service), address,
                                 G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &bound, &error);
  g_assert_no_error (error);
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect_swapped (server->service, "incoming", G_CALLBACK (on_incoming),
                            server);
}

static void
server_stop (Server *server)
{
  g_socket_service_stop (server->service);
  g_socket_listener_close (G_SOCKET_LISTENER (server->service));
  g_object_unref (server->service);
}

/* The clock runs fast, so that the pauses between the tries take no time. */
static void
test_answers_later (void)
{
  Server server;
  g_autoptr (BerthClock) clock = berth_clock_new (100);
  g_autoptr (GError) error = NULL;

  server_start (&server, "welcome\r\nSSH-2.0-Test\r\n", 3);
  g_assert_true (
    dex_await (berth_ssh_banner_wait (clock, "127.0.0.1", server.port, NULL), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (server.refusals, ==, 0);
  server_stop (&server);
}

static void
test_speaks_otherwise (void)
{
  Server server;
  g_autoptr (BerthClock) clock = berth_clock_new (100000);
  g_autoptr (GError) error = NULL;

  server_start (&server, "HTTP/1.1 400 Bad Request\r\n\r\n", 0);
  g_assert_false (
    dex_await (berth_ssh_banner_wait (clock, "127.0.0.1", server.port, NULL), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  server_stop (&server);
}

static void
test_cancel (void)
{
  Server server;
  g_autoptr (BerthClock) clock = berth_clock_new_manual (0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DexFuture *waiting;

  server_start (&server, "", 0);
  waiting = berth_ssh_banner_wait (clock, "127.0.0.1", server.port, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (dex_await (waiting, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  server_stop (&server);
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  berth_test_add ("/app/ssh-banner/answers-later", test_answers_later);
  berth_test_add ("/app/ssh-banner/speaks-otherwise", test_speaks_otherwise);
  berth_test_add ("/app/ssh-banner/cancel", test_cancel);
  return g_test_run ();
}
