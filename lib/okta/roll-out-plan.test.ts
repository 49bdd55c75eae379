import { expect, it } from 'vitest';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import type { RollOutWho } from '@/lib/schemas/okta-roll-out';
import { createFakeOkta } from './fake';
import { readOrganisationState } from './organisation-state';
import { buildAdminRuleBody } from './roll-out-bodies';
import { planRollOut } from './roll-out-plan';
import { buildIdentityProviderBody } from './wanted-objects';

const token = 'fake-token-for-tests-only';
const ours = {
  issuer: 'https://id.example.com/saml/metadata',
  ssoUrl: 'https://id.example.com/saml/sso',
  certificateBase64: 'AQID',
  certificateX5tS256: 'A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc-4E',
};
const pilot = { pilotUserId: '', pilotLogin: 'pat@acme.example', pilotName: 'Pat' };

async function findCautions(who: RollOutWho, administrators: string[]): Promise<string> {
  const okta = createFakeOkta({ token });
  const admin = okta.gateway.connect(okta.organisation.view.url, token);
  const { kid } = await admin.createKey(ours.certificateBase64);
  await admin.createIdentityProvider(
    buildIdentityProviderBody({ ...defaultOktaChoices, ...pilot }, ours, kid),
  );
  const state = await readOrganisationState(admin);
  const owner = { ...state.owner, login: 'root@acme.example' };
  const plan = planRollOut({
    state: { ...state, owner },
    ours,
    pipeline: 'idx',
    steps: [],
    choices: {
      who,
      limits: { zoneMode: 'ANYWHERE', zones: [], apps: [], platforms: [] },
      administrators,
      fallback: false,
    },
    probes: { samples: [], stranger: null },
    reachWords: '',
  });
  return plan.cautions?.join(' ') ?? '';
}

it.each([
  ['EVERYONE', { stage: 'EVERYONE' }, ['other@acme.example'], true],
  ['EVERYONE, kept by name', { stage: 'EVERYONE' }, ['Root@acme.example'], false],
  ['LIST', { stage: 'LIST', logins: ['lena@acme.example'] }, ['other@acme.example'], false],
] as [string, RollOutWho, string[], boolean][])(
  'warns the owner of the token who may be caught: %s',
  async (_stage, who, administrators, isWarned) => {
    const words = 'root@acme.example, whose token this is, is not among those kept with Okta.';
    expect((await findCautions(who, administrators)).includes(words)).toBe(isWarned);
  },
);

it('keeps administrators with Okta also when only the part before the sign is typed', () => {
  const { conditions } = buildAdminRuleBody(['ruth@acme.example', 'root'], 'admins');
  expect(conditions.userIdentifier?.patterns.map(({ value }) => value)).toEqual([
    'ruth@acme.example',
    'ruth',
    'root',
  ]);
});

it('says of a domain that who types less than the login stays with Okta', async () => {
  const domain = await findCautions({ stage: 'DOMAIN', domains: ['acme.example'] }, [
    'a@b.example',
  ]);
  expect(domain).toContain('Whoever types only the part before the @');
  expect(domain).toContain('by the whole login or the part before the @');
  const everyone = await findCautions({ stage: 'EVERYONE' }, ['a@b.example']);
  expect(everyone).not.toContain('Whoever types only');
});
