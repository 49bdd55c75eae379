import { oktaErrors } from '@/lib/shared/error-codes/okta';
import { oktaTokenMenuPath } from './okta';
import { addressHelp, networkHelp } from './okta-help-address';
import { rollOutHelp } from './okta-help-roll-out';
import { unwritten, type OktaHelp, type OktaHelpCode } from './okta-help-entry';

/** A run that fails takes back what it made; its page says what, if anything, is left. */
const takenBack =
  'What the run made was taken back and read again. Its page names anything that is left; unless that is a routing rule, people sign in as before.';
const here = 'This is about AdminX alone. Nothing in Okta has changed.';
const again = 'Begin again with a new token.';
const superAdmin = `Sign in to Okta as a super administrator, make a new token (${oktaTokenMenuPath}), and use that one.`;

const token = {
  'okta.token_invalid': {
    state:
      'Okta takes nothing from this token any more. Before the first change nothing has happened; in the middle of a run its page says what is left.',
    todo: `Copy the token again, whole. If it is right, look at ${oktaTokenMenuPath}: it may be revoked, expired after 30 days without use, or bound to a network zone that leaves out this server’s public address. A token of another organisation is refused in the same words.`,
  },
  'okta.permission_missing': { state: takenBack, todo: superAdmin },
  'okta.role_insufficient': { state: unwritten, todo: superAdmin },
  'okta.token_alive': {
    state:
      'Everything else is as the run’s page says. Whoever has the token can act in your organisation as its owner.',
    todo: `Open ${oktaTokenMenuPath} in the Admin Console, find the token by the name you gave it, and revoke it there. AdminX keeps no copy, so it cannot try again later.`,
  },
} satisfies Partial<Record<OktaHelpCode, OktaHelp>>;

const organisation = {
  'okta.feature_missing': {
    state: `${takenBack} Okta answers 401 E0000015, but the token is good.`,
    todo: 'Ask Okta’s support to switch the feature on; the step that failed says which one it is about. Another token changes nothing.',
  },
  'okta.policy_missing': {
    state: unwritten,
    todo: 'Ask Okta’s support to switch on identity provider routing rules.',
  },
  'okta.idp_name_taken': {
    state: unwritten,
    todo: 'Go back to Choose and give another name. The other identity provider stays untouched.',
  },
  'okta.idp_exists_otherwise': {
    state: unwritten,
    todo: 'Go back to Choose and give the name it has in Okta (Security → Identity Providers), so that it is used again.',
  },
  'okta.rule_name_taken': {
    state: unwritten,
    todo: 'Look at Security → Identity Providers → Routing rules. Rename or delete the rule of that name, or choose another name of the identity provider: the rule is named after it.',
  },
  'okta.other_rules_route': {
    state: unwritten,
    todo: 'Open Security → Identity Providers → Routing rules, and lead the people of that rule back to Okta first. Otherwise they would be sent to something that is gone.',
  },
  'okta.nothing_to_undo': { state: unwritten, todo: 'There is nothing to do in Okta.' },
  'okta.conflict': {
    state: takenBack,
    todo: 'Check again: the findings name what is there already.',
  },
  'okta.trusted_claims_in_use': {
    state: 'The identity provider stays as it is. People sign in as before.',
    todo: 'Okta’s own words on the run’s page name the policies. Take the dependency on trusted claims out of them, then begin the removal again.',
  },
  'okta.not_found': {
    state: takenBack,
    todo: 'Somebody deleted it while the run was at work. Check again.',
  },
} satisfies Partial<Record<OktaHelpCode, OktaHelp>>;

const people = {
  'okta.pilot_is_token_owner': { state: unwritten, todo: 'Choose somebody else at Choose.' },
  'okta.pilot_unusable': {
    state: unwritten,
    todo: 'Choose somebody else, or open Directory → People in Okta and bring the account back.',
  },
  'okta.pilot_missing': {
    state: unwritten,
    todo: 'Compare the logins under Directory → Alignment: the login here must be the one in Okta, letter by letter.',
  },
  'okta.pilot_is_admin': {
    state: unwritten,
    todo: 'Choose somebody without an administrator’s role in Okta.',
  },
  'okta.owner_routed': {
    state: takenBack,
    todo: 'Look at the rules in Security → Identity Providers → Routing rules: another one sends the owner of the token here.',
  },
  'okta.stranger_routed': {
    state: takenBack,
    todo: 'Look at the rules in Security → Identity Providers → Routing rules: another one sends people of the test person’s domain here since this run began.',
  },
  'okta.route_unproven': {
    state: takenBack,
    todo: 'Look for a rule above the new one that catches the test person, or that applies to this server’s network only.',
  },
  'okta.undo_unproven': {
    state: 'Rule, identity provider and certificate are deleted.',
    todo: 'Wait a minute and look at the test person’s sign-in page. If Okta still sends them here, another rule does.',
  },
} satisfies Partial<Record<OktaHelpCode, OktaHelp>>;

