import 'server-only';
import type { OktaAdmin } from '@/lib/okta/port';
import { withPatience } from '@/lib/okta/retry-call';
import type { RollOutChoices } from '@/lib/schemas/okta-roll-out';
import type { OktaRoute } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';

const unusable: ReadonlySet<string> = new Set(['SUSPENDED', 'DEPROVISIONED', 'LOCKED_OUT']);

/**
 * Who of these is no active super administrator with exactly this login, one sentence each; read with
 * the token.
 */
export async function findAdministratorProblems(
  admin: OktaAdmin,
  logins: readonly string[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const login of logins) {
    const user = await admin.findUserByLogin(login);
    const roles = user ? await admin.listRoles(user.id) : [];
    const isSuper = roles.some(({ type, status }) => type === 'SUPER_ADMIN' && status === 'ACTIVE');
    if (!user) problems.push(`Okta knows nobody with the login ${login}.`);
    else if (user.status !== 'ACTIVE') problems.push(`${login} is ${user.status} in Okta.`);
    else if (!isSuper) problems.push(`${login} is no super administrator of Okta.`);
  }
  return problems;
}

/**
 * Who of a list cannot be routed, one sentence each: nobody of this login, not able to sign in, or an
 * administrator, who is never signed in through AdminX; read with the token.
 */
export async function findListedProblems(
  admin: OktaAdmin,
  { who }: RollOutChoices,
): Promise<readonly string[]> {
  const problems: string[] = [];
  if (who.stage !== 'LIST') return problems;
  for (const login of who.logins) {
    const user = await admin.findUserByLogin(login);
    if (!user) problems.push(`Okta knows nobody with the login ${login}.`);
    else if (unusable.has(user.status)) problems.push(`${login} is ${user.status} in Okta.`);
    else if ((await admin.listRoles(user.id)).length > 0) {
      problems.push(`${login} is an administrator of Okta, and is never signed in through AdminX.`);
    }
  }
  return problems;
}

/** So many people are looked at in search of samples. */
const lookedAtAtMost = 10;

/** People of a stage, some of them looked at with the token. */
export interface SampledPeople {
  /** No administrators of Okta: who may be asked about and watched. */
  readonly people: readonly string[];
  /** Administrators among them, whom a wider rule would send to AdminX and AdminX refuses. */
  readonly administrators: readonly string[];
}

/** Looks in Okta at the first of these until so many are found who are no administrators. */
export async function samplePeople(
  admin: OktaAdmin,
  logins: readonly string[],
  count: number,
): Promise<SampledPeople> {
  const people: string[] = [];
  const administrators: string[] = [];
  for (const login of logins.slice(0, lookedAtAtMost)) {
    if (people.length === count) break;
    const user = await admin.findUserByLogin(login);
    const roles = user ? await admin.listRoles(user.id) : [];
    (roles.length > 0 ? administrators : people).push(login);
  }
  return { people, administrators };
}

/** Throws when there is any problem; who it is goes to the journal of the run. */
export function requireNone(
  problems: readonly string[],
  code: 'okta.admin_not_super' | 'okta.listed_person_unusable',
): void {
  const [first] = problems;
  if (first !== undefined) throw new AppError(code, first);
}

/** Where each login is sent, by the public question. */
export async function findRoutes(
  find: (login: string) => Promise<OktaRoute>,
  logins: readonly string[],
): Promise<readonly OktaRoute[]> {
  const routes: OktaRoute[] = [];
  for (const login of logins) {
    routes.push(await withPatience(() => find(login), oktaEnvironment().pause));
  }
  return routes;
}
