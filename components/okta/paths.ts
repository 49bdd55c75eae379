import type { Route } from 'next';

/** The steps of the wizard that have a page of their own below a run. */
export const runSteps = ['check', 'choose', 'review', 'apply', 'prove'] as const;

export type RunStep = (typeof runSteps)[number];

export const setupStartPath: Route = '/applications/okta/setup';

/** The page of one step of one run. */
export function runStepPath(runId: string, step: RunStep): Route {
  return `/applications/okta/setup/${runId}/${step}` as Route;
}

/** The page of an application. */
export function applicationPath(applicationId: string): Route {
  return `/applications/${applicationId}` as Route;
}

/** The receipt of a run. */
export function receiptPath(runId: string): Route {
  return `/applications/okta/receipts/${runId}` as Route;
}

/** The start page with an organisation's address filled in. */
export function setupAgainPath(orgHost: string): Route {
  return `${setupStartPath}?domain=${encodeURIComponent(orgHost)}` as Route;
}

/** The Choose step with people searched for. */
export function pilotSearchPath(runId: string, search: string): Route {
  const query = search.trim() === '' ? '' : `?q=${encodeURIComponent(search.trim())}`;
  return `${runStepPath(runId, 'choose')}${query}` as Route;
}

/** Where an application is proved: test sign-in, routing from outside, the way back. */
export function applicationProvePath(applicationId: string): Route {
  return `/applications/${applicationId}/prove` as Route;
}
