import type { RunStep } from '@/components/okta/paths';
import { hasEndedBadly, isConnected } from '@/components/okta/wizard-steps';
import type { SetupRunStatus, SetupRunView } from '@/lib/schemas/okta-run';
import { repairTexts } from './repair-texts';
import { rollOutTexts, stepBackTexts } from './roll-out-texts';
import { undoTexts } from './undo-texts';

/** The words around a step: its question, and the right-hand side. */
export interface StepText {
  readonly title: string;
  readonly description: string;
  readonly state: string;
  readonly points: readonly string[];
}

/** What Okta is like after a run that ended without success. */
function endState({ status, error }: SetupRunView): string {
  if (status === 'CANCELLED') return 'Nothing in Okta was changed.';
  const isLeft = (error?.leftovers ?? []).some(({ kind }) => kind !== 'token');
  if (!isLeft) return 'Okta is as it was before this run.';
  return status === 'INTERRUPTED'
    ? 'Okta may be half changed.'
    : 'Something of this run is left in Okta.';
}

const unchanged = 'Nothing in Okta has changed yet.';

/** The words of every step of a run. */
export function stepTexts(run: SetupRunView): Record<RunStep, StepText> {
  const texts = setupTexts(run);
  if (run.kind === 'UNDO') return { ...texts, ...undoTexts(run) };
  if (run.kind === 'REPAIR') return { ...texts, ...repairTexts(run) };
  if (run.kind === 'ROLL_OUT') return { ...texts, ...rollOutTexts(run) };
  return run.kind === 'STEP_BACK' ? { ...texts, ...stepBackTexts(run) } : texts;
}

function setupTexts(run: SetupRunView): Record<RunStep, StepText> {
  const { name } = run.org;
  return {
    check: {
      title: `Is ${name} ready?`,
      description: 'AdminX reads the organisation with the token. Reading changes nothing.',
      state: unchanged,
      points: [
        'Whose token it is, and whether its roles are enough.',
        'Which identity providers, keys and routing rules are there already.',
        'What stands in the way, and how to mend it.',
      ],
    },
    choose: {
      title: 'Who tries it first, and how does Okta find the account?',
      description:
        run.alsoRouted.length === 0
          ? 'One person is routed to AdminX. You can widen it later with another token.'
          : 'Who is routed to AdminX already stays routed. You widen it on the application’s page.',
      state: unchanged,
      points: [
        'The identity provider never signs in an Okta administrator: it is created that way.',
        'Okta sign-in at /login/default stays open to everybody.',
        'The next page shows every object and request before anything is sent.',
      ],
    },
    review: {
      title: 'Is this what should happen?',
      description: `The plan for ${name}, made from what the check found and what you chose.`,
      state: unchanged,
      points: [
        'The routing rule is created inactive and switched on last.',
        'Applying takes a few seconds and asks for your passkey if you last used it a while ago.',
        'To take it away later, AdminX asks for a new one-time token.',
      ],
    },
    apply: applyText(run),
    prove: {
      title: 'Does it work?',
      description: 'A real sign-in of the test person, and what the outside world sees.',
      state: routedState(run),
      points: [
        ...othersPoints(run),
        'If something is wrong, whoever is routed can sign in at /login/default.',
        'No token is needed here.',
      ],
    },
  };
}

function applyText(run: SetupRunView): StepText {
  if (hasEndedBadly(run.status) && isConnected(run)) {
    return {
      title: 'Okta is connected, but the token is alive',
      description: '',
      state: routedState(run),
      points: [
        ...othersPoints(run),
        'This run stays red here: AdminX keeps no copy of the token to try again with.',
      ],
    };
  }
  if (hasEndedBadly(run.status)) {
    return {
      title: 'This run is over',
      description: '',
      state: endState(run),
      points: ['A new run finds what is there already, and uses it.'],
    };
  }
  const isDone = run.status === 'SUCCEEDED';
  return {
    title: isDone ? 'Okta is connected' : 'Applying the plan',
    description: isDone ? '' : 'Each call to Okta as it happens, with the time it took.',
    state: isDone ? routedState(run) : beginning(run.status),
    points: isDone
      ? othersPoints(run)
      : [
          'If a call fails, what this run created is taken back.',
          'The token is revoked at the end, whatever happened before.',
        ],
  };
}

function routedState({ alsoRouted }: SetupRunView): string {
  return alsoRouted.length === 0
    ? 'One person is routed to AdminX.'
    : 'The test person is routed to AdminX, and so are the people of the rules below.';
}

function othersPoints({ alsoRouted }: SetupRunView): readonly string[] {
  return alsoRouted.length === 0
    ? ['Everybody else signs in to Okta as before.']
    : [
        ...alsoRouted.map((who) => `Routed too: ${who}.`),
        'Whom no rule catches signs in to Okta as before.',
      ];
}

/** The server's word; a run that began after this page was drawn tells so itself. */
function beginning(status: SetupRunStatus): string {
  return status === 'PLANNED'
    ? 'Changes begin when the server has accepted the plan.'
    : 'Okta is being changed now.';
}
