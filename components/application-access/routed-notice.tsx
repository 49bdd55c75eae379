import { Notice } from '@/components/ui/notice';
import type { AccessSummary } from '@/lib/schemas/application-access';

/** What limited access means for the people Okta routes here; nothing while everybody may. */
export function RoutedNotice({ summary }: { readonly summary: AccessSummary }) {
  const { routing, access, applicationName } = summary;
  if (routing === null || access === 'EVERYONE') return null;
  const { login, hasAccess } = routing;
  if (hasAccess === false) {
    return (
      <Notice tone="danger" title={`${login ?? ''} is routed here and has no access`}>
        Okta sends this person to AdminX, which refuses the sign-in to {applicationName}. Give
        access, or take the person out of the routing rule in Okta.
      </Notice>
    );
  }
  return (
    <Notice tone="warning" title="Okta routes people here whether or not they have access">
      Whoever is routed and has no access is refused, and cannot sign in to {applicationName} this
      way. Keep the choice at least as wide as the routing rule in Okta.
    </Notice>
  );
}
