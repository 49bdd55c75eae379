import 'server-only';
import { setupTitles } from '@/lib/okta/setup-plan-steps';
import { oktaTokenMenuPath } from '@/lib/schemas/okta';
import type { SetupAction, SetupError, SetupLeftover, SetupRunKind } from '@/lib/schemas/okta-run';
import { describeRollOutEnd, type RollOutEnd } from './describe-roll-out-end';
import { describeFailure } from './run-journal';

/** What became of a run that is not done. */
export interface ProblemInput {
  readonly error: unknown;
  /** The step at which it happened; absent when it happened between two. */
  readonly action?: SetupAction | undefined;
  /**
   * `unwritten`: it had written nothing. `taken_back`: what it made was taken back, apart from the
   * leftovers. `interrupted`: nobody took anything back. `connected`: everything is in place and
   * stays; only the token is in doubt. `removed`: a removal is through; only the token is in doubt.
   * `undo_stopped`: a removal stopped on the way.
   */
  readonly end:
    | 'unwritten'
    | 'taken_back'
    | 'interrupted'
    | 'connected'
    | 'removed'
    | 'undo_stopped'
    | RollOutEnd;
  readonly leftovers: readonly SetupLeftover[];
  readonly isTokenDead: boolean;
}

const token: SetupLeftover = {
  kind: 'token',
  name: 'The API token of this set-up',
  id: null,
  menuPath: oktaTokenMenuPath,
};

type Ends = Record<SetupRunKind, ProblemInput['end']>;

/** How a run ended that is through, but for the token. */
export const doneEnds = {
  SETUP: 'connected',
  UNDO: 'removed',
  ROLL_OUT: 'widened',
  STEP_BACK: 'stepped_back',
  REPAIR: 'repaired',
} as const satisfies Ends;

/** How a run ended that failed after its first write. */
export const failedEnds = {
  SETUP: 'taken_back',
  UNDO: 'undo_stopped',
  ROLL_OUT: 'widening_taken_back',
  STEP_BACK: 'step_back_stopped',
  REPAIR: 'repair_taken_back',
} as const satisfies Ends;

/** How a run ended whose server stopped. */
export const interruptedEnds = {
  SETUP: 'interrupted',
  UNDO: 'undo_stopped',
  ROLL_OUT: 'widening_interrupted',
  STEP_BACK: 'step_back_stopped',
  REPAIR: 'repair_interrupted',
} as const satisfies Ends;

/** The three sentences for a tired admin: what happened, what state Okta is in, what to do. */
export function describeProblem(input: ProblemInput): SetupError {
  const { code, message } = describeFailure(input.error);
  const words = describeRollOutEnd(input.end, input.leftovers.map(nameOf));
  if (words) return describeWith(words, input, { code, message });
  return {
    code,
    message: `${describePlace(input)}${message}`,
    oktaState: join(describeState(input), describePeople(input), describeToken(input)),
    todo: describeTodo(input),
    leftovers: input.isTokenDead ? [...input.leftovers] : [...input.leftovers, token],
  };
}

function describeWith(
  words: { readonly state: string; readonly todo: string },
  input: ProblemInput,
  { code, message }: { readonly code: string; readonly message: string },
): SetupError {
  const revoke = input.isTokenDead ? '' : `Revoke the API token in Okta: ${oktaTokenMenuPath}.`;
  return {
    code,
    message: `${describePlace(input)}${message}`,
    oktaState: join(words.state, describeToken(input)),
    todo: join(revoke, words.todo),
    leftovers: input.isTokenDead ? [...input.leftovers] : [...input.leftovers, token],
  };
}

function describePlace({ action }: ProblemInput): string {
  return action === undefined ? '' : `At “${setupTitles[action]}”: `;
}

function describeState({ end, leftovers }: ProblemInput): string {
  const what = leftovers.map(nameOf).join(', ');
  if (end === 'connected') return 'Everything is in place.';
  if (end === 'removed') return 'Everything of AdminX was removed.';
  if (end === 'undo_stopped') return describeRemainder(what);
  if (end === 'unwritten') return 'Nothing was written.';
  if (end === 'interrupted') {
    if (what === '') return 'Nothing had been made yet.';
    return `What had been made was not taken back. Okta may have ${what}.`;
  }
  if (what === '') return 'Everything this set-up made was taken back.';
  return `Not everything could be taken back. Okta may still have ${what}.`;
}

function describeRemainder(what: string): string {
  if (what === '') return 'Everything of AdminX is gone from Okta, but not all of it was proven.';
  return `The removal stopped on the way. Okta may still have ${what}.`;
}

/** What it means for those who sign in right now. */
function describePeople({ end, leftovers }: ProblemInput): string {
  if (end === 'connected') {
    return 'The test person is sent to AdminX; who else is sent where is as before.';
  }
  if (leftovers.every(({ kind }) => kind !== 'rule')) {
    const isGone = end === 'removed' || end === 'undo_stopped';
    return isGone ? 'Everybody signs in at Okta itself.' : 'Everybody signs in as before.';
  }
  if (end === 'undo_stopped' || end === 'interrupted') {
    return (
      'While one of these rules is on, whom it catches is sent to AdminX; /login/default leads to ' +
      'Okta’s own sign-in.'
    );
  }
  return (
    'While the rule is on, the test person is sent to AdminX and refused there; /login/default ' +
    'leads to Okta’s own sign-in. Everybody else signs in as before.'
  );
}

function describeToken({ isTokenDead }: ProblemInput): string {
  return isTokenDead
    ? 'The API token is revoked.'
    : 'The API token was not proven dead and may still work.';
}

function describeTodo(input: ProblemInput): string {
  const revoke = input.isTokenDead ? '' : `Revoke the API token in Okta: ${oktaTokenMenuPath}.`;
  if (input.end === 'connected') return join(revoke, 'Then go on to the test sign-in.');
  if (input.end === 'removed') return revoke;
  if (input.end === 'undo_stopped') return join(revoke, againTodo(revoke === ''));
  return join(revoke, describeNext(input, revoke === ''));
}

function againTodo(isFirst: boolean): string {
  const again = 'begin the removal again with a new token: it goes on from what is left.';
  return isFirst ? `Mend what is said above, then ${again}` : `Then ${again}`;
}

function describeNext(input: ProblemInput, isFirst: boolean): string {
  const removal = describeRemoval(input.leftovers);
  const then = isFirst ? 'Begin' : 'Then begin';
  if (removal === '') return `${then} a new set-up with a new token.`;
  return join(
    `${then} a new set-up with a new token and the same choices: it goes on from what is there.`,
    `To undo instead, use “Remove from Okta” with a new token, or delete in Okta ${removal}.`,
  );
}

/** A certificate alone lets nobody in, and the next set-up uses it: nothing to do. */
function describeRemoval(leftovers: readonly SetupLeftover[]): string {
  return leftovers
    .filter(({ kind }) => kind !== 'key')
    .map((left) => `${nameOf(left)} (${left.menuPath})`)
    .join(', then ');
}

const kinds = {
  rule: 'the routing rule',
  idp: 'the identity provider',
  key: 'the signing certificate of AdminX',
  mapping: 'the changed attribute mapping',
  token: 'the API token',
} as const satisfies Record<SetupLeftover['kind'], string>;

function nameOf({ kind, name }: SetupLeftover): string {
  return kind === 'key' || kind === 'token' ? kinds[kind] : `${kinds[kind]} “${name}”`;
}

function join(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
