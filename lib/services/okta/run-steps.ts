import 'server-only';
import type { SetupRunKind } from '@/lib/schemas/okta-run';
import { closeApplication } from './close-application-step';
import { findRoutesAfter, findRoutesBefore } from './roll-out-routes';
import {
  activateAdminRule,
  activateWiderRule,
  createAdminRule,
  createWiderRule,
  verifyPeople,
  verifyRollOut,
} from './roll-out-steps';
import {
  findRoutesMended,
  findRoutesToMend,
  repairIdp,
  verifyRepair,
  verifyRepairPeople,
} from './repair-steps';
import { activateRules, putAdminRulesBack, putRulesBack } from './repair-steps-rules';
import type { RunContext, SetupStep } from './run-facts';
import { saveRepair } from './save-repair-step';
import { saveApplication } from './save-application-step';
import { saveSteppedBack, saveWidened } from './save-roll-out-step';
import { readMetadata, uploadKey, verifyOrganisation } from './setup-steps';
import { createIdp } from './setup-steps-idp';
import { checkMapping } from './setup-steps-mapping';
import { activateRule, createRule, findRouteAfter, findRouteBefore } from './setup-steps-routing';
import {
  deactivateWiderRules,
  deleteWiderRules,
  findRoutesBack,
  verifyStepBack,
} from './step-back-steps';
import {
  deactivateIdp,
  deactivateRule,
  deleteIdp,
  deleteKey,
  deleteRule,
  findRouteUndone,
  verifyUndo,
} from './undo-steps';

/** What the failure table runs: everything but our own storage. */
export const oktaSetupSteps: readonly SetupStep[] = [
  verifyOrganisation,
  uploadKey,
  createIdp,
  readMetadata,
  checkMapping,
  findRouteBefore,
  createRule,
  activateRule,
  findRouteAfter,
];

/** As {@link oktaSetupSteps}, for taking a connection away. */
export const oktaUndoSteps: readonly SetupStep[] = [
  verifyUndo,
  deactivateWiderRules,
  deleteWiderRules,
  deactivateRule,
  deleteRule,
  deactivateIdp,
  deleteIdp,
  deleteKey,
  findRouteUndone,
];

/** As {@link oktaSetupSteps}, for routing more people. */
export const oktaRollOutSteps: readonly SetupStep[] = [
  verifyRollOut,
  verifyPeople,
  findRoutesBefore,
  createAdminRule,
  activateAdminRule,
  createWiderRule,
  activateWiderRule,
  findRoutesAfter,
];

/** As {@link oktaSetupSteps}, for going one step back. */
export const oktaStepBackSteps: readonly SetupStep[] = [
  verifyStepBack,
  deactivateWiderRules,
  deleteWiderRules,
  findRoutesBack,
];

/** As {@link oktaSetupSteps}, for putting back what others changed. */
export const oktaRepairSteps: readonly SetupStep[] = [
  verifyRepair,
  verifyRepairPeople,
  uploadKey,
  putAdminRulesBack,
  findRoutesToMend,
  repairIdp,
  readMetadata,
  checkMapping,
  putRulesBack,
  activateRules,
  findRoutesMended,
];

const stepsByKind: Record<SetupRunKind, readonly SetupStep[]> = {
  SETUP: [...oktaSetupSteps, saveApplication],
  UNDO: [...oktaUndoSteps, closeApplication],
  ROLL_OUT: [...oktaRollOutSteps, saveWidened],
  STEP_BACK: [...oktaStepBackSteps, saveSteppedBack],
  REPAIR: [...oktaRepairSteps, saveRepair],
};

/** The steps of a run, those its plan has; the revocation of the token follows by itself. */
export function stepsOf({ kind, plan }: Pick<RunContext, 'kind' | 'plan'>): readonly SetupStep[] {
  const planned = new Set(plan.steps.map(({ action }) => action));
  return stepsByKind[kind].filter(({ action }) => planned.has(action));
}
