import { randomBytes } from 'node:crypto';
import { AppError } from '@/lib/shared/errors';
import type { ErrorCode } from '@/lib/shared/error-codes';
import type { OktaAdmin } from './port';

/** Names of the calls of the fake, for making one fail. */
export type FakeCall = keyof OktaAdmin | 'probe' | 'findRoute';

/** Wraps the work of a call with recording and failures. */
export type Around = <A extends readonly unknown[], R>(
  call: FakeCall,
  work: (...args: A) => R,
) => (...args: A) => Promise<R>;

/** A refusal as the real adapter would throw it. */
export function fakeRefusal(code: ErrorCode, oktaCode: string | null = null): AppError {
  return new AppError(code, 'Refused by the fake', { details: { oktaCode } });
}

/** An id as Okta's begin. */
export function createId(prefix: string): string {
  return `${prefix}${randomBytes(8).toString('hex')}`;
}
