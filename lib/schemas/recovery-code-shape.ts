/** How recovery codes and passcodes look. Without zod, so that it is light in the browser. */

/** What a person may prove to be let in to making a new passkey. */
export type RecoveryKind = 'RECOVERY_CODE' | 'HELPDESK_PASSCODE';

/** Crockford's base 32: no I, L, O and U, so that nothing is misread. */
export const recoveryCodeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 16 letters of 5 bits each: 80 bits. */
export const recoveryCodeLength = 16;

/** How many recovery codes a person gets at once. */
export const recoveryCodeCount = 10;

/** From this many codes left on, the person is asked to make new ones. */
export const fewRecoveryCodes = 2;

/** Digits of a passcode as support reads it out. */
export const passcodeLength = 9;

/** A code as typed, told apart by its shape and freed of dashes, spaces and small letters. */
export interface TypedCode {
  readonly kind: RecoveryKind;
  readonly value: string;
}

/**
 * Reads what was typed: nine digits are a passcode, sixteen letters and digits a recovery code in
 * which O reads as 0, and I and L as 1. Spaces and dashes do not matter. Null for anything else.
 *
 * Source: Crockford, Base 32.
 */
export function parseTypedCode(text: string): TypedCode | null {
  const compact = text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}.]/gu, '')
    .toUpperCase();
  if (compact.length === passcodeLength && /^\d+$/u.test(compact)) {
    return { kind: 'HELPDESK_PASSCODE', value: compact };
  }
  const value = compact.replaceAll('O', '0').replace(/[IL]/gu, '1');
  const isCode = value.length === recoveryCodeLength && /^[0-9A-HJKMNP-TV-Z]+$/u.test(value);
  return isCode ? { kind: 'RECOVERY_CODE', value } : null;
}

/** A recovery code in groups of four, as it is shown: `ABCD-EFGH-JKMN-PQRS`. */
export function formatRecoveryCode(value: string): string {
  return value.replace(/.{4}(?=.)/gu, '$&-');
}

/** A passcode in groups of three, as it is read out: `482 913 057`. */
export function formatPasscode(value: string): string {
  return value.replace(/.{3}(?=.)/gu, '$& ');
}
