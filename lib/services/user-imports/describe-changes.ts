import type { AuditChanges } from '@/lib/audit/record-audit';
import type { ImportedPerson, ImportFieldChange } from '@/lib/schemas/user-imports';

const fields = ['email', 'firstName', 'lastName', 'groups'] as const;

/** What differs between two states of a person, field by field. A new person has no state before. */
export function listChanges(
  before: ImportedPerson | null,
  after: ImportedPerson | null,
): readonly ImportFieldChange[] {
  return fields
    .map((field) => ({ field, before: valuesOf(before, field), after: valuesOf(after, field) }))
    .filter((change) => change.before.join('\n') !== change.after.join('\n'));
}

/** The same for the audit. */
export function toAuditChanges(
  before: ImportedPerson | null,
  after: ImportedPerson | null,
): AuditChanges {
  const entries = listChanges(before, after).map((change) => {
    const value = (texts: readonly string[]) =>
      change.field === 'groups' ? texts : (texts[0] ?? null);
    const sides = {
      ...(before ? { before: value(change.before) } : {}),
      ...(after ? { after: value(change.after) } : {}),
    };
    return [change.field, sides] as const;
  });
  return Object.fromEntries(entries);
}

function valuesOf(
  person: ImportedPerson | null,
  field: (typeof fields)[number],
): readonly string[] {
  if (person === null) return [];
  return field === 'groups' ? person.groups.map(({ name }) => name) : [person[field]];
}
