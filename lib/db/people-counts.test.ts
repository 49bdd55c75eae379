import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';
import { sha256Hex } from '@/lib/crypto/sha256';
import { buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { seedCrowd } from '@/lib/testing/seed-crowd';
import { withdrawShortLived } from './after-restore';
import { deleteAuthenticator, insertAuthenticator } from './authenticators';
import { inTransaction, type Database } from './database';
import { consumeInvitation, deleteOpenInvitationsOfUser, insertInvitation } from './invitations';
import { countPeopleByState, foldPeopleCounts } from './people-counts';
import { sweepExpiredRows } from './sweep';
import { deleteUser, setUserDisabled } from './users';

const start = new Date('2026-11-23T10:20:00Z');
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);

/** What the counts must say: every person looked at. */
async function countOneByOne(db: Database, tenantId: TenantId, now: Date) {
  const people = await db.user.findMany({ where: { tenantId } });
  const counts = { enrolled: 0, invited: 0, notEnrolled: 0, disabled: 0 };
  for (const { disabledAt, enrolledAt, invitedUntil } of people) {
    if (disabledAt) counts.disabled += 1;
    else if (enrolledAt) counts.enrolled += 1;
    else if (invitedUntil && invitedUntil > now) counts.invited += 1;
    else counts.notEnrolled += 1;
  }
  return counts;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function newPasskey(userId: string) {
  return {
    userId,
    name: 'Laptop',
    credentialId: randomBytes(16).toString('base64url'),
    publicKey: new Uint8Array(randomBytes(32)),
    signCount: 0,
    transports: [],
    aaguid: '00000000-0000-0000-0000-000000000000',
    backupEligible: false,
    backedUp: false,
  };
}

describeOnBothDatabases('the kept counts of people', (getDb) => {
  const expectTruth = async (tenantId: TenantId, now: Date) => {
    expect(await countPeopleByState(getDb(), tenantId, now)).toEqual(
      await countOneByOne(getDb(), tenantId, now),
    );
  };

  async function invite(tenantId: TenantId, userId: string, until: Date): Promise<string> {
    const tokenHash = sha256Hex(randomBytes(8).toString('hex'));
    return insertInvitation(getDb(), tenantId, {
      userId,
      tokenHash,
      expiresAt: until,
      now: start,
    });
  }

  /** One change of somebody, as the repositories make it. */
  async function change(tenantId: TenantId, userId: string, dice: () => number): Promise<void> {
    const db = getDb();
    const changes = [
      () => setUserDisabled(db, tenantId, { userId, disabledAt: start }),
      () => setUserDisabled(db, tenantId, { userId, disabledAt: null }),
      () => insertAuthenticator(db, tenantId, newPasskey(userId)),
      async () => {
        const passkey = await db.authenticator.findFirst({ where: { tenantId, userId } });
        if (passkey) await deleteAuthenticator(db, tenantId, { userId, id: passkey.id });
      },
      () => invite(tenantId, userId, hours(dice() * 72)),
      async () => {
        const id = await invite(tenantId, userId, hours(2));
        await consumeInvitation(db, tenantId, { id, now: start });
      },
      () => deleteOpenInvitationsOfUser(db, tenantId, userId),
      () => deleteUser(db, tenantId, userId),
      () => buildUser(db, tenantId),
      () => buildUser(db, tenantId, { enrolledAt: start }),
    ];
    await changes[Math.floor(dice() * changes.length)]?.();
  }

  it('agree with the people after a few hundred changes in any order, at any time', async () => {
    const dice = createDice(20_261_123);
    const tenants = [await buildTenant(getDb()), await buildTenant(getDb())];
    for (const { id } of tenants) await buildUser(getDb(), asTenantId(id));
    for (let turn = 1; turn <= 300; turn += 1) {
      const tenantId = asTenantId(tenants[turn % 2]?.id ?? '');
      const people = await getDb().user.findMany({ where: { tenantId }, select: { id: true } });
      const somebody = people[Math.floor(dice() * people.length)];
      if (somebody) await change(tenantId, somebody.id, dice);
      else await buildUser(getDb(), tenantId);
      if (turn % 50 === 0) await foldPeopleCounts(getDb());
      if (turn % 10 === 0) await expectTruth(tenantId, hours(dice() * 80));
    }
    for (const { id } of tenants) await expectTruth(asTenantId(id), hours(1));
  });

  it('agree when people change at once, also while they are folded', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    const people = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map(() => buildUser(getDb(), tenantId)),
    );
    await Promise.all([
      ...people.map(({ id: userId }, index) =>
        inTransaction(async (tx) => {
          await setUserDisabled(tx, tenantId, { userId, disabledAt: start });
          await setUserDisabled(tx, tenantId, { userId, disabledAt: null });
          if (index % 2 === 0) await insertAuthenticator(tx, tenantId, newPasskey(userId));
        }),
      ),
      foldPeopleCounts(getDb()),
      foldPeopleCounts(getDb()),
    ]);
    await expectTruth(tenantId, start);
    expect(await countPeopleByState(getDb(), tenantId, start)).toMatchObject({ enrolled: 4 });
  });

  it('know nothing of a change that was taken back', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    const { id: userId } = await buildUser(getDb(), tenantId);
    const failing = inTransaction(async (tx) => {
      await setUserDisabled(tx, tenantId, { userId, disabledAt: start });
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    await expectTruth(tenantId, start);
  });

  it('follow invitations that end, to the minute', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    for (const minutes of [5, 39, 40, 100]) {
      const { id } = await buildUser(getDb(), tenantId);
      await invite(tenantId, id, hours(minutes / 60));
    }
    const invitedAfter = async (minutes: number) =>
      (await countPeopleByState(getDb(), tenantId, hours(minutes / 60))).invited;
    expect(await Promise.all([0, 5, 38, 39, 40, 99, 100].map(invitedAfter))).toEqual([
      4, 3, 3, 2, 1, 1, 0,
    ]);
  });

  it('agree after what changes many at once: a crowd, the sweep, a restore', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    await seedCrowd(getDb(), tenantId, { count: 500, now: start });
    await expectTruth(tenantId, start);
    await sweepExpiredRows(getDb(), hours(24 * 40), { idleSeconds: 3600 });
    await expectTruth(tenantId, start);
    await withdrawShortLived(getDb());
    await expectTruth(tenantId, start);
    await getDb().user.deleteMany({ where: { tenantId, enrolledAt: null } });
    await expectTruth(tenantId, start);
  });

  it('are one row for each state once they are folded', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    for (let person = 0; person < 5; person += 1) await buildUser(getDb(), tenantId);
    expect(await getDb().peopleCount.count()).toBe(5);
    await foldPeopleCounts(getDb());
    expect(await getDb().peopleCount.findMany({ select: { state: true, count: true } })).toEqual([
      { state: 'WAITING', count: 5 },
    ]);
  });

  it('cost a sign-in or an edit nothing', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    const { id } = await buildUser(getDb(), tenantId);
    const before = await getDb().peopleCount.count();
    await getDb().user.update({ where: { id }, data: { lastSignInAt: start, firstName: 'Ada' } });
    expect(await getDb().peopleCount.count()).toBe(before);
  });

  it('G1: count nobody of another tenant', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    const other = await buildTenant(getDb());
    await buildUser(getDb(), other.id);
    const nobody = { enrolled: 0, invited: 0, notEnrolled: 0, disabled: 0 };
    expect(await countPeopleByState(getDb(), tenantId, start)).toEqual(nobody);
  });
});
