import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AuthFrame } from '@/components/sign-in/auth-frame';
import { EnrolPasskey } from '@/components/sign-in/enrol-passkey';
import { getActor } from '@/lib/auth/current-actor';
import { getTenant } from '@/lib/auth/tenant';
import { linkTokenSchema } from '@/lib/schemas/setup';
import { findEnrolment } from '@/lib/services/users/find-enrolment';

export const metadata: Metadata = { title: 'Create your passkey' };

/** Where an invitation leads. Looking at it uses nothing up; the button's POST does. */
export default async function EnrolPage({ params }: PageProps<'/enrol/[token]'>) {
  const tenant = await getTenant();
  const actor = await getActor();
  const token = linkTokenSchema.safeParse((await params).token);
  const enrolment = token.success ? await findEnrolment(actor, token.data) : null;
  if (!token.success || !enrolment) notFound();
  return (
    <AuthFrame
      name={tenant.name}
      logoHash={tenant.logoHash}
      title={`Welcome, ${enrolment.firstName}`}
      lead="Create a passkey on this device. From then on your face, finger or device code signs you in, without a password."
    >
      <dl className="border-line flex flex-col border-y py-2.5 text-sm">
        <dt className="text-ink-muted text-xs">Your login</dt>
        <dd className="[overflow-wrap:anywhere]">{enrolment.login}</dd>
      </dl>
      <EnrolPasskey token={token.data} />
    </AuthFrame>
  );
}
