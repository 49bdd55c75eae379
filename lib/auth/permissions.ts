/** The roles of the portal, highest first. `NONE` is a person who only signs in to applications. */
export const roles = ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR', 'NONE'] as const;

/** A role of the portal. */
export type Role = (typeof roles)[number];

const table = {
  'account.manage': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR', 'NONE'],
  'dashboard.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'applications.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'applications.connect': ['OWNER', 'ADMIN'],
  'applications.prove': ['OWNER', 'ADMIN', 'SUPPORT'],
  'applications.grant': ['OWNER', 'ADMIN'],
  'applications.open': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR', 'NONE'],
  'certificates.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'users.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'users.create': ['OWNER', 'ADMIN'],
  'users.assign_role': ['OWNER'],
  'users.invite': ['OWNER', 'ADMIN'],
  'users.disable': ['OWNER', 'ADMIN'],
  'users.end_sessions': ['OWNER', 'ADMIN', 'SUPPORT'],
  'users.edit': ['OWNER', 'ADMIN'],
  'users.change_login': ['OWNER', 'ADMIN'],
  'users.delete': ['OWNER', 'ADMIN'],
  'users.issue_passcode': ['OWNER', 'ADMIN', 'SUPPORT'],
  'users.import': ['OWNER', 'ADMIN'],
  'alignment.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'alignment.run': ['OWNER', 'ADMIN'],
  'alignment.export': ['OWNER', 'ADMIN', 'AUDITOR'],
  'users.export': ['OWNER', 'ADMIN', 'AUDITOR'],
  'groups.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'groups.manage': ['OWNER', 'ADMIN'],
  'reports.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'reports.export': ['OWNER', 'ADMIN', 'AUDITOR'],
  'reports.verify': ['OWNER', 'ADMIN', 'AUDITOR'],
  'settings.read': ['OWNER', 'ADMIN', 'AUDITOR'],
  'settings.manage': ['OWNER', 'ADMIN'],
  'settings.set_retention': ['OWNER'],
  'about.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'mail.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'mail.manage': ['OWNER', 'ADMIN'],
} as const satisfies Record<string, readonly Role[]>;

/** What an action or route may need: `noun.verb`. */
export type Permission = keyof typeof table;

/** All permissions, in the order of the table. */
export const permissions = Object.keys(table) as readonly Permission[];

/** Tells whether a role holds a permission. */
export function roleHas(role: Role, permission: Permission): boolean {
  return (table[permission] as readonly Role[]).includes(role);
}

/** Tells whether a role stands above another; nobody acts on someone of a higher role. */
export function isHigherRole(role: Role, than: Role): boolean {
  return roles.indexOf(role) < roles.indexOf(than);
}
