import 'server-only';
import { z } from 'zod';
import type { JsonInput, SetupRunRow } from '@/lib/db/setup-runs';
import { noAssents, runAssentsSchema, type RunAssents } from '@/lib/schemas/okta-guard';
import { oktaRouteSchema } from '@/lib/schemas/okta-run';
import {
  rollOutChoicesSchema,
  rollOutStepSchema,
  rollOutStepsSchema,
  rollOutWhoSchema,
  type RollOutStep,
} from '@/lib/schemas/okta-roll-out';

/** The JSON columns of a roll-out: parsed once here on reading, whatever wrote them. */

const named = z.object({ id: z.string(), name: z.string() });
const texts = z.array(z.string());

const reachTargetSchema = z.object({
  who: rollOutWhoSchema,
  /** Of a profile attribute: whom Okta names, the first two hundred. */
  attributeLogins: texts,
  isAttributeCut: z.boolean(),
});

/** Whom a rule catches, with what only Okta knows of it. */
export type ReachTarget = z.infer<typeof reachTargetSchema>;

/** What was proposed and found out when the plan was made. */
const proposalSchema = reachTargetSchema.omit({ who: true }).extend({
  choices: rollOutChoicesSchema,
  /** Of a repair that puts several stages back: those within the widest, which `choices` has. */
  further: z.array(reachTargetSchema).default([]),
  probes: z.object({ samples: texts, stranger: z.string().nullable() }),
  administrators: z.array(
    z.object({ login: z.string(), isSuperAdmin: z.boolean(), isWithOkta: z.boolean() }),
  ),
  excludesAdmins: z.boolean(),
  /** Whether the logins of the stage before were sent here. */
  areRoutesRight: z.boolean(),
});

const storedRollOutSchema = z.object({
  zones: z.array(named),
  apps: z.array(named),
  /** The feature of falling back to Okta, where Okta lists it. */
  fallbackFeature: z.object({ name: z.string(), isOn: z.boolean() }).nullish(),
  /** The steps that stood when the organisation was read. */
  steps: rollOutStepsSchema,
  proposal: proposalSchema.nullable(),
  /** What the run left: the step it made or took back, and who was seen to be sent where. */
  outcome: z
    .object({
      step: rollOutStepSchema.nullable(),
      routesBefore: z.array(oktaRouteSchema),
      routesAfter: z.array(oktaRouteSchema),
    })
    .nullable(),
});

/** See {@link storedRollOutSchema}: as stored with a run. */
export type StoredRollOut = z.infer<typeof storedRollOutSchema>;

/** See {@link proposalSchema}. */
export type RollOutProposal = z.infer<typeof proposalSchema>;

/** The roll-out of a run, or null when it has none or was not checked. */
export function readRollOut(run: Pick<SetupRunRow, 'rollOut'>): StoredRollOut | null {
  return run.rollOut === null ? null : storedRollOutSchema.parse(run.rollOut);
}

/** Who confirmed and approved what. */
export function readAssents(run: Pick<SetupRunRow, 'assents'>): RunAssents {
  return run.assents === null ? noAssents : runAssentsSchema.parse(run.assents);
}

/** The steps of a connection, the narrowest first. */
export function readSteps(stored: unknown): readonly RollOutStep[] {
  return stored === null || stored === undefined ? [] : rollOutStepsSchema.parse(stored);
}

/** A plain value for one of these columns. */
export function toRollOutJson(
  value: StoredRollOut | RunAssents | readonly RollOutStep[],
): JsonInput {
  return JSON.parse(JSON.stringify(value)) as JsonInput;
}
