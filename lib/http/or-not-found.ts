import 'server-only';
import { notFound } from 'next/navigation';
import { isAppError } from '@/lib/shared/errors';

/** What a page loads, or the 404 page when the service says there is none (status 404). */
export async function orNotFound<Value>(loading: Promise<Value>): Promise<Value> {
  try {
    return await loading;
  } catch (error) {
    if (isAppError(error) && error.status === 404) notFound();
    throw error;
  }
}
