/** Judges a SAML response: everything Okta is known to require before it looks at the person. */
import { acsUrl } from '../api/idp-view';
import type { IdpRecord, OrgState } from '../org/types';
import {
  childText,
  parseXml,
  readAssertion,
  signatureAlgorithms,
  type AssertionFacts,
} from './read-xml';
import { createServiceProvider } from './service-provider';

/** Twice the longest life an assertion is given here; after it, an id may be forgotten. */
const REPLAY_MEMORY_MS = 24 * 60 * 60_000;
const INVALID = 'Unable to validate incoming SAML Assertion';

/** The response is refused. `reason` is what the System Log says, `message` the exact cause. */
export class SamlRefusal extends Error {
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}

export interface AcceptedResponse {
  assertion: AssertionFacts & { nameId: string };
  inResponseTo: string | null;
  signedParts: string;
  relayState: string;
}

export interface ResponseForm {
  SAMLResponse: string;
  RelayState: string;
}

export async function acceptResponse(
  state: OrgState,
  idp: IdpRecord,
  form: ResponseForm,
): Promise<AcceptedResponse> {
  const inResponseTo = checkEnvelope(state, idp, form.SAMLResponse);
  const pending = inResponseTo === null ? undefined : state.pending.get(inResponseTo);
  const assertion = readAssertion(await verify(state, idp, form));
  if (inResponseTo !== null) state.pending.delete(inResponseTo);
  const nameId = checkAssertion(state, idp, assertion, inResponseTo);
  refuseReplay(state, idp, assertion.id);
  return {
    assertion: { ...assertion, nameId },
    inResponseTo,
    signedParts: await describeSignatures(state, idp, form),
    relayState: describeRelayState(pending?.relayState ?? null, form.RelayState),
  };
}

function refuse(message: string): never {
  throw new SamlRefusal(INVALID, message);
}

/** Issuer, Destination and algorithms of the Response; gives its InResponseTo. */
function checkEnvelope(state: OrgState, idp: IdpRecord, encoded: string): string | null {
  const response = parseEnvelope(encoded);
  if (response.localName !== 'Response') refuse('The message is not a Response');
  const issuer = childText(response, 'Issuer');
  const { trust } = idp.protocol.credentials;
  if (issuer !== trust.issuer) {
    refuse(`Issuer did not match: got ${issuer ?? 'none'}, expected ${trust.issuer}`);
  }
  const destination = response.getAttribute('Destination');
  const acs = acsUrl(state, idp);
  if (destination !== null && destination !== acs) {
    refuse(`Destination did not match: got ${destination}, expected ${acs}`);
  }
  if (idp.protocol.algorithms.response.signature.algorithm === 'SHA-256') {
    const weak = signatureAlgorithms(response).find((algorithm) => /sha1$|md5$/i.test(algorithm));
    if (weak !== undefined) refuse(`The signature algorithm ${weak} is too weak`);
  }
  return response.getAttribute('InResponseTo');
}

function parseEnvelope(encoded: string): ReturnType<typeof parseXml> {
  try {
    return parseXml(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch (error) {
    return refuse(`The message could not be read: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Signatures, status, audience, times, InResponseTo: node-saml. Gives the verified assertion. */
async function verify(state: OrgState, idp: IdpRecord, form: ResponseForm): Promise<string> {
  const sp = createServiceProvider(state, idp, {
    wantResponseSigned: idp.protocol.algorithms.response.signature.scope === 'RESPONSE',
    inResponseTo: 'ifPresent',
  });
  try {
    const { profile } = await sp.validatePostResponseAsync({ SAMLResponse: form.SAMLResponse });
    const xml = profile?.getAssertionXml?.();
    return xml ?? refuse('The response holds no assertion');
  } catch (error) {
    if (error instanceof SamlRefusal) throw error;
    const message = messageOf(error);
    const isStatus = message.startsWith('SAML provider returned');
    throw new SamlRefusal(isStatus ? 'GENERAL_NONSUCCESS' : INVALID, message);
  }
}

function checkAssertion(
  state: OrgState,
  idp: IdpRecord,
  assertion: AssertionFacts,
  inResponseTo: string | null,
): string {
  const { issuer } = idp.protocol.credentials.trust;
  if (assertion.issuer !== issuer) {
    refuse(`Issuer of the assertion did not match: got ${assertion.issuer ?? 'none'}`);
  }
  const acs = acsUrl(state, idp);
  const isConfirmed = assertion.confirmations.some(
    (confirmation) =>
      confirmation.recipient === acs &&
      confirmation.isBounded &&
      confirmation.inResponseTo === inResponseTo,
  );
  if (!isConfirmed) {
    refuse(`No subject confirmation for ${acs} and request ${inResponseTo ?? 'none'}`);
  }
  if (assertion.nameId === null || assertion.nameId === '') {
    throw new SamlRefusal('Unable to transform email to username', 'The NameID is empty');
  }
  return assertion.nameId;
}

function refuseReplay(state: OrgState, idp: IdpRecord, assertionId: string): void {
  for (const [key, forgetAt] of state.usedAssertions) {
    if (forgetAt < Date.now()) state.usedAssertions.delete(key);
  }
  const key = `${idp.id} ${assertionId}`;
  if (assertionId === '' || state.usedAssertions.has(key)) {
    refuse(`The assertion ${assertionId} has been used before`);
  }
  state.usedAssertions.set(key, Date.now() + REPLAY_MEMORY_MS);
}

/** A second, stricter look, only to tell the person which parts carried a good signature. */
async function describeSignatures(
  state: OrgState,
  idp: IdpRecord,
  form: ResponseForm,
): Promise<string> {
  const sp = createServiceProvider(state, idp, { wantResponseSigned: true, inResponseTo: 'never' });
  sp.options.wantAssertionsSigned = true;
  try {
    await sp.validatePostResponseAsync({ SAMLResponse: form.SAMLResponse });
    return 'Response and Assertion';
  } catch {
    const { scope } = idp.protocol.algorithms.response.signature;
    return scope === 'RESPONSE' ? 'Response' : 'Assertion';
  }
}

function describeRelayState(expected: string | null, received: string): string {
  if (expected === null) return received === '' ? 'none' : 'sent without a request';
  return expected === received ? 'came back unchanged' : 'changed on the way';
}
