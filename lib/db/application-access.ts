import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** Whether a person may open an application: everybody may, or the person or a group is chosen. */
export async function mayOpenApplication(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly applicationId: string; readonly userId: string },
): Promise<boolean> {
  const { applicationId, userId } = target;
  const found = await db.application.findFirst({
    where: {
      tenantId,
      id: applicationId,
      OR: [
        { access: 'EVERYONE' },
        { grantedUsers: { some: { userId } } },
        { grantedGroups: { some: { group: { members: { some: { userId } } } } } },
      ],
    },
    select: { id: true },
  });
  return found !== null;
}
