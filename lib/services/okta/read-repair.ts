import 'server-only';
import type { OrganisationState, OurIdentityProvider } from '@/lib/okta/organisation-state';
import type { OktaAdmin, OktaMapping } from '@/lib/okta/port';
import type { RepairInput } from '@/lib/okta/repair-objects';
import type { ConnectionRecord } from '@/lib/okta/repair-record';
import { AppError, isAppError } from '@/lib/shared/errors';
import { toFingerprints } from './load-record';
import { readServiceProvider } from './setup-steps';
import { findMapping } from './setup-steps-mapping';

/**
 * Reads what a plan to repair needs beyond the organisation: the mapping, and what Okta says of itself
 * as SP. Writes nothing.
 * @throws AppError `okta.repair_idp_gone`, `okta.metadata_unusable`
 */
export async function readRepairInput(
  admin: OktaAdmin,
  known: {
    readonly state: OrganisationState;
    readonly ours: OurIdentityProvider;
    readonly record: ConnectionRecord;
  },
): Promise<RepairInput> {
  const { idpId } = known.record;
  const isThere = known.state.identityProviders.some(({ id }) => id === idpId);
  if (!isThere) throw new AppError('okta.repair_idp_gone');
  const mapping = await findMappingOrNull(admin, idpId);
  const xml = await admin.getServiceProviderMetadata(idpId);
  const { signingCertificatePems } = readServiceProvider(xml);
  return { ...known, mapping, requestCertificates: toFingerprints(signingCertificatePems) };
}

/** A mapping that is gone cannot be put back by anybody but Okta. */
async function findMappingOrNull(admin: OktaAdmin, idpId: string): Promise<OktaMapping | null> {
  try {
    const found = await findMapping(admin, idpId);
    return found === 'not_shown' ? null : found;
  } catch (error) {
    if (isAppError(error) && error.code === 'okta.mapping_unusable') return null;
    throw error;
  }
}
