/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"

G_BEGIN_DECLS

/**
 * BerthParser:
 * @name: what it makes
 * @url: (nullable): which addresses answer with it, as a regular expression
 * @required: (nullable): the members that an entry cannot do without
 * @sample: an entry with all that is read
 *
 * One parser of values, to try all of them alike.
 */
typedef struct {
  const char *name;
  BerthParseFunc parse;
  const char *url;
  const char *required[3];
  const char *sample;
} BerthParser;

const BerthParser *berth_parsers_get_all (guint *count);

G_END_DECLS
