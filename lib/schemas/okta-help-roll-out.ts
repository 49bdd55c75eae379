import { unwritten, type OktaHelp, type OktaHelpCode } from './okta-help-entry';

const takenBack =
  'The run took its rule back and read again. Its page names anything that is left; until that is gone, whom the rule catches is sent here, and /login/default leads to Okta’s own sign-in.';
const asBefore = 'Nothing has changed: who was routed before is routed still.';

/** Help about routing more people, and going one step back. */
export const rollOutHelp = {
  'okta.not_connected': {
    state: unwritten,
    todo: 'Look at Security → Identity Providers: activate the identity provider of AdminX, or run the set-up again with the same name.',
  },
  'okta.set_up_by_hand': {
    state: unwritten,
    todo: 'Open Applications → Add Application → Okta SAML and run the set-up with the name the identity provider has in Okta.',
  },
  'okta.roll_out_backwards': {
    state: asBefore,
    todo: 'Use “One step back” on the application’s page, as often as needed.',
  },
  'okta.roll_out_complete': { state: asBefore, todo: 'There is nothing left to do here.' },
  'okta.roll_out_leftover': {
    state: 'A rule of the run that stopped may be on. The run’s page names it.',
    todo: 'Widen again with the same choices, or use “One step back” on the application’s page.',
  },
  'okta.nothing_to_step_back': {
    state: asBefore,
    todo: 'Use “Remove from Okta” on the application’s page to end the test, too.',
  },
  'okta.fallback_unavailable': {
    state: unwritten,
    todo: 'Leave “Fall back to Okta” off. /login/default works on both engines.',
  },
  'okta.admin_not_super': {
    state: unwritten,
    todo: 'Look at Security → Administrators in the Admin Console, and write the login exactly as on the person’s profile. A role through a group counts, a role that is not active does not.',
  },
  'okta.admin_routed': {
    state: unwritten,
    todo: 'Look at Security → Identity Providers → Routing rules: a rule above ours catches this login. Name another super administrator, or change that rule.',
  },
  'okta.listed_person_unusable': {
    state: unwritten,
    todo: 'The form names who and why: not in Okta, not active there, or an administrator. Take them off the list, or mend it in Okta first.',
  },
  'okta.roll_out_nobody': {
    state: unwritten,
    todo: 'Look at one person’s profile in Okta (Directory → People) and compare the value letter by letter.',
  },
  'okta.attribute_unknown': {
    state: unwritten,
    todo: 'Copy the variable name from Directory → Profile Editor → User (default); the name shown to people is another one.',
  },
  'okta.choice_gone': { state: unwritten, todo: 'Check again and choose from the new list.' },
  'okta.guard_refused': {
    state: asBefore,
    todo: 'Meet the conditions that the review names, then load it again. Some of them a second administrator can let pass.',
  },
  'okta.override_own': {
    state: asBefore,
    todo: 'Give the address of the review to another administrator, who signs in and approves it there.',
  },
  'okta.override_impossible': {
    state: asBefore,
    todo: 'Meet this condition: without it there may be no way back into Okta.',
  },
  'okta.override_needless': { state: asBefore, todo: 'Go on with Apply.' },
  'okta.wider_route_unproven': {
    state: takenBack,
    todo: 'Look at Security → Identity Providers → Routing rules for a rule of somebody else that comes first. Then widen again with a new token.',
  },
  'okta.repair_idp_gone': {
    state: unwritten,
    todo: 'Use “Remove from Okta” on the application’s page to take away rules that are left, then connect the organisation again: that makes a new identity provider with a new audience. An identity provider that was set up by hand in its place is taken over by the set-up.',
  },
  'okta.repair_closed': {
    state: unwritten,
    todo: 'Switch the application on under its page’s danger zone, if people are to be sent here. If it was taken away from Okta, connect the organisation again.',
  },
  'okta.repair_after_step_back': {
    state: 'A rule of the stage that was being taken back may be left in Okta, on or off.',
    todo: 'Use “One step back” on the application’s page once more: it goes on from what is left. Then check and repair.',
  },
  'okta.repair_unproven': {
    state: takenBack,
    todo: 'Look at Security → Identity Providers → Routing rules for a rule of somebody else that comes first, and at the journal for who was sent elsewhere. Then repair again with a new token.',
  },
  'okta.step_back_unproven': {
    state: 'The rules of this step are deleted, but Okta still sends people here.',
    todo: 'Wait a minute, then go one step back again with a new token. If it stays so, look at Security → Identity Providers → Routing rules for another rule that leads here.',
  },
} satisfies Partial<Record<OktaHelpCode, OktaHelp>>;
