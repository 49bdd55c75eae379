import { Notice } from '@/components/ui/notice';
import type { AccessSummary, RoutedAccess } from '@/lib/schemas/application-access';

/** What limited access means for the people Okta routes here; nothing while everybody may. */
export function RoutedNotice({ summary }: { readonly summary: AccessSummary }) {
  const { routing, access, applicationName } = summary;
  if (routing === null || access === 'EVERYONE') return null;
  const { login, hasAccess, withoutAccess } = routing;
  if (hasAccess === false || withoutAccess > 0) {
    return (
      <Notice tone="danger" title={titleOf(routing)}>
        {hasAccess === false && withoutAccess > 0 && `${login ?? ''} is the test person. `}
        Okta sends them to AdminX, which refuses the sign-in to {applicationName}. Give them access,{' '}
        {withoutAccess > 0
          ? 'open it to everybody, or go one step back with the roll-out.'
          : 'or take them out of the routing rule in Okta.'}{' '}
        <RoutedBy routing={routing} />
      </Notice>
    );
  }
  return (
    <Notice tone="warning" title="Okta routes people here whether or not they have access">
      Whoever is routed and has no access is refused, and cannot sign in to {applicationName} this
      way. Keep the choice at least as wide as the routing rules in Okta.{' '}
      <RoutedBy routing={routing} />
    </Notice>
  );
}

function titleOf({ login, hasAccess, withoutAccess }: RoutedAccess): string {
  const people =
    withoutAccess === 1 ? 'One person' : `${withoutAccess.toLocaleString('en')} people`;
  if (withoutAccess === 0) return `${login ?? ''} is routed here and has no access`;
  const others = `${people} whom the roll-out sends here ${withoutAccess === 1 ? 'has' : 'have'} no access`;
  return hasAccess === false ? `${others}, nor has the test person` : others;
}

/** Who is routed by what, and what cannot be counted. */
function RoutedBy({ routing }: { readonly routing: RoutedAccess }) {
  const { stages, isPartlyUnknown } = routing;
  if (stages.length === 0) return null;
  return (
    <>
      Routed besides the test person: {stages.join('; ')}.
      {isPartlyUnknown && ' Whom a profile attribute fits only Okta knows; they are not counted.'}
    </>
  );
}
