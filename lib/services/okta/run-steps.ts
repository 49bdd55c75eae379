import 'server-only';
import { closeApplication } from './close-application-step';
import type { SetupStep } from './run-facts';
import { saveApplication } from './save-application-step';
import { readMetadata, uploadKey, verifyOrganisation } from './setup-steps';
import { createIdp } from './setup-steps-idp';
import { checkMapping } from './setup-steps-mapping';
import { activateRule, createRule, findRouteAfter, findRouteBefore } from './setup-steps-routing';
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

/** Connects an organisation; the revocation of the token follows by itself. */
export const setupSteps: readonly SetupStep[] = [...oktaSetupSteps, saveApplication];

/** As {@link oktaSetupSteps}, for taking a connection away. */
export const oktaUndoSteps: readonly SetupStep[] = [
  verifyUndo,
  deactivateRule,
  deleteRule,
  deactivateIdp,
  deleteIdp,
  deleteKey,
  findRouteUndone,
];

/** Takes away what an earlier run made. */
export const undoSteps: readonly SetupStep[] = [...oktaUndoSteps, closeApplication];
