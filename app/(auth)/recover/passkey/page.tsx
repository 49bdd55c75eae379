import type { Metadata, Route } from 'next';
import { headers } from 'next/headers';
import { z } from 'zod';
import { NewPasskeyForm } from '@/components/recovery/new-passkey-form';
import { AuthFrame } from '@/components/sign-in/auth-frame';
import { ButtonAnchor } from '@/components/ui/plain-button';
import { Notice } from '@/components/ui/notice';
import { getActor } from '@/lib/auth/current-actor';
import { getTenant, type Tenant } from '@/lib/auth/tenant';
import { readRecoveryProof } from '@/lib/http/ceremony-cookies';
import { findRecovery } from '@/lib/services/recovery/find-recovery';

export const metadata: Metadata = { title: 'Create a new passkey' };

const querySchema = z.object({ request: z.uuid().nullable().catch(null) });

const leads = {
  code: 'Your code was right and is used up. You are not signed in yet: the new passkey does that.',
  link: 'Your link is used up. You are not signed in yet: the new passkey does that.',
};

/** Where a right code or link leads: to a new passkey, in this browser only, for a quarter of an hour. */
export default async function RecoverPasskeyPage({ searchParams }: PageProps<'/recover/passkey'>) {
  const { request } = querySchema.parse(await searchParams);
  const tenant = await getTenant();
  const proof = readRecoveryProof(await headers(), tenant.publicUrl);
  const recovery = await findRecovery(await getActor(), proof);
  if (!recovery) return <RecoveryOver tenant={tenant} request={request} />;
  return (
    <AuthFrame
      name={tenant.name}
      logoHash={tenant.logoHash}
      title={`Create a new passkey, ${recovery.firstName}`}
      lead={leads[recovery.means]}
    >
      <NewPasskeyForm recovery={recovery} request={request} />
    </AuthFrame>
  );
}

function RecoveryOver(props: { readonly tenant: Tenant; readonly request: string | null }) {
  const { tenant, request } = props;
  const again = (request === null ? '/recover' : `/recover?request=${request}`) as Route;
  return (
    <AuthFrame name={tenant.name} logoHash={tenant.logoHash} title="This is over">
      <Notice tone="warning">
        The time to create a passkey has passed, it was created already, the help desk took the
        passcode back, or you began in another browser. Whoever came by a link needs a new one.
      </Notice>
      <div>
        <ButtonAnchor href={again}>Enter another code</ButtonAnchor>
      </div>
    </AuthFrame>
  );
}
