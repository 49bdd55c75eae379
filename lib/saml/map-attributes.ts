/** From the values of a person to the attributes of an assertion. */
import type { AttributeMapping, MappedField } from '@/lib/schemas/attribute-mappings';
import { AppError } from '@/lib/shared/errors';
import { parseExpression, type ExpressionFacts } from '@/lib/shared/mapping-expression';
import { nameFormatUri } from './saml-uris';
import type { AssertionAttribute } from './write-assertion';

/** What is known of a person at the moment of the sign-in. */
export interface PersonFacts {
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Names of the groups, in order. */
  readonly groups: readonly string[];
  /** RFC 8176 values of the factor really used. */
  readonly amr: readonly string[];
}

/** The most characters all values of an assertion may have: what service providers take in one form. */
export const maxAttributeCharacters = 500_000;

/**
 * Makes the attributes; one without a value is left out. Values are escaped when they are written.
 *
 * @throws AppError `saml.attributes_too_large` beyond {@link maxAttributeCharacters}, as soon as that is
 * known.
 */
export function mapAttributes(
  mappings: readonly AttributeMapping[],
  person: PersonFacts,
): AssertionAttribute[] {
  let left = maxAttributeCharacters;
  return mappings.map((mapping) => {
    const { name } = mapping;
    const values = valuesOf(mapping, person).filter((value) => value !== '');
    left -= values.reduce((sum, { length }) => sum + length, 0);
    if (left < 0) throw new AppError('saml.attributes_too_large', `Up to the attribute '${name}'`);
    return { name, nameFormat: nameFormatUri[mapping.nameFormat], values };
  });
}

function valuesOf(mapping: AttributeMapping, person: PersonFacts): readonly string[] {
  if (mapping.kind === 'fixed') return mapping.values;
  if (mapping.kind === 'expression') {
    return parseExpression(mapping.expression).evaluate(toExpressionFacts(person));
  }
  return fieldValues(mapping.field, person);
}

function fieldValues(field: MappedField, person: PersonFacts): readonly string[] {
  if (field === 'groups' || field === 'amr') return person[field];
  return [toExpressionFacts(person)[field]];
}

/** What an expression may name of a person. */
export function toExpressionFacts(person: PersonFacts): ExpressionFacts {
  const displayName = `${person.firstName} ${person.lastName}`.trim();
  return { ...person, displayName };
}
