/** Identifiers in the shapes Okta gives them: a three-letter kind and seventeen characters. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const TOKEN_CHARACTERS = `${ALPHANUMERIC}_-`;
const LOWER_LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

function randomText(alphabet: string, length: number): string {
  let text = '';
  for (let index = 0; index < length; index += 1)
    text += alphabet[randomInt(alphabet.length)] ?? '';
  return text;
}

export type IdKind =
  '00o' | '00u' | '00g' | '00T' | '0oa' | '00p' | '0pr' | 'prm' | 'oty' | 'otu' | 'nzo' | 'ra1';

/** Twenty characters: the kind, then seventeen random letters and digits. */
export function newId(kind: IdKind): string {
  return kind + randomText(ALPHANUMERIC, 17);
}

/** An API token as Okta prints it: `00` and forty characters. */
export function newApiToken(): string {
  return `00${randomText(TOKEN_CHARACTERS, 40)}`;
}

/** The audience Okta makes for a new SAML identity provider: `sp` and eighteen letters. */
export function newAudience(): string {
  return `https://www.okta.com/saml2/service-provider/sp${randomText(LOWER_LETTERS, 18)}`;
}

/** The id of an AuthnRequest: `id` and digits, as in captured requests. */
export function newRequestId(): string {
  return `id${randomText(DIGITS, 24)}`;
}

export function newErrorId(): string {
  return `oae${randomText(TOKEN_CHARACTERS, 23)}`;
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function newKeyId(): string {
  return randomUUID();
}
