import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findConnectedApplication } from '@/lib/db/okta-connections';
import type { OrganisationState, OurIdentityProvider } from '@/lib/okta/organisation-state';
import type { OktaAdmin } from '@/lib/okta/port';
import { listDifferences } from '@/lib/okta/repair-findings';
import { findRepairObjects } from '@/lib/okta/repair-objects';
import type { OktaFinding } from '@/lib/schemas/okta';
import { isAppError } from '@/lib/shared/errors';
import { loadRecord } from './load-record';
import { readRepairInput } from './read-repair';

interface Known {
  readonly state: OrganisationState;
  readonly ours: OurIdentityProvider;
}

/**
 * Whether the identity provider of ours that a set-up finds belongs to an application that is connected
 * here. When it no longer stands as it was made, a repair is what is wanted, and not a set-up; when it is
 * switched off, the set-up switches it on.
 */
export async function judgeConnected(
  actor: Actor,
  admin: OktaAdmin,
  { orgId, ...known }: Known & { readonly orgId: string },
): Promise<readonly OktaFinding[]> {
  const mine = known.state.identityProviders.find(({ issuer }) => issuer === known.ours.issuer);
  if (!mine) return [];
  const target = { orgId, idpId: mine.id };
  const connected = await findConnectedApplication(getDatabase(), actor.tenantId, target);
  if (!connected) return [];
  const { applicationId, name, enabled } = connected;
  const application = { id: applicationId, name };
  if (!enabled) return [isOff(application)];
  const differences = await findDifferences(actor, admin, { applicationId, ...known });
  if (differences.length === 0) return [];
  return [
    {
      code: 'connected_differs',
      level: 'warning',
      title: `“${name}” is connected to this organisation, and was changed in Okta`,
      why: differences.map(({ title }) => `${title}.`).join(' '),
      todo: 'To put back what was changed, use “Check and repair” on its page instead. A set-up connects it once more, for the test person alone.',
      application,
    },
  ];
}

function isOff(application: NonNullable<OktaFinding['application']>): OktaFinding {
  return {
    code: 'connected_off',
    level: 'warning',
    title: `“${application.name}” is connected to this organisation, and switched off here`,
    why: 'Whoever is sent to it now is refused. A set-up switches it on again, because the test person is sent to it.',
    todo: 'Go on only if it was not switched off for a reason that still holds.',
    application,
  };
}

/**
 * What of a connection is not as it was made, seen with the token. Nobody waits for it here, so what
 * cannot be compared (something in the way, a mapping not shown) is left out.
 */
export async function findDifferences(
  actor: Actor,
  admin: OktaAdmin,
  { applicationId, ...known }: Known & { readonly applicationId: string | null },
): Promise<readonly OktaFinding[]> {
  try {
    const record = await loadRecord(actor, { applicationId });
    const input = await readRepairInput(admin, { ...known, record });
    return listDifferences(findRepairObjects(input));
  } catch (error) {
    if (isAppError(error) && notComparable.includes(error.code)) return [];
    throw error;
  }
}

const notComparable: readonly string[] = [
  'okta.set_up_by_hand',
  'okta.repair_idp_gone',
  'okta.rule_name_taken',
  'okta.idp_name_taken',
  'okta.pilot_is_token_owner',
  'okta.metadata_unusable',
  'okta.permission_missing',
];
