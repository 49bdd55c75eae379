/** A repair: what of each kind of drift it puts back, and what it must never do. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { OktaChoices } from '@/lib/schemas/okta';
import type { RollOutStep } from '@/lib/schemas/okta-roll-out';
import { hashCanonically } from './canonical-json';
import { createFakeOkta, type FakeOkta } from './fake';
import { unlimitedScope } from './fake-organisation';
import { readOrganisationState } from './organisation-state';
import type { OktaAdmin, OktaRule } from './port';
import {
  findRepairObjects,
  isAsRecorded,
  type RepairInput,
  type RuleMending,
} from './repair-objects';
import { findRepairProbes, planRepair } from './repair-plan';
import { listWantedRules, type ConnectionRecord } from './repair-record';
import {
  buildIdentityProviderBody,
  buildReplaceBody,
  buildRoutingRuleBody,
} from './wanted-objects';

const token = `00${'repair'.padEnd(40, 'x')}`;
const choices: OktaChoices = {
  idpName: '1Kosmos',
  matchRule: 'USERNAME',
  createUsers: true,
  trustClaims: false,
  pilotUserId: '0199aaaa-0000-7000-8000-000000000000',
  pilotLogin: 'pat@acme.example',
  pilotName: 'Pat',
};
const certificateBase64 = Buffer.from('certificate').toString('base64');

let okta: FakeOkta;
let admin: OktaAdmin;
let record: ConnectionRecord;
let ours: RepairInput['ours'];

/** A connection with a list and a domain beyond the test person, as AdminX makes it. */
beforeEach(async () => {
  okta = createFakeOkta({ token });
  admin = okta.gateway.connect(okta.organisation.view.url, token);
  const { kid } = await admin.createKey(certificateBase64);
  const certificateX5tS256 = okta.organisation.keys[0]?.x5tS256 ?? '';
  const base = 'https://id.example.com/saml';
  ours = {
    issuer: `${base}/metadata`,
    ssoUrl: `${base}/sso`,
    certificateBase64,
    certificateX5tS256,
  };
  const idp = await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
  const rule = await admin.createInactiveRule('p', buildRoutingRuleBody(choices, idp.id));
  record = {
    idpId: idp.id,
    audience: idp.audience,
    acsUrl: idp.acsUrl ?? '',
    requestCertificates: ['aa'],
    choices,
    rule: { id: rule.id, name: rule.name },
    steps: [],
  };
  await makeStep({ stage: 'LIST', logins: ['lena@acme.example'] }, null);
  await makeStep({ stage: 'DOMAIN', domains: ['acme.example'] }, '1Kosmos - admins stay with Okta');
  for (const { id } of own()) await admin.activateRule('p', id);
});

async function makeStep(who: RollOutStep['choices']['who'], adminName: string | null) {
  const name = `1Kosmos - ${who.stage.toLowerCase()}`;
  const step: RollOutStep = {
    choices: {
      who,
      limits: { zoneMode: 'ANYWHERE', zones: [], apps: [], platforms: [] },
      administrators: ['admin@acme.example'],
      fallback: false,
    },
    rule: { id: '', name },
    adminRule: adminName === null ? null : { id: '', name: adminName },
    fallback: 'off',
    samples: who.stage === 'LIST' ? who.logins : ['nobody@acme.example'],
    fingerprint: '',
    above: [],
    runId: 'r1',
    at: '2026-11-30T08:00:00Z',
  };
  const wanted = listWantedRules({ ...record, rule: null, steps: [step] });
  const ids = new Map<string, string>();
  for (const one of wanted) {
    const priority = one.role === 'ADMINS' ? 1 : own().length + 1;
    ids.set(one.role, (await admin.createInactiveRule('p', one.toBody(priority, record.idpId))).id);
  }
  record = {
    ...record,
    steps: [
      ...record.steps,
      {
        ...step,
        rule: { id: ids.get(who.stage) ?? '', name },
        adminRule: adminName === null ? null : { id: ids.get('ADMINS') ?? '', name: adminName },
      },
    ],
  };
}

const own = () => okta.organisation.rules.filter(({ isSystem }) => !isSystem);
const named = (suffix: string): OktaRule => {
  const found = own().find(({ name }) => name.endsWith(suffix));
  if (!found) throw new Error(`No rule ends with ${suffix}`);
  return found;
};

