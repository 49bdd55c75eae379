import { z } from 'zod';
import { oktaChoicesSchema, oktaFindingsSchema, oktaOrganisationSchema } from './okta';
import { exitTestSchema, guardConditionSchema, rollOutReachSchema } from './okta-guard';
import { rollOutChoicesSchema, rollOutStages } from './okta-roll-out';

/**
 * The steps of runs. Each is one row of the journal; each kind of run has some of them, between the
 * first step and the revocation.
 */
export const setupActions = [
  'verify_organisation',
  'upload_key',
  'create_idp',
  'read_metadata',
  'check_mapping',
  'find_route_before',
  'create_rule',
  'activate_rule',
  'find_route_after',
  'save_application',
  'verify_people',
  'find_routes_before',
  'create_admin_rule',
  'activate_admin_rule',
  'create_wider_rule',
  'activate_wider_rule',
  'find_routes_after',
  'deactivate_wider_rules',
  'delete_wider_rules',
  'find_routes_back',
  'save_roll_out',
  'deactivate_rule',
  'delete_rule',
  'deactivate_idp',
  'delete_idp',
  'delete_key',
  'close_application',
  'put_admin_rules_back',
  'repair_idp',
  'put_rules_back',
  'activate_rules',
  'save_repair',
  'revoke_token',
] as const;

/** See {@link setupActions}. */
export type SetupAction = (typeof setupActions)[number];

/** What a step does to the organisation. `read` and `save` change nothing there. */
const planEffects = ['create', 'change', 'keep', 'read', 'save', 'remove', 'delete'] as const;

/**
 * SETUP connects an organisation; UNDO takes away what an earlier run made, whole or half. ROLL_OUT
 * routes more people; STEP_BACK takes the last step of that back. REPAIR puts back what others changed.
 */
export const setupRunKinds = ['SETUP', 'UNDO', 'ROLL_OUT', 'STEP_BACK', 'REPAIR'] as const;

/** See {@link setupRunKinds}. */
export type SetupRunKind = (typeof setupRunKinds)[number];

/** One field that a step changes, in words. */
export const plannedChangeSchema = z.strictObject({
  field: z.string(),
  before: z.string(),
  after: z.string(),
});

/** See {@link plannedChangeSchema}. */
export type PlannedChange = z.infer<typeof plannedChangeSchema>;

/** An exact request. */
const plannedRequestSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  path: z.string(),
  body: z.json().nullable(),
});

/** One step of the plan, for the Review page. */
export const setupPlanStepSchema = z.strictObject({
  action: z.enum(setupActions),
  effect: z.enum(planEffects),
  /** "Upload the signing certificate". */
  title: z.string(),
  /** One sentence of what will be there afterwards. */
  summary: z.string(),
  /** What taking it back does; null when there is nothing to take back. */
  undo: z.string().nullable(),
  /**
   * The exact request, null when the step sends none of its own (or the object is kept). In `path`
   * and `body` the texts `{{kid}}`, `{{idpId}}` and `{{ruleId}}` stand for ids Okta gives on the way,
   * and `{{allElse}}` for settings that are sent back as Okta has them.
   */
  request: plannedRequestSchema.nullable(),
  /** Id of an object that is there already and is kept or changed. */
  existingId: z.string().nullable(),
  /** Before and after of an object that is changed, field by field. */
  changes: z.array(plannedChangeSchema).optional(),
  /** The further requests of a step that touches several objects. */
  moreRequests: z.array(plannedRequestSchema).optional(),
});

/** See {@link setupPlanStepSchema}. */
export type SetupPlanStep = z.infer<typeof setupPlanStepSchema>;

/** The plan: pure function of (organisation as found, choices, our values). */
export const setupPlanSchema = z.strictObject({
  /** SHA-256 in hex of the canonical plan; sent back with Apply. */
  hash: z.string(),
  /** SHA-256 in hex of the organisation the plan was made for. */
  organisationHash: z.string(),
  steps: z.array(setupPlanStepSchema),
  /** Who is routed to us when it is done. */
  routed: z.array(z.string()),
  /** Plain words: everybody else stays with Okta. */
  notRouted: z.string(),
  /** What else follows that a person must know before applying, one sentence each. */
  cautions: z.array(z.string()).optional(),
});

