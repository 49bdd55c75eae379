import { z } from 'zod';

/** A test sign-in counts for so many hours. */
export const testSignInHours = 24;
/** A comparison of the directories counts for so many days. */
export const alignmentDays = 7;
/** The approval of a second admin counts for so many minutes. */
export const overrideMinutes = 60;

/** What must hold before anything wider than the test person goes live. */
const guardCodes = [
  'test_sign_in',
  'application_open',
  'admin_not_routed',
  'admins_excluded',
  'login_default',
  'people_enrolled',
  'exit_test',
] as const;

/** See {@link guardConditionSchema}. */
export type GuardCode = (typeof guardCodes)[number];

/** One condition: whether it holds, why it matters, what to do. */
export const guardConditionSchema = z.strictObject({
  code: z.enum(guardCodes),
  isMet: z.boolean(),
  title: z.string(),
  why: z.string(),
  /** Null when there is nothing to do. */
  todo: z.string().nullable(),
  /** A second admin may let it pass. */
  isOverridable: z.boolean(),
});

/** See {@link guardConditionSchema}. */
export type GuardCondition = z.infer<typeof guardConditionSchema>;

/** The exit test of a stage: what must be seen before going wider, and how it stands. */
export const exitTestSchema = z.strictObject({
  items: z.array(z.strictObject({ text: z.string(), isPassed: z.boolean() })),
  isPassed: z.boolean(),
  /** All of it in one sentence. */
  summary: z.string(),
  todo: z.string(),
});

/** See {@link exitTestSchema}. */
export type ExitTest = z.infer<typeof exitTestSchema>;

/** One thing that must be seen. */
export type ExitItem = ExitTest['items'][number];

/** Who said so, and when (ISO 8601). */
const assentSchema = z.strictObject({ userId: z.string(), login: z.string(), at: z.string() });

/** What people have said about a run, as stored with it. */
export const runAssentsSchema = z.strictObject({
  /** Somebody opened `/login/default` and saw Okta's own sign-in. */
  loginDefault: assentSchema.nullable(),
  /** A second admin approved one plan in spite of these conditions, which were not met then. */
  override: assentSchema
    .extend({
      planHash: z.string(),
      reason: z.string(),
      // Approvals from before this was kept cover nothing.
      codes: z.array(z.enum(guardCodes)).default([]),
    })
    .nullable(),
});

/** See {@link runAssentsSchema}. */
export type RunAssents = z.infer<typeof runAssentsSchema>;

/** Nothing was said yet. */
export const noAssents: RunAssents = { loginDefault: null, override: null };

/** A second admin approves this very plan. */
export const approveOverrideSchema = z.strictObject({
  runId: z.uuid(),
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  reason: z
    .string()
    .trim()
    .min(10, 'Say in a sentence why it is right to go on; it is kept with the run.')
    .max(500, 'Use at most 500 characters.'),
});

/** See {@link approveOverrideSchema}. */
export type ApproveOverrideInput = z.infer<typeof approveOverrideSchema>;

/** Whom a stage catches, as far as it is known here. */
export const rollOutReachSchema = z.strictObject({
  /** People here who can sign in. */
  enrolled: z.number(),
  notEnrolled: z.number(),
  disabled: z.number(),
  /** People of Okta who are caught and not known here; null when nobody knows. */
  unknown: z.number().nullable(),
  /** Some of those who cannot sign in here, with the id of their page where they have one. */
  cannotSignIn: z.array(z.strictObject({ login: z.string(), userId: z.string().nullable() })),
  /** Limits of this knowledge, one sentence each. */
  limits: z.array(z.string()),
});

/** See {@link rollOutReachSchema}. */
export type RollOutReach = z.infer<typeof rollOutReachSchema>;
