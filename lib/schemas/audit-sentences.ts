import type { AuditAction } from '@/lib/shared/audit-actions';

/** What a sentence is made of: who, and what or whom, as they were called then. */
export interface SentenceParts {
  readonly who: string;
  readonly what: string;
}

type Sentence = (parts: SentenceParts) => string;

/** One plain sentence for every action, without a full stop. */
export const auditSentences: Record<AuditAction, Sentence> = {
  'tenant.created': ({ who, what }) => `${who} set up ${what}`,
  'user.created': ({ who, what }) => `${who} created ${what}`,
  'user.invited': ({ who, what }) => `${who} invited ${what}`,
  'user.enrolled': ({ what }) => `${what} enrolled a first passkey`,
  'user.disabled': ({ who, what }) => `${who} disabled ${what}`,
  'user.enabled': ({ who, what }) => `${who} enabled ${what}`,
  'user.edited': ({ who, what }) => `${who} changed the details of ${what}`,
  'user.login_changed': ({ who, what }) => `${who} changed the login of ${what}`,
  'user.deleted': ({ who, what }) => `${who} deleted ${what}`,
  'user.role_changed': ({ who, what }) => `${who} changed the role of ${what}`,
  'user.recovered': ({ what }) => `${what} got back in with a new passkey`,
  'user.recovery_refused': ({ what }) => `A recovery of ${what} was refused`,
  'user.signed_in': ({ what }) => `${what} signed in`,
  'user.sign_in_refused': ({ what }) => `A sign-in of ${what} was refused`,
  'group.created': ({ who, what }) => `${who} created the group ${what}`,
  'group.edited': ({ who, what }) => `${who} changed the group ${what}`,
  'group.deleted': ({ who, what }) => `${who} deleted the group ${what}`,
  'group.members_added': ({ who, what }) => `${who} added people to the group ${what}`,
  'group.members_removed': ({ who, what }) => `${who} removed people from the group ${what}`,
  'import.applied': ({ who, what }) => `${who} imported people from ${what}`,
  'import.undone': ({ who, what }) => `${who} undid the import of ${what}`,
  'alignment.compared': ({ who, what }) => `${who} compared the people with ${what}`,
  'alignment.exported': ({ who, what }) => `${who} exported the comparison with ${what}`,
  'alignment.spelling_taken_over': ({ who, what }) => `${who} took over how ${what} spells logins`,
  'alignment.spelling_restored': ({ who, what }) =>
    `${who} put logins back that were taken over from ${what}`,
  'users.exported': ({ who }) => `${who} exported the list of people`,
  'recovery_codes.created': ({ who, what }) => whose(who, what, 'made recovery codes', 'for'),
  'recovery_codes.removed': ({ who, what }) => whose(who, what, 'removed the recovery codes', 'of'),
  'recovery_code.used': ({ what }) => `${what} used a recovery code`,
  'passcode.issued': ({ who, what }) => `${who} issued a helpdesk passcode for ${what}`,
  'passcode.used': ({ what }) => `${what} used a helpdesk passcode`,
  'passcode.withdrawn': ({ who, what }) => `${who} withdrew the helpdesk passcode of ${what}`,
  'mail.failed': ({ what }) => `A message could not be delivered to ${what}`,
  'mail.retried': ({ who, what }) => `${who} sent the message to ${what} again`,
  'audit.exported': ({ who }) => `${who} exported events`,
  'audit.verified': ({ who }) => `${who} verified the chain of events`,
  'audit.retention_applied': ({ who }) => `${who} removed events older than the retention`,
  'settings.branding_changed': ({ who }) => `${who} changed the branding`,
  'settings.retention_changed': ({ who }) => `${who} changed how long events are kept`,
  'owner_link.created': ({ who, what }) => `${who} made a one-time owner link for ${what}`,
  'owner_link.opened': ({ what }) => `The one-time owner link for ${what} was opened`,
  'backup.created': ({ who }) => `${who} made a backup`,
  'backup.restored': ({ who }) => `${who} restored a backup`,
  'master_key.rotated': ({ who }) => `${who} changed the master key`,
  'self_test.started': ({ who }) => `${who} began to attack this tenant with the self-test`,
  'self_test.finished': ({ who }) => `${who} ended the attack self-test`,
  'authenticator.added': ({ who, what }) => whose(who, what, 'added a passkey', 'to'),
  'authenticator.removed': ({ who, what }) => whose(who, what, 'removed a passkey', 'of'),
  'authenticator.renamed': ({ who, what }) => whose(who, what, 'renamed a passkey', 'of'),
  'session.started': ({ what }) => `${what} started a session`,
  'session.ended': ({ who, what }) =>
    who === what ? `${who} signed out` : `${who} ended sessions of ${what}`,
  'session.reauthenticated': ({ what }) => `${what} confirmed with a passkey`,
  'certificate.created': ({ who, what }) => `${who} created the signing certificate ${what}`,
  'certificate.downloaded': ({ who, what }) => `${who} downloaded the certificate ${what}`,
  'application.created': ({ who, what }) => `${who} added the application ${what}`,
  'application.updated': ({ who, what }) => `${who} changed the application ${what}`,
  'application.opened': ({ who, what }) => `${who} signed in to ${what}`,
  'application.refused': ({ what }) => `A sign-in to ${what} was refused`,
  'application.signed_out': ({ what }) => `${what} asked to sign somebody out`,
  'application.deleted': ({ who, what }) => `${who} deleted the application ${what}`,
  'application.access_changed': ({ who, what }) => `${who} changed who may open ${what}`,
  'application.access_given': ({ who, what }) => `${who} gave access to ${what}`,
  'application.access_taken': ({ who, what }) => `${who} took access to ${what} away`,
  'routing.drifted': ({ what }) => `Okta began to send people of ${what} elsewhere`,
  'routing.restored': ({ what }) => `Okta sends people of ${what} where they belong again`,
  'routing.watch_changed': ({ who, what }) => `${who} changed whose routing is watched for ${what}`,
  'setup_run.started': ({ who, what }) => `${who} began a set-up run for ${what}`,
  'setup_run.checked': ({ who, what }) => `${who} checked ${what} before changing it`,
  'setup_run.planned': ({ who, what }) => `${who} planned the changes in ${what}`,
  'setup_run.applied': ({ who, what }) => `${who} began to apply the plan to ${what}`,
  'setup_run.succeeded': ({ who, what }) => `${who} carried out a set-up run for ${what}`,
  'setup_run.rolled_back': ({ what }) => `The changes in ${what} were taken back`,
  'setup_run.failed': ({ what }) => `A set-up run for ${what} failed`,
  'setup_run.cancelled': ({ who, what }) => `${who} cancelled a set-up run for ${what}`,
  'setup_run.interrupted': ({ what }) => `A set-up run for ${what} was interrupted`,
  'setup_run.way_back_confirmed': ({ who, what }) =>
    `${who} confirmed that /login/default of ${what} works`,
  'setup_run.override_approved': ({ who, what }) =>
    `${who} approved a roll-out in ${what} that the guard refuses`,
  'routing.widened': ({ who, what }) => `${who} had more people sent here by ${what}`,
  'routing.repaired': ({ who, what }) => `${who} had the routing of ${what} put back in Okta`,
  'routing.stepped_back': ({ who, what }) => `${who} had fewer people sent here by ${what}`,
  'setup_run.receipt_downloaded': ({ who, what }) =>
    `${who} downloaded the signed receipt of a run with ${what}`,
};

/** Somebody who did it to themselves is not named twice. */
function whose(who: string, what: string, did: string, preposition: 'to' | 'of' | 'for'): string {
  return who === what ? `${who} ${did}` : `${who} ${did} ${preposition} ${what}`;
}
