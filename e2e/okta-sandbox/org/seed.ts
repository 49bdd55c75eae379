/** The people, groups and zones the organisation starts with. */
import { newId } from './ids';
import type { OrgState, RoleRecord, UserRecord, UserStatus } from './types';

export interface SeedUser {
  login: string;
  firstName: string;
  lastName: string;
  email?: string;
  roles?: string[];
  status?: UserStatus;
  /** Further profile attributes, for example a custom one that a routing rule looks at. */
  attributes?: Record<string, string>;
}

export interface Seed {
  /** People added to the default ones. */
  users?: SeedUser[];
}

/** Every local person of the stand-in signs in with this; federated people have none. */
export const DEMO_PASSWORD = 'stand-in-password';

const ROLE_LABELS: Record<string, string> = {
  SUPER_ADMIN: 'Super Administrator',
  ORG_ADMIN: 'Organization Administrator',
  APP_ADMIN: 'Application Administrator',
  USER_ADMIN: 'Group Administrator',
  HELP_DESK_ADMIN: 'Help Desk Administrator',
  READ_ONLY_ADMIN: 'Read-only Administrator',
  MOBILE_ADMIN: 'Mobile Administrator',
  API_ACCESS_MANAGEMENT_ADMIN: 'API Access Management Administrator',
  REPORT_ADMIN: 'Report Administrator',
  GROUP_MEMBERSHIP_ADMIN: 'Group Membership Administrator',
  CUSTOM: 'Custom role',
};

const DOMAIN = 'marlowfinch.example';

const DEFAULT_USERS: SeedUser[] = [
  {
    login: `ottilie.marchbanks@${DOMAIN}`,
    firstName: 'Ottilie',
    lastName: 'Marchbanks',
    roles: ['SUPER_ADMIN'],
  },
  {
    login: `ines.castellanos@${DOMAIN}`,
    firstName: 'Inés',
    lastName: 'Castellanos',
    roles: ['ORG_ADMIN', 'APP_ADMIN'],
  },
  {
    login: `tendai.okonjo-whitfield@${DOMAIN}`,
    firstName: 'Tendai',
    lastName: 'Okonjo-Whitfield',
    roles: ['READ_ONLY_ADMIN'],
  },
  {
    login: `hollis.brandt@${DOMAIN}`,
    firstName: 'Hollis',
    lastName: 'Brandt',
    roles: ['APP_ADMIN'],
  },
  { login: `ruth.adeyemi@${DOMAIN}`, firstName: 'Ruth', lastName: 'Adeyemi' },
  { login: `mei-ling.tan@${DOMAIN}`, firstName: 'Mei-Ling', lastName: 'Tan' },
  {
    login: `bartholomew.featherstonehaugh-cavendish@${DOMAIN}`,
    firstName: 'Bartholomew',
    lastName: 'Featherstonehaugh-Cavendish',
  },
  {
    login: `jose.fernandez@${DOMAIN}`,
    email: `josemaria.fernandez.de.la.vega@${DOMAIN}`,
    firstName: 'José María',
    lastName: 'Fernández de la Vega y Sánchez-Ocaña',
  },
  {
    login: `anneliese.wolfeschlegelsteinhausenbergerdorff@${DOMAIN}`,
    firstName: 'Anneliese',
    lastName: 'Wolfeschlegelsteinhausenbergerdorff',
  },
  { login: `kwame.mensah@${DOMAIN}`, firstName: 'Kwame', lastName: 'Mensah', status: 'SUSPENDED' },
  {
    login: `piotr.zielinski@${DOMAIN}`,
    firstName: 'Piotr',
    lastName: 'Zieliński',
    status: 'DEPROVISIONED',
  },
];

function toRole(type: string, created: string): RoleRecord {
  return { id: newId('ra1'), type, label: ROLE_LABELS[type] ?? type, created };
}

export function toUserRecord(seed: SeedUser, created: string): UserRecord {
  return {
    id: newId('00u'),
    status: seed.status ?? 'ACTIVE',
    created,
    lastUpdated: created,
    lastLogin: null,
    profile: {
      ...seed.attributes,
      login: seed.login,
      email: seed.email ?? seed.login,
      firstName: seed.firstName,
      lastName: seed.lastName,
    },
    password: DEMO_PASSWORD,
    provider: 'OKTA',
    roles: (seed.roles ?? []).map((type) => toRole(type, created)),
  };
}

function seedApps(state: OrgState, created: string): void {
  for (const [name, label] of [
    ['saasure', 'Okta Admin Console'],
    ['bookmark', 'Expense reports'],
    ['marlowfinch_ledger_1', 'Marlow & Finch Ledger'],
  ] as const) {
    const id = newId('0oa');
    state.apps.set(id, {
      id,
      name,
      label,
      status: 'ACTIVE',
      signOnMode: name === 'bookmark' ? 'BOOKMARK' : 'SAML_2_0',
      created,
      settings: {},
    });
  }
}

/** Fills an empty state with the default people, groups, zones and apps. */
export function applySeed(state: OrgState, seed: Seed, created: string): void {
  for (const entry of [...DEFAULT_USERS, ...(seed.users ?? [])]) {
    const user = toUserRecord(entry, created);
    state.users.set(user.id, user);
  }
  for (const [name, builtIn] of [
    ['Everyone', true],
    ['Finance and Treasury', false],
  ] as const) {
    const id = newId('00g');
    const members = new Set(builtIn ? state.users.keys() : []);
    state.groups.set(id, { id, name, builtIn, created, members });
  }
  for (const [name, system, containsLoopback] of [
    ['LegacyIpZone', true, false],
    ['BlockedIpZone', true, false],
    ['This computer', false, true],
  ] as const) {
    const id = newId('nzo');
    state.zones.set(id, { id, name, system, created, containsLoopback });
  }
  seedApps(state, created);
}
