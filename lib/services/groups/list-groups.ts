import 'server-only';
import { z } from 'zod';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listGroups as listRows, type GroupCursor, type GroupListRow } from '@/lib/db/groups';
import type { GroupListFilter, GroupPage } from '@/lib/schemas/groups';
import { toGroupKey } from '@/lib/shared/group-key';

const pageSize = 50;
const cursorSchema = z.tuple([z.uuid(), z.number().int().min(0), z.string()]);

/** One page of the groups of a tenant; `after` of the filter continues where `next` left off. */
export async function listGroups(actor: Actor, filter: GroupListFilter): Promise<GroupPage> {
  actor.requirePerson('groups.read');
  const rows = await listRows(getDatabase(), actor.tenantId, {
    searchKey: toGroupKey(filter.q),
    sort: filter.sort,
    after: readCursor(filter.after),
    take: pageSize,
  });
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return {
    groups: page.map(({ id, name, description, memberCount, createdAt }) => ({
      id,
      name,
      description,
      memberCount,
      createdAt: createdAt.toISOString(),
    })),
    next: rows.length > pageSize && last ? writeCursor(last) : null,
  };
}

function writeCursor({ id, memberCount, nameKey }: GroupListRow): string {
  return JSON.stringify([id, memberCount, nameKey]);
}

/** What makes no sense begins at the first page. */
function readCursor(text: string | null): GroupCursor | null {
  if (text === null) return null;
  try {
    const [id, memberCount, nameKey] = cursorSchema.parse(JSON.parse(text));
    return { id, memberCount, nameKey };
  } catch {
    return null;
  }
}
