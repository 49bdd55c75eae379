import 'server-only';
import { z } from 'zod';
import type { SetupRunRow, JsonInput } from '@/lib/db/setup-runs';
import type { OrganisationState } from '@/lib/okta/organisation-state';
import {
  oktaChoicesSchema,
  oktaFindingsSchema,
  type OktaChoices,
  type OktaFindings,
} from '@/lib/schemas/okta';
import {
  setupErrorSchema,
  setupPlanSchema,
  setupResultSchema,
  type SetupPlan,
} from '@/lib/schemas/okta-run';

/** The JSON columns of a run: parsed once here on reading, whatever wrote them. No secret in any. */

const text = z.string();
const nullableText = z.string().nullable();

const texts = z.array(text);

const scopeSchema = z
  .object({
    attribute: nullableText,
    zones: z.object({ include: texts, exclude: texts }),
    platforms: texts,
    apps: z.object({ include: texts, exclude: texts }),
    leadsToOkta: z.boolean(),
    fallsBack: z.boolean(),
  })
  // Of runs from before there were other rules than that of the test person.
  .default({
    attribute: null,
    zones: { include: [], exclude: [] },
    platforms: [],
    apps: { include: [], exclude: [] },
    leadsToOkta: false,
    fallsBack: false,
  });

const stateSchema = z.object({
  owner: z.object({
    id: text,
    status: text,
    login: text,
    email: text,
    firstName: text,
    lastName: text,
  }),
  roles: z.array(z.object({ type: text, label: text, status: text })),
  companyName: text,
  keys: z.array(z.object({ kid: text, x5tS256: nullableText, expiresAt: nullableText })),
  identityProviders: z.array(
    z.object({
      id: text,
      name: text,
      status: text,
      lastUpdated: nullableText,
      issuer: text,
      kid: text,
      audience: text,
      ssoUrl: text,
      acsUrl: nullableText,
      matchType: nullableText,
      userNameTemplate: nullableText,
      provisioningAction: nullableText,
      excludesAdmins: z.boolean(),
      trustsClaims: z.boolean(),
    }),
  ),
  policy: z.object({ id: text, name: text }),
  rules: z.array(
    z.object({
      id: text,
      name: text,
      status: text,
      priority: z.number().nullable(),
      isSystem: z.boolean(),
      lastUpdated: nullableText,
      providerIds: z.array(text),
      patterns: z.array(z.object({ matchType: text, value: text })).nullable(),
      scope: scopeSchema,
      fingerprint: text,
    }),
  ),
}) satisfies z.ZodType<OrganisationState>;

const storedFindingsSchema = z.object({ view: oktaFindingsSchema, state: stateSchema });

const storedOutcomeSchema = z.object({
  connected: setupResultSchema.nullable(),
  problem: setupErrorSchema.nullable(),
});

/** What the check stored: the words for the screen, and the organisation the plan is made from. */
export type StoredFindings = z.infer<typeof storedFindingsSchema>;

/** What applying stored. */
export type StoredOutcome = z.infer<typeof storedOutcomeSchema>;

/** The findings of a run, or null before the check. */
export function readFindings(run: Pick<SetupRunRow, 'findings'>): StoredFindings | null {
  return run.findings === null ? null : storedFindingsSchema.parse(run.findings);
}

/** The choices of a run, or null before they are made. */
export function readChoices(run: Pick<SetupRunRow, 'choices'>): OktaChoices | null {
  return run.choices === null ? null : oktaChoicesSchema.parse(run.choices);
}

/** The plan of a run, or null before there is one. */
export function readPlan(run: Pick<SetupRunRow, 'plan'>): SetupPlan | null {
  return run.plan === null ? null : setupPlanSchema.parse(run.plan);
}

/** The outcome of a run; empty before applying. */
export function readOutcome(run: Pick<SetupRunRow, 'result'>): StoredOutcome {
  return run.result === null
    ? { connected: null, problem: null }
    : storedOutcomeSchema.parse(run.result);
}

/** What the check found, on its way into the column. */
export interface NewFindings {
  readonly view: OktaFindings;
  readonly state: OrganisationState;
}

/** A plain value for a JSON column. */
export function toJson(value: NewFindings | StoredOutcome | OktaChoices | SetupPlan): JsonInput {
  return JSON.parse(JSON.stringify(value)) as JsonInput;
}
