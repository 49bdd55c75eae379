import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listUsers as listUserRows } from '@/lib/db/users';
import { toUserState } from '@/lib/schemas/user-summaries';
import type { UserListFilter, UserPage } from '@/lib/schemas/users';

const pageSize = 50;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** One page of the people of a tenant; `after` of the filter continues where `next` left off. */
export async function listUsers(actor: Actor, filter: UserListFilter): Promise<UserPage> {
  actor.requirePerson('users.read');
  const { sort } = filter;
  const isCursor = sort === 'login' || uuid.test(filter.after ?? '');
  const rows = await listUserRows(getDatabase(), actor.tenantId, {
    search: filter.q,
    state: filter.state,
    sort,
    descending: (filter.order ?? (sort === 'created' ? 'desc' : 'asc')) === 'desc',
    after: isCursor ? filter.after : null,
    take: pageSize,
    now: new Date(),
  });
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  const next = rows.length > pageSize && last ? last[sort === 'login' ? 'loginKey' : 'id'] : null;
  return {
    users: page.map((row) => ({
      id: row.id,
      login: row.login,
      displayName: `${row.firstName} ${row.lastName}`.trim(),
      role: row.role,
      state: toUserState({
        disabledAt: row.disabledAt,
        authenticatorCount: row._count.authenticators,
        hasOpenInvitation: row.invitations.length > 0,
      }),
      lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
    })),
    next,
  };
}
