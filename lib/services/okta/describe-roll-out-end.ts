import 'server-only';

/**
 * How a roll-out, a step back or a repair that is not done ended. `widened`, `stepped_back`,
 * `repaired`: through, only the token is in doubt. `widening_taken_back`: what it made was taken back, apart from what is left.
 * `widening_interrupted`: nobody took anything back. `step_back_stopped`: it stopped on the way.
 * `repair_taken_back`, `repair_interrupted`: as those of widening.
 */
export type RollOutEnd =
  | 'widened'
  | 'stepped_back'
  | 'widening_taken_back'
  | 'widening_interrupted'
  | 'step_back_stopped'
  | 'repaired'
  | 'repair_taken_back'
  | 'repair_interrupted';

interface Words {
  /** What state Okta is in, and what it means for people. */
  readonly state: string;
  readonly todo: string;
}

const whileOn =
  'While such a rule is on, whom it catches is sent to AdminX; /login/default leads to Okta’s own sign-in.';

const words: Record<RollOutEnd, (left: string) => Words> = {
  widened: () => ({
    state: 'The wider rule is on, and everybody is sent where they belong.',
    todo: 'Then watch the stage on the application’s page.',
  }),
  stepped_back: () => ({
    state: 'The wider rule is gone; whom it caught is back with Okta.',
    todo: '',
  }),
  widening_taken_back: (left) =>
    left === ''
      ? {
          state:
            'Everything this roll-out made was taken back. The same people are routed as before.',
          todo: 'Mend what is said above, then widen again with a new token.',
        }
      : {
          state: `Not everything could be taken back. Okta may still have ${left}. ${whileOn}`,
          todo: `Go one step back with a new token, or delete in Okta ${left}, in this order.`,
        },
  widening_interrupted: (left) =>
    left === ''
      ? {
          state: 'Nothing had been made yet. The same people are routed as before.',
          todo: 'Then widen again with a new token.',
        }
      : {
          state: `What had been made was not taken back. Okta may have ${left}. ${whileOn}`,
          todo: 'Widen again with a new token and the same choices: it goes on from what is there. Or go one step back, which removes what is there.',
        },
  step_back_stopped: (left) =>
    left === ''
      ? {
          state: 'The rules are gone from Okta, but that people are back was not proven.',
          todo: 'Look at the application’s page where people are sent.',
        }
      : {
          state: `Going back stopped on the way. Okta may still have ${left}. ${whileOn}`,
          todo: 'Go one step back again with a new token: it goes on from what is left.',
        },
  repaired: () => ({
    state: 'Everything stands as it was made, and everybody is sent where they belong.',
    todo: '',
  }),
  repair_taken_back: (left) =>
    left === ''
      ? {
          state:
            'Everything this repair changed was taken back: Okta is as it was found, with what differs.',
          todo: 'Mend what is said above, then repair again with a new token.',
        }
      : {
          state: `Not everything could be taken back. Okta may still have ${left}. ${whileOn}`,
          todo: 'Repair again with a new token: it goes on from what is there.',
        },
  repair_interrupted: (left) =>
    left === ''
      ? {
          state: 'Nothing had been changed yet: Okta is as it was found.',
          todo: 'Then repair again with a new token.',
        }
      : {
          state: `The repair stopped on the way. Okta may have ${left}; the rest is as it was found. ${whileOn}`,
          todo: 'Repair again with a new token: it goes on from what is there.',
        },
};

/** State and next step of a roll-out that is not done; null for any other end. */
export function describeRollOutEnd(end: string, leftovers: readonly string[]): Words | null {
  return isRollOutEnd(end) ? words[end](leftovers.join(', ')) : null;
}

function isRollOutEnd(end: string): end is RollOutEnd {
  return end in words;
}