/** See {@link setupPlanSchema}. */
export type SetupPlan = z.infer<typeof setupPlanSchema>;

/** Where Okta sends a login, as WebFinger says. */
export const oktaRouteSchema = z.strictObject({
  login: z.string(),
  /** `OKTA` means: not routed. */
  type: z.string(),
  idpId: z.string().nullable(),
  idpName: z.string().nullable(),
});

/** See {@link oktaRouteSchema}. */
export type OktaRoute = z.infer<typeof oktaRouteSchema>;

/** What a finished run left in Okta and read from it. */
export const setupResultSchema = z.strictObject({
  /** The application's page; null until it is saved. */
  applicationId: z.string().nullable(),
  keyKid: z.string(),
  idpId: z.string(),
  idpName: z.string(),
  policyId: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  pilotLogin: z.string(),
  acsUrl: z.string(),
  audience: z.string(),
  signOutUrl: z.string(),
  routeBefore: oktaRouteSchema,
  routeAfter: oktaRouteSchema,
  /** ISO 8601; null while the token has not been proven dead. */
  tokenRevokedAt: z.string().nullable(),
});

/** See {@link setupResultSchema}. */
export type SetupResult = z.infer<typeof setupResultSchema>;

/** Something the run made in Okta that could not be taken back, and where to click. */
export const setupLeftoverSchema = z.strictObject({
  kind: z.enum(['rule', 'idp', 'key', 'mapping', 'token']),
  name: z.string(),
  id: z.string().nullable(),
  /** `Security → Identity Providers`. */
  menuPath: z.string(),
  /** False when Okta could not be asked again: it may be there or not. */
  isCertain: z.literal(false).optional(),
});

/** See {@link setupLeftoverSchema}. */
export type SetupLeftover = z.infer<typeof setupLeftoverSchema>;

/** Why a run is not done, in the three sentences a tired admin needs. */
export const setupErrorSchema = z.strictObject({
  /** `area.reason` from the catalogue. */
  code: z.string(),
  /** What happened. */
  message: z.string(),
  /** What state Okta is in now. */
  oktaState: z.string(),
  /** What to do. */
  todo: z.string(),
  leftovers: z.array(setupLeftoverSchema),
});

/** See {@link setupErrorSchema}. */
export type SetupError = z.infer<typeof setupErrorSchema>;

/**
 * Where a run is. CONNECTED: domain confirmed → Check. CHECKED: read with a token → Choose.
 * PLANNED: choices made → Review. APPLYING: live progress. SUCCEEDED: done and the token is dead.
 * ROLLED_BACK: failed, everything taken back. FAILED: failed and something is left (see
 * `error.leftovers`, and `tokenStatus` ALIVE). CANCELLED. INTERRUPTED: the server stopped halfway.
 */
export const setupRunStatuses = [
  'CONNECTED',
  'CHECKED',
  'PLANNED',
  'APPLYING',
  'SUCCEEDED',
  'ROLLED_BACK',
  'FAILED',
  'CANCELLED',
  'INTERRUPTED',
] as const;

/** See {@link setupRunStatuses}. */
export type SetupRunStatus = (typeof setupRunStatuses)[number];

/** REVOKED is proven; ALIVE means the admin must delete it by hand in Okta. */
export const tokenStatuses = ['NOT_USED', 'IN_USE', 'REVOKED', 'ALIVE'] as const;

/** One row of the journal for the screen. */
export const setupStepViewSchema = z.strictObject({
  action: z.enum(setupActions),
  title: z.string(),
  /** KEPT: was there already. UNDONE: made by this run and taken back. */
  status: z.enum(['WAITING', 'WORKING', 'DONE', 'KEPT', 'UNDONE', 'FAILED']),
  /** One line of evidence (an id, where the login is routed), null while there is none. */
  evidence: z.string().nullable(),
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});

/** See {@link setupStepViewSchema}. */
export type SetupStepView = z.infer<typeof setupStepViewSchema>;

/**
 * One line of the NDJSON streams of `POST …/apply` and `GET …/events`: always the whole state, so a
 * reader that missed lines (or came after a reload) needs only the last. `finished` is the last
 * line; a line may repeat as a heartbeat.
 */
