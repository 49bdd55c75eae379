/** From the values of a person to the attributes of an assertion. */
import type { AttributeMapping, MappedField } from '@/lib/schemas/attribute-mappings';
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

/** Makes the attributes; one without a value is left out. Values are escaped when they are written. */
export function mapAttributes(
  mappings: readonly AttributeMapping[],
  person: PersonFacts,
): AssertionAttribute[] {
  return mappings.map((mapping) => ({
    name: mapping.name,
    nameFormat: nameFormatUri[mapping.nameFormat],
    values: valuesOf(mapping, person).filter((value) => value !== ''),
  }));
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