async function read(): Promise<RepairInput> {
  const state = await readOrganisationState(admin);
  const [mapping = null] = await admin.listMappings(record.idpId);
  return { state, ours, record, mapping, requestCertificates: ['aa'] };
}

/** What others did to a rule. */
function edit(suffix: string, change: Partial<OktaRule>): void {
  const { id } = named(suffix);
  okta.organisation.rules = okta.organisation.rules.map((rule) =>
    rule.id === id ? { ...rule, ...change } : rule,
  );
}

function foreign(change: Partial<OktaRule>, at: number): OktaRule {
  const rule: OktaRule = {
    ...named('pilot'),
    id: `0prForeign${String(okta.organisation.rules.length)}`,
    name: 'Contractors',
    patterns: [{ matchType: 'SUFFIX', value: '@acme.example' }],
    providerIds: ['0oaOther'],
    scope: unlimitedScope,
    fingerprint: 'foreign',
    ...change,
  };
  const { rules } = okta.organisation;
  okta.organisation.rules = [...rules.slice(0, at), rule, ...rules.slice(at)].map((one, index) => ({
    ...one,
    priority: index + 1,
  }));
  return rule;
}

function toEnd(suffix: string): void {
  const rule = named(suffix);
  const others = okta.organisation.rules.filter(({ id }) => id !== rule.id);
  okta.organisation.rules = [...others.slice(0, -1), rule, ...others.slice(-1)].map(
    (one, index) => ({
      ...one,
      priority: index + 1,
    }),
  );
}

/** Does to the organisation what the plan says, as a run would. */
async function apply(): Promise<void> {
  const input = await read();
  const { rules, idpChanges, mappingChanges, idp } = findRepairObjects(input);
  const { kid } = await admin.createKey(certificateBase64);
  const raw = await admin.readRawIdentityProvider(idp.id);
  if (idpChanges.length > 0) {
    const body = buildReplaceBody(choices, ours, { kid, audience: record.audience });
    await admin.replaceIdentityProvider(idp.id, body, raw);
    await admin.activateIdentityProvider(idp.id);
  }
  const wrong = mappingChanges.map(({ field, after }) => [field, after] as const);
  await admin.updateMapping('prm1', Object.fromEntries(wrong));
  const ids = new Map<string, string>();
  for (const one of rules) ids.set(one.wanted.id, await mend(one));
  const idOf = (id: string) => ids.get(id) ?? id;
  record = {
    ...record,
    rule: record.rule && { ...record.rule, id: idOf(record.rule.id) },
    steps: record.steps.map((step) => ({
      ...step,
      rule: { ...step.rule, id: idOf(step.rule.id) },
      adminRule: step.adminRule && { ...step.adminRule, id: idOf(step.adminRule.id) },
    })),
  };
}

async function mend({ wanted, found, priority, isWritten, isSwitchedOn }: RuleMending) {
  const body = wanted.toBody(priority, record.idpId);
  const id = found?.id ?? (await admin.createInactiveRule('p', body)).id;
  if (found && isWritten) await admin.replaceRule('p', id, body);
  if (isSwitchedOn) await admin.activateRule('p', id);
  return id;
}

const asMade = ['admins stay with Okta', 'pilot', 'list', 'domain'];

async function expectAsMade(): Promise<void> {
  const ofOurs = own().filter(({ name }) => name.startsWith('1Kosmos'));
  expect(ofOurs.map(({ name }) => name.replace('1Kosmos - ', ''))).toEqual(asMade);
  expect(ofOurs.every(({ status }) => status === 'ACTIVE')).toBe(true);
  expect(isAsRecorded(findRepairObjects(await read()))).toBe(true);
}

it('has nothing to do while everything stands as it was made', async () => {
  const objects = findRepairObjects(await read());
  expect(isAsRecorded(objects)).toBe(true);
  expect(objects).toMatchObject({ routedAgain: [], cautions: [], keptIds: [] });
});

