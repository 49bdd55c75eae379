import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { JsonInput } from '@/lib/db/setup-runs';
import type { OrganisationState, OurIdentityProvider } from '@/lib/okta/organisation-state';
import type { OktaAdmin, OktaIdentityProvider, RawIdentityProvider } from '@/lib/okta/port';
import type { MendedRule } from '@/lib/okta/roll-back-repair';
import type { RepairObjects } from '@/lib/okta/repair-objects';
import type { RepairProbes } from '@/lib/okta/repair-plan';
import type { ConnectionRecord } from '@/lib/okta/repair-record';
import type { RollOutObjects } from '@/lib/okta/roll-out-objects';
import type { StepBackObjects } from '@/lib/okta/step-back-plan';
import type { UndoObjects } from '@/lib/okta/undo-plan';
import type { MadeKind } from '@/lib/okta/roll-back-input';
import type { OktaChoices } from '@/lib/schemas/okta';
import type { OktaRoute, SetupAction, SetupPlan, SetupRunKind } from '@/lib/schemas/okta-run';
import { invariant } from '@/lib/shared/errors';
import type { StoredRollOut } from './roll-out-stored';

/** What a run is given. The token is inside `admin` and nowhere else. */
export interface RunInput {
  readonly actor: Actor;
  readonly runId: string;
  readonly admin: OktaAdmin;
}

/** What a run works with from its first step on. */
export interface RunContext extends RunInput {
  readonly kind: SetupRunKind;
  /** The application of the connection, when the run is about one that is there. */
  readonly applicationId: string | null;
  readonly orgUrl: string;
  readonly orgId: string;
  readonly pipeline: string;
  readonly plan: SetupPlan;
  readonly choices: OktaChoices;
  readonly ours: OurIdentityProvider;
  /** Of a run that routes more people or fewer; null of the others. */
  readonly rollOut: StoredRollOut | null;
  /** What was kept of the connection when the run begins; of a repair always, of a removal if any. */
  readonly record: ConnectionRecord | null;
  /** Where a login is sent, asked from outside without the token. */
  readonly findRoute: (login: string) => Promise<OktaRoute>;
}

/** What a run has found and made so far; each step adds to it. */
export interface RunFacts {
  readonly before?: OrganisationState;
  /** What it tried to make: set before the call, because the answer may be lost. */
  readonly attempted?: readonly MadeKind[];
  readonly kid?: string;
  readonly isKeyNew?: boolean;
  readonly idp?: OktaIdentityProvider;
  readonly isIdpNew?: boolean;
  /** Settings of an identity provider that is being changed; set before the call. */
  readonly changedIdp?: { readonly id: string; readonly raw: RawIdentityProvider };
  readonly acsUrl?: string;
  readonly signingCertificatePems?: readonly string[];
  /** A mapping that is being repaired; set before the call. */
  readonly mappingBefore?: {
    readonly id: string;
    readonly idpId: string;
    readonly before: Readonly<Record<string, string>>;
  };
  readonly routeBefore?: OktaRoute;
  readonly ruleId?: string;
  readonly isRuleNew?: boolean;
  /** Set before the call: the answer may be lost. */
  readonly isActivated?: boolean;
  readonly routeAfter?: OktaRoute;
  readonly applicationId?: string;
  /** The rules of a roll-out: what is there and what is to be made. */
  readonly wider?: Omit<RollOutObjects, 'idp'>;
  readonly adminRuleId?: string;
  readonly isAdminRuleNew?: boolean;
  /** Set before the call: the answer may be lost. */
  readonly isAdminRuleOn?: boolean;
  readonly fallback?: 'on' | 'off' | 'dropped';
  readonly ruleFingerprint?: string;
  readonly routesBefore?: readonly OktaRoute[];
  readonly routesAfter?: readonly OktaRoute[];
  /** What goes when one step is taken back. */
  readonly removal?: StepBackObjects;
  /** What a repair found to differ, and whose route proves that it no longer does. */
  readonly repair?: RepairObjects & { readonly probes: RepairProbes };
  /** What was done about rules, in order; each set before its call. */
  readonly mended?: readonly MendedRule[];
  /** What of ours a run that takes it away found. */
  readonly undo?: UndoObjects;
}

/** What one step did. */
export interface StepResult {
  readonly status: 'DONE' | 'KEPT';
  /** One line for the journal: ids and names, never a secret. */
  readonly evidence: string;
  /** Id of what the step made, for when the server stops in the middle. */
  readonly objectId?: string;
  readonly facts?: RunFacts;
}

/**
 * Said by a step before a call that changes something: facts for taking it back should the answer be
 * lost, and what the journal keeps for when the server stops.
 */
export type Intend = (facts: RunFacts, note?: JsonInput) => Promise<void>;

/** One step: reads facts, acts through the port, says what it did. */
export interface SetupStep {
  readonly action: SetupAction;
  readonly perform: (context: RunContext, facts: RunFacts, intend: Intend) => Promise<StepResult>;
}

/** A fact that an earlier step must have set. */
export function fact<K extends keyof RunFacts>(facts: RunFacts, name: K): NonNullable<RunFacts[K]> {
  const value = facts[name];
  invariant(value !== undefined, `an earlier step set ${name}`);
  return value;
}
