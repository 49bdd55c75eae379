import { describe, expect, it } from 'vitest';
import { formatPasscode, formatRecoveryCode, parseTypedCode } from './recovery-code-shape';

describe('a typed code', () => {
  const code = { kind: 'RECOVERY_CODE', value: '0123456789ABCDEF' };

  it.each([
    '0123-4567-89AB-CDEF',
    '0123456789abcdef',
    ' 0123 4567 89ab cdef ',
    'O123–4567—89ab‑cdef',
    'oI23-4567-89AB-CDEF',
    'ol23.4567.89ab.cdef',
    '０１２３-4567-89AB-CDEF',
  ])('reads %s as a recovery code', (text) => {
    expect(parseTypedCode(text)).toEqual(code);
  });

  it.each(['482913057', '482 913 057', '482-913-057', ' 4 8 2 9 1 3 0 5 7 '])(
    'reads %s as a passcode',
    (text) => {
      expect(parseTypedCode(text)).toEqual({ kind: 'HELPDESK_PASSCODE', value: '482913057' });
    },
  );

  it.each([
    '',
    '48291305',
    '4829130577',
    '0123-4567-89AB-CDE',
    'U123-4567-89AB-CDEF',
    '<b>',
    '１２',
  ])('reads %s as neither', (text) => {
    expect(parseTypedCode(text)).toBeNull();
  });

  it('reads what it formats', () => {
    expect(formatRecoveryCode(code.value)).toBe('0123-4567-89AB-CDEF');
    expect(formatPasscode('482913057')).toBe('482 913 057');
  });
});
