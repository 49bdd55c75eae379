import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GET as metadataGet } from '@/app/saml/metadata/route';
import { GET as continueGet } from '@/app/saml/sso/continue/route';
import { GET as ssoGet } from '@/app/saml/sso/route';
import { GET as startGet } from '@/app/saml/sso/start/route';
import type { CustomApplicationInput } from '@/lib/schemas/custom-applications';
import { createCustomApplication } from '@/lib/services/applications/create-custom-application';
import { getCustomApplication } from '@/lib/services/applications/get-custom-application';
import { readMetadata } from '@/lib/services/applications/read-metadata';
import { saveMappings } from '@/lib/services/applications/save-mappings';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { startNodeSamlPeer } from '@/lib/testing/peers/node-saml-peer';
import {
  isPeerHere,
  peerMakers,
  startPeer,
  type Carried,
  type Peer,
} from '@/lib/testing/saml-peers';
import { buildSpKey, writeSpMetadata, type SpKey } from '@/lib/testing/saml-requests';
import { buildSessionCookie, buildSigningKey } from '@/lib/testing/signing-keys';

/** What a peer made of our Response. */
interface Accepted {
  readonly nameId: string;
  readonly nameIdFormat: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

const makers = [
  {
    name: 'node-saml (JavaScript)',
    ...{
      isHere: () => true,
      start: startNodeSamlPeer,
      sendsSubject: false,
      verifiesMetadata: false,
    },
  },
  ...peerMakers
    .filter(({ name }) => name.startsWith('pysaml2'))
    .map((maker) => ({
      name: maker.name,
      isHere: () => isPeerHere(maker),
      start: () => startPeer(maker),
      ...{ sendsSubject: true, verifiesMetadata: true },
    })),
];

let spKey: SpKey;
beforeAll(async () => {
  spKey = await buildSpKey();
});

describe.each(makers.filter(({ isHere }) => isHere()))('with $name as application', (maker) => {
  let peer: Peer;
  beforeAll(() => {
    peer = maker.start();
  });
  afterAll(() => {
    peer.stop();
  });

  describeOnEmbeddedDatabase('a custom application', (getDb) => {
    let world: Awaited<ReturnType<typeof buildWorld>>;
    const buildWorld = async () => {
      const tenant = await buildTenant(getDb());
      const { certificatePem } = await buildSigningKey(getDb(), tenant.id);
      const user = await buildUser(getDb(), tenant.id);
      const cookie = await buildSessionCookie(getDb(), tenant, user.id);
      const actor = buildPersonActor(tenant.id);
      return { ...tenant, certificatePem, user, cookie, actor };
    };
    beforeEach(async () => {
      world = await buildWorld();
    });

    /** Reads its metadata, changes some settings, saves, and tells the peer about us. */
    const add = async (
      origin: string,
      more: Partial<CustomApplicationInput> = {},
      wants: Readonly<Record<string, boolean>> = {},
    ) => {
      const { certificatePem } = spKey;
      const urls = { acsUrls: [`${origin}/acs`], sloUrl: `${origin}/slo` };
      const sp = { entityId: `${origin}/metadata`, ...urls, certificatePem };
      const source = { kind: 'xml', xml: writeSpMetadata(sp) } as const;
      const reading = await readMetadata(world.actor, { source, entityId: null });
      if (reading.kind !== 'preview') throw new Error('Asked to choose');
      const values = { ...reading.preview.values, encryption: 'OFF', ...more } as const;
      const input = { values, isFromMetadata: true };
      const { applicationId } = await createCustomApplication(world.actor, input);
      const keyPem = spKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const { publicUrl } = world;
      await peer.ask('set_up', {
        sp: { ...sp, keyPem, ...wants },
        idp: {
          metadataXml: await (await metadataGet(call('/saml/metadata'))).text(),
          entityId: `${publicUrl}/saml/metadata`,
          ssoUrl: `${publicUrl}/saml/sso`,
          sloUrl: `${publicUrl}/saml/slo`,
          certificatePem: world.certificatePem,
        },
      });
      return applicationId;
    };

    const call = (path: string, cookie = '') =>
      new Request(`http://localhost:3000${path}`, {
        headers: {
          host: new URL(world.publicUrl).host,
          cookie: `${world.cookie}; ${cookie}`,
        },
      });

    /** Follows our redirect to the form that carries the answer. */
    const follow = async (response: Response) => {
      expect(response.status, await response.clone().text()).toBe(303);
      const path = (response.headers.get('location') ?? '').slice(world.publicUrl.length);
      const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
      const html = await (await continueGet(call(path, cookie))).text();
      const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/gu);
      return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]));
    };

    const signIn = async (more: Readonly<Record<string, unknown>> = {}) => {
      const asks = { binding: 'redirect', relayState: 's', ...more };
      const asked = await peer.ask<Carried>('request', asks);
      const fields = await follow(
        await ssoGet(call((asked.url ?? '').slice(world.publicUrl.length))),
      );
      const xml = Buffer.from(fields['SAMLResponse'] ?? '', 'base64').toString();
      const given = { response: fields['SAMLResponse'], requestId: asked.id };
      return { xml, accepted: await peer.ask<Accepted>('accept', given) };
    };

