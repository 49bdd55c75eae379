import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { placesFor } from '@/components/shell/places';
import { PortalShell } from '@/components/shell/portal-shell';
import { SandboxBanner } from '@/components/shell/sandbox-banner';
import { readTheme, themeCookieName } from '@/components/shell/theme';
import { requireSignedIn } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { getTenant } from '@/lib/auth/tenant';
import { config } from '@/lib/config/config';

/**
 * The shell around the person's own page. It protects nothing: the page asks for its own permission.
 * But a page with a skeleton has begun its answer by then, so who is signed out is sent to the
 * sign-in page by the layout already.
 */
export default async function AccountLayout({ children }: { readonly children: ReactNode }) {
  const { person } = await requireSignedIn();
  const navigation = placesFor((permission) => roleHas(person.role, permission));
  const [tenant, jar] = await Promise.all([getTenant(), cookies()]);
  const { oktaSandboxUrl } = config();
  return (
    <PortalShell
      tenantName={tenant.name}
      navigation={navigation}
      person={{ name: person.displayName, login: person.login }}
      theme={readTheme(jar.get(themeCookieName)?.value)}
      banner={oktaSandboxUrl !== null && <SandboxBanner organisationUrl={oktaSandboxUrl} />}
    >
      {children}
    </PortalShell>
  );
}
