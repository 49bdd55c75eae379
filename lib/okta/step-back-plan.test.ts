import { expect, it } from 'vitest';
import type { RollOutStep } from '@/lib/schemas/okta-roll-out';
import { unlimitedScope } from './fake-organisation';
import type { OktaRule } from './port';
import { findStepBackObjects, type StepBackInput } from './step-back-plan';

const domainRule: OktaRule = {
  id: '0prDomain',
  name: '1Kosmos - domain',
  status: 'ACTIVE',
  priority: 2,
  isSystem: false,
  lastUpdated: null,
  providerIds: ['0oaOurs'],
  patterns: [{ matchType: 'SUFFIX', value: '@acme.example' }],
  scope: unlimitedScope,
  fingerprint: 'f',
};
const adminRule: OktaRule = {
  ...domainRule,
  id: '0prAdmins',
  name: '1Kosmos - admins stay with Okta',
  providerIds: [],
};

const step: RollOutStep = {
  choices: {
    who: { stage: 'DOMAIN', domains: ['acme.example'] },
    limits: { zoneMode: 'ANYWHERE', zones: [], apps: [], platforms: [] },
    administrators: ['admin@acme.example'],
    fallback: false,
  },
  rule: { id: domainRule.id, name: domainRule.name },
  adminRule: { id: adminRule.id, name: adminRule.name },
  fallback: 'off',
  samples: [],
  fingerprint: 'f',
  runId: 'r1',
  at: '2026-11-30T12:00:00Z',
};

const ours = {
  issuer: 'https://id.example.com/saml/metadata',
  ssoUrl: 'https://id.example.com/saml/sso',
  certificateBase64: 'AQID',
  certificateX5tS256: 'x',
};

function input(idpName: string): StepBackInput {
  const idp = {
    id: '0oaOurs',
    name: idpName,
    status: 'ACTIVE',
    lastUpdated: null,
    issuer: ours.issuer,
    kid: 'k1',
    audience: '',
    ssoUrl: ours.ssoUrl,
    acsUrl: null,
    matchType: null,
    userNameTemplate: null,
    provisioningAction: null,
    excludesAdmins: true,
    trustsClaims: false,
  };
  const owner = { id: '00u', status: 'ACTIVE', login: 'admin@acme.example' };
  return {
    state: {
      owner: { ...owner, email: owner.login, firstName: '', lastName: '' },
      roles: [],
      companyName: 'Acme',
      keys: [],
      identityProviders: [idp],
      policy: { id: '00p', name: 'Idp Discovery' },
      rules: [adminRule, domainRule],
    },
    ours,
    idpName: '1Kosmos',
    steps: [step],
  };
}

it.each(['1Kosmos', 'Renamed in Okta'])(
  'finds the rules of the last step by their ids when the identity provider is called %s',
  (idpName) => {
    const { rules } = findStepBackObjects(input(idpName));
    expect(rules.map(({ id }) => id)).toEqual(['0prDomain', '0prAdmins']);
  },
);
