import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { OpenRecoveryLink } from '@/components/recovery/open-recovery-link';
import { AuthFrame } from '@/components/sign-in/auth-frame';
import { getActor } from '@/lib/auth/current-actor';
import { getTenant } from '@/lib/auth/tenant';
import { linkTokenSchema } from '@/lib/schemas/setup';
import { findRecoveryLink } from '@/lib/services/recovery/open-recovery-link';

export const metadata: Metadata = { title: 'Get back in' };

/** Where the operator's link leads. Looking at it uses nothing up; the button's POST does. */
export default async function RecoveryLinkPage({ params }: PageProps<'/recover/link/[token]'>) {
  const tenant = await getTenant();
  const token = linkTokenSchema.safeParse((await params).token);
  const link = token.success ? await findRecoveryLink(await getActor(), token.data) : null;
  if (!token.success || !link) notFound();
  return (
    <AuthFrame
      name={tenant.name}
      logoHash={tenant.logoHash}
      title={`Get back in, ${link.firstName}`}
      lead="Whoever runs this server made this link for you. It leads to a new passkey on this device and to nothing else, and works once."
    >
      <OpenRecoveryLink token={token.data} login={link.login} expiresAt={link.expiresAt} />
      <noscript>
        <p className="text-sm">Passkeys need JavaScript. Allow it for this site and reload.</p>
      </noscript>
    </AuthFrame>
  );
}