    it('signs people in, with attributes by expression and of groups', async () => {
      const applicationId = await add('https://one.example');
      const names = ['crm-Sales', 'crm-Admins', 'Everyone'];
      for (const name of names) {
        const group = await getDb().group.create({
          data: { tenantId: world.id, name, nameKey: name.toLowerCase() },
        });
        const member = { tenantId: world.id, groupId: group.id, userId: world.user.id };
        await getDb().groupMember.create({ data: member });
      }
      const of = { kind: 'expression', nameFormat: 'basic' } as const;
      const { mappingsVersion } = await getCustomApplication(world.actor, applicationId);
      await saveMappings(world.actor, {
        applicationId,
        version: mappingsVersion,
        mappings: [
          { ...of, name: 'account', expression: 'lower(before(user.login, "@"))' },
          { ...of, name: 'roles', expression: 'lower(after(only(user.groups, "crm-"), "crm-"))' },
          { kind: 'fixed', name: 'plant', nameFormat: 'basic', values: ['A & B', 'C<D'] },
        ],
      });
      const { accepted } = await signIn();
      expect(accepted.nameId).toBe(world.user.login);
      expect(accepted.attributes).toEqual({
        account: [world.user.login.split('@')[0]?.toLowerCase()],
        roles: ['admins', 'sales'],
        plant: ['A & B', 'C<D'],
      });
    });

    it('takes an answer of which only the assertion, or only the Response is signed', async () => {
      const assertion = { wantsResponseSigned: false };
      await add('https://one.example', { signedParts: 'ASSERTION' }, assertion);
      const one = await signIn();
      expect(one.accepted.nameId).toBe(world.user.login);
      const response = { wantsAssertionSigned: false };
      await add('https://two.example', { signedParts: 'RESPONSE' }, response);
      const two = await signIn();
      expect(two.accepted.nameId).toBe(world.user.login);
      const count = ({ xml }: { xml: string }) => xml.split('<ds:SignatureValue>').length - 1;
      expect([count(one), count(two)]).toEqual([1, 1]);
    });

    it('opens what is encrypted for it alone', async () => {
      await add('https://one.example', { encryption: 'REQUIRED' });
      const { xml, accepted } = await signIn();
      expect(xml).not.toContain(world.user.login);
      expect(accepted.nameId).toBe(world.user.login);
    });

    it('C28: calls a person by another persistent name than the next application', async () => {
      await add('https://one.example', { nameIdFormat: 'persistent' });
      const asks = { nameIdFormat: persistent, allowCreate: true };
      const [one, again] = [await signIn(asks), await signIn(asks)];
      await add('https://two.example', { nameIdFormat: 'persistent' });
      const two = await signIn(asks);
      expect(one.accepted.nameId).toMatch(/^_[0-9a-f]{40}$/u);
      expect(again.accepted.nameId).toBe(one.accepted.nameId);
      expect(two.accepted.nameId).toMatch(/^_[0-9a-f]{40}$/u);
      expect(two.accepted.nameId).not.toBe(one.accepted.nameId);
    });

    itWhen(
      maker.sendsSubject,
      'C22: signs in whom its Subject names as it knows them',
      async () => {
        const nameIdExpression = 'upper(before(user.login, "@")) + "/CRM"';
        await add('https://one.example', { nameIdSource: 'EXPRESSION', nameIdExpression });
        const known = (await signIn()).accepted.nameId;
        expect(known).toMatch(/\/CRM$/u);
        expect((await signIn({ subject: known })).accepted.nameId).toBe(known);
      },
    );

    itWhen(maker.verifiesMetadata, 'believes no metadata of ours that were changed', async () => {
      await add('https://one.example');
      const metadataXml = await (await metadataGet(call('/saml/metadata'))).text();
      const verify = (xml: string) =>
        peer.ask<{ genuine: boolean }>('verify_metadata', {
          ...{ metadataXml: xml, certificatePem: world.certificatePem },
        });
      expect(await verify(metadataXml)).toEqual({ genuine: true });
      await expect(verify(metadataXml.replace('/saml/sso', '/saml/evil'))).rejects.toThrow();
    });

    it('takes who began here, with the RelayState that is set, unless that is off', async () => {
      const open = { defaultRelayState: '/desk?tab=1&x=é' };
      const id = await add('https://one.example', open);
      const fields = await follow(await startGet(call(`/saml/sso/start?application=${id}`)));
      expect(fields['RelayState']).toBe('/desk?tab=1&amp;x=é');
      const given = { response: fields['SAMLResponse'], requestId: null };
      const accepted = await peer.ask<Accepted>('accept', given);
      expect(accepted.nameId).toBe(world.user.login);
      const closed = await add('https://two.example', { allowsIdpInitiated: false });
      const refused = await startGet(call(`/saml/sso/start?application=${closed}`));
      expect(refused.status).toBe(400);
    });
  });
});

/** What is left out by a limit of a peer is no test, so that no test is ever skipped. */
function itWhen(isMeant: boolean, name: string, test: () => Promise<void>): void {
  if (isMeant) it(name, test);
}
