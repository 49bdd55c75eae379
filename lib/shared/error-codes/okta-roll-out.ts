import type { ErrorEntries } from './entry';

/** Refusals and failures around routing more people, and going one step back. */
export const oktaRollOutErrors = {
  'okta.not_connected': {
    status: 409,
    message:
      'Okta does not have the identity provider of this AdminX, or it is switched off. Connect the organisation again first.',
  },
  'okta.set_up_by_hand': {
    status: 409,
    message:
      'This organisation was connected by hand. Run the set-up for it once: it takes over what is there, and can be rolled out further then.',
  },
  'okta.roll_out_backwards': {
    status: 409,
    message: 'More people are routed already. Go one step back to reach a narrower stage.',
  },
  'okta.roll_out_complete': {
    status: 409,
    message: 'Everyone is routed already. There is nothing wider.',
  },
  'okta.roll_out_leftover': {
    status: 409,
    message:
      'Okta has a rule of a roll-out that stopped half-way. Choose the same again to go on with it, or go one step back first.',
  },
  'okta.nothing_to_step_back': {
    status: 409,
    message: 'Only the test person is routed. To end that too, take the connection away.',
  },
  'okta.fallback_unavailable': {
    status: 409,
    message:
      'Falling back to Okta exists on Identity Engine only, and this organisation runs on Classic Engine.',
  },
  'okta.admin_not_super': {
    status: 409,
    message:
      'Not everybody you named is an active super administrator of Okta with exactly this login.',
  },
  'okta.admin_routed': {
    status: 409,
    message:
      'Okta sends an administrator you named to an identity provider instead of its own sign-in.',
  },
  'okta.listed_person_unusable': {
    status: 409,
    message: 'Not everybody on the list can be routed.',
  },
  'okta.roll_out_nobody': {
    status: 409,
    message: 'Nobody in Okta has this value in this profile attribute.',
  },
  'okta.attribute_unknown': {
    status: 409,
    message:
      'Okta cannot search for this profile attribute. Look up its variable name in Okta: Directory → Profile Editor → User (default).',
  },
  'okta.choice_gone': {
    status: 409,
    message: 'A network zone or application you chose is not there any more. Check again.',
  },
  'okta.guard_refused': {
    status: 409,
    message:
      'The guard against lock-out refuses this: not all of its conditions are met. The review names them.',
  },
  'okta.override_own': {
    status: 403,
    message: 'Another administrator must approve this, not the one who began it.',
  },
  'okta.override_impossible': {
    status: 409,
    message: 'A condition that is not met cannot be overridden by anybody. The review names it.',
  },
  'okta.override_needless': {
    status: 409,
    message: 'All conditions are met. There is nothing to override.',
  },
  'okta.wider_route_unproven': {
    status: 502,
    message: 'The wider rule is active, but Okta does not send everybody where they belong.',
  },
  'okta.repair_idp_gone': {
    status: 409,
    message:
      'The identity provider of this application is not in Okta any more, so there is nothing to put back. Take away what is left, then connect the organisation again.',
  },
  'okta.repair_closed': {
    status: 409,
    message:
      'The application is switched off here, or was taken away from Okta, so nobody is to be sent to it. Switch it on, or connect the organisation again.',
  },
  'okta.repair_after_step_back': {
    status: 409,
    message:
      'Going one step back stopped on the way. Finish that first: a repair would put back what was being taken away.',
  },
  'okta.repair_unproven': {
    status: 502,
    message: 'Everything was put back, but Okta does not send everybody where they belong.',
  },
  'okta.step_back_unproven': {
    status: 502,
    message: 'The rules are gone, but Okta still sends people to AdminX whom they caught.',
  },
} as const satisfies ErrorEntries;
