import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findSamlTrace } from '@/lib/db/saml-traces';
import { listSigningKeys } from '@/lib/db/signing-keys';
import { samlChecks } from '@/lib/schemas/saml-checks';
import { mendOf } from '@/lib/schemas/saml-mends';
import {
  storedTraceSchema,
  type StoredTrace,
  type TraceCheck,
  type TraceDetails,
  type TraceFailure,
} from '@/lib/schemas/saml-traces';
import { errorCatalogue, type ErrorCode } from '@/lib/shared/error-codes';
import { AppError } from '@/lib/shared/errors';
import { toTraceSummary } from './to-trace-summary';

type TraceRow = NonNullable<Awaited<ReturnType<typeof findSamlTrace>>>;

/** Everything about one exchange; `request.not_found` when the tenant has none with this id. */
export async function getTrace(actor: Actor, traceId: string): Promise<TraceDetails> {
  actor.requirePerson('reports.read');
  const row = await findSamlTrace(getDatabase(), actor.tenantId, traceId.toLowerCase());
  if (!row) throw new AppError('request.not_found', 'No such trace here');
  const { steps, documents, checks, okta } = storedTraceSchema.parse(row);
  return {
    ...toTraceSummary(row, new Date()),
    issuer: row.issuer,
    userId: row.userId,
    lastAt: row.lastAt.toISOString(),
    failure: toFailure(row, checks),
    checks: toChecks(row, checks),
    key: await findKey(actor, row.keyFingerprint),
    ...{ steps, documents, okta },
  };
}

function toFailure(row: TraceRow, checks: StoredTrace['checks']): TraceFailure | null {
  const { errorCode: code, failedCheck } = row;
  if (code === null || failedCheck === null) return null;
  const verdict = checks[failedCheck];
  return {
    name: toTraceSummary(row, row.lastAt).failed ?? failedCheck,
    code,
    told: Object.hasOwn(errorCatalogue, code) ? errorCatalogue[code as ErrorCode].message : null,
    expected: verdict?.expected ?? null,
    found: verdict?.found ?? null,
    mend: mendOf(code),
  };
}

/** Every check of this kind of exchange in order, also those that were not reached. */
function toChecks({ kind }: TraceRow, checks: StoredTrace['checks']): TraceCheck[] {
  return samlChecks
    .filter(({ id, kinds }) => (kinds.includes(kind) && id !== 'no_fault') || id in checks)
    .map(({ id, name, phase }) => {
      const verdict = checks[id] ?? { state: 'not_reached', expected: null, found: null };
      return { id, name, phase, ...verdict };
    });
}

async function findKey(actor: Actor, fingerprint: string | null): Promise<TraceDetails['key']> {
  if (fingerprint === null) return null;
  const keys = await listSigningKeys(getDatabase(), actor.tenantId);
  const key = keys.find(({ fingerprintSha256 }) => fingerprintSha256 === fingerprint);
  return { fingerprint, status: key?.status ?? null };
}
