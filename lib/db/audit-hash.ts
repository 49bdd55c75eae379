/** The hash that chains the events of the audit. */
import { sha256Hex } from '@/lib/crypto/sha256';
import { canonicalAuditText, type AuditEventContent } from '@/lib/shared/audit-chain-form';

/** SHA-256 in lower-case hex of the canonical text of an event. */
export function hashAuditEvent(event: AuditEventContent): string {
  return sha256Hex(canonicalAuditText(event));
}
