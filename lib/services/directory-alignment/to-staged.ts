import type { StagedPerson } from '@/lib/db/alignment-people';
import { toLoginKey } from '@/lib/shared/login-key';

/** A person of Okta as a page or a line of a file says it. */
export interface OktaPersonRead {
  readonly login: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly status: string;
  readonly provider: string;
}

/** How Okta's reports say what its API says with another word. */
const statusWords: Readonly<Record<string, string>> = {
  DEACTIVATED: 'DEPROVISIONED',
  PENDING_USER_ACTION: 'PROVISIONED',
  PASSWORD_RESET: 'RECOVERY',
};

/** The form in which people of both sides are compared. */
export function toStaged(person: OktaPersonRead): StagedPerson {
  const login = clean(person.login, 200);
  const loginKey = toLoginKey(login);
  const status = toWord(person.status);
  return {
    login,
    loginKey,
    aliasKey: loginKey.replace(/\+[^@]*@/u, '@'),
    email: clean(person.email, 200),
    emailKey: clean(person.email, 200).toLowerCase(),
    firstName: clean(person.firstName, 100),
    lastName: clean(person.lastName, 100),
    status: statusWords[status] ?? status,
    provider: toWord(person.provider),
  };
}

/** Neither NUL nor half a character can be stored. */
function clean(text: string, length: number): string {
  return text
    .trim()
    .slice(0, length)
    .replaceAll('\u0000', '')
    .replace(/\p{Cs}/gu, '\ufffd');
}

/** "Locked out" and `LOCKED_OUT` are the same. */
function toWord(text: string): string {
  return clean(text, 40)
    .toUpperCase()
    .replace(/[\s-]+/gu, '_');
}
