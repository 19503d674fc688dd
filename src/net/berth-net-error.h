/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BerthNetError:
 * @BERTH_NET_ERROR_UNREACHABLE: the name, the address or the port did not answer
 * @BERTH_NET_ERROR_RESET: the connection ended before the answer was whole
 * @BERTH_NET_ERROR_TIMED_OUT: it took longer than the request allows
 * @BERTH_NET_ERROR_TLS: the other side could not prove who it is
 * @BERTH_NET_ERROR_TOO_LARGE: the answer is larger than the request allows
 * @BERTH_NET_ERROR_PROTOCOL: what came back is not HTTP, or the address is not one
 * @BERTH_NET_ERROR_UNKNOWN_HOST: the name could not be looked up
 * @BERTH_NET_ERROR_PROXY: the proxy of this computer's settings did not let it through
 *
 * Why no answer could be had.
 */
typedef enum {
  BERTH_NET_ERROR_UNREACHABLE,
  BERTH_NET_ERROR_RESET,
  BERTH_NET_ERROR_TIMED_OUT,
  BERTH_NET_ERROR_TLS,
  BERTH_NET_ERROR_TOO_LARGE,
  BERTH_NET_ERROR_PROTOCOL,
  BERTH_NET_ERROR_UNKNOWN_HOST,
  BERTH_NET_ERROR_PROXY,
} BerthNetError;

#define BERTH_NET_ERROR (berth_net_error_quark ())
GQuark berth_net_error_quark (void);

G_END_DECLS
