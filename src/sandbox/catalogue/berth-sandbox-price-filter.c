/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-price-filter.h"

#include "berth-sandbox-json.h"

#include <string.h>

/* The price list's `$filter`: comparisons of members with texts, letter by letter, joined
 * by `and`, `or` and brackets. The answer calls "type" what the filter calls "priceType".
 */

#define MAX_DEPTH 16
#define MAX_TEXT 8192

typedef enum {
  KIND_AND,
  KIND_OR,
  KIND_EQUAL,
  KIND_NOT_EQUAL,
  KIND_CONTAINS,
  KIND_STARTS,
  KIND_ENDS,
} Kind;

struct _BerthSandboxPriceFilter {
  Kind kind;
  char *member;
  char *value;
  GPtrArray *parts; /* of KIND_AND and KIND_OR */
};

static BerthSandboxPriceFilter *read_alternatives (const char **text, guint depth);

static BerthSandboxPriceFilter *
new_filter (Kind kind)
{
  BerthSandboxPriceFilter *self = g_new0 (BerthSandboxPriceFilter, 1);

  self->kind = kind;
  self->parts
    = g_ptr_array_new_with_free_func ((GDestroyNotify) berth_sandbox_price_filter_free);
  return self;
}

void
berth_sandbox_price_filter_free (BerthSandboxPriceFilter *self)
{
  g_free (self->member);
  g_free (self->value);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

static void
skip_blanks (const char **text)
{
  *text += strspn (*text, " \t");
}

/* A word such as "and", with blanks on both sides or the end behind it. */
static gboolean
take_word (const char **text, const char *word)
{
  const gsize length = strlen (word);

  skip_blanks (text);
  if (strncmp (*text, word, length) != 0 || g_ascii_isalnum ((*text)[length]))
    return FALSE;
  *text += length;
  skip_blanks (text);
  return TRUE;
}

static gboolean
take_character (const char **text, char character)
{
  skip_blanks (text);
  if (**text != character)
    return FALSE;
  *text += 1;
  return TRUE;
}

static char *
take_member (const char **text)
{
  gsize length = 0;
  char *member;

  skip_blanks (text);
  while (g_ascii_isalnum ((*text)[length]))
    length++;
  if (length == 0)
    return NULL;
  member = g_strndup (*text, length);
  *text += length;
  if (g_str_equal (member, "priceType"))
    g_set_str (&member, "type");
  return member;
}

static char *
take_value (const char **text)
{
  const char *end;
  char *value;

  skip_blanks (text);
  end = **text == '\'' ? strchr (*text + 1, '\'') : NULL;
  if (end == NULL)
    return NULL;
  value = g_strndup (*text + 1, (gsize) (end - *text - 1));
  *text = end + 1;
  return value;
}

static BerthSandboxPriceFilter *
read_function (const char **text, Kind kind)
{
  g_autoptr (BerthSandboxPriceFilter) self = new_filter (kind);

  if (!take_character (text, '('))
    return NULL;
  self->member = take_member (text);
  if (self->member == NULL || !take_character (text, ','))
    return NULL;
  self->value = take_value (text);
  if (self->value == NULL || !take_character (text, ')'))
    return NULL;
  return g_steal_pointer (&self);
}

static BerthSandboxPriceFilter *
read_comparison (const char **text)
{
  g_autoptr (BerthSandboxPriceFilter) self = new_filter (KIND_EQUAL);

  self->member = take_member (text);
  if (self->member == NULL)
    return NULL;
  if (take_word (text, "ne"))
    self->kind = KIND_NOT_EQUAL;
  else if (!take_word (text, "eq"))
    return NULL;
  self->value = take_value (text);
  return self->value != NULL ? g_steal_pointer (&self) : NULL;
}

static BerthSandboxPriceFilter *
read_part (const char **text, guint depth)
{
  static const struct {
    const char *word;
    Kind kind;
  } functions[] = { { "contains", KIND_CONTAINS },
                    { "startswith", KIND_STARTS },
                    { "endswith", KIND_ENDS } };
  g_autoptr (BerthSandboxPriceFilter) self = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++) {
    if (take_word (text, functions[i].word))
      return read_function (text, functions[i].kind);
  }
  if (!take_character (text, '('))
    return read_comparison (text);
  self = depth < MAX_DEPTH ? read_alternatives (text, depth + 1) : NULL;
  return self != NULL && take_character (text, ')') ? g_steal_pointer (&self) : NULL;
}

