import { permissions, roleHas, roles, type Permission, type Role } from './permissions';

/** What each permission lets somebody do, in words. */
const labels: Record<Permission, string> = {
  'account.manage': 'Manage the own passkeys, sessions and recovery codes',
  'dashboard.read': 'See the dashboard',
  'applications.read': 'See applications and their sign-on values',
  'applications.connect': 'Connect Okta; add, change, switch off and delete applications',
  'applications.prove': 'Look now where Okta sends people (without a token)',
  'applications.grant': 'Say who may open an application',
  'applications.open': 'See and open the own applications',
  'certificates.read': 'See and download certificates (never private keys)',
  'users.read': 'See people and why a sign-in failed',
  'users.create': 'Create people',
  'users.assign_role': 'Give and take roles',
  'users.invite': 'Invite people to enrol',
  'users.disable': 'Disable and enable people',
  'users.end_sessions': 'End sessions of people',
  'users.edit': 'Edit names and e-mail addresses, remove passkeys',
  'users.change_login': 'Change logins',
  'users.delete': 'Delete people',
  'users.issue_passcode': 'Issue a helpdesk passcode to somebody who lost the device',
  'users.import': 'Import people from CSV',
  'alignment.read': 'See how people compare with those of Okta',
  'alignment.run': 'Compare people with those of Okta, and import who is missing',
  'alignment.export': 'Export a comparison with Okta',
  'users.export': 'Export people as CSV',
  'groups.read': 'See groups',
  'groups.manage': 'Create, edit and delete groups and their members',
  'reports.read': 'Read the event log',
  'reports.export': 'Export the event log',
  'reports.verify': 'Verify the audit chain',
  'settings.read': 'See settings',
  'settings.manage': 'Change branding',
  'settings.set_retention': 'Set how long events are kept',
  'about.read': 'See version, addresses and health of the installation',
  'mail.read': 'See outgoing mail (never its content)',
  'mail.manage': 'Retry mail and send test messages',
};

/** One line of the table of who may do what. */
export interface PermissionRow {
  readonly permission: Permission;
  readonly label: string;
  readonly roles: readonly Role[];
}

/** Who may do what, from the permission data itself; for the settings page and the documents. */
export function permissionTable(): readonly PermissionRow[] {
  return permissions.map((permission) => ({
    permission,
    label: labels[permission],
    roles: roles.filter((role) => roleHas(role, permission)),
  }));
}