const drifts: readonly {
  readonly name: string;
  readonly drift: () => void;
  readonly changes: readonly string[];
  /** Stages whose people may be sent here again. */
  readonly again: readonly string[];
}[] = [
  {
    name: 'a rule that catches others',
    drift: () => edit('pilot', { patterns: null }),
    changes: ['“1Kosmos - pilot”: Whom it catches'],
    again: [],
  },
  {
    name: 'a rule that is switched off',
    drift: () => edit('domain', { status: 'INACTIVE' }),
    changes: ['“1Kosmos - domain”: State'],
    again: ['DOMAIN'],
  },
  {
    name: 'a rule that was deleted',
    drift: () => {
      const { id } = named('list');
      okta.organisation.rules = okta.organisation.rules.filter((rule) => rule.id !== id);
    },
    changes: ['“1Kosmos - list”: State'],
    again: ['LIST'],
  },
  {
    name: 'a rule that was renamed and limited',
    drift: () =>
      edit('domain', {
        name: 'Something else',
        scope: { ...unlimitedScope, zones: { include: ['nzo1'], exclude: [] } },
      }),
    changes: ['“1Kosmos - domain”: Name', '“1Kosmos - domain”: Network zones'],
    again: ['DOMAIN'],
  },
  {
    name: 'a rule below one of others',
    drift: () => {
      foreign({}, own().length);
      toEnd('pilot');
    },
    changes: ['“1Kosmos - pilot”: Place'],
    again: [],
  },
  {
    name: 'the administrators’ rule below those that lead here',
    drift: () => toEnd('admins stay with Okta'),
    changes: ['“1Kosmos - admins stay with Okta”: Place'],
    again: [],
  },
  {
    name: 'the administrators’ rule, edited and off',
    drift: () =>
      edit('admins stay with Okta', {
        status: 'INACTIVE',
        patterns: [{ matchType: 'EQUALS', value: 'x@acme.example' }],
      }),
    changes: [
      '“1Kosmos - admins stay with Okta”: Whom it catches',
      '“1Kosmos - admins stay with Okta”: State',
    ],
    again: [],
  },
  {
    name: 'an identity provider that was renamed, edited and switched off',
    drift: () => {
      okta.organisation.identityProviders = okta.organisation.identityProviders.map((idp) => ({
        ...idp,
        name: 'Renamed',
        status: 'INACTIVE',
        matchType: 'EMAIL',
        excludesAdmins: false,
      }));
    },
    changes: ['Name', 'State', 'Match against', 'Administrators of Okta'],
    again: ['LIST', 'DOMAIN'],
  },
  {
    name: 'a mapping that leads nowhere',
    drift: () => okta.organisation.mappingExpressions.set('email', 'source.somethingElse'),
    changes: ['email'],
    again: [],
  },
];

describe('each kind of drift', () => {
  it.each(drifts)('puts back $name, field by field', async ({ drift, changes, again }) => {
    drift();
    const input = await read();
    const { steps } = planRepair(input);
    const planned = steps.flatMap((step) => (step.changes ?? []).map(({ field }) => field));
    expect([...new Set(planned)].toSorted()).toEqual([...changes].toSorted());
    const { routedAgain } = findRepairObjects(input);
    expect(routedAgain.map(({ choices }) => choices.who.stage)).toEqual(again);
    await apply();
    await expectAsMade();
  });

  it('puts everything back at once, whatever was done together', async () => {
    for (const { drift, name } of drifts) if (!name.includes('deleted')) drift();
    const { id } = own().find(({ name }) => name === 'Something else') ?? named('domain');
    okta.organisation.rules = okta.organisation.rules.filter((rule) => rule.id !== id);
    okta.organisation.keys = [];
    await apply();
    await expectAsMade();
    expect(own().find(({ name }) => name === 'Contractors')?.fingerprint).toBe('foreign');
  });

  it('comes to the same end from any order of the rules', async () => {
    foreign({ patterns: [{ matchType: 'SUFFIX', value: '@other.example' }] }, 0);
    for (let seed = 1; seed <= 60; seed += 1) {
      const shuffled = own().toSorted((a, b) => (mix(a.id, seed) < mix(b.id, seed) ? -1 : 1));
      const { rules } = okta.organisation;
      okta.organisation.rules = [...shuffled, ...rules.filter(({ isSystem }) => isSystem)].map(
        (rule, index) => ({ ...rule, priority: index + 1 }),
      );
      await apply();
      await expectAsMade();
    }
  });
});

