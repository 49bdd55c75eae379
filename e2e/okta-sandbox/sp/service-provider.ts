/** The organisation as a SAML service provider, one node-saml instance for an identity provider. */
import { SAML, ValidateInResponseTo, type CacheProvider } from '@node-saml/node-saml';
import { signAuthnRequestPost } from '@node-saml/node-saml/lib/saml-post-signing.js';
import { acsUrl } from '../api/idp-view';
import { escapeXml } from '../api/sp-metadata';
import { newRequestId, newSecret } from '../org/ids';
import type { IdpRecord, OrgState } from '../org/types';

const PENDING_LIFETIME_MS = 10 * 60_000;
const MAX_PENDING = 1000;

export interface SignInRequest {
  binding: 'HTTP-POST' | 'HTTP-REDIRECT';
  /** Where the browser goes; for HTTP-REDIRECT with the whole signed query. */
  url: string;
  /** The form fields of HTTP-POST; empty for HTTP-REDIRECT. */
  fields: Record<string, string>;
}

/**
 * node-saml's AuthnRequest in the shape of captured Okta requests: `ForceAuthn="false"`, the
 * configured destination, and the login hint as a Subject before the NameIDPolicy.
 */
class OktaServiceProvider extends SAML {
  loginHint: string | null = null;
  destination: string | null = null;

  protected override async generateAuthorizeRequestAsync(
    isPassive: boolean,
    isHttpPostBinding: boolean,
  ): Promise<string> {
    const plain = await super.generateAuthorizeRequestAsync(isPassive, false);
    const shaped = this.shapeRequest(plain);
    const { privateKey } = this.options;
    if (!isHttpPostBinding || privateKey === undefined) return shaped;
    const { signatureAlgorithm = 'sha256', digestAlgorithm = 'sha256' } = this.options;
    return signAuthnRequestPost(shaped, { privateKey, signatureAlgorithm, digestAlgorithm });
  }

  private shapeRequest(xml: string): string {
    let shaped = xml.replace(/ ProtocolBinding="[^"]*"/, ' ForceAuthn="false"');
    if (this.destination !== null) {
      const destination = escapeXml(this.destination);
      shaped = shaped.replace(/ Destination="[^"]*"/, () => ` Destination="${destination}"`);
    }
    if (this.loginHint === null) return shaped;
    const hint = escapeXml(this.loginHint);
    const subject = `<saml:Subject xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:NameID>${hint}</saml:NameID></saml:Subject>`;
    return shaped.replace('<samlp:NameIDPolicy', () => `${subject}<samlp:NameIDPolicy`);
  }
}

/** Remembers requests on the server, each bound to the identity provider it was made for. */
function pendingRequests(state: OrgState, idp: IdpRecord, relayState: string): CacheProvider {
  return {
    saveAsync: (id, value) => {
      for (const [key, { createdAt }] of state.pending) {
        const isExpired = createdAt + PENDING_LIFETIME_MS < Date.now();
        if (isExpired || state.pending.size >= MAX_PENDING) state.pending.delete(key);
      }
      state.pending.set(id, { id, idpId: idp.id, relayState, createdAt: Date.now() });
      return Promise.resolve({ value, createdAt: Date.now() });
    },
    getAsync: (id) => {
      const request = state.pending.get(id);
      const isLive =
        request?.idpId === idp.id && request.createdAt + PENDING_LIFETIME_MS > Date.now();
      return Promise.resolve(isLive ? new Date(request.createdAt).toISOString() : null);
    },
    removeAsync: (id) => {
      state.pending.delete(id ?? '');
      return Promise.resolve(id);
    },
  };
}

function toNodeHash(algorithm: 'SHA-1' | 'SHA-256'): 'sha1' | 'sha256' {
  return algorithm === 'SHA-1' ? 'sha1' : 'sha256';
}

function trustedCertificates(state: OrgState, idp: IdpRecord): string[] {
  const { kid, additionalKids = [] } = idp.protocol.credentials.trust;
  return [kid, ...additionalKids].flatMap((id) => state.keys.get(id)?.x5c ?? []);
}

export interface SpOptions {
  wantResponseSigned: boolean;
  /** `never` for a second look at a message whose request is already used up. */
  inResponseTo: 'ifPresent' | 'never';
  relayState?: string;
}

/** Built for each use, because an administrator may replace the identity provider at any time. */
export function createServiceProvider(
  state: OrgState,
  idp: IdpRecord,
  options: SpOptions,
): OktaServiceProvider {
  const { endpoints, algorithms, credentials, settings } = idp.protocol;
  const isSigned = algorithms.request.signature.scope === 'REQUEST';
  const certificates = trustedCertificates(state, idp);
  return new OktaServiceProvider({
    callbackUrl: acsUrl(state, idp),
    issuer: credentials.trust.audience,
    audience: credentials.trust.audience,
    idpCert: certificates,
    idpIssuer: credentials.trust.issuer,
    entryPoint: endpoints.sso.url,
    identifierFormat: settings.nameFormat,
    disableRequestedAuthnContext: true,
    skipRequestCompression: endpoints.sso.binding === 'HTTP-POST',
    generateUniqueId: newRequestId,
    acceptedClockSkewMs: idp.policy.maxClockSkew,
    wantAssertionsSigned: algorithms.response.signature.scope !== 'RESPONSE',
    wantAuthnResponseSigned: options.wantResponseSigned,
    validateInResponseTo: ValidateInResponseTo[options.inResponseTo],
    requestIdExpirationPeriodMs: PENDING_LIFETIME_MS,
    cacheProvider: pendingRequests(state, idp, options.relayState ?? ''),
    decryptionPvk: state.signingKey.privateKeyPem,
    signatureAlgorithm: toNodeHash(algorithms.request.signature.algorithm),
    digestAlgorithm: toNodeHash(algorithms.request.digest),
    ...(isSigned && { privateKey: state.signingKey.privateKeyPem }),
  });
}

/** Makes the signed AuthnRequest that starts a sign-in at the identity provider. */
export async function startSignIn(
  state: OrgState,
  idp: IdpRecord,
  loginHint: string | null,
): Promise<SignInRequest> {
  const relayState = newSecret();
  const sp = createServiceProvider(state, idp, {
    wantResponseSigned: false,
    inResponseTo: 'ifPresent',
    relayState,
  });
  sp.loginHint = loginHint;
  sp.destination = idp.protocol.endpoints.sso.destination ?? null;
  const { binding, url } = idp.protocol.endpoints.sso;
  if (binding === 'HTTP-REDIRECT') {
    return { binding, url: await sp.getAuthorizeUrlAsync(relayState, undefined, {}), fields: {} };
  }
  const message = await sp.getAuthorizeMessageAsync(relayState);
  const fields = Object.fromEntries(
    Object.entries(message).map(([name, value]) => [name, String(value)]),
  );
  return { binding, url, fields };
}
