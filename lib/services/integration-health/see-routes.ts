import type { OktaRoute } from '@/lib/schemas/okta-run';
import {
  isRightlySent,
  type RouteProof,
  type RoutesSeen,
  type RoutingVerdict,
} from '@/lib/schemas/integration-health';
import { isAppError } from '@/lib/shared/errors';
import type { Outside } from './outside';
import type { Probe } from './plan-probes';

/** Before Okta is asked once more for somebody who is sent elsewhere; its edges cache rules. */
const secondLookMs = 2_000;

/** Whom to ask, about whom, and what is ours there. */
export interface LookTarget {
  readonly orgUrl: string;
  /** Null when the organisation was never probed. */
  readonly orgId: string | null;
  readonly idpId: string | null;
  readonly idpName: string;
  readonly probes: readonly Probe[];
}

/** What a look saw, and the verdict on it. */
export interface Look {
  readonly verdict: RoutingVerdict;
  readonly seen: RoutesSeen;
}

/**
 * Asks Okta where it sends each login: public WebFinger, no token, only at the stored host. Never
 * throws for what Okta or the network does: that is `silent`. Another organisation at the address is
 * drift, and nobody is asked for there.
 */
export async function seeRoutes(outside: Outside, target: LookTarget): Promise<Look> {
  try {
    if (await isAnother(outside, target)) {
      return { verdict: 'drifted', seen: { proofs: [], problem: 'okta.organisation_changed' } };
    }
    const proofs: RouteProof[] = [];
    for (const probe of target.probes) proofs.push(await prove(outside, target, probe));
    const isRight = proofs.every(isRightlySent);
    return { verdict: isRight ? 'right' : 'drifted', seen: { proofs, problem: null } };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { verdict: 'silent', seen: { proofs: [], problem: error.code } };
  }
}

async function isAnother({ gateway }: Outside, { orgUrl, orgId }: LookTarget): Promise<boolean> {
  const { id } = await gateway.probe(orgUrl);
  return orgId !== null && id !== orgId;
}

async function prove(outside: Outside, target: LookTarget, probe: Probe): Promise<RouteProof> {
  const first = await ask(outside, target, probe);
  if (isRightlySent(first)) return first;
  await outside.sleep(secondLookMs);
  return ask(outside, target, probe);
}

async function ask(outside: Outside, target: LookTarget, probe: Probe): Promise<RouteProof> {
  const route = await outside.gateway.findRoute(target.orgUrl, probe.login);
  const seen = toSeen(target, route);
  return { ...probe, seen, idpName: seen === 'okta' ? null : (route.idpName ?? route.idpId) };
}

/** By id where it is known; an organisation set up by hand may be known by name only. */
function toSeen({ idpId, idpName }: LookTarget, route: OktaRoute): RouteProof['seen'] {
  if (route.type === 'OKTA') return 'okta';
  const isOurs = idpId === null ? route.idpName === idpName : route.idpId === idpId;
  return isOurs ? 'us' : 'elsewhere';
}
