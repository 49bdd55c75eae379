import type { ExitItem, ExitTest } from '@/lib/schemas/okta-guard';
import type { OktaRoute } from '@/lib/schemas/okta-run';
import { rollOutStageLabels, type RollOutStage } from '@/lib/schemas/okta-roll-out';

/** What is known of a stage that people have been in for a while. */
export interface ExitFacts {
  readonly stage: RollOutStage;
  /** People who are known to be routed; null when nobody knows. */
  readonly routedCount: number | null;
  /** Different people who signed in to Okta since the stage began. */
  readonly signedInCount: number;
  /** Refused sign-ins since the last one that succeeded. */
  readonly refusedCount: number;
  /** Whether Okta sends everybody where they belong, as last seen; null when nobody looked. */
  readonly areRoutesRight: boolean | null;
}

/** Whether each is sent to this identity provider, and not only away from Okta; false for nobody. */
export function areRoutesAt(routes: readonly OktaRoute[], idpId: string | null): boolean {
  return idpId !== null && routes.length > 0 && routes.every((route) => route.idpId === idpId);
}

/** A fifth of the people, and never more than so many, must have signed in. */
const neededShare = 0.2;
const neededAtMost = 10;

/** How many different people must have signed in before a stage is left. */
export function countNeeded(routedCount: number | null): number {
  if (routedCount === null) return neededAtMost;
  return Math.min(neededAtMost, Math.max(1, Math.ceil(routedCount * neededShare)));
}

/** The exit test of a stage: enough people through, no failure unexplained, routes as they belong. */
export function judgeExit(facts: ExitFacts): ExitTest {
  const needed = countNeeded(facts.routedCount);
  const people = needed === 1 ? 'person has' : 'different people have';
  const items: ExitItem[] = [
    {
      text: `${String(needed)} ${people} signed in since the stage began (so far ${String(facts.signedInCount)})`,
      isPassed: facts.signedInCount >= needed,
    },
    {
      text:
        facts.refusedCount === 0
          ? 'no sign-in was refused after the last good one'
          : `${String(facts.refusedCount)} refused after the last good sign-in`,
      isPassed: facts.refusedCount === 0,
    },
    { text: toRouteText(facts.areRoutesRight), isPassed: facts.areRoutesRight === true },
  ];
  const label = rollOutStageLabels[facts.stage];
  return {
    items,
    isPassed: items.every(({ isPassed }) => isPassed),
    summary: `${label}: ${items.map(({ text }) => text).join('; ')}.`,
    todo: 'Wait until enough people have signed in, and look at what was refused on the application’s page.',
  };
}

function toRouteText(areRight: boolean | null): string {
  if (areRight === null) return 'nobody has looked yet where Okta sends people';
  return areRight
    ? 'Okta sends everybody where they belong'
    : 'Okta does not send everybody where they belong';
}
