/** A custom SAML 2.0 application, as its form and its page have it. */
import { z } from 'zod';
import { ExpressionProblem, parseExpression } from '@/lib/shared/mapping-expression';
import { attributeMappingsSchema, legalText } from './attribute-mappings';

/** The NameID formats that are offered. */
export const nameIdFormats = ['unspecified', 'emailAddress', 'persistent', 'transient'] as const;

const visibleText = /^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]*$/u;
const maxUrlLength = 1024;

/** Largest metadata that is read, in characters. */
export const maxMetadataLength = 524_288;
/** How many certificates a signature is tried with. */
export const maxSigningCertificates = 4;

/** http(s), without user name; compared letter by letter later, so it stays as typed. */
function isPlainUrl(text: string): boolean {
  if (/\s/u.test(text) || !/^https?:\/\//u.test(text) || !URL.canParse(text)) return false;
  const { username, password, hash } = new URL(text);
  return username === '' && password === '' && hash === '';
}

const urlSchema = z
  .string()
  .trim()
  .min(1, 'Enter an address.')
  .max(maxUrlLength, 'Use at most 1,024 characters.')
  .refine(isPlainUrl, 'Enter a whole address with https:// and without user name, space or #.');

const optionalUrlSchema = z.union([z.literal(''), urlSchema]);

const pemBlock = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----/gu;

/** The PEM blocks of a text. */
export function splitPem(text: string): readonly string[] {
  return text.match(pemBlock) ?? [];
}

const pemSchema = (max: number) =>
  z
    .string()
    .trim()
    .max(20_000, 'This is too long for certificates.')
    .refine(
      (text) => text.replace(pemBlock, '').trim() === '',
      'Paste whole certificates in PEM form, from BEGIN CERTIFICATE to END CERTIFICATE.',
    )
    .refine((text) => splitPem(text).length <= max, `At most ${String(max)}.`);

const acsSchema = z.strictObject({
  url: urlSchema,
  index: z
    .number('Enter a number.')
    .int('Enter a whole number.')
    .min(0, 'Enter 0 or more.')
    .max(65_534, 'Enter at most 65,534.'),
});

const base = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'Enter a name.')
    .max(100, 'The name has more than 100 characters.')
    .regex(visibleText, 'The name holds characters that cannot be seen.'),
  entityId: z
    .string()
    .trim()
    .min(1, 'Enter the entity ID.')
    .max(maxUrlLength, 'Use at most 1,024 characters.')
    .regex(visibleText, 'The entity ID holds characters that cannot be seen.'),
  /** The first is the default. */
  acs: z.array(acsSchema).min(1, 'Enter one address at least.').max(50, 'At most 50 addresses.'),
  sloUrl: optionalUrlSchema,
  sloResponseUrl: optionalUrlSchema,
  sloBinding: z.enum(['post', 'redirect']),
  signingCertificates: pemSchema(maxSigningCertificates),
  requireSignedRequests: z.boolean(),
  signedParts: z.enum(['RESPONSE_AND_ASSERTION', 'ASSERTION', 'RESPONSE']),
  encryption: z.enum(['OFF', 'WHEN_AVAILABLE', 'REQUIRED']),
  encryptionCertificate: pemSchema(1),
  nameIdFormat: z.enum(nameIdFormats),
  nameIdSource: z.enum(['LOGIN', 'EMAIL', 'EXPRESSION']),
  nameIdExpression: z
    .string()
    .trim()
    .max(500, 'Use at most 500 characters.')
    .regex(legalText, 'Remove the control characters.'),
  honoursAuthnContext: z.boolean(),
  allowsIdpInitiated: z.boolean(),
  defaultRelayState: z
    .string()
    .max(2048, 'Use at most 2,048 characters.')
    .regex(/^[^\p{Cc}]*$/u, 'Remove the control characters.'),
  assertionSeconds: z.number().int().min(60).max(3600),
  sessionSeconds: z
    .number()
    .int()
    .min(300)
    .max(30 * 86_400)
    .nullable(),
  /** Where the metadata was read; empty without. */
  metadataUrl: optionalUrlSchema,
  /** SHA-256 of the certificate that signed the metadata, in hex; empty without. */
  metadataSignerSha256: z.union([z.literal(''), z.string().regex(/^[0-9a-f]{64}$/u)]),
});

