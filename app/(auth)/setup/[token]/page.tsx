import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { AuthFrame } from '@/components/sign-in/auth-frame';
import { SetupForm } from '@/components/sign-in/setup-form';
import { config } from '@/lib/config/config';
import { linkTokenSchema } from '@/lib/schemas/setup';
import { isSetupOpen } from '@/lib/services/setup/is-setup-open';

export const metadata: Metadata = { title: 'Set up AdminX' };

/** The first run, behind the one-time link of the server's start. Any other address: 404. */
export default async function SetupPage({ params }: PageProps<'/setup/[token]'>) {
  const token = linkTokenSchema.safeParse((await params).token);
  const host = (await headers()).get('host')?.toLowerCase();
  const isOurHost = host === new URL(config().baseUrl).host;
  if (!token.success || !isOurHost || !(await isSetupOpen(token.data))) notFound();
  return (
    <AuthFrame
      name="AdminX"
      title="Set up AdminX"
      lead="Name your organisation and become its first owner. There is no password: you will sign in with the passkey you create here."
    >
      <SetupForm token={token.data} />
    </AuthFrame>
  );
}
