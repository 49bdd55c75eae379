import type { RunStep } from '@/components/okta/paths';
import { hasEndedBadly } from '@/components/okta/wizard-steps';
import type { SetupRunView } from '@/lib/schemas/okta-run';
import type { StepText } from './step-texts';

const unchanged = 'Nothing in Okta has changed yet.';

/** The words of a run that takes a connection away; it has no other steps. */
export function undoTexts(run: SetupRunView): Partial<Record<RunStep, StepText>> {
  const { name } = run.org;
  return {
    check: {
      title: `What of AdminX is in ${name}?`,
      description:
        'Removing needs a new one-time token: the one that connected it is dead. Reading changes nothing.',
      state: unchanged,
      points: [
        'Only the routing rule, the identity provider and the certificate of this AdminX are looked for.',
        'The next page shows what would go, and who would sign in where.',
      ],
    },
    review: {
      title: 'Is this what should go?',
      description: `Everything of AdminX in ${name}, in the order in which Okta lets it go.`,
      state: unchanged,
      points: [
        'The routing rule goes off first: people are back with Okta at once.',
        'Each deletion is read again to prove it.',
        'Accounts stay in Okta, also those it created for people who came from here.',
      ],
    },
    apply: applyText(run),
  };
}

function applyText({ status }: SetupRunView): StepText {
  if (hasEndedBadly(status)) {
    const isCancelled = status === 'CANCELLED';
    return {
      title: 'This removal is over',
      description: '',
      state: isCancelled ? 'Nothing in Okta was changed.' : 'Some of it may be left in Okta.',
      points: isCancelled ? [] : ['A new removal finds what is left and goes on from there.'],
    };
  }
  const isDone = status === 'SUCCEEDED';
  return {
    title: isDone ? 'AdminX is gone from Okta' : 'Removing',
    description: isDone ? '' : 'Each call to Okta as it happens, with the time it took.',
    state: isDone ? 'Everybody signs in at Okta itself.' : 'Okta is being changed now.',
    points: isDone
      ? ['To connect again, begin a new set-up.']
      : ['The token is revoked at the end, whatever happened before.'],
  };
}
