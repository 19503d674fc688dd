/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-fault.h"

/**
 * BerthFault:
 *
 * A refusal in the service's own words: the innermost code and message, the code around
 * it, and the request id that support asks for.
 */
struct _BerthFault {
  GObject parent_instance;

  char *code;
  char *outer_code;
  char *message;
  char *target;
  char *request_id;
  char *claims;
  BerthFaultQuota *quota;
  guint http_status;
  gint64 retry_after_usec;
};

G_DEFINE_FINAL_TYPE (BerthFault, berth_fault, G_TYPE_OBJECT)

static void
quota_free (BerthFaultQuota *quota)
{
  g_free (quota->name);
  g_free (quota->location);
  g_free (quota);
}

static void
berth_fault_finalize (GObject *object)
{
  BerthFault *self = BERTH_FAULT (object);

  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->outer_code, g_free);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->target, g_free);
  g_clear_pointer (&self->request_id, g_free);
  g_clear_pointer (&self->claims, g_free);
  g_clear_pointer (&self->quota, quota_free);
  G_OBJECT_CLASS (berth_fault_parent_class)->finalize (object);
}

static void
berth_fault_class_init (BerthFaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_fault_finalize;
}

static void
berth_fault_init (BerthFault *self)
{
}

static char *
match_word (const char *text, const char *pattern)
{
  g_autoptr (GRegex) regex
    = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return NULL;
  return g_match_info_fetch (match, 1);
}

static gint64
match_number (const char *text, const char *pattern)
{
  g_autofree char *word = match_word (text, pattern);

  return word != NULL ? g_ascii_strtoll (word, NULL, 10) : 0;
}

/* The words differ between REST ("LowPriorityCores quota"), the portal ("Low-priority
 * quota") and templates, the labels do not. */
static BerthFaultQuota *
parse_quota (const char *message)
{
  g_autofree char *name = NULL;
  BerthFaultQuota *quota = NULL;

  if (message == NULL)
    return NULL;
  name = match_word (message, "exceeding approved (.+?)(?: Cores)? quota");
  if (name == NULL)
    return NULL;
  quota = g_new0 (BerthFaultQuota, 1);
  quota->name = g_steal_pointer (&name);
  quota->location = match_word (message, "Location: ([A-Za-z0-9]+)");
  quota->limit = match_number (message, "Current Limit: ([0-9]+)");
  quota->usage = match_number (message, "Current Usage: ([0-9]+)");
  quota->required = match_number (message, "Additional Required: ([0-9]+)");
  quota->new_limit = match_number (message, "New Limit Required: ([0-9]+)");
  return quota;
}

/**
 * berth_fault_new:
 * @http_status: the status of the answer, 0 inside an operation's result
 * @code: (nullable): the service's code
 * @message: (nullable): the service's words
 * @target: (nullable): what they speak of
 * @request_id: (nullable): the id under which the service noted it
 */
BerthFault *
berth_fault_new (guint http_status,
                 const char *code,
                 const char *message,
                 const char *target,
                 const char *request_id)
{
  BerthFault *self = g_object_new (BERTH_TYPE_FAULT, NULL);

  self->http_status = http_status;
  self->code = g_strdup (code);
  self->message = g_strdup (message);
  self->target = g_strdup (target);
  self->request_id = g_strdup (request_id);
  self->quota = parse_quota (message);
  return self;
}

/**
 * berth_fault_get_code:
 *
 * Returns: (transfer none) (nullable): the innermost code, the one that says most
 */
const char *
berth_fault_get_code (BerthFault *self)
{
  g_return_val_if_fail (BERTH_IS_FAULT (self), NULL);

  return self->code;
}

/**
 * berth_fault_get_outer_code:
 *
 * Returns: (transfer none) (nullable): the code around it, such as "DeploymentFailed"
 */
const char *
berth_fault_get_outer_code (BerthFault *self)
{
  g_return_val_if_fail (BERTH_IS_FAULT (self), NULL);

  return self->outer_code;
}

