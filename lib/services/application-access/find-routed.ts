import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findOktaApplication } from '@/lib/db/okta-connections';
import type { RoutedQuery } from '@/lib/db/roll-out-people';
import { describeChoices } from '@/lib/okta/roll-out-words';
import { rollOutStepsSchema, type RollOutStep } from '@/lib/schemas/okta-roll-out';
import { toLoginKey } from '@/lib/shared/login-key';

/** Whom Okta sends to an application, as far as it is known here. */
export interface RoutedHere {
  /** The test person; null when nobody is known. */
  readonly pilotLogin: string | null;
  /** The people of the wider stages. */
  readonly query: RoutedQuery;
  /** Whom each wider stage catches, in words. */
  readonly stages: readonly string[];
  /** A profile attribute is among the stages: only Okta knows whom it fits. */
  readonly isPartlyUnknown: boolean;
}

/** See {@link RoutedHere}. */
export async function findRouted(actor: Actor, applicationId: string): Promise<RoutedHere> {
  const row = await findOktaApplication(getDatabase(), actor.tenantId, applicationId);
  const connection = row?.oktaConnection;
  const steps = rollOutStepsSchema.safeParse(connection?.rollOut).data ?? [];
  return {
    pilotLogin: connection?.pilotLogin ?? null,
    query: { anyOf: steps.flatMap(toQuery) },
    stages: steps.map(({ choices }) => describeChoices(choices)),
    isPartlyUnknown: steps.some(({ choices }) => choices.who.stage === 'ATTRIBUTE'),
  };
}

/** Further conditions of a stage make no difference: somebody is caught at some place or device. */
function toQuery({ choices: { who } }: RollOutStep): readonly RoutedQuery[] {
  if (who.stage === 'LIST') return [{ loginKeys: who.logins.map(toLoginKey) }];
  if (who.stage === 'DOMAIN') return [{ domains: who.domains }];
  return who.stage === 'EVERYONE' ? [{ everyone: true }] : [];
}
