import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

interface PersonAtApplication {
  readonly applicationId: string;
  readonly userId: string;
}

/** The persistent name of a person at an application; null when there is none yet. */
export async function findPersistentNameId(
  db: Transaction,
  tenantId: TenantId,
  { applicationId, userId }: PersonAtApplication,
): Promise<string | null> {
  const row = await db.persistentNameId.findFirst({
    where: { tenantId, applicationId, userId },
    select: { value: true },
  });
  return row?.value ?? null;
}

/** Keeps a new persistent name; when another attempt was first, that one's stays. */
export async function keepPersistentNameId(
  db: Transaction,
  tenantId: TenantId,
  name: PersonAtApplication & { readonly value: string },
): Promise<string> {
  const { applicationId, userId, value } = name;
  await db.persistentNameId.createMany({
    data: [{ tenantId, applicationId, userId, value }],
    skipDuplicates: true,
  });
  return (await findPersistentNameId(db, tenantId, name)) ?? value;
}
