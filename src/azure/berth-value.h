/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* Values are immutable: made once by their parser, read by any number of views. A getter
 * of a value is one line, and looks the same for all of them. */
#define BERTH_VALUE_GETTER(Type, type, ctype, member)                                    \
  ctype berth_##type##_get_##member (Type *self)                                         \
  {                                                                                      \
    g_return_val_if_fail (self != NULL, (ctype) 0);                                      \
    return self->member;                                                                 \
  }
