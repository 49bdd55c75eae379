import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { recoveryCodeAlphabet } from '@/lib/schemas/recovery-code-shape';
import {
  buildAnonymousActor,
  buildPersonActor,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import {
  createRecoveryCodes,
  getOwnRecoveryCodes,
  removeRecoveryCodes,
} from './own-recovery-codes';

describeOnBothDatabases('recovery codes', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let actor: Actor;

  const signedIn = (userId: string, authenticatedAt = new Date()) =>
    buildPersonActor(tenant.id, { userId, role: 'NONE', authenticatedAt });

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    actor = signedIn((await buildUser(getDb(), tenant.id)).id);
  });

  it('are ten, each of at least 80 bits, all different', async () => {
    const { codes } = await createRecoveryCodes(actor);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      const letters = code.replaceAll('-', '');
      expect(letters.length * Math.log2(recoveryCodeAlphabet.length)).toBeGreaterThanOrEqual(80);
      expect(letters).toMatch(new RegExp(`^[${recoveryCodeAlphabet}]+$`, 'u'));
    }
  });

  it('G12: are kept as keyed hashes and written nowhere else', async () => {
    const { codes } = await createRecoveryCodes(actor);
    const stored = JSON.stringify([
      await getDb().recoveryCode.findMany(),
      await getDb().auditEvent.findMany({ omit: { sequence: true } }),
    ]);
    for (const code of codes) {
      expect(stored).not.toContain(code);
      expect(stored).not.toContain(code.replaceAll('-', ''));
    }
  });

  it('are void when new ones are made', async () => {
    await createRecoveryCodes(actor);
    const before = await getDb().recoveryCode.findMany();
    await createRecoveryCodes(actor);
    const after = await getDb().recoveryCode.findMany();
    expect(after).toHaveLength(10);
    const known = new Set(before.map(({ codeHash }) => codeHash));
    expect(after.some(({ codeHash }) => known.has(codeHash))).toBe(false);
  });

  it('are ten also when made twice at once', async () => {
    await Promise.all([createRecoveryCodes(actor), createRecoveryCodes(actor)]);
    expect(await getOwnRecoveryCodes(actor)).toMatchObject({ left: 10 });
  });

  it('are counted and can be taken away', async () => {
    expect(await getOwnRecoveryCodes(actor)).toEqual({ left: 0, createdAt: null });
    await createRecoveryCodes(actor);
    await getDb().recoveryCode.updateMany({
      where: { id: (await getDb().recoveryCode.findFirstOrThrow()).id },
      data: { usedAt: new Date() },
    });
    expect(await getOwnRecoveryCodes(actor)).toMatchObject({ left: 9 });
    await removeRecoveryCodes(actor);
    expect(await getOwnRecoveryCodes(actor)).toMatchObject({ left: 0 });
  });

  it('need a passkey used within five minutes', async () => {
    const { userId } = actor.requirePerson('account.manage');
    const stale = signedIn(userId, new Date(Date.now() - 301_000));
    const required = { code: 'auth.reauthentication_required' };
    await expect(createRecoveryCodes(stale)).rejects.toMatchObject(required);
    await expect(removeRecoveryCodes(stale)).rejects.toMatchObject(required);
  });

  it('G4: are for signed-in people', async () => {
    const anonymous = buildAnonymousActor(tenant.id);
    const required = { code: 'auth.sign_in_required' };
    await expect(createRecoveryCodes(anonymous)).rejects.toMatchObject(required);
    await expect(getOwnRecoveryCodes(anonymous)).rejects.toMatchObject(required);
  });

  it('G1: of somebody else stay untouched', async () => {
    const other = signedIn((await buildUser(getDb(), tenant.id)).id);
    await createRecoveryCodes(other);
    await createRecoveryCodes(actor);
    await removeRecoveryCodes(actor);
    expect(await getOwnRecoveryCodes(other)).toMatchObject({ left: 10 });
    const foreign = buildPersonActor((await buildTenant(getDb())).id, {
      userId: other.requirePerson('account.manage').userId,
    });
    expect(await getOwnRecoveryCodes(foreign)).toMatchObject({ left: 0 });
  });
});
