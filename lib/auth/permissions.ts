/** The roles of the portal, highest first. `NONE` is a person who only signs in to applications. */
export const roles = ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR', 'NONE'] as const;

/** A role of the portal. */
export type Role = (typeof roles)[number];

const table = {
  'account.manage': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR', 'NONE'],
  'applications.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'applications.connect': ['OWNER', 'ADMIN'],
  'certificates.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'users.read': ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR'],
  'users.create': ['OWNER', 'ADMIN'],
  'users.assign_role': ['OWNER'],
  'users.invite': ['OWNER', 'ADMIN'],
  'users.disable': ['OWNER', 'ADMIN'],
  'users.end_sessions': ['OWNER', 'ADMIN', 'SUPPORT'],
} as const satisfies Record<string, readonly Role[]>;

/** What an action or route may need: `noun.verb`. */
export type Permission = keyof typeof table;

/** Tells whether a role holds a permission. */
export function roleHas(role: Role, permission: Permission): boolean {
  return (table[permission] as readonly Role[]).includes(role);
}

/** Tells whether a role stands above another; nobody acts on someone of a higher role. */
export function isHigherRole(role: Role, than: Role): boolean {
  return roles.indexOf(role) < roles.indexOf(than);
}
