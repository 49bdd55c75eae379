/** The closed list of what the audit knows: `noun.past_tense`. */
export const auditActions = [
  'tenant.created',
  'user.created',
  'user.invited',
  'user.enrolled',
  'user.disabled',
  'user.enabled',
  'user.signed_in',
  'user.sign_in_refused',
  'authenticator.added',
  'authenticator.removed',
  'authenticator.renamed',
  'session.started',
  'session.ended',
  'session.reauthenticated',
  'certificate.created',
  'certificate.downloaded',
  'application.created',
  'application.updated',
  'application.opened',
  'application.refused',
  'setup_run.started',
  'setup_run.checked',
  'setup_run.planned',
  'setup_run.applied',
  'setup_run.rolled_back',
  'setup_run.failed',
  'setup_run.cancelled',
  'setup_run.interrupted',
] as const;

/** Something that happened, from the closed list. */
export type AuditAction = (typeof auditActions)[number];
