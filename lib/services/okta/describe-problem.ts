import 'server-only';
import { oktaTokenMenuPath } from '@/lib/schemas/okta';
import type { SetupError, SetupLeftover } from '@/lib/schemas/okta-run';
import { describeFailure } from './run-journal';

/** What became of a run that is not done. */
export interface ProblemInput {
  readonly error: unknown;
  /** False when the run failed before it wrote anything. */
  readonly hasWritten: boolean;
  readonly leftovers: readonly SetupLeftover[];
  readonly isTokenDead: boolean;
  /** Everything is in place and stays; only the token is in doubt. */
  readonly isConnected?: boolean;
}

/** The three sentences for a tired admin: what happened, what state Okta is in, what to do. */
export function describeProblem(input: ProblemInput): SetupError {
  const tokenLeftover: SetupLeftover = {
    kind: 'token',
    name: 'The API token of this set-up',
    id: null,
    menuPath: oktaTokenMenuPath,
  };
  const leftovers = input.isTokenDead ? [...input.leftovers] : [...input.leftovers, tokenLeftover];
  return {
    ...describeFailure(input.error),
    oktaState: `${describeState(input)} ${describeToken(input)}`,
    todo: describeTodo(input, leftovers),
    leftovers,
  };
}

function describeState({ hasWritten, leftovers, isConnected }: ProblemInput): string {
  if (isConnected) return 'Everything else is in place: the test person is sent to AdminX.';
  if (leftovers.length > 0) {
    const names = leftovers.map(({ name }) => `“${name}”`).join(', ');
    return `Not everything could be taken back. Okta may still have: ${names}.`;
  }
  return hasWritten
    ? 'Everything this set-up made in Okta was taken back; Okta is as it was before.'
    : 'Nothing was written in Okta.';
}

function describeToken({ isTokenDead }: ProblemInput): string {
  return isTokenDead
    ? 'The API token is revoked.'
    : 'The API token could not be proven dead and may still work.';
}

function describeTodo({ isConnected }: ProblemInput, leftovers: readonly SetupLeftover[]): string {
  const clicks = leftovers.map(({ name, menuPath }) => `${name}: ${menuPath}`);
  const removal = clicks.length === 0 ? '' : `Delete in Okta: ${clicks.join('; ')}.`;
  const next = isConnected ? '' : 'Then begin a new set-up with a new token.';
  return [removal, removal === '' ? 'Begin a new set-up with a new token.' : next]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
