import { FormError } from '@/components/ui/notice';
import { OktaHelpLink } from './okta-help-link';

/** Why something around Okta was refused: a sentence, and the code that leads to its help. */
export interface OktaRefusal {
  readonly message: string;
  readonly code?: string | undefined;
}

/** A refusal around Okta with the way to its help; nothing while there is none. */
export function OktaFailure({ failure }: { readonly failure: OktaRefusal | undefined }) {
  return (
    <>
      <FormError message={failure?.message} />
      <OktaHelpLink code={failure?.code} />
    </>
  );
}
