import { expect, it } from 'vitest';
import type { RollOutStep } from '@/lib/schemas/okta-roll-out';
import { unlimitedScope } from './fake-organisation';
import type { OktaIdentityProvider, OktaRule } from './port';
import { findUndoObjects, type UndoInput } from './undo-plan';

const pilot: OktaRule = {
  id: '0prPilot',
  name: 'Renamed pilot',
  status: 'ACTIVE',
  priority: 2,
  isSystem: false,
  lastUpdated: null,
  providerIds: ['0oaOurs'],
  patterns: [{ matchType: 'EQUALS', value: 'pat@acme.example' }],
  scope: unlimitedScope,
  fingerprint: 'f',
};
const domain: OktaRule = { ...pilot, id: '0prDomain', name: 'Renamed domain', priority: 3 };
const admins: OktaRule = {
  ...pilot,
  id: '0prAdmins',
  name: 'Renamed admins',
  priority: 1,
  providerIds: [],
  scope: { ...unlimitedScope, leadsToOkta: true },
};

const step: RollOutStep = {
  choices: {
    who: { stage: 'DOMAIN', domains: ['acme.example'] },
    limits: { zoneMode: 'ANYWHERE', zones: [], apps: [], platforms: [] },
    administrators: ['admin@acme.example'],
    fallback: false,
  },
  rule: { id: domain.id, name: '1Kosmos - domain' },
  adminRule: { id: admins.id, name: '1Kosmos - admins stay with Okta' },
  fallback: 'off',
  samples: [],
  fingerprint: 'f',
  runId: 'r1',
  at: '2026-11-30T12:00:00Z',
};

const idp: OktaIdentityProvider = {
  id: '0oaOurs',
  name: 'Renamed',
  status: 'ACTIVE',
  lastUpdated: null,
  issuer: 'https://id.example.com/saml/metadata',
  kid: 'k1',
  audience: '',
  ssoUrl: 'https://id.example.com/saml/sso',
  acsUrl: null,
  matchType: null,
  userNameTemplate: null,
  provisioningAction: null,
  excludesAdmins: true,
  trustsClaims: false,
};

function input(rules: readonly OktaRule[]): UndoInput {
  const owner = { id: '00u', status: 'ACTIVE', login: 'admin@acme.example' };
  return {
    state: {
      owner: { ...owner, email: owner.login, firstName: '', lastName: '' },
      roles: [],
      companyName: 'Acme',
      keys: [],
      identityProviders: [idp],
      policy: { id: '00p', name: 'Idp Discovery' },
      rules,
    },
    ours: {
      issuer: idp.issuer,
      ssoUrl: idp.ssoUrl,
      certificateBase64: 'AQID',
      certificateX5tS256: 'x',
    },
    idpName: '1Kosmos',
    pilotLogin: 'pat@acme.example',
    known: { rule: { id: pilot.id, name: '1Kosmos - pilot' }, steps: [step] },
    linkedLogins: null,
  };
}

it('finds rules by the ids that were kept, also after everything was renamed in Okta', () => {
  const found = findUndoObjects(input([admins, pilot, domain]));
  expect(found.rule?.id).toBe(pilot.id);
  expect(found.widerRules.map(({ id }) => id)).toEqual([domain.id, admins.id]);
});

it('leaves a rule alone that leads to another identity provider by now', () => {
  const elsewhere = { ...domain, providerIds: ['0oaOther'] };
  const { widerRules } = findUndoObjects(input([admins, pilot, elsewhere]));
  expect(widerRules.map(({ id }) => id)).toEqual([admins.id]);
});

it('finds by name alone what a set-up that stopped left', () => {
  const named = { ...pilot, name: 'Renamed - pilot' };
  const { rule } = findUndoObjects({ ...input([named]), known: null });
  expect(rule?.id).toBe(pilot.id);
  const unnamed = () => findUndoObjects({ ...input([pilot]), known: null });
  expect(unnamed).toThrow(expect.objectContaining({ code: 'okta.other_rules_route' }));
});
