import 'server-only';
import type { OktaRoute } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { fact, type RunContext, type SetupStep } from './run-facts';
import { proposalOf } from './roll-out-context';

/** How long Okta may take to route, in tries of one second. */
const maxRouteTries = 15;

/** Where everybody goes before anything is written; an administrator who is routed stops the run. */
export const findRoutesBefore: SetupStep = {
  action: 'find_routes_before',
  perform: async (context) => {
    const routesBefore = await ask(context, loginsOf(context));
    const { administrators } = proposalOf(context).choices;
    const routed = routesBefore.find(
      ({ login, type }) => administrators.includes(login) && type !== 'OKTA',
    );
    if (routed) throw new AppError('okta.admin_routed', describeRoute(routed));
    return { status: 'DONE', evidence: describeRoutes(routesBefore), facts: { routesBefore } };
  },
};

/**
 * Proves from outside that the administrators are still with Okta, that whom the stage catches is
 * sent here, and that a stranger is not. Okta may take some seconds; what does not come right in
 * that time has everything of the run taken back.
 */
export const findRoutesAfter: SetupStep = {
  action: 'find_routes_after',
  perform: async (context, facts) => {
    const idpId = fact(facts, 'idp').id;
    let wrong: Wrong | null = null;
    for (let attempt = 0; attempt < maxRouteTries; attempt += 1) {
      if (attempt > 0) await oktaEnvironment().sleep(1_000);
      const routesAfter = await ask(context, loginsOf(context));
      wrong = findWrong(context, routesAfter, idpId);
      if (!wrong) {
        return { status: 'DONE', evidence: describeRoutes(routesAfter), facts: { routesAfter } };
      }
    }
    throw new AppError(wrong?.code ?? 'okta.wider_route_unproven', wrong?.text);
  },
};

interface Wrong {
  readonly code: 'okta.admin_routed' | 'okta.wider_route_unproven';
  readonly text: string;
}

function findWrong(context: RunContext, routes: readonly OktaRoute[], idpId: string): Wrong | null {
  const { choices, probes } = proposalOf(context);
  const admin = routes.find(
    ({ login, type }) => choices.administrators.includes(login) && type !== 'OKTA',
  );
  if (admin) return { code: 'okta.admin_routed', text: describeRoute(admin) };
  const wrong = routes.find((route) =>
    probes.samples.includes(route.login)
      ? route.idpId !== idpId
      : route.login === probes.stranger && route.idpId === idpId,
  );
  return wrong ? { code: 'okta.wider_route_unproven', text: describeRoute(wrong) } : null;
}

/** Administrators first; nobody twice. */
function loginsOf(context: RunContext): readonly string[] {
  const { choices, probes } = proposalOf(context);
  const { samples, stranger } = probes;
  return [
    ...new Set([...choices.administrators, ...samples, ...(stranger === null ? [] : [stranger])]),
  ];
}

/** Where each of these is sent now. */
export async function ask(
  { findRoute }: RunContext,
  logins: readonly string[],
): Promise<OktaRoute[]> {
  const routes: OktaRoute[] = [];
  for (const login of logins) routes.push(await findRoute(login));
  return routes;
}

/** All of them on one line. */
export function describeRoutes(routes: readonly OktaRoute[]): string {
  return routes.map(describeRoute).join('; ');
}

/** "ruth@acme.com → 1Kosmos". */
export function describeRoute({ login, idpId, idpName }: OktaRoute): string {
  return `${login} → ${idpId === null ? 'Okta' : (idpName ?? idpId)}`;
}
