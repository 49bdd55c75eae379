import type { OktaChoices } from '@/lib/schemas/okta';
import type { PlannedChange } from '@/lib/schemas/okta-run';
import type { OurIdentityProvider } from './organisation-state';
import type { OktaIdentityProvider } from './port';

/** Okta's guides write `idpuser.`, its reference `saml.`, for the same template. */
const nameIdTemplates: readonly (string | null)[] = ['idpuser.subjectNameId', 'saml.subjectNameId'];

const matchWords: Readonly<Record<string, string>> = {
  USERNAME: 'Okta username',
  EMAIL: 'E-mail address',
  USERNAME_OR_EMAIL: 'Okta username or e-mail address',
};

/**
 * What would change in an identity provider of ours that is there already, field by field in words;
 * empty when it is exactly as wanted. `kid` is null when the certificate is yet to be uploaded.
 */
export function findIdpChanges(
  idp: OktaIdentityProvider,
  {
    choices,
    ours,
    kid,
  }: {
    readonly choices: OktaChoices;
    readonly ours: OurIdentityProvider;
    readonly kid: string | null;
  },
): readonly PlannedChange[] {
  const template = idp.userNameTemplate ?? 'none';
  const wanted: readonly (readonly [string, string, string])[] = [
    ['Name', idp.name, choices.idpName],
    ['State', idp.status === 'ACTIVE' ? 'On' : 'Off', 'On'],
    ['Single sign-on URL', idp.ssoUrl, ours.ssoUrl],
    ['Signing certificate', idp.kid, kid ?? 'the one uploaded by this run'],
    ['Match against', toMatchWord(idp.matchType), toMatchWord(choices.matchRule)],
    ['If no match is found', toJitWord(idp.provisioningAction), toJitWord(wantedJit(choices))],
    [
      'Username from the assertion',
      nameIdTemplates.includes(template) ? 'idpuser.subjectNameId' : template,
      'idpuser.subjectNameId',
    ],
    [
      'Administrators of Okta',
      idp.excludesAdmins ? 'Never linked' : 'May be linked',
      'Never linked',
    ],
    ['Trusted claims', toSwitchWord(idp.trustsClaims), toSwitchWord(choices.trustClaims)],
  ];
  return wanted
    .filter(([, before, after]) => before !== after)
    .map(([field, before, after]) => ({ field, before, after }));
}

function wantedJit({ createUsers }: OktaChoices): string {
  return createUsers ? 'AUTO' : 'DISABLED';
}

function toMatchWord(matchType: string | null): string {
  return matchWords[matchType ?? ''] ?? matchType ?? 'Nothing';
}

function toJitWord(action: string | null): string {
  return action === 'AUTO' ? 'Create the account' : 'Okta’s sign-in page';
}

function toSwitchWord(isOn: boolean): string {
  return isOn ? 'On' : 'Off';
}
