import type { Metadata, Route } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { AuthFrame } from '@/components/sign-in/auth-frame';
import { PasskeySignIn } from '@/components/sign-in/passkey-sign-in';
import { Notice } from '@/components/ui/notice';
import { TextAnchor } from '@/components/ui/text-anchor';
import type { Actor } from '@/lib/auth/actor';
import { getActor } from '@/lib/auth/current-actor';
import { getTenant, type Tenant } from '@/lib/auth/tenant';
import { readSamlRequestCookie } from '@/lib/http/saml-request-cookie';
import { describePendingRequest } from '@/lib/services/saml/describe-pending-request';
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
  const pending = query.request && (await describeRequest(actor, tenant.publicUrl, query.request));
  if (query.request !== null && !pending) return <RequestGone tenant={tenant} />;
  return (
    <AuthFrame
      name={tenant.name}
      logoHash={tenant.logoHash}
      title={pending ? `Sign in to ${pending.applicationName}` : 'Sign in'}
      lead="Use your face, finger or security key."
    >
      <PasskeySignIn
        request={query.request}
        next={next}
        login={pending ? pending.loginHint : null}
      />
      {tenant.signInText !== null && <p className="text-sm">{tenant.signInText}</p>}
      <noscript>
        <p className="text-sm">Passkeys need JavaScript. Allow it for this site and reload.</p>
      </noscript>
      <p className="text-ink-muted text-xs">
        No passkey yet? Ask your administrator for an invitation.{' '}
        <TextAnchor href={recoverPath(query.request)}>Lost your device?</TextAnchor>
      </p>
    </AuthFrame>
  );
}

function recoverPath(request: string | null): Route {
  return request === null ? '/recover' : `/recover?request=${request}`;
}

async function describeRequest(actor: Actor, publicUrl: string, id: string) {
  const cookies = (await headers()).get('cookie');
  const browserSecret = readSamlRequestCookie(cookies, publicUrl, id);
  return describePendingRequest(actor, { id, browserSecret });
}

function RequestGone({ tenant }: { readonly tenant: Tenant }) {
  return (
    <AuthFrame name={tenant.name} logoHash={tenant.logoHash} title="This sign-in is over">
      <Notice tone="warning">
        It took too long, was finished already, or began in another browser. Go back to the
        application and start again.
      </Notice>
    </AuthFrame>
  );
}
