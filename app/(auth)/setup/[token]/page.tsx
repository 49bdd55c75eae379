import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { AuthFrame } from '@/components/sign-in/auth-frame';
import { SetupForm } from '@/components/sign-in/setup-form';
import { linkTokenSchema } from '@/lib/schemas/setup';
import { findOpenSetup } from '@/lib/services/setup/find-open-setup';

export const metadata: Metadata = { title: 'Set up AdminX' };

/** Makes an owner, behind a one-time link of the start or the command line. Any other address: 404. */
export default async function SetupPage({ params }: PageProps<'/setup/[token]'>) {
  const token = linkTokenSchema.safeParse((await params).token);
  const host = (await headers()).get('host');
  const setup = token.success ? await findOpenSetup({ token: token.data, host }) : null;
  if (!token.success || !setup) notFound();
  const { tenant } = setup;
  return (
    <AuthFrame
      name={tenant?.name ?? 'AdminX'}
      title={tenant ? `Become an owner of ${tenant.name}` : 'Set up AdminX'}
      lead={
        tenant
          ? 'There is no password: you will sign in with the passkey you create here.'
          : 'Name your organisation and become its first owner. There is no password: you will sign in with the passkey you create here.'
      }
    >
      <SetupForm token={token.data} tenantName={tenant?.name ?? null} />
    </AuthFrame>
  );
}