const mix = (id: string, seed: number) => hashCanonically([id, seed]);

describe('what a repair never does', () => {
  it('leaves a rule of others above that keeps people with Okta, says so, and does not ask for them', async () => {
    const rule = foreign({ providerIds: [], scope: { ...unlimitedScope, leadsToOkta: true } }, 0);
    const input = await read();
    const objects = findRepairObjects(input);
    expect(isAsRecorded(objects)).toBe(true);
    expect(objects.cautions.join(' ')).toContain(`“${rule.name}” stands above “1Kosmos - domain”`);
    expect(findRepairProbes(input).samples).toEqual([]);
  });

  it('leaves a rule of others above that stood there when the step was made', async () => {
    const rule = foreign({}, 3);
    const steps = record.steps.map((step) => ({ ...step, above: [rule.id] }));
    record = { ...record, steps };
    expect(isAsRecorded(findRepairObjects(await read()))).toBe(true);
  });

  it('never switches on a rule that no step knows', async () => {
    const domain = named('domain');
    record = { ...record, steps: record.steps.slice(0, 1) };
    edit('domain', { status: 'INACTIVE' });
    edit('pilot', { status: 'INACTIVE' });
    const objects = findRepairObjects(await read());
    expect(objects.rules.map(({ found }) => found?.id)).not.toContain(domain.id);
    expect(objects.cautions.join(' ')).toContain(
      '“1Kosmos - domain” is of a roll-out that stopped',
    );
    await apply();
    expect(named('domain').status).toBe('INACTIVE');
    expect(named('pilot').status).toBe('ACTIVE');
  });

  it('moves the rule for everybody below the others only, never above one', async () => {
    await makeStep({ stage: 'EVERYONE' }, null);
    await admin.activateRule('p', named('everyone').id);
    const rule = foreign({ patterns: null }, own().length);
    const { rules } = findRepairObjects(await read());
    const everyone = rules.find(({ wanted }) => wanted.role === 'EVERYONE');
    expect(everyone?.changes.map(({ field }) => field)).toEqual(['Place']);
    await apply();
    expect(
      own()
        .map(({ id }) => id)
        .at(-2),
    ).toBe(rule.id);
    expect(own().at(-1)?.name).toBe('1Kosmos - everyone');
  });

  it('takes up a rule that a repair made before it was cut off', async () => {
    const { id } = named('list');
    okta.organisation.rules = okta.organisation.rules.filter((rule) => rule.id !== id);
    const made = await admin.createInactiveRule(
      'p',
      listWantedRules(record)
        .find(({ role }) => role === 'LIST')
        ?.toBody(3, record.idpId) ?? buildRoutingRuleBody(choices, record.idpId),
    );
    await apply();
    expect(record.steps[0]?.rule.id).toBe(made.id);
    await expectAsMade();
  });

  it('refuses when a rule of others has the name of one that is gone', async () => {
    const { id } = named('list');
    okta.organisation.rules = okta.organisation.rules.filter((rule) => rule.id !== id);
    foreign({ name: '1Kosmos - list' }, 0);
    const input = await read();
    expect(() => planRepair(input)).toThrow(
      expect.objectContaining({ code: 'okta.rule_name_taken' }),
    );
  });

  it('refuses when the identity provider is gone: that is a new connection', async () => {
    okta.organisation.identityProviders = [];
    const input = await read();
    expect(() => planRepair(input)).toThrow(
      expect.objectContaining({ code: 'okta.repair_idp_gone' }),
    );
  });

  it('makes another plan of another organisation, mapping or record', async () => {
    edit('domain', { status: 'INACTIVE' });
    const input = await read();
    const { hash } = planRepair(input);
    const other = { ...input, record: { ...record, steps: record.steps.slice(0, 1) } };
    expect(planRepair(other).hash).not.toBe(hash);
    expect(planRepair({ ...input, requestCertificates: ['bb'] }).hash).not.toBe(hash);
    expect(planRepair({ ...input, mapping: null }).hash).not.toBe(hash);
    edit('list', { status: 'INACTIVE' });
    expect(planRepair(await read()).hash).not.toBe(hash);
    expect(planRepair(input).hash).toBe(hash);
  });
});
