import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeOkta } from '@/lib/okta/fake';
import { readOrganisationState } from '@/lib/okta/organisation-state';
import { buildIdentityProviderBody } from '@/lib/okta/wanted-objects';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import type { RollOutStep, RollOutWho } from '@/lib/schemas/okta-roll-out';
import type { OktaRoute } from '@/lib/schemas/okta-run';
import { asTenantId } from '@/lib/shared/tenant-id';
import { buildPersonActor } from '@/lib/testing/builders';
import { setOktaEnvironmentForTests } from './okta-environment';
import type { RunContext } from './run-facts';
import { findRoutesBack } from './step-back-steps';

const okta = createFakeOkta({ token: 't' });
const admin = okta.gateway.connect(okta.organisation.view.url, 't');
const choices = {
  ...defaultOktaChoices,
  pilotUserId: '0199aaaa-0000-7000-8000-000000000000',
  pilotLogin: 'pat@acme.example',
  pilotName: 'Pat',
};
const ours = {
  issuer: 'https://id.example.com/saml/metadata',
  ssoUrl: 'https://id.example.com/saml/sso',
  certificateBase64: 'AQID',
  certificateX5tS256: 'A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc-4E',
};
const { kid } = await admin.createKey(ours.certificateBase64);
const idp = await admin.createIdentityProvider(buildIdentityProviderBody(choices, ours, kid));
const before = await readOrganisationState(admin);

const limits = { zoneMode: 'ANYWHERE' as const, zones: [], apps: [], platforms: [] };

function toStep(id: string, who: RollOutWho, samples: readonly string[]): RollOutStep {
  return {
    choices: { who, limits, administrators: ['admin@acme.example'], fallback: false },
    rule: { id, name: id },
    adminRule: null,
    fallback: 'off',
    samples: [...samples],
    fingerprint: 'f',
    runId: 'r1',
    at: '2026-11-30T12:00:00Z',
  };
}

const sales: RollOutWho = { stage: 'ATTRIBUTE', attribute: 'department', value: 'Sales' };
const last = toStep('0prLast', sales, ['nick@acme.example']);

/** Takes back the last step while others stay. */
function goBack(route: Omit<OktaRoute, 'login'>, staying: readonly RollOutStep[] = []) {
  const context: RunContext = {
    actor: buildPersonActor(asTenantId('0199aaaa-0000-7000-8000-000000000001')),
    runId: '0199aaaa-0000-7000-8000-000000000002',
    admin,
    kind: 'STEP_BACK',
    applicationId: null,
    orgUrl: okta.organisation.view.url,
    orgId: okta.organisation.view.id,
    pipeline: 'idx',
    plan: { hash: '', organisationHash: '', steps: [], routed: [], notRouted: '' },
    choices,
    ours,
    rollOut: { zones: [], apps: [], steps: [...staying, last], proposal: null, outcome: null },
    record: null,
    findRoute: (login) => Promise.resolve({ login, ...route }),
  };
  const removal = { rules: [], step: last };
  return findRoutesBack.perform(context, { before, removal }, () => Promise.resolve());
}

beforeEach(() => {
  const instantly = () => Promise.resolve();
  const { gateway } = okta;
  setOktaEnvironmentForTests({
    gateway,
    now: () => new Date(),
    sleep: instantly,
    pause: instantly,
  });
});

afterEach(() => setOktaEnvironmentForTests(null));

it.each([
  ['ours under another name', { type: 'SAML2', idpId: idp.id, idpName: 'Renamed in Okta' }],
  ['one the answer does not name', { type: 'SAML2', idpId: null, idpName: null }],
])('does not take people for back who are sent to %s', async (_what, route) => {
  await expect(goBack(route)).rejects.toMatchObject({ code: 'okta.step_back_unproven' });
});

it.each([
  ['Okta', { type: 'OKTA', idpId: null, idpName: null }],
  ['another one of our name', { type: 'SAML2', idpId: '0oaOther', idpName: '1Kosmos' }],
])('takes people for back who are sent to %s', async (_what, route) => {
  expect(await goBack(route)).toMatchObject({ status: 'DONE' });
});

it.each([
  ['the domain', { stage: 'DOMAIN', domains: ['acme.example'] }],
  ['everybody', { stage: 'EVERYONE' }],
] as readonly (readonly [string, RollOutWho])[])(
  'asks for nobody whom a step that stays catches as one of %s',
  async (_what, who) => {
    const route = { type: 'SAML2', idpId: idp.id, idpName: '1Kosmos' };
    const result = await goBack(route, [toStep('0prFirst', who, [])]);
    expect(result).toMatchObject({ status: 'KEPT' });
  },
);
