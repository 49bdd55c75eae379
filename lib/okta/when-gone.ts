import { isAppError } from '@/lib/shared/errors';
import type { OktaHttp } from './okta-http';

/** A removal of what is gone already has done its work. */
export async function passWhenGone(call: () => Promise<void>): Promise<void> {
  await nullWhenGone(call);
}

/** A typed call of the SDK that removes or switches off: done, too, when there is nothing any more. */
export function runUnlessGone(
  http: Pick<OktaHttp, 'run'>,
  call: Parameters<OktaHttp['run']>[0],
): Promise<void> {
  return passWhenGone(() => http.run(call));
}

/** Null for what Okta does not have (any more). */
export async function nullWhenGone<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (isAppError(error) && error.code === 'okta.not_found') return null;
    throw error;
  }
}
