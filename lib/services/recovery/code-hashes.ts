/** How recovery codes and passcodes are kept: hashed under a key, bound to tenant and person. */
import 'server-only';
import { keyedHash } from '@/lib/crypto/keyed-hash';
import type { TypedCode } from '@/lib/schemas/recovery-code-shape';
import type { TenantId } from '@/lib/shared/tenant-id';

/** What is stored of a code. The same code of another person or tenant has another hash. */
export function hashCode(tenantId: TenantId, userId: string, code: TypedCode): string {
  return keyedHash('recovery', [code.kind, tenantId, userId, code.value]);
}

/** A hash that no code has, for comparing where there is none. */
export function emptyHash(): string {
  return keyedHash('recovery', ['nothing']);
}
