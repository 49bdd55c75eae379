import { Badge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import { setupAgainPath } from './paths';
import { TrustedClaimsFacts } from './trusted-claims-facts';

export interface TrustedClaimsSectionProps {
  /** As AdminX set it in Okta; null when the identity provider was made by hand. */
  readonly trustsClaims: boolean | null;
  /** The organisation, for whom may change it there. */
  readonly orgHost: string | null;
}

/** Whether a sign-in here counts as MFA in Okta, and what that means. */
export function TrustedClaimsSection({ trustsClaims, orgHost }: TrustedClaimsSectionProps) {
  return (
    <Section
      id="trusted-claims"
      title="Trusted claims"
      description={describe(trustsClaims)}
      actions={
        trustsClaims !== null && (
          <Badge tone={trustsClaims ? 'good' : 'neutral'}>{trustsClaims ? 'On' : 'Off'}</Badge>
        )
      }
    >
      <TrustedClaimsFacts />
      {trustsClaims !== null && orgHost !== null && <ChangeIt orgHost={orgHost} />}
    </Section>
  );
}

/** The wizard once more: everything is kept but what is chosen otherwise. */
function ChangeIt({ orgHost }: { readonly orgHost: string }) {
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-ink-muted max-w-[42rem] text-sm">
        To change it, go through the wizard again with a new one-time token. It begins with what was
        chosen before; the plan shows this one field before and after, and keeps everything else.
      </p>
      <ButtonLink href={setupAgainPath(orgHost)}>Change it in Okta</ButtonLink>
    </div>
  );
}

function describe(trustsClaims: boolean | null): string {
  if (trustsClaims === null) {
    return 'Set in Okta by hand, so AdminX does not know it: Security → Identity Providers, Trust claims from this identity provider.';
  }
  return trustsClaims
    ? 'Okta counts a sign-in with a passkey here as MFA.'
    : 'Okta may ask people for a second factor of its own after they used the passkey here.';
}
