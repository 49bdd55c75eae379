import { expect, test } from '@playwright/test';
import { fingerprintTenant, inputAbout, rollOutChoices } from '../fixtures/isolation';
import { startTwoCompanies, type TwoCompanies } from '../fixtures/two-companies';
import { call, expectedRefusal, namesThing, nameOf, wasLetIn, waysIn } from '../fixtures/walk';

const roles = ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR', 'NONE'] as const;

/** Actions that make something new, or are about the caller; with foreign ids they stay at home. */
const ownAffairs = new Set([
  'createUserAction',
  'createGroupAction',
  'createApplicationByHandAction',
  'previewByHandAction',
  'readMetadataAction',
  'createCustomApplicationAction',
  'endOtherOwnSessionsAction',
  'createRecoveryCodesAction',
  'removeRecoveryCodesAction',
  'sendTestMailAction',
  'previewRetentionAction',
  'setRetentionAction',
  'setTraceRetentionAction',
  'saveBrandingAction',
  'removeLogoAction',
]);

let companies: TwoCompanies;

test.beforeAll(async () => {
  test.setTimeout(400_000);
  companies = await startTwoCompanies();
});

test.afterAll(async () => {
  await companies.stop();
});

test('G3, G4: every way in lets exactly the roles in that its permission says', async () => {
  test.setTimeout(400_000);
  const { one, signIn } = companies;
  const problems: string[] = [];
  for (const entry of waysIn) {
    for (const role of roles) {
      const cookie = await signIn(one, role);
      const { verdict } = await call({ entry, on: one, about: one, cookie });
      const refusal = expectedRefusal(entry, role);
      const isRight = refusal === null ? wasLetIn(entry, verdict) : verdict === refusal;
      if (isRight) continue;
      problems.push(`${nameOf(entry)}, ${role}: ${verdict}, expected ${refusal ?? 'let in'}`);
    }
  }
  console.log(`Role walk: ${String(waysIn.length * roles.length)} cells.`);
  expect(problems).toEqual([]);
});

test('G3: nobody gets in signed out, nor with a session of another tenant', async () => {
  test.setTimeout(200_000);
  const { one, other, signIn } = companies;
  const problems: string[] = [];
  const guarded = waysIn.filter(({ guard }) => guard?.kind !== 'public');
  for (const entry of guarded) {
    for (const cookie of [null, await signIn(other, 'OWNER')]) {
      const { verdict } = await call({ entry, on: one, about: one, cookie });
      if (verdict !== 'signed out') problems.push(`${nameOf(entry)}: ${verdict}`);
    }
  }
  console.log(`Signed-out walk: ${String(guarded.length * 2)} cells.`);
  expect(problems).toEqual([]);
});

test('what is dangerous asks for the passkey again', async () => {
  const { one, signIn } = companies;
  const dangerous = waysIn.filter(({ guard }) => guard?.kind === 'permission' && guard.recent);
  expect(dangerous.length).toBeGreaterThan(4);
  for (const entry of dangerous) {
    const cookie = await signIn(one, 'OWNER', true);
    const { verdict } = await call({ entry, on: one, about: one, cookie });
    expect(verdict, nameOf(entry)).toBe('passkey again');
  }
});

test('G1: an owner of another tenant finds nothing of this one, and changes nothing', async () => {
  test.setTimeout(200_000);
  const { one, other, database, signIn } = companies;
  const before = await fingerprintTenant(database.client, one.tenantId);
  const problems: string[] = [];
  const ways = waysIn.filter(
    (entry) => entry.guard?.kind !== 'public' && (entry.kind === 'action' || namesThing(entry)),
  );
  for (const entry of ways) {
    const cookie = await signIn(other, 'OWNER');
    const isRollOut = entry.path.endsWith('/plan');
    const input = { ...inputAbout(one.ids), ...(isRollOut && { choices: rollOutChoices }) };
    const { verdict, answer } = await call({ entry, on: other, about: one, cookie, input });
    if (verdict === 'not found' || ownAffairs.has(entry.name)) continue;
    problems.push(`${nameOf(entry)}: ${verdict} ${answer.text.slice(0, 300)}`);
  }
  console.log(`Isolation walk: ${String(ways.length)} ways in.`);
  expect(problems).toEqual([]);
  expect(await fingerprintTenant(database.client, one.tenantId)).toEqual(before);
});

test('D5: a host of no tenant is answered with nothing', async () => {
  const { one } = companies;
  const stranger = { ...one, publicUrl: one.publicUrl.replace('localhost', 'evil.localhost') };
  for (const entry of waysIn.filter(({ path }) => !path.startsWith('/api/health'))) {
    const { verdict } = await call({ entry, on: stranger, about: one, cookie: null });
    expect(['not found', 'forbidden', 'wrong input'], nameOf(entry)).toContain(verdict);
  }
});
