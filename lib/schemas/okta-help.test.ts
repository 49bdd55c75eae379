import { expect, it } from 'vitest';
import { errorCatalogue } from '@/lib/shared/error-codes';
import { oktaHelp } from './okta-help';
import { toOktaHelpAnchor } from '@/lib/shared/okta-help-anchor';

const helped = oktaHelp.flatMap(({ entries }) => Object.keys(entries));

it('has help about every error around Okta and its network, each once', () => {
  const codes = Object.keys(errorCatalogue).filter((code) => /^(?:okta|net)\./u.test(code));
  expect(helped.toSorted()).toEqual(codes.toSorted());
});

it.each(helped)('says of %s what state Okta is in and what to do, in whole sentences', (code) => {
  const entry = oktaHelp.find(({ entries }) => Object.hasOwn(entries, code))?.entries[code];
  for (const text of [entry?.state, entry?.todo]) {
    expect(text).toMatch(/^\p{Lu}.*\.$/u);
    expect(text).not.toMatch(/please|oops|!/iu);
  }
});

it('finds the place of an error on the page, and none for others', () => {
  expect(toOktaHelpAnchor('okta.token_invalid')).toBe('okta-token-invalid');
  expect(toOktaHelpAnchor('users.not_found')).toBeNull();
  expect(toOktaHelpAnchor('__proto__')).toBeNull();
  for (const code of helped) expect(toOktaHelpAnchor(code)).not.toBeNull();
});
