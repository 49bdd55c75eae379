import { AuthFrame } from '@/components/sign-in/auth-frame';
import { Notice } from '@/components/ui/notice';
import { TextAnchor } from '@/components/ui/text-anchor';
import { getTenant } from '@/lib/auth/tenant';

/** What a used, expired or made-up invitation leads to: 404, and what to do now. */
export default async function InvalidLink() {
  const tenant = await getTenant();
  return (
    <AuthFrame
      name={tenant.name}
      logoHash={tenant.logoHash}
      title="This link is not valid any more"
    >
      <Notice tone="warning">
        An invitation works once and for 72 hours. Ask your administrator for a new one. If you have
        created a passkey already, <TextAnchor href="/sign-in">sign in</TextAnchor>.
      </Notice>
    </AuthFrame>
  );
}
