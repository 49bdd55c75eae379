import type { Metadata, Route } from 'next';
import { z } from 'zod';
import { RecoverForm } from '@/components/recovery/recover-form';
import { AuthFrame } from '@/components/sign-in/auth-frame';
import { TextAnchor } from '@/components/ui/text-anchor';
import { getTenant } from '@/lib/auth/tenant';

export const metadata: Metadata = { title: 'Lost your device' };

const querySchema = z.object({ request: z.uuid().nullable().catch(null) });

/** The last resort: a login and a recovery code or a passcode, which lead to a new passkey only. */
export default async function RecoverPage({ searchParams }: PageProps<'/recover'>) {
  const { request } = querySchema.parse(await searchParams);
  const tenant = await getTenant();
  const back = (request === null ? '/sign-in' : `/sign-in?request=${request}`) as Route;
  return (
    <AuthFrame
      name={tenant.name}
      logoHash={tenant.logoHash}
      title="Lost your device?"
      lead="Prove it is you with a recovery code you kept, or with a passcode your help desk reads out to you. Then create a new passkey on this device."
    >
      <RecoverForm request={request} />
      <noscript>
        <p className="text-sm">Passkeys need JavaScript. Allow it for this site and reload.</p>
      </noscript>
      <p className="text-ink-muted text-xs">
        No code? Call your help desk: they confirm who you are and read a passcode out.{' '}
        <TextAnchor href={back}>Back to sign-in</TextAnchor>
      </p>
    </AuthFrame>
  );
}
