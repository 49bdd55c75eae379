import { auditChainFields, auditChainFormat } from './audit-chain-form';

/** Name and version of an export in JSON Lines. */
export const auditExportFormat = 'adminx-audit-export-1';

/**
 * What the first line of an export says about how to check it without us: every other line but the
 * last is one event.
 */
export const auditExportGuide = {
  format: auditExportFormat,
  chainFormat: auditChainFormat,
  hash:
    'Lower-case hex SHA-256 of the canonical text in UTF-8. The canonical text is one JSON array ' +
    'without white space: the chain format, then the values of "fields" in this order. Texts and ' +
    'numbers are written as by JSON.stringify; members of objects are sorted by the UTF-16 code ' +
    'units of their names (RFC 8785).',
  chain:
    '"previousHash" is the hash of the event whose sequence is one less. The first event follows ' +
    '"removedHash" (sixty-four zeros before retention removed anything). A complete export ends ' +
    'with the event "lastSequence", whose hash is "lastHash".',
  fields: auditChainFields,
} as const;

/** The first line of an export. */
export interface AuditExportHead {
  readonly tenantId: string;
  readonly tenantName: string;
  /** ISO 8601. */
  readonly exportedAt: string;
  /** The filters in words of the address; empty when every event is included. */
  readonly filter: Readonly<Record<string, string>>;
  /** True when no filter left anything out, so that the whole chain can be checked. */
  readonly isComplete: boolean;
  readonly removedSequence: string;
  readonly removedHash: string;
  readonly lastSequence: string;
  readonly lastHash: string;
}

/** The last line of an export; without it the file was cut off. */
export interface AuditExportEnd {
  readonly end: true;
  readonly count: number;
}
