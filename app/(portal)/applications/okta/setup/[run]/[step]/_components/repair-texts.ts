import type { RunStep } from '@/components/okta/paths';
import { hasEndedBadly } from '@/components/okta/wizard-steps';
import type { SetupRunView } from '@/lib/schemas/okta-run';
import type { StepText } from './step-texts';

const unchanged = 'Nothing in Okta has changed yet.';

/** The words of a run that puts back what others changed; it has no other steps. */
export function repairTexts(run: SetupRunView): Partial<Record<RunStep, StepText>> {
  const { name } = run.org;
  return {
    check: {
      title: `Does ${name} stand as it was set up?`,
      description:
        'Comparing needs a new one-time token: the one before is dead. Reading changes nothing.',
      state: unchanged,
      points: [
        'The identity provider with its certificate, the attribute mapping, and every routing rule of AdminX: state, conditions, order.',
        'Rules of others are never touched, and nobody is routed whom AdminX was not told to route.',
      ],
    },
    review: {
      title: 'Is this what should be put back?',
      description: `What differs in ${name} from what AdminX made, field by field.`,
      state: unchanged,
      points: [
        'Rules that keep administrators with Okta are put back first.',
        'What is made again is switched off until everything else is right.',
        'If somebody is not sent where they belong afterwards, everything is taken back by itself.',
      ],
    },
    apply: applyText(run),
  };
}

function applyText(run: SetupRunView): StepText {
  if (hasEndedBadly(run.status)) return endedText(run);
  if (run.status === 'SUCCEEDED') {
    return {
      title: 'Everything is put back',
      description: '',
      state: 'Who is to be sent to AdminX is sent there.',
      points: ['The application’s page goes on watching where people are sent.'],
    };
  }
  return {
    title: 'Putting it back',
    description: 'Each call to Okta as it happens, with the time it took.',
    state: 'Okta is being changed now.',
    points: [
      'If a call fails, what this repair changed goes back to what was found.',
      'The token is revoked at the end, whatever happened before.',
    ],
  };
}

function endedText({ status, error }: SetupRunView): StepText {
  const isCancelled = status === 'CANCELLED';
  const isLeft = (error?.leftovers ?? []).some(({ kind }) => kind !== 'token');
  return {
    title: isCancelled ? 'This check is over' : 'This repair is over',
    description: '',
    state: isLeft ? 'Some of it is put back in Okta.' : 'Okta is as it was found.',
    points: isCancelled ? [] : ['A new repair finds what differs and goes on from there.'],
  };
}
