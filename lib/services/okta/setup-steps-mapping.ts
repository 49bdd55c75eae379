import 'server-only';
import type { OktaAdmin, OktaMapping } from '@/lib/okta/port';
import { AppError, isAppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { fact, type Intend, type SetupStep, type StepResult } from './run-facts';

/** What must arrive in Okta's profile; Okta makes this mapping itself. */
const wantedAttributes = ['firstName', 'lastName', 'email'] as const;

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
    const wrong = wantedAttributes.filter((name) => !isMapped(mapping, name));
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
  const wanted = Object.fromEntries(wrong.map((name) => [name, `source.${name}`]));
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
  if (after === 'not_shown' || !wantedAttributes.every((name) => isMapped(after, name))) {
    throw new AppError('okta.mapping_unusable');
  }
  return { status: 'DONE', evidence: `Repaired ${wrong.join(', ')}` };
}

async function findMapping(admin: OktaAdmin, idpId: string): Promise<OktaMapping | 'not_shown'> {
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

/** Older organisations write `appuser.` for `source.`. */
function isMapped({ expressions }: OktaMapping, name: string): boolean {
  const expression = expressions.get(name);
  return expression === `source.${name}` || expression === `appuser.${name}`;
}
