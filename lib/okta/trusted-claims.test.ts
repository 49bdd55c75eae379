import { expect, it } from 'vitest';
import { defaultOktaChoices, type OktaChoices } from '@/lib/schemas/okta';
import { findIdpChanges } from './idp-changes';
import type { OurIdentityProvider } from './organisation-state';
import type { OktaIdentityProvider } from './port';
import { buildIdentityProviderBody } from './wanted-objects';

const ours: OurIdentityProvider = {
  issuer: 'https://id.example.com/saml/metadata',
  ssoUrl: 'https://id.example.com/saml/sso',
  certificateBase64: 'AAAA',
  certificateX5tS256: 'BBBB',
};
const choices: OktaChoices = {
  ...defaultOktaChoices,
  pilotUserId: '0199aaaa-0000-7000-8000-000000000000',
  pilotLogin: 'pat@acme.example',
  pilotName: 'Pat',
};
const idp: OktaIdentityProvider = {
  id: '0oa1',
  name: choices.idpName,
  status: 'ACTIVE',
  lastUpdated: null,
  issuer: ours.issuer,
  kid: 'k1',
  audience: 'https://www.okta.com/saml2/service-provider/sp1',
  ssoUrl: ours.ssoUrl,
  acsUrl: null,
  matchType: choices.matchRule,
  userNameTemplate: 'idpuser.subjectNameId',
  provisioningAction: 'AUTO',
  excludesAdmins: true,
  trustsClaims: false,
};

it('leaves trusted claims off unless they are chosen', () => {
  const trustOf = (trustClaims: boolean) =>
    buildIdentityProviderBody({ ...choices, trustClaims }, ours, 'k1').policy.trustClaims;
  expect(defaultOktaChoices.trustClaims).toBe(false);
  expect([trustOf(false), trustOf(true)]).toEqual([false, true]);
});

it.each([
  ['on', false, true],
  ['off', true, false],
])('shows switching them %s as one field before and after', (_name, before, after) => {
  const wanted = { choices: { ...choices, trustClaims: after }, ours, kid: 'k1' };
  const word = (isOn: boolean) => (isOn ? 'On' : 'Off');
  expect(findIdpChanges({ ...idp, trustsClaims: before }, wanted)).toEqual([
    { field: 'Trusted claims', before: word(before), after: word(after) },
  ]);
});
