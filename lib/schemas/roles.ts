import { z } from 'zod';
import { roleSchema } from './users';

/** A role of the portal. */
export type RoleName = z.output<typeof roleSchema>;

/** The roles in words. */
export const roleLabels: Record<RoleName, string> = {
  OWNER: 'Owner',
  ADMIN: 'Admin',
  SUPPORT: 'Support',
  AUDITOR: 'Auditor',
  NONE: 'No role',
};

/** What each role is for, in one sentence. */
export const roleDescriptions: Record<RoleName, string> = {
  OWNER: 'May do everything, and decides who has which role.',
  ADMIN: 'Connects applications, manages people, keys and settings.',
  SUPPORT: 'Helps people without a role: ends sessions, issues passcodes, reads why it failed.',
  AUDITOR: 'Reads and exports what happened, changes nothing.',
  NONE: 'Signs in to applications, manages the own account only.',
};

/** Giving somebody a role, or taking it (`NONE`). */
export const setRoleSchema = z.object({ userId: z.uuid(), role: roleSchema });

/** Input of the dialog that changes a role. */
export type SetRoleInput = z.output<typeof setRoleSchema>;

/** The query of the page of roles; what makes no sense is left out. */
export const rolesQuerySchema = z.object({ q: z.string().trim().max(200).catch('') });

/** Somebody with a role, or who could get one. */
export interface RoleHolder {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly role: RoleName;
  readonly isDisabled: boolean;
  /** Without a passkey nobody can use the role. */
  readonly isEnrolled: boolean;
  /** ISO 8601, UTC. */
  readonly lastSignInAt: string | null;
}

/** The page of roles. */
export interface RolesPage {
  /** Highest role first. */
  readonly holders: readonly RoleHolder[];
  /** People without a role who match the search; empty without one. */
  readonly candidates: readonly RoleHolder[];
  /** Owners who can sign in now. */
  readonly activeOwnerCount: number;
}
