/** Which values of a person go to an application, and under which names. */
import { z } from 'zod';
import {
  ExpressionProblem,
  maxExpressionLength,
  parseExpression,
} from '@/lib/shared/mapping-expression';

/** What of a person can be sent as it is. `groups` and `amr` have several values. */
const mappedFields = [
  'login',
  'email',
  'firstName',
  'lastName',
  'displayName',
  'groups',
  'amr',
] as const;

/** One of {@link mappedFields}. */
export type MappedField = (typeof mappedFields)[number];

/** What an SP expects names to be, as NameFormat says it. */
const nameFormats = ['unspecified', 'basic', 'uri'] as const;

const maxMappings = 50;

/** What XML can carry on one line. */
export const legalText = /^[^\u0000-\u001f\p{Cs}\ufffe\uffff]*$/u;

const nameSchema = z
  .string()
  .trim()
  .min(1, 'Give the attribute a name.')
  .max(256, 'Use at most 256 characters.')
  .regex(legalText, 'Remove the control characters.');

const expressionSchema = z
  .string()
  .trim()
  .min(1, 'Write an expression.')
  .max(maxExpressionLength, 'Use at most 500 characters.')
  .regex(legalText, 'Remove the control characters.')
  .superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

const base = z.strictObject({ name: nameSchema, nameFormat: z.enum(nameFormats) });

/** One attribute of the assertion. */
const attributeMappingSchema = z.discriminatedUnion('kind', [
  base.extend({ kind: z.literal('field'), field: z.enum(mappedFields) }),
  base.extend({ kind: z.literal('expression'), expression: expressionSchema }),
  base.extend({
    kind: z.literal('fixed'),
    values: z
      .array(
        z
          .string()
          .min(1)
          .max(1024, 'Use at most 1,024 characters for a value.')
          .regex(legalText, 'Remove the control characters.'),
      )
      .min(1, 'Write at least one value.')
      .max(50, 'Write at most 50 values.'),
  }),
]);

/** Every attribute of an application; names are not repeated. */
export const attributeMappingsSchema = z
  .array(attributeMappingSchema)
  .max(maxMappings, 'At most 50 attributes.')
  .superRefine((mappings, context) => {
    const names = mappings.map(({ name }) => name);
    names.forEach((name, at) => {
      if (names.indexOf(name) === at) return;
      context.addIssue({ code: 'custom', path: [at, 'name'], message: 'This name stands twice.' });
    });
  });

/** See {@link attributeMappingSchema}. */
export type AttributeMapping = z.infer<typeof attributeMappingSchema>;

/** An attribute in one line. */
export function describeMapping(mapping: AttributeMapping): string {
  const { name } = mapping;
  if (mapping.kind === 'fixed') return `${name} = ${mapping.values.join(', ')}`;
  return `${name} = ${mapping.kind === 'field' ? mapping.field : mapping.expression}`;
}

/** How the person signed in, under the name Okta reads it by. */
const amrMapping: AttributeMapping = {
  kind: 'field',
  name: 'session.amr',
  nameFormat: 'unspecified',
  field: 'amr',
};

/** What goes to an application that has no mappings of its own; Okta expects these names. */
export const defaultMappings: readonly AttributeMapping[] = [
  { kind: 'field', name: 'email', nameFormat: 'unspecified', field: 'email' },
  { kind: 'field', name: 'firstName', nameFormat: 'unspecified', field: 'firstName' },
  { kind: 'field', name: 'lastName', nameFormat: 'unspecified', field: 'lastName' },
  amrMapping,
];

/**
 * The mappings with a true `session.amr`, whatever they say of it. Okta may count it as MFA (trusted
 * claims): without it every sign-in breaks there, and a fixed or expressed one would be a lie.
 * Source: Okta, "Configure claims sharing", SAML.
 */
export function withTrueAmr(mappings: readonly AttributeMapping[]): readonly AttributeMapping[] {
  const others = mappings.filter(({ name }) => name.toLowerCase() !== amrMapping.name);
  return [...others, amrMapping];
}

function problemOf(text: string): string | null {
  try {
    parseExpression(text);
    return null;
  } catch (error) {
    return error instanceof ExpressionProblem ? error.message : 'This cannot be read.';
  }
}
