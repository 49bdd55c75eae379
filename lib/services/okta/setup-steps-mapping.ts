import 'server-only';
import { findUnmapped, toExpressions } from '@/lib/okta/mapping-changes';
import type { OktaAdmin, OktaMapping } from '@/lib/okta/port';
import { AppError, isAppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { fact, type Intend, type SetupStep, type StepResult } from './run-facts';

/** How often a mapping that is not there yet is asked for, a second apart. */
const maxTries = 5;

/** Checks the attribute mapping, and repairs it when it differs. */
export const checkMapping: SetupStep = {
  action: 'check_mapping',
  perform: async ({ admin }, facts, intend) => {
    const idpId = fact(facts, 'idp').id;
    const mapping = await findMapping(admin, idpId);
    if (mapping === 'not_shown') {
      return {
        status: 'DONE',
        evidence: 'This organisation does not show mappings; left as it is',
      };
    }
    const wrong = findUnmapped(mapping);
    if (wrong.length === 0) return asExpected;
    return repair(admin, { idpId, mapping, wrong, intend });
  },
};

const asExpected: StepResult = {
  status: 'KEPT',
  evidence: 'firstName, lastName and email are mapped',
};

interface Repair {
  readonly idpId: string;
  readonly mapping: OktaMapping;
  readonly wrong: readonly string[];
  readonly intend: Intend;
}

async function repair(
  admin: OktaAdmin,
  { idpId, mapping, wrong, intend }: Repair,
): Promise<StepResult> {
  const wanted = toExpressions(wrong);
  const before = Object.fromEntries(
    wrong.flatMap((name) => {
      const expression = mapping.expressions.get(name);
      return expression === undefined ? [] : [[name, expression]];
    }),
  );
  const mappingBefore = { id: mapping.id, idpId, before };
  await intend({ mappingBefore }, { mapping: mappingBefore });
  await admin.updateMapping(mapping.id, wanted);
  const after = await findMapping(admin, idpId);
  if (after === 'not_shown' || findUnmapped(after).length > 0) {
    throw new AppError('okta.mapping_unusable');
  }
  return { status: 'DONE', evidence: `Repaired ${wrong.join(', ')}` };
}

/** The mapping of an identity provider to Okta's user; some organisations do not show it. */
export async function findMapping(
  admin: OktaAdmin,
  idpId: string,
): Promise<OktaMapping | 'not_shown'> {
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    const [mapping] = await listOrNotShown(admin, idpId);
    if (mapping) return mapping;
    await oktaEnvironment().sleep(1_000);
  }
  throw new AppError('okta.mapping_unusable', 'Okta has no mapping to its user');
}

async function listOrNotShown(
  admin: OktaAdmin,
  idpId: string,
): Promise<readonly (OktaMapping | 'not_shown')[]> {
  try {
    return await admin.listMappings(idpId);
  } catch (error) {
    if (isAppError(error) && error.code === 'okta.feature_missing') return ['not_shown'];
    throw error;
  }
}