export const setupRunProgressSchema = z.strictObject({
  type: z.enum(['progress', 'finished']),
  runId: z.string(),
  status: z.enum(setupRunStatuses),
  tokenStatus: z.enum(tokenStatuses),
  steps: z.array(setupStepViewSchema),
  result: setupResultSchema.nullable(),
  error: setupErrorSchema.nullable(),
});

/** See {@link setupRunProgressSchema}. */
export type SetupRunProgress = z.infer<typeof setupRunProgressSchema>;

const namedSchema = z.strictObject({ id: z.string(), name: z.string() });
const saidSchema = z.strictObject({ login: z.string(), at: z.string() });

/** What the pages of a roll-out show besides plan and journal. */
export const rollOutRunViewSchema = z.strictObject({
  /** The stage that stands now, and who is routed by each step so far. */
  stage: z.enum(rollOutStages),
  standing: z.array(z.string()),
  exitTest: exitTestSchema.nullable(),
  /** What rules may name, for the form. */
  zones: z.array(namedSchema),
  apps: z.array(namedSchema),
  /** Whether to offer falling back to Okta. */
  hasFallback: z.boolean(),
  /** The feature it needs, where Okta lists it as switched off. */
  fallbackOff: z.string().nullable(),
  choices: rollOutChoicesSchema.nullable(),
  reach: rollOutReachSchema.nullable(),
  /** Empty before there is a plan, and once the run has begun. */
  guard: z.array(guardConditionSchema),
  /** Whether Apply would be let through now. */
  mayApply: z.boolean(),
  loginDefaultUrl: z.string(),
  loginDefault: saidSchema.nullable(),
  override: saidSchema.extend({ reason: z.string() }).nullable(),
  /** What a finished run was seen to lead to. */
  routesBefore: z.array(oktaRouteSchema),
  routesAfter: z.array(oktaRouteSchema),
  fallback: z.enum(['on', 'off', 'dropped']).nullable(),
});

/** See {@link rollOutRunViewSchema}. */
export type RollOutRunView = z.infer<typeof rollOutRunViewSchema>;

/** A run as the wizard's pages see it; answer of the services and of `check` and `cancel`. */
export const setupRunViewSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(setupRunKinds),
  status: z.enum(setupRunStatuses),
  tokenStatus: z.enum(tokenStatuses),
  org: oktaOrganisationSchema,
  /** Who began it, for the second admin. */
  createdBy: z.string(),
  createdAt: z.string(),
  isMine: z.boolean(),
  findings: oktaFindingsSchema.nullable(),
  choices: oktaChoicesSchema.nullable(),
  plan: setupPlanSchema.nullable(),
  /** Empty until Apply. */
  steps: z.array(setupStepViewSchema),
  result: setupResultSchema.nullable(),
  /** The application it is about; null until there is one. */
  applicationId: z.string().nullable(),
  /** Of a set-up: who besides the test person is sent to AdminX, one entry a rule. */
  alsoRouted: z.array(z.string()),
  /** Of a run that routes more people or fewer; null of the others and before its check. */
  rollOut: rollOutRunViewSchema.nullable(),
  error: setupErrorSchema.nullable(),
});

/** See {@link setupRunViewSchema}. */
export type SetupRunView = z.infer<typeof setupRunViewSchema>;

/** Answer of `POST …/plan`: the run with its plan, or which field names somebody who will not do. */
export const rollOutPlanAnswerSchema = z.union([
  z.strictObject({ run: setupRunViewSchema, refused: z.null() }),
  z.strictObject({
    run: z.null(),
    refused: z.strictObject({ field: z.enum(['administrators', 'logins']), message: z.string() }),
  }),
]);

/** See {@link rollOutPlanAnswerSchema}. */
export type RollOutPlanAnswer = z.infer<typeof rollOutPlanAnswerSchema>;

/** The parameter of the routes of one run. */
export const setupRunParamsSchema = z.object({ run: z.uuid() });

/** A run in the list of runs (unfinished ones first on the start page). */
export interface SetupRunSummary {
  readonly id: string;
  readonly kind: SetupRunKind;
  readonly status: SetupRunStatus;
  readonly tokenStatus: (typeof tokenStatuses)[number];
  readonly orgHost: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly isMine: boolean;
}