type Fields = z.infer<typeof base>;
interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Everything that is set for a custom application but its attributes. */
export const customApplicationSchema = base.superRefine((values, context) => {
  for (const { path, message } of [...repeatedAcs(values), ...contradictions(values)]) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

/** See {@link customApplicationSchema}. */
export type CustomApplicationInput = z.infer<typeof customApplicationSchema>;

function repeatedAcs({ acs }: Fields): Problem[] {
  return acs.flatMap(({ url, index }, at) => {
    const before = acs.slice(0, at);
    const problems: Problem[] = [];
    if (before.some((one) => one.url === url)) {
      problems.push({ path: ['acs', at, 'url'], message: 'This address stands twice.' });
    }
    if (before.some((one) => one.index === index)) {
      problems.push({ path: ['acs', at, 'index'], message: 'This index stands twice.' });
    }
    return problems;
  });
}

function contradictions(values: Fields): Problem[] {
  const problems: Problem[] = [];
  if (values.requireSignedRequests && values.signingCertificates === '') {
    const message = 'Signed requests can only be required with a certificate to verify them.';
    problems.push({ path: ['signingCertificates'], message });
  }
  if (values.sloUrl !== '' && values.signingCertificates === '') {
    const message = 'Single logout needs a certificate: its messages must be signed.';
    problems.push({ path: ['signingCertificates'], message });
  }
  if (values.encryption === 'REQUIRED' && values.encryptionCertificate === '') {
    const message = 'Encryption can only be required with a certificate.';
    problems.push({ path: ['encryptionCertificate'], message });
  }
  const problem = values.nameIdSource === 'EXPRESSION' ? nameProblem(values) : null;
  if (problem !== null) problems.push({ path: ['nameIdExpression'], message: problem });
  return problems;
}

function nameProblem({ nameIdExpression }: Fields): string | null {
  if (nameIdExpression === '') return 'Write an expression.';
  try {
    if (!parseExpression(nameIdExpression).isList) return null;
    return 'A name is one text, but this is a list. Make it one with join().';
  } catch (error) {
    return error instanceof ExpressionProblem ? error.message : 'This cannot be read.';
  }
}

/** The settings in the order of the form, as people know them. */
export const settingNames = {
  name: 'Name',
  entityId: 'Entity ID',
  acs: 'Consumer service addresses',
  sloUrl: 'Single logout address',
  sloResponseUrl: 'Single logout response address',
  sloBinding: 'Single logout binding',
  signingCertificates: 'Signing certificates',
  requireSignedRequests: 'Signed requests required',
  signedParts: 'What is signed',
  encryption: 'Encryption',
  encryptionCertificate: 'Encryption certificate',
  nameIdFormat: 'NameID format',
  nameIdSource: 'NameID source',
  nameIdExpression: 'NameID expression',
  honoursAuthnContext: 'Requested contexts honoured',
  allowsIdpInitiated: 'May be opened from AdminX',
  defaultRelayState: 'Default RelayState',
  assertionSeconds: 'Assertion good for (seconds)',
  sessionSeconds: 'Session good for (seconds)',
  metadataUrl: 'Metadata address',
  metadataSignerSha256: 'Metadata signed with',
} as const satisfies Record<keyof CustomApplicationInput, string>;

/** Adds a custom application. */
export const createCustomApplicationSchema = z.strictObject({
  values: customApplicationSchema,
  isFromMetadata: z.boolean(),
});

/** See {@link createCustomApplicationSchema}. */
export type CreateCustomApplicationInput = z.infer<typeof createCustomApplicationSchema>;

/** The version of an application that a page showed: whoever saves must have seen what there is. */
export const applicationVersionSchema = z.string().regex(/^[0-9a-f]{64}$/u);

/** Changes a custom application. */
export const updateCustomApplicationSchema = z.strictObject({
  applicationId: z.uuid(),
  version: applicationVersionSchema,
  values: customApplicationSchema,
});

/** See {@link updateCustomApplicationSchema}. */
export type UpdateCustomApplicationInput = z.infer<typeof updateCustomApplicationSchema>;

/** Sets every attribute of an application. */
export const saveMappingsSchema = z.strictObject({
  applicationId: z.uuid(),
  version: applicationVersionSchema,
  mappings: attributeMappingsSchema,
});

/** See {@link saveMappingsSchema}. */
export type SaveMappingsInput = z.infer<typeof saveMappingsSchema>;

/** Shows what an assertion would say, with mappings that need not be stored. */
export const previewAssertionSchema = saveMappingsSchema.omit({ version: true }).extend({
  login: z.string().trim().min(1, 'Enter a login.').max(320),
});

/** See {@link previewAssertionSchema}. */
export type PreviewAssertionInput = z.infer<typeof previewAssertionSchema>;

/** What an assertion would say of a person. It signs nobody in: not signed, and long over. */
export interface AssertionPreview {
  readonly login: string;
  readonly displayName: string;
  readonly nameId: string;
  readonly nameIdFormat: string;
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** Names of attributes that this person has no value for; they are left out. */
  readonly withoutValue: readonly string[];
  /** The XML, indented. */
  readonly xml: string;
}

/** A certificate of the application, for reading. */
export interface ApplicationCertificate {
  readonly pem: string;
  /** SHA-256, upper-case pairs with colons. */
  readonly fingerprintSha256: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly notAfter: string;
  readonly isExpired: boolean;
}

/** A custom application for its page. */
export interface CustomApplicationDetails {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly values: CustomApplicationInput;
  /** Of the values, for saving them. */
  readonly version: string;
  readonly mappings: SaveMappingsInput['mappings'];
  readonly mappingsVersion: string;
  readonly signingCertificates: readonly ApplicationCertificate[];
  readonly encryptionCertificate: ApplicationCertificate | null;
  /** Where a person opens it from here; null where that is switched off. */
  readonly startUrl: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly lastSignInAt: string | null;
  readonly metadataReadAt: string | null;
}
