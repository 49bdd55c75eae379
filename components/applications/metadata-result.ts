import type { Action } from '@/lib/shared/action-result';

type Result<Data> = Awaited<ReturnType<Action<unknown, Data>>>;

const unfit = {
  code: 'request.invalid_input',
  message:
    'This cannot be read as it stands: an address has at most 1,024 characters, metadata 512 kB.',
};

/** An input that the server would not look at has no data and no refusal; this gives it words. */
export function withRefusal<Data>(result: Result<Data>): Result<Data> {
  const isAnswered = result.data !== undefined || result.serverError !== undefined;
  return isAnswered ? result : { serverError: unfit };
}
