import { unwritten, type OktaHelp, type OktaHelpCode } from './okta-help-entry';

/** Help about finding an organisation by its address. */
export const addressHelp = {
  'okta.domain_invalid': {
    state: unwritten,
    todo: 'Copy the host from the address bar of Okta: acme.okta.com, also with -admin. A host that only contains “okta” is not Okta’s and never gets the token.',
  },
  'okta.domain_has_extras': {
    state: unwritten,
    todo: 'Take off everything behind the host name, and anything before an @ sign.',
  },
  'okta.domain_reserved': {
    state: unwritten,
    todo: 'Open the page where your people sign in, and copy its host: the first part is your company’s.',
  },
  'okta.not_an_organisation': {
    state: unwritten,
    todo: 'Open https://<address>/.well-known/okta-organization in a browser: an Okta organisation answers with its id. If yours does, but AdminX is answered otherwise, look for a proxy in between.',
  },
  'okta.organisation_changed': {
    state: unwritten,
    todo: 'Ask the administrators of Okta what became of the organisation that had this address.',
  },
  'okta.address_unknown': {
    state: unwritten,
    todo: 'Connect the organisation with the wizard, or set it up by hand once more with its address.',
  },
} satisfies Partial<Record<OktaHelpCode, OktaHelp>>;

/** Help about reaching it. */
export const networkHelp = {
  'net.address_forbidden': {
    state: `${unwritten} The address was not contacted.`,
    todo: 'The name leads into a private network. Ask whoever runs the name server of this machine.',
  },
  'net.url_forbidden': { state: unwritten, todo: 'Type the host name alone: acme.okta.com.' },
  'net.name_unresolved': {
    state: unwritten,
    todo: 'Look for a typing mistake. If the name is right, this server’s name server does not know it.',
  },
  'net.unreachable': {
    state: unwritten,
    todo: 'See whether this server may reach the internet over https (port 443), also through its firewall.',
  },
  'net.timeout': { state: unwritten, todo: 'Try again in a moment, and look at status.okta.com.' },
  'net.redirected': {
    state: `${unwritten} The other address was not contacted.`,
    todo: 'Type the address that is left in the browser after it was sent on.',
  },
  'net.answer_too_large': { state: unwritten, todo: 'Check the address: this is no organisation.' },
  'net.answer_unusable': { state: unwritten, todo: 'Check the address: this is no organisation.' },
} satisfies Partial<Record<OktaHelpCode, OktaHelp>>;
