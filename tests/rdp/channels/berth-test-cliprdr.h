/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-clipboard-private.h"

G_BEGIN_DECLS

/**
 * BerthTestCliprdr:
 *
 * Two clipboards that take each other for the desktop, on channels that are not there.
 */
typedef struct {
  CliprdrClientContext here;
  CliprdrClientContext there;
  guint n_data_wanted; /* by here */
} BerthTestCliprdr;

void berth_test_cliprdr_join (BerthTestCliprdr *self,
                              BerthRdpClipboard *here,
                              BerthRdpClipboard *there);
void berth_test_cliprdr_part (BerthTestCliprdr *self,
                              BerthRdpClipboard *here,
                              BerthRdpClipboard *there);

G_END_DECLS
