/** A service provider made with @node-saml/node-saml; answers the same questions as the others. */
import { inflateRawSync } from 'node:zlib';
import { SAML, ValidateInResponseTo, type Profile } from '@node-saml/node-saml';
import type { Carried, Peer } from '../saml-peers';

/** Texts the questions give, and how a message came. */
type Given = Readonly<Record<string, unknown>>;
interface World {
  readonly idp: Readonly<Record<'ssoUrl' | 'sloUrl' | 'entityId' | 'certificatePem', string>>;
  readonly sp: Readonly<Record<'sloUrl' | 'entityId' | 'keyPem', string>> & {
    readonly acsUrls: readonly string[];
    /** True unless told. */
    readonly wantsResponseSigned?: boolean;
    readonly wantsAssertionSigned?: boolean;
  };
}

/** Starts it in this process. */
export function startNodeSamlPeer(): Peer {
  let world: World | undefined;
  let profile: Profile | undefined;
  const saml = (more: Given = {}) => {
    if (!world) throw new Error('Ask set_up first');
    return createSaml(world, more);
  };
  const answers: Readonly<Record<string, (given: Given) => unknown>> = {
    set_up: (given) => {
      world = given as unknown as World;
      return {};
    },
    request: (given) => makeRequest(saml(optionsOf(given)), given),
    accept: async (given) => {
      const accepted = await accept(saml(), String(given['response']));
      profile = accepted.profile;
      return accepted.answer;
    },
    logout: async (given) => {
      if (!profile) throw new Error('Nobody is signed in');
      const url = await saml().getLogoutUrlAsync(profile, String(given['relayState']), {});
      return { url, id: idOf(url, 'SAMLRequest') };
    },
    accept_logout_answer: (given) => acceptLogoutAnswer(saml(), given['carried'] as Carried),
    accept_logout_request: (given) => acceptLogoutRequest(saml(), given['carried'] as Carried),
  };
  return {
    ask: async <Answer>(question: string, given: Given) =>
      (await answers[question]?.(given)) as Answer,
    stop: () => undefined,
  };
}

function createSaml({ idp, sp }: World, more: Given): SAML {
  return new SAML({
    callbackUrl: sp.acsUrls[0] ?? '',
    logoutCallbackUrl: sp.sloUrl,
    issuer: sp.entityId,
    audience: sp.entityId,
    entryPoint: idp.ssoUrl,
    logoutUrl: idp.sloUrl,
    idpIssuer: idp.entityId,
    idpCert: idp.certificatePem,
    privateKey: sp.keyPem,
    decryptionPvk: sp.keyPem,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    wantAuthnResponseSigned: sp.wantsResponseSigned ?? true,
    wantAssertionsSigned: sp.wantsAssertionSigned ?? true,
    validateInResponseTo: ValidateInResponseTo.never,
    disableRequestedAuthnContext: true,
    identifierFormat: null,
    ...more,
  });
}

function optionsOf(given: Given): Given {
  const contexts = given['contexts'] as readonly string[] | undefined;
  return {
    forceAuthn: given['forceAuthn'] === true,
    passive: given['isPassive'] === true,
    identifierFormat: given['nameIdFormat'] ?? null,
    allowCreate: given['allowCreate'] !== false,
    // On HTTP-POST nothing is deflated.
    skipRequestCompression: given['binding'] === 'post',
    ...(given['acsUrl'] !== undefined && { callbackUrl: given['acsUrl'] }),
    ...(contexts && { disableRequestedAuthnContext: false, authnContext: [...contexts] }),
    ...(given['comparison'] !== undefined && { racComparison: given['comparison'] }),
  };
}

async function makeRequest(saml: SAML, given: Given) {
  const relayState = String(given['relayState']);
  if (given['binding'] === 'post') {
    const fields = await saml.getAuthorizeMessageAsync(relayState);
    const xml = Buffer.from(String(fields['SAMLRequest']), 'base64').toString();
    return { fields, id: /ID="([^"]+)"/u.exec(xml)?.[1] };
  }
  const url = await saml.getAuthorizeUrlAsync(relayState, undefined, {});
  return { url, id: idOf(url, 'SAMLRequest') };
}

async function accept(saml: SAML, response: string) {
  const xml = Buffer.from(response, 'base64').toString();
  try {
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: response });
    if (!profile) throw new Error('No profile');
    const assertion = profile.getAssertionXml?.() ?? '';
    const valueOf = (pattern: RegExp) => pattern.exec(assertion)?.[1];
    const answer = {
      nameId: profile.nameID,
      nameIdFormat: profile.nameIDFormat,
      spNameQualifier: profile.spNameQualifier,
      attributes: toLists(profile['attributes'] as Readonly<Record<string, unknown>>),
      sessionIndex: profile.sessionIndex,
      authnContext: valueOf(/AuthnContextClassRef>([^<]+)/u),
      authnInstant: valueOf(/AuthnInstant="([^"]+)"/u),
      inResponseTo: /InResponseTo="([^"]+)"/u.exec(xml)?.[1] ?? null,
    };
    return { profile, answer };
  } catch (error) {
    if (/signature/iu.test(String(error))) throw error;
    const codes = [...xml.matchAll(/status:(\w+)"/gu)].map(([, code]) => code);
    if (codes.length < 2) throw error;
    return { profile: undefined, answer: { refused: codes[1] } };
  }
}

async function acceptLogoutAnswer(saml: SAML, carried: Carried) {
  const url = new URL(carried.url ?? '');
  const query = Object.fromEntries(url.searchParams);
  const { loggedOut } = await saml.validateRedirectAsync(query, url.search.slice(1));
  const xml = inflate(query['SAMLResponse']);
  const status = [...xml.matchAll(/Value="([^"]+)"/gu)].map(([, value]) => value);
  if (!loggedOut) throw new Error('Not signed out');
  const inResponseTo = /InResponseTo="([^"]+)"/u.exec(xml)?.[1];
  return { status, relayState: query['RelayState'] ?? null, inResponseTo };
}

async function acceptLogoutRequest(saml: SAML, carried: Carried) {
  const { profile } = carried.fields
    ? await saml.validatePostRequestAsync({ ...carried.fields })
    : await saml.validateRedirectAsync(
        Object.fromEntries(new URL(carried.url ?? '').searchParams),
        new URL(carried.url ?? '').search.slice(1),
      );
  if (!profile) throw new Error('No request');
  const url = await saml.getLogoutResponseUrlAsync(profile, '', {}, true);
  return { url, nameId: profile.nameID, sessionIndexes: [profile.sessionIndex] };
}

function toLists(values: Readonly<Record<string, unknown>> = {}) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]),
  );
}

function idOf(url: string, parameter: string): string | undefined {
  return /ID="([^"]+)"/u.exec(inflate(new URL(url).searchParams.get(parameter)))?.[1];
}

function inflate(text: string | null | undefined): string {
  return inflateRawSync(Buffer.from(text ?? '', 'base64')).toString();
}
