import type { UseFormRegisterReturn } from 'react-hook-form';
import { Checkbox, ChoiceGroup } from '@/components/ui/choice';
import { TrustedClaimsFacts } from './trusted-claims-facts';

export interface TrustFieldProps {
  readonly orgName: string;
  readonly field: UseFormRegisterReturn<'trustClaims'>;
}

/** Whether a passkey used here counts as MFA in Okta; off unless somebody wants it. */
export function TrustField({ orgName, field }: TrustFieldProps) {
  return (
    <ChoiceGroup legend="Multi-factor authentication in Okta">
      <Checkbox
        label="Count a sign-in with a passkey here as MFA there (trusted claims)"
        help={`Off, ${orgName} may ask people for a second factor of its own after they used the passkey. It can be changed later.`}
        {...field}
      />
      <details className="text-xs">
        <summary className="rounded-control text-accent w-fit cursor-pointer font-medium">
          What it changes, and what it cannot do
        </summary>
        <div className="mt-2">
          <TrustedClaimsFacts />
        </div>
      </details>
    </ChoiceGroup>
  );
}
