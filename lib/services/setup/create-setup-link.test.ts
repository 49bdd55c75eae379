import { expect, it } from 'vitest';
import { sha256Hex } from '@/lib/crypto/sha256';
import { consumeSetupLink, findSetupLink } from '@/lib/db/setup-links';
import { buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { createSetupLink } from './create-setup-link';

const now = new Date('2026-11-23T10:00:00Z');

function tokenOf(link: { url: string } | null): string {
  return /\/setup\/([\w-]{43})$/.exec(link?.url ?? '')?.[1] ?? '';
}

describeOnBothDatabases('the link of the first run', (getDb) => {
  it('works for an hour; the database holds only the hash of its token', async () => {
    const token = tokenOf(await createSetupLink(now));
    const [row] = await getDb().setupLink.findMany();
    expect(row?.tokenHash).toBe(sha256Hex(token));
    const atLast = new Date('2026-11-23T10:59:59Z');
    const tooLate = new Date('2026-11-23T11:00:00Z');
    expect(await findSetupLink(getDb(), sha256Hex(token), atLast)).not.toBeNull();
    expect(await findSetupLink(getDb(), sha256Hex(token), tooLate)).toBeNull();
  });

  it('is replaced by every start', async () => {
    const first = tokenOf(await createSetupLink(now));
    const second = tokenOf(await createSetupLink(now));
    expect(await consumeSetupLink(getDb(), sha256Hex(first), now)).toBe(false);
    expect(await consumeSetupLink(getDb(), sha256Hex(second), now)).toBe(true);
  });

  it('is used up by one of two who use it at once', async () => {
    const hash = sha256Hex(tokenOf(await createSetupLink(now)));
    const used = await Promise.all([1, 2].map(() => consumeSetupLink(getDb(), hash, now)));
    expect(used.filter(Boolean)).toHaveLength(1);
  });

  it('is not made, and none is left, once there is an owner', async () => {
    await createSetupLink(now);
    const tenant = await buildTenant(getDb());
    await buildUser(getDb(), tenant.id, { role: 'OWNER' });
    expect(await createSetupLink(now)).toBeNull();
    expect(await getDb().setupLink.count()).toBe(0);
  });
});
