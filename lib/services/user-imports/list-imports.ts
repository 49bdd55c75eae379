import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listUserImports } from '@/lib/db/user-imports';
import type { ImportPage, ImportSummary } from '@/lib/schemas/user-imports';

const pageSize = 25;

/** The imports of a tenant, newest first. */
export async function listImports(actor: Actor, after: string | null): Promise<ImportPage> {
  actor.requirePerson('users.import');
  const rows = await listUserImports(getDatabase(), actor.tenantId, { after, take: pageSize });
  const page = rows.slice(0, pageSize);
  return {
    imports: page.map(toImportSummary),
    next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
  };
}

/** An import without its lines, as pages show it. */
export function toImportSummary(
  row: Awaited<ReturnType<typeof listUserImports>>[number],
): ImportSummary {
  const { id, fileName, status, createdByLogin, createdAt } = row;
  const { createCount, updateCount, sameCount, refusedCount } = row;
  return {
    ...{ id, fileName, status, createdByLogin, createdAt: createdAt.toISOString() },
    ...{ createCount, updateCount, sameCount, refusedCount },
  };
}
