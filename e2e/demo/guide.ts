/** What a newcomer reads: where everything is, and the whole job step by step. */
import { newcomer, owner } from './company';
import type { Demo } from './start-demo';

const bold = (text: string): string => (process.stdout.isTTY ? `\u001B[1m${text}\u001B[0m` : text);

/** The text printed when the demo has started. */
export function guide(demo: Demo): string {
  const { appUrl, okta } = demo;
  const name = `${newcomer.firstName} ${newcomer.lastName}`;
  return `
${bold('AdminX and a stand-in Okta organisation are running on this computer.')}

  AdminX                 ${appUrl}
  Stand-in Okta          ${okta.url}
  Its admin console      ${okta.url}/admin
  Log of AdminX          ${demo.logFile}

Passkeys are made by this computer: Touch ID, Windows Hello, a security key, or your phone.
${bold('No such device?')} In Chrome or Edge press F12, then ⋮ → More tools → WebAuthn, tick
  "Enable virtual authenticator environment", and add one: protocol ctap2, transport internal,
  "Supports resident keys" and "Supports user verification" ticked. Such a device belongs to its
  tab and goes when the developer tools close: use one tab for yourself and one, in a private
  window, for the person you create, and leave the developer tools of both open.

${bold('1. Become the owner')}
${ownerStep(demo)}

${bold('2. Create a person and give her a passkey')}
   Open    ${appUrl}/users/new
   Type    first name ${newcomer.firstName}, last name ${newcomer.lastName},
           login ${newcomer.email}
   Click   Create person, then Invite, and copy the link: it is shown only once.
   Open    the link in a private window, which stands for her laptop; click Create passkey.
   See     she is enrolled. She has no account in Okta yet.

${bold('3. Make an API token in Okta')}
   Open    ${okta.url}/admin
   Type    AdminX set-up as its name, leave ${owner.firstName} ${owner.lastName} as its owner.
   Click   Create token, and copy it: Okta shows it only once.

${bold('4. Connect Okta')}
   Open    ${appUrl}/applications/new
   Click   Add integration on the card Okta SAML.
   Type    ${okta.url}
   Click   Find organisation; it is shown by name. Yes, connect it. Paste the token.
   Click   Check organisation, Choose settings; ${name} tries it first.
   Click   Review the plan, then Apply.
   See     every call as it happens; at the end the token is revoked and proven dead.

${bold('5. Sign in to Okta with a passkey')}
   Open    ${okta.url}   in the private window
   Type    ${newcomer.email}   and click Next
   See     Okta sends her to AdminX and back: she is in Okta, created from what AdminX said.
           Her session from enrolling still lives; after ${appUrl}/account, Sign out, it asks her.
   Again   ${okta.url}/logout   and the same again: no touch needed while her session lives.

${bold('6. See that administrators are left alone')}
   Open    ${okta.url}/login/login.htm   in the private window
   Type    ${owner.email}   and click Next
   See     Okta's own password page: nothing routes an administrator away.

npm run demo -- --walk does all of this by itself and shows the evidence.
Ctrl-C stops everything${demo.isKept ? '' : ' and forgets it'}.
`;
}

function ownerStep({ appUrl, enrolUrl }: Demo): string {
  const name = `${owner.firstName} ${owner.lastName}`;
  if (enrolUrl === null) {
    return `   Open    ${appUrl}\n   Then    sign in with the passkey you made for ${name}.`;
  }
  return `   Open    ${enrolUrl}
   Click   Create passkey, and confirm with face, finger or PIN. The link works once.
   See     you are signed in as ${name}.`;
}
