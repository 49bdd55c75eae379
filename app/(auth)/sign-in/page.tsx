import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AuthFrame } from '@/components/sign-in/auth-frame';
import { PasskeySignIn } from '@/components/sign-in/passkey-sign-in';
import { getActor } from '@/lib/auth/current-actor';
import { getTenant } from '@/lib/auth/tenant';
import { parseLocalPath } from '@/lib/shared/local-path';

export const metadata: Metadata = { title: 'Sign in' };

const querySchema = z.object({
  request: z.uuid().nullable().catch(null),
  next: z.string().nullable().catch(null),
});

/** The one page for signing in: to the portal, or for a SAML request that waits on the server. */
export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const query = querySchema.parse(await searchParams);
  const tenant = await getTenant();
  const actor = await getActor();
  const next = parseLocalPath(query.next);
  if (actor.identity.kind === 'person' && query.request === null) redirect((next ?? '/') as Route);
  return (
    <AuthFrame name={tenant.name} title="Sign in" lead="Use your face, finger or security key.">
      <PasskeySignIn request={query.request} next={next} />
      <noscript>
        <p className="text-sm">Passkeys need JavaScript. Allow it for this site and reload.</p>
      </noscript>
      <p className="text-ink-muted text-xs">
        No passkey on this device? Ask your administrator for an invitation.
      </p>
    </AuthFrame>
  );
}
