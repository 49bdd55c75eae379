import { Notice } from '@/components/ui/notice';
import { ExternalTextLink } from '@/components/ui/text-link';
import { oktaTokenMenuPath, type OktaOrganisationView } from '@/lib/schemas/okta';
import type { SetupRunView } from '@/lib/schemas/okta-run';

export interface TokenStateProps {
  readonly tokenStatus: SetupRunView['tokenStatus'];
  readonly organisation: Pick<OktaOrganisationView, 'adminUrl'>;
}

/** Whether the one-time token is dead; red, with the way to delete it, when it is not. */
export function TokenState({ tokenStatus, organisation }: TokenStateProps) {
  if (tokenStatus === 'ALIVE') {
    return (
      <Notice tone="danger" live="alert" title="The API token is still alive">
        <p>
          It was not proven dead. Revoke it now: open{' '}
          <ExternalTextLink href={organisation.adminUrl}>the Admin Console</ExternalTextLink>, go to{' '}
          <span className="font-medium">{oktaTokenMenuPath}</span>, and revoke the token you made
          for this run. Until then, anyone who has it can act in your organisation.
        </p>
      </Notice>
    );
  }
  if (tokenStatus === 'REVOKED') {
    return (
      <Notice tone="good" title="The API token is dead">
        <p>It was revoked, and Okta then refused it. AdminX keeps no copy.</p>
      </Notice>
    );
  }
  return null;
}
