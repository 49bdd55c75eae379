/** An attribute as it is being typed: every kind at once, so that changing the kind loses nothing. */
import type { AttributeMapping } from '@/lib/schemas/attribute-mappings';

/** One attribute in the form. */
export interface MappingDraft {
  name: string;
  nameFormat: AttributeMapping['nameFormat'];
  kind: AttributeMapping['kind'];
  field: Extract<AttributeMapping, { kind: 'field' }>['field'];
  expression: string;
  /** Fixed values, one a line. */
  values: string;
}

/** The form. */
export interface MappingsDraft {
  rows: MappingDraft[];
}

/** A new attribute. */
export const emptyDraft: MappingDraft = {
  name: '',
  nameFormat: 'unspecified',
  kind: 'field',
  field: 'email',
  expression: '',
  values: '',
};

/** The form of what is stored. */
export function toDrafts(mappings: readonly AttributeMapping[]): MappingDraft[] {
  return mappings.map((mapping) => {
    const { kind, name, nameFormat } = mapping;
    const draft = { ...emptyDraft, name, nameFormat, kind };
    if (kind === 'field') return { ...draft, field: mapping.field };
    if (kind === 'expression') return { ...draft, expression: mapping.expression };
    return { ...draft, values: mapping.values.join('\n') };
  });
}

/** What is stored of a form; the schema says whether it is right. */
export function toMappings(drafts: readonly MappingDraft[]): AttributeMapping[] {
  return drafts.map(({ kind, name, nameFormat, field, expression, values }) => {
    if (kind === 'field') return { kind, name, nameFormat, field };
    if (kind === 'expression') return { kind, name, nameFormat, expression };
    const lines = values.split('\n').map((line) => line.trim());
    return { kind, name, nameFormat, values: lines.filter((line) => line !== '') };
  });
}
