import { expect, it } from 'vitest';
import { errorCatalogue } from '@/lib/shared/error-codes';
import { checkOfCode, samlChecks } from './saml-checks';
import { mendOf } from './saml-mends';

const codes = Object.keys(errorCatalogue).filter(
  (code) => code.startsWith('saml.') && !code.startsWith('saml.metadata_'),
);

it.each(codes)('%s belongs to exactly one check and has a mend', (code) => {
  const owners = samlChecks.filter((one) => (one.codes as readonly string[]).includes(code));
  expect(owners).toHaveLength(1);
  expect(checkOfCode(code)).toBe(owners[0]?.id);
  expect(mendOf(code)).toMatch(/\.$/u);
});

it('has a mend for every code of every check', () => {
  for (const { codes: own } of samlChecks) {
    for (const code of own) expect(mendOf(code)).not.toBeNull();
  }
});

it('names each check once', () => {
  const ids = samlChecks.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it('takes a code that no check knows for a fault of ours', () => {
  expect(checkOfCode('okta.whatever')).toBe('no_fault');
  expect(mendOf('toString')).toBeNull();
});
