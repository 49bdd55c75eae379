/** The one-time link of the first run. No tenant exists yet, so these take none. */
import type { Transaction } from './database';

/** Replaces whatever link there was: only the one printed last works. */
export async function replaceSetupLink(
  db: Transaction,
  link: { readonly tokenHash: string; readonly expiresAt: Date },
): Promise<void> {
  await db.setupLink.deleteMany({});
  await db.setupLink.create({ data: link, select: { id: true } });
}

/** Forgets every link, for when an owner exists. */
export async function deleteSetupLinks(db: Transaction): Promise<void> {
  await db.setupLink.deleteMany({});
}

/** Finds an unexpired link by the hash of its token. */
export async function findSetupLink(
  db: Transaction,
  tokenHash: string,
  now: Date,
): Promise<{ id: string; expiresAt: Date } | null> {
  return db.setupLink.findFirst({
    where: { tokenHash, expiresAt: { gt: now } },
    select: { id: true, expiresAt: true },
  });
}

/** Uses a link up; false when it was used, replaced or expired in the meantime. */
export async function consumeSetupLink(
  db: Transaction,
  tokenHash: string,
  now: Date,
): Promise<boolean> {
  const { count } = await db.setupLink.deleteMany({ where: { tokenHash, expiresAt: { gt: now } } });
  return count === 1;
}

/** Tells whether the installation has an owner already. */
export async function hasAnyOwner(db: Transaction): Promise<boolean> {
  return (await db.user.count({ where: { role: 'OWNER' }, take: 1 })) > 0;
}
