import { z } from 'zod';
import { oktaTokenSchema } from './okta';

/** How far the routing goes, the narrowest first. Each but the first is a rule of its own in Okta. */
export const rollOutStages = ['TEST_PERSON', 'LIST', 'DOMAIN', 'ATTRIBUTE', 'EVERYONE'] as const;

/** See {@link rollOutStages}. */
export type RollOutStage = (typeof rollOutStages)[number];

/** The stages that a roll-out leads to. */
export const widerStages = ['LIST', 'DOMAIN', 'ATTRIBUTE', 'EVERYONE'] as const;

/** See {@link widerStages}. */
export type WiderStage = (typeof widerStages)[number];

/** The stages in words. */
export const rollOutStageLabels: Record<RollOutStage, string> = {
  TEST_PERSON: 'Test person',
  LIST: 'List of people',
  DOMAIN: 'E-mail domain',
  ATTRIBUTE: 'Profile attribute',
  EVERYONE: 'Everyone',
};

/** So many people fit on one list; a second list is a step of its own. */
export const maxListedLogins = 25;
/** So many domains fit in one rule. */
export const maxDomains = 20;
/** So many administrators are kept with Okta by one rule. */
const maxAdministrators = 10;

/** Devices a rule may be limited to, as Okta names type and system. */
export const rollOutPlatforms = {
  'DESKTOP/WINDOWS': 'Windows',
  'DESKTOP/OSX': 'macOS',
  'DESKTOP/LINUX': 'Linux',
  'DESKTOP/CHROMEOS': 'ChromeOS',
  'MOBILE/IOS': 'iPhone and iPad',
  'MOBILE/ANDROID': 'Android',
} as const;

/** See {@link rollOutPlatforms}. */
export type RollOutPlatform = keyof typeof rollOutPlatforms;

const platformIds = Object.keys(rollOutPlatforms) as [RollOutPlatform, ...RollOutPlatform[]];
const login = z.string().min(1).max(100);
const oktaId = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);

/** Words of a text, one a line or with commas between; each once. */
function words(text: string): string[] {
  const all = text.split(/[\s,;]+/u).filter((word) => word !== '');
  return [...new Map(all.map((word) => [word.toLowerCase(), word])).values()];
}

const loginLines = z
  .string()
  .max(5000, 'These are too many characters.')
  .transform(words)
  .pipe(z.array(z.string().max(100, 'A login has at most 100 characters.')));

/** `acme.com` and `@acme.com` are the same; a rule over `acme.com` alone would catch `notacme.com`. */
const domainLines = z
  .string()
  .max(5000, 'These are too many characters.')
  .transform((text) => words(text).map((word) => word.replace(/^@/u, '').toLowerCase()))
  .pipe(
    z.array(
      z
        .string()
        .max(250)
        .regex(
          /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/u,
          'Write domains like acme.com, without a path or spaces.',
        ),
    ),
  );

/** The form of the Choose step of a roll-out; what the stage does not need is left alone. */
export const rollOutInputSchema = z
  .strictObject({
    stage: z.enum(widerStages),
    logins: loginLines,
    domains: domainLines,
    attribute: z.string().trim().max(100),
    value: z.string().trim().max(255, 'A value has at most 255 characters.'),
    zoneMode: z.enum(['ANYWHERE', 'INCLUDE', 'EXCLUDE']),
    zoneIds: z.array(oktaId).max(200),
    appIds: z.array(oktaId).max(200),
    platforms: z.array(z.enum(platformIds)),
    /** Super administrators of Okta who stay with Okta, one a line. */
    administrators: loginLines.pipe(
      z
        .array(z.string())
        .min(1, 'Name at least one super administrator of Okta who stays with Okta.')
        .max(maxAdministrators, `Name at most ${String(maxAdministrators)} administrators.`),
    ),
    fallback: z.boolean(),
  })
  .superRefine((input, context) => {
    for (const [path, message] of findGaps(input)) {
      context.addIssue({ code: 'custom', path: [path], message });
    }
  });

type Gap = readonly [path: string, message: string];

function findGaps(input: {
  readonly stage: WiderStage;
  readonly logins: readonly string[];
  readonly domains: readonly string[];
  readonly attribute: string;
  readonly value: string;
  readonly zoneMode: string;
  readonly zoneIds: readonly string[];
}): readonly Gap[] {
  const zoneGap: readonly Gap[] =
    input.zoneMode !== 'ANYWHERE' && input.zoneIds.length === 0
      ? [['zoneIds', 'Choose at least one network zone.']]
      : [];
  return [...gapsByStage[input.stage](input), ...zoneGap];
}

