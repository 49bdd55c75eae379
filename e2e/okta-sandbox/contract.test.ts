/**
 * Okta's own SDK against the stand-in, with Prism between them when OKTA_CONTRACT names the
 * contract. Without it the same calls are made and nothing is said about the contract.
 */
import okta from '@okta/okta-sdk-nodejs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSigningKey } from './org/signing-key';
import { startOktaSandbox, type OktaSandbox } from './start';
import { apiClient, idpBody, ruleBody } from './testing/api-client';

const contract = process.env['OKTA_CONTRACT'] ?? '';
const PILOT = 'ruth.adeyemi@marlowfinch.example';

let sandbox: OktaSandbox;
let token: string;
let client: okta.Client;

beforeAll(async () => {
  sandbox = await startOktaSandbox({ port: 0, contract });
  token = sandbox.createToken({});
  client = new okta.Client({
    orgUrl: sandbox.url,
    token,
    authorizationMode: 'SSWS',
    // The SDK's types do not know that null switches its cache off; its code does.
    cacheMiddleware: null as never,
  });
}, 90_000);

afterAll(() => sandbox.close());

/** The SDK knows no call for the SP metadata and drops fields of an IdP: its raw client does both. */
interface RawClient {
  http: (url: string, request: object) => Promise<{ text: () => Promise<string> }>;
  postJson: (url: string, request: object) => Promise<unknown>;
}

function rawClient(): RawClient {
  return client.http;
}

async function collect<T>(list: AsyncIterable<T | null>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) if (item !== null) items.push(item);
  return items;
}

describe('Okta’s SDK with the stand-in organisation', () => {
  let kid = '';
  let idpId = '';
  let policyId = '';
  let ruleId = '';

  it('reads the organisation, the token and its owner', async () => {
    const known = await client.orgSettingApi.getWellknownOrgMetadata();
    expect(known.pipeline).toBe('idx');
    const me = await client.userApi.getUser({ userId: 'me' });
    const roles = await collect(
      await client.roleAssignmentApi.listAssignedRolesForUser({ userId: me.id ?? '' }),
    );
    expect(roles).toMatchObject([{ type: 'SUPER_ADMIN' }]);
    expect((await client.orgSettingApi.getOrgSettings()).companyName).toBe('Marlow & Finch');
    expect(await collect(await client.apiTokenApi.listApiTokens())).toHaveLength(1);
    const found = await client.userApi.listUsers({ search: `profile.login eq "${PILOT}"` });
    expect(await collect(found)).toHaveLength(1);
    expect(await collect(await client.networkZoneApi.listNetworkZones())).toHaveLength(3);
    expect(await collect(await client.groupApi.listGroups())).toHaveLength(2);
    expect(await collect(await client.applicationApi.listApplications())).toHaveLength(3);
  });

  it('uploads the certificate and creates the identity provider', async () => {
    const certificate = await createSigningKey('our-idp');
    const { identityProviderApi: idps } = client;
    expect(await collect(await idps.listIdentityProviderKeys({}))).toHaveLength(0);
    const jsonWebKey: object = { x5c: [certificate.certificateBase64] };
    const key = await idps.createIdentityProviderKey({ jsonWebKey: jsonWebKey as never });
    kid = key.kid ?? '';
    const body = idpBody({ name: '1Kosmos', kid });
    const created = await rawClient().postJson(`${sandbox.url}/api/v1/idps`, { body });
    idpId = (created as { id: string }).id;
    const listed = await collect(await idps.listIdentityProviders({ type: 'SAML2', q: '1Kos' }));
    expect(listed).toMatchObject([{ id: idpId }]);
    const metadataUrl = `${sandbox.url}/api/v1/idps/${idpId}/metadata.xml`;
    const headers = { Accept: 'application/xml' };
    const metadata = await rawClient().http(metadataUrl, { method: 'get', headers });
    expect(await metadata.text()).toContain('SPSSODescriptor');
    const [mapping] = await collect(
      await client.profileMappingApi.listProfileMappings({ sourceId: idpId, limit: 200 }),
    );
    const full = await client.profileMappingApi.getProfileMapping({
      mappingId: mapping?.id ?? '',
    });
    expect(full.properties).toMatchObject({ firstName: { expression: 'source.firstName' } });
    const schema = await client.schemaApi.getApplicationUserSchema({ appInstanceId: idpId });
    expect(schema.definitions?.base).toBeDefined();
  });

  it('creates the rule inactive, activates it and sees the route', async () => {
    const [policy] = await collect(await client.policyApi.listPolicies({ type: 'IDP_DISCOVERY' }));
    policyId = policy?.id ?? '';
    const rule = await client.policyApi.createPolicyRule({
      policyId,
      policyRule: ruleBody({ name: 'Pilot', idpId, login: PILOT }),
      activate: false,
    });
    ruleId = rule.id ?? '';
    expect(rule.status).toBe('INACTIVE');
    await client.policyApi.activatePolicyRule({ policyId, ruleId });
    expect(await collect(await client.policyApi.listPolicyRules({ policyId }))).toHaveLength(2);
    const resource = encodeURIComponent(`okta:acct:${PILOT}`);
    const answer = await fetch(`${sandbox.url}/.well-known/webfinger?resource=${resource}`);
    expect(await answer.text()).toContain(idpId);
  });

  it('takes everything back in order and revokes its token', async () => {
    await client.policyApi.deactivatePolicyRule({ policyId, ruleId });
    await client.policyApi.deletePolicyRule({ policyId, ruleId });
    const off = await client.identityProviderApi.deactivateIdentityProvider({ idpId });
    expect(off.status).toBe('INACTIVE');
    await client.identityProviderApi.deleteIdentityProvider({ idpId });
    await client.identityProviderApi.deleteIdentityProviderKey({ keyId: kid });
    const events = await collect(await client.systemLogApi.listLogEvents({ limit: 100 }));
    expect(events.map(({ eventType }) => eventType)).toContain('policy.rule.activate');
    await client.apiTokenApi.revokeCurrentApiToken();
    await expect(client.userApi.getUser({ userId: 'me' })).rejects.toMatchObject({
      status: 401,
      errorCode: 'E0000011',
    });
  });

  it.skipIf(contract === '')('kept to the contract in both directions', () => {
    expect(sandbox.isContractChecked).toBe(true);
    expect(sandbox.contractViolations()).toEqual([]);
  });

  it.skipIf(contract === '')('notices a call that breaks the contract', async () => {
    const call = apiClient(sandbox, sandbox.createToken({}));
    const wrong = { ...idpBody({ name: 'Wrong', kid }), type: 'NOT_A_TYPE' };
    expect((await call('POST', '/api/v1/idps', wrong)).status).toBe(400);
    expect((await call('GET', '/api/v1/nothing')).status).toBe(404);
    const paths = sandbox.contractViolations().map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(['/api/v1/idps', '/api/v1/nothing']));
  });
});
