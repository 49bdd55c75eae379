import type * as xmldomModule from '@xmldom/xmldom';
import fc from 'fast-check';
import type * as zlibModule from 'node:zlib';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { isAppError } from '@/lib/shared/errors';
import { fuzzOptions, mutatedParameters, mutatedXml } from '@/lib/testing/hostile-mutations';
import {
  buildSpKey,
  encodeRequestQuery,
  signAuthnRequest,
  writeAuthnRequest,
  type SpKey,
} from '@/lib/testing/saml-requests';
import { cutSecrets } from '../cut-secrets';
import { decodePostBinding, decodeRedirectBinding, type BindingMessage } from '../decode-binding';
import { parseAuthnRequest, type AuthnRequest } from '../parse-authn-request';
import { parseLogoutRequest, parseLogoutResponse } from '../parse-logout';
import { selectAcs } from '../select-acs';
import { verifyMessageSignature } from '../verify-message';
import { maxMessageBytes, messageLimits } from '../xml-limits';

/** Work is counted, never timed. */
const work = vi.hoisted(() => ({ inflated: 0, parses: 0, mostElements: 0 }));

vi.mock('node:zlib', async (original) => {
  const zlib = await original<typeof zlibModule>();
  const inflateRawSync = ((bytes: Buffer, options: { maxOutputLength: number }) => {
    // What is refused for its size was inflated up to the cap.
    work.inflated += options.maxOutputLength;
    const result = zlib.inflateRawSync(bytes, options) as unknown as { buffer: Buffer };
    work.inflated += result.buffer.length - options.maxOutputLength;
    return result;
  }) as unknown as typeof zlib.inflateRawSync;
  return { ...zlib, inflateRawSync };
});

vi.mock('@xmldom/xmldom', async (original) => {
  const xmldom = await original<typeof xmldomModule>();
  class CountingParser extends xmldom.DOMParser {
    override parseFromString(xml: string, type: string) {
      const document = super.parseFromString(xml, type);
      work.parses += 1;
      const elements = document.getElementsByTagName('*').length;
      work.mostElements = Math.max(work.mostElements, elements);
      return document;
    }
  }
  return { ...xmldom, DOMParser: CountingParser };
});

const acsUrls = ['https://acme.okta.com/sso/saml2/0oaacme', 'https://acme.okta.com/second'];
/** Reading, verifying and reading again, for each of two bindings. */
const mostParses = 8;

let key: SpKey;
let signed: string;
let original: AuthnRequest;

beforeAll(async () => {
  key = await buildSpKey();
  signed = signAuthnRequest(writeAuthnRequest({ id: 'idFuzz' }), key);
  original = verify(decodePostBinding(`SAMLRequest=${encodeURIComponent(base64(signed))}`));
});

beforeEach(() => {
  Object.assign(work, { inflated: 0, parses: 0, mostElements: 0 });
});

const base64 = (xml: string) => Buffer.from(xml).toString('base64');

function verify(message: BindingMessage): AuthnRequest {
  const certificatePems = [key.certificatePem];
  return parseAuthnRequest(verifyMessageSignature({ message, certificatePems }));
}

/** What a reader makes of something; null when it refuses it, which it must do with a code of ours. */
function attempt<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch (error) {
    if (isAppError(error) && error.status < 500) return null;
    throw error;
  }
}

/** Reads a message in every way a message is read, and counts. */
function readEverything(message: BindingMessage): void {
  const request = attempt(() => parseAuthnRequest(message.xml));
  const acsUrl = request && attempt(() => selectAcs(request, { acsUrls, acsIndexes: [] }));
  if (acsUrl !== null) expect(acsUrls).toContain(acsUrl);
  const verified = attempt(() => verify(message));
  if (verified) expect(verified).toEqual(original);
  attempt(() => parseLogoutRequest(message.xml));
  attempt(() => parseLogoutResponse(message.xml));
  expect(cutSecrets(message.xml).xml.length).toBeLessThanOrEqual(32_768);
}

function requireBounded(read: () => BindingMessage): void {
  const before = { ...work };
  const message = attempt(read);
  if (message) readEverything(message);
  expect(work.inflated - before.inflated).toBeLessThanOrEqual(maxMessageBytes);
  expect(work.parses - before.parses).toBeLessThanOrEqual(mostParses);
  expect(work.mostElements).toBeLessThanOrEqual(messageLimits.elements);
}

it('fuzz: a signed POST says what was signed, or is refused', () => {
  fc.assert(
    fc.property(mutatedParameters(mutatedXml(signed), 'post'), (form) => {
      requireBounded(() => decodePostBinding(form));
    }),
    fuzzOptions(400),
  );
});

it('fuzz: an unsigned redirect ends at a registered address, or is refused', () => {
  const xml = writeAuthnRequest();
  fc.assert(
    fc.property(mutatedParameters(mutatedXml(xml), 'redirect'), (query) => {
      requireBounded(() => decodeRedirectBinding(query));
    }),
    fuzzOptions(400),
  );
  expect(work.inflated).toBeGreaterThan(0);
  expect(work.parses).toBeGreaterThan(0);
});

it('fuzz: a signed query says what was signed, or is refused', () => {
  const valid = encodeRequestQuery(writeAuthnRequest({ id: 'idQuery' }), {
    key,
    relayState: 'a b',
  });
  const genuine = verify(decodeRedirectBinding(valid));
  const places = fc.array(
    fc.tuple(
      fc.nat(valid.length - 1),
      fc.constantFrom('%', '&', '=', '+', 'a', 'A', '0', ' ', ';'),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  fc.assert(
    fc.property(places, (changes) => {
      const query = changes.reduce(
        (text, [at, character]) => text.slice(0, at) + character + text.slice(at + 1),
        valid,
      );
      const message = attempt(() => decodeRedirectBinding(query));
      const verified = message && attempt(() => verify(message));
      if (!verified) return;
      expect(verified).toEqual(genuine);
      expect(message.relayState).toBe('a b');
    }),
    fuzzOptions(300),
  );
});
