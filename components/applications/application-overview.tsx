import { Badge } from '@/components/ui/badge';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { RelativeTime } from '@/components/ui/relative-time';
import { Section } from '@/components/ui/section';
import { ExternalTextLink } from '@/components/ui/text-link';
import type { OktaApplicationDetails } from '@/lib/schemas/okta-application';

export interface ApplicationOverviewProps {
  readonly application: OktaApplicationDetails;
}

/** State of an application in one word. */
export function ApplicationState({ isEnabled }: { readonly isEnabled: boolean }) {
  return (
    <Badge tone={isEnabled ? 'good' : 'warning'}>{isEnabled ? 'Connected' : 'Switched off'}</Badge>
  );
}

/** What one comes for first: where it leads, who is routed, when somebody last signed in. */
export function ApplicationOverview({ application }: ApplicationOverviewProps) {
  const { okta } = application;
  return (
    <Section id="overview" title="Overview">
      <DefinitionList>
        <Definition term="Organisation">
          {okta.orgUrl === null ? (
            'Not recorded'
          ) : (
            <>
              {okta.orgName ?? okta.orgUrl}{' '}
              <ExternalTextLink href={okta.orgUrl}>{new URL(okta.orgUrl).host}</ExternalTextLink>
            </>
          )}
        </Definition>
        <Definition term="Who is routed">
          {okta.pilotLogin ?? 'As your routing rule in Okta says'}
        </Definition>
        {okta.ruleName !== null && <Definition term="Routing rule">{okta.ruleName}</Definition>}
        <Definition term="Last sign-in">
          {application.lastSignInAt === null ? (
            'Nobody has signed in yet'
          ) : (
            <RelativeTime value={application.lastSignInAt} />
          )}
        </Definition>
        <Definition term="Connected">
          <RelativeTime value={application.connectedAt} />
          {application.isSetUpByHand && ', by hand'}
        </Definition>
        {okta.testSignInUrl !== null && (
          <Definition term="Test sign-in">
            <ExternalTextLink href={okta.testSignInUrl}>
              Sign in through AdminX now
            </ExternalTextLink>
          </Definition>
        )}
      </DefinitionList>
    </Section>
  );
}