/**
 * berth_fault_set_outer_code:
 * @outer_code: (nullable): the code around the innermost one
 *
 * For the parser, before the fault is handed on.
 */
void
berth_fault_set_outer_code (BerthFault *self, const char *outer_code)
{
  g_return_if_fail (BERTH_IS_FAULT (self));

  g_set_str (&self->outer_code, outer_code);
}

/**
 * berth_fault_get_claims:
 *
 * Returns: (transfer none) (nullable): JSON of the claims that a fresh sign-in has to
 *   meet
 */
const char *
berth_fault_get_claims (BerthFault *self)
{
  g_return_val_if_fail (BERTH_IS_FAULT (self), NULL);

  return self->claims;
}

/**
 * berth_fault_set_claims:
 * @claims: (nullable): JSON, as the sign-in endpoint gave it
 *
 * For the parser, before the fault is handed on.
 */
void
berth_fault_set_claims (BerthFault *self, const char *claims)
{
  g_return_if_fail (BERTH_IS_FAULT (self));

  g_set_str (&self->claims, claims);
}

/**
 * berth_fault_get_message:
 *
 * Returns: (transfer none) (nullable): the innermost message
 */
const char *
berth_fault_get_message (BerthFault *self)
{
  g_return_val_if_fail (BERTH_IS_FAULT (self), NULL);

  return self->message;
}

/**
 * berth_fault_get_target:
 *
 * Returns: (transfer none) (nullable): what the message speaks of
 */
const char *
berth_fault_get_target (BerthFault *self)
{
  g_return_val_if_fail (BERTH_IS_FAULT (self), NULL);

  return self->target;
}

/**
 * berth_fault_get_request_id:
 *
 * Returns: (transfer none) (nullable): the id under which the service noted the request
 */
const char *
berth_fault_get_request_id (BerthFault *self)
{
  g_return_val_if_fail (BERTH_IS_FAULT (self), NULL);

  return self->request_id;
}

/**
 * berth_fault_get_http_status:
 *
 * Returns: the status of the answer, 0 inside an operation's result
 */
guint
berth_fault_get_http_status (BerthFault *self)
{
  g_return_val_if_fail (BERTH_IS_FAULT (self), 0);

  return self->http_status;
}

/**
 * berth_fault_get_quota:
 *
 * Returns: (transfer none) (nullable): the numbers of a quota refusal; %NULL when it is
 * none
 */
const BerthFaultQuota *
berth_fault_get_quota (BerthFault *self)
{
  g_return_val_if_fail (BERTH_IS_FAULT (self), NULL);

  return self->quota;
}

static void
append_detail (GString *text, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", label, value);
}

/**
 * berth_fault_get_retry_after_usec:
 *
 * Returns: microseconds until the service wants to be asked again; 0 where it does not
 * say
 */
gint64
berth_fault_get_retry_after_usec (BerthFault *self)
{
  g_return_val_if_fail (BERTH_IS_FAULT (self), 0);

  return self->retry_after_usec;
}

/* To be called before others see @self. */
void
berth_fault_set_retry_after_usec (BerthFault *self, gint64 retry_after_usec)
{
  g_return_if_fail (BERTH_IS_FAULT (self));

  self->retry_after_usec = retry_after_usec;
}

/**
 * berth_fault_dup_details:
 *
 * Returns: (transfer full): the fault as lines of text, for "Copy details"
 */
char *
berth_fault_dup_details (BerthFault *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (BERTH_IS_FAULT (self), NULL);

  append_detail (text, "Code", self->code);
  append_detail (text, "In", self->outer_code);
  append_detail (text, "Target", self->target);
  append_detail (text, "Message", self->message);
  append_detail (text, "Request id", self->request_id);
  if (self->http_status != 0)
    g_string_append_printf (text, "HTTP status: %u\n", self->http_status);
  return g_string_free_and_steal (text);
}
