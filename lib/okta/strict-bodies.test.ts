/**
 * The six mistakes that Okta's own contract lets through (facts of Okta's API, section 7.5): each is
 * shown to pass Prism, where the contract is at hand, and to be caught by our own strict bodies.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startOktaSandbox, type OktaSandbox } from '@/e2e/okta-sandbox/start';
import type { OktaChoices } from '@/lib/schemas/okta';
import { identityProviderBodySchema } from './request-bodies';
import { routingRuleBodySchema } from './rule-bodies';
import { buildIdentityProviderBody, buildRoutingRuleBody } from './wanted-objects';

const contract = process.env['OKTA_CONTRACT'] ?? '';
const choices: OktaChoices = {
  idpName: '1Kosmos',
  matchRule: 'USERNAME',
  createUsers: true,
  trustClaims: false,
  pilotUserId: '0199aaaa-0000-7000-8000-000000000000',
  pilotLogin: 'ruth.adeyemi@marlowfinch.example',
  pilotName: 'Ruth Adeyemi',
};
const ours = {
  issuer: 'https://id.example.com/saml/metadata',
  ssoUrl: 'https://id.example.com/saml/sso',
  certificateBase64: 'AQID',
  certificateX5tS256: 'A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc-4E',
};
const idp = buildIdentityProviderBody(choices, ours, 'kid1');
const rule = buildRoutingRuleBody(choices, '0oa00000000000000001');

type Kind = 'identity provider' | 'rule';
const schemas = {
  'identity provider': identityProviderBodySchema,
  rule: routingRuleBodySchema,
} as const;

const mistakes: readonly (readonly [string, Kind, unknown])[] = [
  ['without a name', 'identity provider', { ...idp, name: undefined }],
  ['without a kid', 'identity provider', without(idp, 'kid')],
  ['without a subject', 'identity provider', without(idp, 'subject')],
  [
    'with a field in its policy that does not exist',
    'identity provider',
    { ...idp, policy: { ...idp.policy, trustsClaims: true } },
  ],
  ['without a type', 'rule', { ...rule, type: undefined }],
  [
    'with a group condition, which does not exist',
    'rule',
    { ...rule, conditions: { ...rule.conditions, people: { groups: { include: ['00g1'] } } } },
  ],
];

function without(value: unknown, key: string): unknown {
  const drop = (name: string, member: unknown) => (name === key ? undefined : member);
  return JSON.parse(JSON.stringify(value, drop)) as unknown;
}

let sandbox: OktaSandbox;

beforeAll(async () => {
  sandbox = await startOktaSandbox({ port: 0, ...(contract !== '' && { contract }) });
}, 120_000);

beforeEach(() => {
  sandbox.reset();
});

afterAll(() => sandbox.close());

/** Sends a body as it is, past our schemas. */
async function post(kind: Kind, body: unknown): Promise<void> {
  const headers = {
    Authorization: `SSWS ${sandbox.createToken({})}`,
    Accept: 'application/json',
    'Content-Type': 'application/json',
  };
  const policies = await fetch(`${sandbox.url}/api/v1/policies?type=IDP_DISCOVERY`, { headers });
  const [policy] = (await policies.json()) as { id: string }[];
  const path = kind === 'rule' ? `policies/${policy?.id ?? ''}/rules?activate=false` : 'idps';
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  await fetch(`${sandbox.url}/api/v1/${path}`, request);
}

describe('a mistake that Okta’s contract lets through', () => {
  it.each(mistakes)('%s: our strict body of the %s catches it', (_what, kind, body) => {
    expect(schemas[kind].safeParse(kind === 'rule' ? rule : idp).success).toBe(true);
    expect(schemas[kind].safeParse(body).success).toBe(false);
  });

  it.skipIf(contract === '').each(mistakes)(
    '%s: Prism accepts the %s',
    async (_what, kind, body) => {
      await post(kind, body);
      expect(sandbox.contractViolations()).toEqual([]);
    },
  );

  it.skipIf(contract === '')('is not let through because nothing is compared', async () => {
    await post('identity provider', { ...idp, type: 'NOT_A_TYPE' });
    expect(sandbox.contractViolations()).not.toEqual([]);
  });
});
