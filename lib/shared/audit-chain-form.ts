/** JSON as PostgreSQL keeps it. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Everything an event of the audit says, its place in the chain included, without its own hash. */
export interface AuditEventContent {
  readonly tenantId: string;
  /** Place in the tenant's chain in decimal digits, from 1 without gaps. */
  readonly sequence: string;
  readonly id: string;
  /** ISO 8601 in UTC with milliseconds. */
  readonly occurredAt: string;
  readonly actorKind: string;
  readonly actorUserId: string | null;
  readonly actorLabel: string;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string;
  readonly targetLabel: string;
  readonly changes: JsonValue;
  readonly reason: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly searchText: string;
  /** Hash of the event before, lower-case hex; {@link firstPreviousHash} for the first. */
  readonly previousHash: string;
}

/** An event as stored: what it says, and the SHA-256 of its canonical text in lower-case hex. */
export interface ChainedAuditEvent extends AuditEventContent {
  readonly hash: string;
}

/** Name and version of the canonical text; the first element of the array that is hashed. */
export const auditChainFormat = 'adminx-audit-1';

/** What the first event of a chain gives as the hash before it. */
export const firstPreviousHash = '0'.repeat(64);

/** The fields in the order in which the canonical text holds them, after the format's name. */
export const auditChainFields = [
  'tenantId',
  'sequence',
  'id',
  'occurredAt',
  'actorKind',
  'actorUserId',
  'actorLabel',
  'action',
  'targetType',
  'targetId',
  'targetLabel',
  'changes',
  'reason',
  'ip',
  'userAgent',
  'searchText',
  'previousHash',
] as const satisfies readonly (keyof AuditEventContent)[];

/**
 * The text whose SHA-256 in UTF-8 is the hash of an event: one JSON array without white space, the
 * format's name first, then every field in the order of {@link auditChainFields}. Numbers, strings
 * and literals are written as `JSON.stringify` does; the members of objects are sorted by the
 * UTF-16 code units of their names (RFC 8785). An array holds its elements apart, so no text of one
 * field can pass for another's.
 */
export function canonicalAuditText(event: AuditEventContent): string {
  return toCanonicalJson([auditChainFormat, ...auditChainFields.map((field) => event[field])]);
}

function toCanonicalJson(value: JsonValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(toCanonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${toCanonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
