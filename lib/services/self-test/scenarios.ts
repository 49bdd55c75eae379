import 'server-only';
import { browserScenarios } from './scenarios-browser';
import { floodScenarios } from './scenarios-flood';
import { logoutScenarios } from './scenarios-logout';
import { personScenarios } from './scenarios-person';
import { requestScenarios } from './scenarios-request';
import type { Scenario } from './scenario';

/** Every attack that takes more than one message. */
export const scenarios: readonly Scenario[] = [
  ...requestScenarios,
  ...personScenarios,
  ...browserScenarios,
  ...logoutScenarios,
  ...floodScenarios,
];
