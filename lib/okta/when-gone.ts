import { isAppError } from '@/lib/shared/errors';

/** A removal of what is gone already has done its work. */
export async function passWhenGone(call: () => Promise<void>): Promise<void> {
  await nullWhenGone(call);
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