static BerthSandboxPriceFilter *
read_joined (const char **text, guint depth)
{
  g_autoptr (BerthSandboxPriceFilter) self = new_filter (KIND_AND);

  do {
    BerthSandboxPriceFilter *part = read_part (text, depth);

    if (part == NULL)
      return NULL;
    g_ptr_array_add (self->parts, part);
  } while (take_word (text, "and"));
  return g_steal_pointer (&self);
}

static BerthSandboxPriceFilter *
read_alternatives (const char **text, guint depth)
{
  g_autoptr (BerthSandboxPriceFilter) self = new_filter (KIND_OR);

  do {
    BerthSandboxPriceFilter *part = read_joined (text, depth);

    if (part == NULL)
      return NULL;
    g_ptr_array_add (self->parts, part);
  } while (take_word (text, "or"));
  return g_steal_pointer (&self);
}

/**
 * berth_sandbox_price_filter_parse:
 * @text: (nullable): the filter; %NULL lets everything pass
 *
 * Returns: (transfer full) (nullable): the filter, or %NULL where it cannot be read
 */
BerthSandboxPriceFilter *
berth_sandbox_price_filter_parse (const char *text)
{
  g_autoptr (BerthSandboxPriceFilter) self = NULL;

  if (text == NULL)
    return new_filter (KIND_AND);
  if (strlen (text) > MAX_TEXT)
    return NULL;
  self = read_alternatives (&text, 0);
  skip_blanks (&text);
  return self != NULL && *text == '\0' ? g_steal_pointer (&self) : NULL;
}

static gboolean
compare (BerthSandboxPriceFilter *self, const char *value)
{
  switch (self->kind) {
  case KIND_EQUAL:
    return g_str_equal (value, self->value);
  case KIND_NOT_EQUAL:
    return !g_str_equal (value, self->value);
  case KIND_CONTAINS:
    return strstr (value, self->value) != NULL;
  case KIND_STARTS:
    return g_str_has_prefix (value, self->value);
  case KIND_ENDS:
    return g_str_has_suffix (value, self->value);
  case KIND_AND:
  case KIND_OR:
  default:
    return FALSE;
  }
}

gboolean
berth_sandbox_price_filter_passes (BerthSandboxPriceFilter *self, JsonObject *item)
{
  const gboolean joined = self->kind == KIND_AND;
  const char *value;

  if (self->member != NULL) {
    value = berth_sandbox_json_string (item, self->member);
    return value != NULL && compare (self, value);
  }
  for (guint i = 0; i < self->parts->len; i++) {
    if (berth_sandbox_price_filter_passes (self->parts->pdata[i], item) != joined)
      return !joined;
  }
  return joined;
}

/**
 * berth_sandbox_price_filter_get_required:
 * @member: "armRegionName"
 *
 * Returns: (nullable): the text that @member has in every item that passes, where the
 *   filter says so plainly
 */
const char *
berth_sandbox_price_filter_get_required (BerthSandboxPriceFilter *self,
                                         const char *member)
{
  const char *value = NULL;

  if (self->kind == KIND_EQUAL && g_str_equal (self->member, member))
    return self->value;
  if (self->kind != KIND_AND && (self->kind != KIND_OR || self->parts->len != 1))
    return NULL;
  for (guint i = 0; value == NULL && i < self->parts->len; i++)
    value = berth_sandbox_price_filter_get_required (self->parts->pdata[i], member);
  return value;
}
