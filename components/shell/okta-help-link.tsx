import { ExternalTextLink } from '@/components/ui/text-link';
import { oktaHelpPath, toOktaHelpAnchor } from '@/lib/shared/okta-help-anchor';

/**
 * The way to the help about an error around Okta; nothing for other errors. A new tab, because the
 * wizard's tab holds the token and ends it when it is left.
 */
export function OktaHelpLink({ code }: { readonly code: string | null | undefined }) {
  const anchor = toOktaHelpAnchor(code ?? '');
  if (anchor === null) return null;
  return (
    <ExternalTextLink href={`${oktaHelpPath}#${anchor}`}>Help with this error</ExternalTextLink>
  );
}