const answers = {
  'okta.unreachable': {
    state: takenBack,
    todo: 'See whether this server reaches the internet over https, and whether status.okta.com reports a disturbance. A call that was cut off may still have been carried out: AdminX asks Okta again before it says what is left.',
  },
  'okta.timeout': {
    state: takenBack,
    todo: 'Try again in a few minutes. A call that took too long may still have been carried out: AdminX asks Okta again before it says what is left.',
  },
  'okta.rate_limited': {
    state: takenBack,
    todo: 'Okta counts calls by the minute, for all programs of the organisation together. Wait a minute. If it stays, find out which other program asks so often (Reports → Rate Limits in Okta).',
  },
  'okta.busy': {
    state: takenBack,
    todo: 'Somebody changes policies in Okta, or Okta takes no changes for now. Wait a few minutes, then try again.',
  },
  'okta.server_error': {
    state: takenBack,
    todo: 'Look at status.okta.com. If nothing is reported, give Okta’s support the time and the step.',
  },
  'okta.request_refused': {
    state: takenBack,
    todo: 'Okta’s own words on the run’s page name the field or the limit. A limit of identity providers or rules is lifted by Okta’s support, or by deleting what nobody uses.',
  },
  'okta.answer_unusable': {
    state: takenBack,
    todo: 'Look for a proxy between this server and Okta that changes answers. If there is none, ask Okta’s support.',
  },
  'okta.blocked_destination': {
    state: `${takenBack} The token was not sent there.`,
    todo: 'Revoke the token, and find out why the answer pointed elsewhere: a proxy, or somebody in between.',
  },
  'okta.readback_differs': {
    state: takenBack,
    todo: 'Check again. If it stays, ask Okta’s support about the step that is named.',
  },
  'okta.metadata_unusable': {
    state: takenBack,
    todo: 'Check again. If it stays, open the identity provider in Okta and download its metadata; set up by hand takes that file.',
  },
  'okta.mapping_unusable': {
    state: takenBack,
    todo: 'Use the token of a super administrator, or open Directory → Profile Editor in Okta and map first name, last name and e-mail by hand.',
  },
} satisfies Partial<Record<OktaHelpCode, OktaHelp>>;

const metadataAgain =
  'Open the identity provider in Okta (Security → Identity Providers), choose Download metadata, and take that file as it is.';

const byHand = {
  'okta.acs_elsewhere': {
    state: here,
    todo: 'Copy the assertion consumer service URL again from the identity provider in Okta. It begins with the address typed above it, and with no custom domain.',
  },
  'okta.audience_unusual': {
    state: here,
    todo: 'Copy the audience URI again from the identity provider in Okta.',
  },
  'okta.sign_out_elsewhere': { state: here, todo: 'Leave the sign-out URL empty.' },
  'okta.metadata_not_xml': { state: here, todo: metadataAgain },
  'okta.metadata_unsafe': { state: here, todo: metadataAgain },
  'okta.metadata_of_another_kind': { state: here, todo: metadataAgain },
  'okta.metadata_unsigned': {
    state: here,
    todo: 'In Okta, edit the identity provider, set Request Signature to sign with SHA-256, save, and download the metadata again.',
  },
  'okta.metadata_without_certificate': { state: here, todo: metadataAgain },
} satisfies Partial<Record<OktaHelpCode, OktaHelp>>;

const runs = {
  'okta.plan_stale': {
    state: unwritten,
    todo: 'Check again and look at the new plan: somebody changed a rule, a policy or an identity provider, or the certificate here was rotated.',
  },
  'okta.run_busy': {
    state: 'The other run is changing Okta now; its page shows each call.',
    todo: 'Wait until it has ended. It is in the list on the first page of the wizard.',
  },
  'okta.run_interrupted': {
    state:
      'Some of it may be in Okta. The run’s page lists what its journal knows, and where to find it. While a routing rule is on, the test person is sent here and refused; /login/default leads to Okta’s own sign-in.',
    todo: `Revoke the token (${oktaTokenMenuPath}). Then begin a new set-up with the same choices, which goes on from what is there, or use “Remove from Okta” on the run’s page.`,
  },
  'okta.run_over': { state: 'As the run’s page says.', todo: again },
  'okta.run_not_ready': { state: unwritten, todo: 'Finish the step before this one.' },
  'okta.run_not_found': {
    state: unwritten,
    todo: 'Open the wizard’s first page: it lists the runs there are.',
  },
  'okta.application_exists': { state: here, todo: 'Open it under Applications.' },
  'okta.receipt_not_ready': {
    state: 'As the run’s page says.',
    todo: 'Finish or cancel the run first.',
  },
  ...byHand,
  'okta.application_not_found': { state: here, todo: 'Open the list of applications.' },
} satisfies Partial<Record<OktaHelpCode, OktaHelp>>;

/** What needs no more than its own sentence, such as a value copied wrongly into a form. */
const selfExplaining: OktaHelp = {
  state: 'The page that showed this says what state Okta is in.',
  todo: 'The sentence above says what to do.',
};

const explained = {
  ...addressHelp,
  ...networkHelp,
  ...token,
  ...organisation,
  ...people,
  ...answers,
  ...runs,
};

function restOf(codes: readonly string[]): Readonly<Record<string, OktaHelp>> {
  const rest = codes.filter((code) => /^okta\./u.test(code) && !Object.hasOwn(explained, code));
  return Object.fromEntries(rest.map((code) => [code, selfExplaining]));
}

/** A part of the page of help. */
interface OktaHelpGroup {
  readonly id: string;
  readonly title: string;
  readonly entries: Readonly<Record<string, OktaHelp>>;
}

/** Every error around Okta, in the order in which it may be met, with what it means and what to do. */
export const oktaHelp: readonly OktaHelpGroup[] = [
  { id: 'address', title: 'Finding the organisation', entries: { ...addressHelp, ...networkHelp } },
  { id: 'token', title: 'The API token', entries: token },
  { id: 'organisation', title: 'What is in the way in Okta', entries: organisation },
  { id: 'people', title: 'People and routing', entries: people },
  { id: 'roll-out', title: 'Routing more people', entries: rollOutHelp },
  { id: 'answers', title: 'Okta’s answers', entries: answers },
  {
    id: 'runs',
    title: 'Runs and applications',
    entries: { ...runs, ...restOf(Object.keys(oktaErrors)) },
  },
];
