import type { RunStep } from '@/components/okta/paths';
import { hasEndedBadly } from '@/components/okta/wizard-steps';
import type { SetupRunView } from '@/lib/schemas/okta-run';
import type { StepText } from './step-texts';

const unchanged = 'Nothing in Okta has changed yet.';

/** The words of a run that routes more people. */
export function rollOutTexts(run: SetupRunView): Record<RunStep, StepText> {
  const { name } = run.org;
  return {
    check: {
      title: `Is ${name} ready for more people?`,
      description:
        'Widening needs a new one-time token: the one before is dead. Reading changes nothing.',
      state: unchanged,
      points: [
        'Whether the token is enough, and whether anybody changed the rules of the stages before.',
        'Which network zones and applications a rule may name.',
      ],
    },
    choose: {
      title: 'Who is sent to AdminX next?',
      description: 'Each stage is a rule of its own in Okta, so one step back is always possible.',
      state: unchanged,
      points: [
        'The narrower rules stay as they are.',
        'Wider than a list, a rule above all others keeps the administrators you name with Okta.',
        'People and administrators are checked with the token before you see the plan.',
      ],
    },
    review: {
      title: 'May this go live?',
      description: 'The guard names what must hold before more people are sent to AdminX.',
      state: unchanged,
      points: [
        'The server refuses the plan while a condition is not met.',
        'Another administrator can let some conditions pass, with a reason.',
        'If an administrator is not with Okta afterwards, everything is taken back by itself.',
      ],
    },
    apply: applyText(run, 'More people are sent to AdminX.'),
    prove: {
      title: 'Is everybody sent where they belong?',
      description: 'What was seen from outside, and what to wait for before going wider.',
      state: 'More people are sent to AdminX.',
      points: [
        'Go one step back on the application’s page whenever something is wrong.',
        'Whoever is stuck can sign in at /login/default.',
      ],
    },
  };
}

/** The words of a run that goes one step back. */
export function stepBackTexts(run: SetupRunView): Partial<Record<RunStep, StepText>> {
  const { name } = run.org;
  return {
    check: {
      title: `What was the last step in ${name}?`,
      description: 'Going back needs a new one-time token. Reading changes nothing.',
      state: unchanged,
      points: [
        'Only the rules of the last step are looked for, or those of a run that stopped.',
        'In a hurry, switch the rule off in Okta: Security → Identity Providers → Routing rules.',
      ],
    },
    review: {
      title: 'Is this what should go?',
      description: 'The rules of the last step. The narrower ones stay.',
      state: unchanged,
      points: ['The rule goes off first: people are back with Okta at once.'],
    },
    apply: applyText(run, 'Fewer people are sent to AdminX.'),
  };
}

function applyText({ status, error }: SetupRunView, done: string): StepText {
  if (hasEndedBadly(status)) {
    const isLeft = (error?.leftovers ?? []).some(({ kind }) => kind !== 'token');
    return {
      title: 'This run is over',
      description: '',
      state: isLeft
        ? 'Something of this run is left in Okta.'
        : 'The same people are routed as before.',
      points: ['A new run with a new token goes on from what is there.'],
    };
  }
  const isDone = status === 'SUCCEEDED';
  return {
    title: isDone ? 'Done' : 'Applying the plan',
    description: isDone ? '' : 'Each call to Okta as it happens, with the time it took.',
    state: isDone ? done : 'Okta is being changed now.',
    points: isDone
      ? ['The application’s page shows the stage, and watches some of its logins.']
      : ['The token is revoked at the end, whatever happened before.'],
  };
}
