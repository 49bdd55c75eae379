import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { PasskeyNudge } from '@/components/account/passkey-nudge';
import { commandsFor } from '@/components/shell/commands';
import { ownPlaces, placesFor } from '@/components/shell/places';
import { PortalShell } from '@/components/shell/portal-shell';
import { SandboxBanner } from '@/components/shell/sandbox-banner';
import { requireSignedIn } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { getTenant } from '@/lib/auth/tenant';
import { config } from '@/lib/config/config';
import { needsSecondPasskey } from '@/lib/services/account/needs-second-passkey';
import { nudgeCookieName } from '@/lib/shared/nudge-cookie';

/**
 * The shell around the person's own pages. It protects nothing: each page asks for its own permission.
 * But a page with a skeleton has begun its answer by then, so who is signed out is sent to the
 * sign-in page by the layout already.
 */
export default async function AccountLayout({ children }: { readonly children: ReactNode }) {
  const { actor, person } = await requireSignedIn();
  const places = placesFor((permission) => roleHas(person.role, permission));
  const navigation = places.length > 0 ? places : ownPlaces;
  const [tenant, jar] = await Promise.all([getTenant(), cookies()]);
  const { oktaSandboxUrl } = config();
  const isNudged =
    jar.get(nudgeCookieName)?.value !== person.sessionId && (await needsSecondPasskey(actor));
  return (
    <PortalShell
      tenantName={tenant.name}
      logoHash={tenant.logoHash}
      navigation={navigation}
      commands={commandsFor((permission) => roleHas(person.role, permission))}
      person={{ name: person.displayName, login: person.login }}
      banner={
        <>
          {oktaSandboxUrl !== null && <SandboxBanner organisationUrl={oktaSandboxUrl} />}
          {isNudged && <PasskeyNudge sessionId={person.sessionId} />}
        </>
      }
    >
      {children}
    </PortalShell>
  );
}