const gapsByStage: Record<WiderStage, (input: Parameters<typeof findGaps>[0]) => readonly Gap[]> = {
  LIST: ({ logins }) => checkCount('logins', logins, maxListedLogins, 'Name at least one login.'),
  DOMAIN: ({ domains }) =>
    checkCount('domains', domains, maxDomains, 'Name at least one e-mail domain.'),
  ATTRIBUTE: ({ attribute, value }) => [
    ...(/^[A-Za-z][A-Za-z0-9_]*$/u.test(attribute)
      ? []
      : [['attribute', 'Write the variable name of the attribute, like department.'] as const]),
    ...(value === '' ? [['value', 'Write the value the attribute must have.'] as const] : []),
  ],
  EVERYONE: () => [],
};

function checkCount(path: string, list: readonly string[], most: number, none: string) {
  if (list.length === 0) return [[path, none] as const];
  return list.length > most ? [[path, `Name at most ${String(most)}.`] as const] : [];
}

/** See {@link rollOutInputSchema}: as the form holds it. */
export type RollOutFormValues = z.input<typeof rollOutInputSchema>;

/** See {@link rollOutInputSchema}: as read. */
export type RollOutInput = z.output<typeof rollOutInputSchema>;

/** `POST /api/okta/runs/[run]/plan`: the choices, and the token to verify people with. */
export const rollOutPlanInputSchema = z.strictObject({
  token: oktaTokenSchema,
  choices: rollOutInputSchema,
});

/** Whom a stage catches. */
export const rollOutWhoSchema = z.discriminatedUnion('stage', [
  z.strictObject({ stage: z.literal('LIST'), logins: z.array(login) }),
  /** Without the sign before it. */
  z.strictObject({ stage: z.literal('DOMAIN'), domains: z.array(z.string()) }),
  z.strictObject({ stage: z.literal('ATTRIBUTE'), attribute: z.string(), value: z.string() }),
  z.strictObject({ stage: z.literal('EVERYONE') }),
]);

/** See {@link rollOutWhoSchema}. */
export type RollOutWho = z.infer<typeof rollOutWhoSchema>;

const named = z.strictObject({ id: z.string(), name: z.string() });

/** Further conditions of a stage, with the names they had in Okta; empty lists limit nothing. */
export const rollOutLimitsSchema = z.strictObject({
  zoneMode: z.enum(['ANYWHERE', 'INCLUDE', 'EXCLUDE']),
  zones: z.array(named),
  apps: z.array(named),
  platforms: z.array(z.enum(platformIds)),
});

/** See {@link rollOutLimitsSchema}. */
export type RollOutLimits = z.infer<typeof rollOutLimitsSchema>;

/** The choices of a roll-out as stored. */
export const rollOutChoicesSchema = z.strictObject({
  who: rollOutWhoSchema,
  limits: rollOutLimitsSchema,
  administrators: z.array(login),
  fallback: z.boolean(),
});

/** See {@link rollOutChoicesSchema}. */
export type RollOutChoices = z.infer<typeof rollOutChoicesSchema>;

const ruleName = z.strictObject({ id: z.string(), name: z.string() });

/** A step of the roll-out that stands: its rule in Okta, and what is watched of it. */
export const rollOutStepSchema = z.strictObject({
  choices: rollOutChoicesSchema,
  rule: ruleName,
  /** The rule that keeps administrators with Okta, when it came with this step. */
  adminRule: ruleName.nullable(),
  /** What became of the wish to fall back to Okta. */
  fallback: z.enum(['on', 'off', 'dropped']),
  /** Logins it is watched by; none when its limits hide it from outside. */
  samples: z.array(z.string()),
  /** As Okta stored the rule: tells whether somebody edited it. */
  fingerprint: z.string(),
  /** Ids of other rules that stood above it when it was made; older steps do not know. */
  above: z.array(z.string()).optional(),
  runId: z.string(),
  /** ISO 8601. */
  at: z.string(),
});

/** See {@link rollOutStepSchema}. */
export type RollOutStep = z.infer<typeof rollOutStepSchema>;

/** The steps beyond the test person, the narrowest first. */
export const rollOutStepsSchema = z.array(rollOutStepSchema);
