import { AuthFrame } from '@/components/sign-in/auth-frame';
import { Notice } from '@/components/ui/notice';
import { TextAnchor } from '@/components/ui/text-anchor';
import { getTenant } from '@/lib/auth/tenant';

/** What a used, expired, replaced or made-up link leads to: 404, and what to do now. */
export default async function InvalidRecoveryLink() {
  const tenant = await getTenant();
  return (
    <AuthFrame
      name={tenant.name}
      logoHash={tenant.logoHash}
      title="This link is not valid any more"
    >
      <Notice tone="warning">
        Such a link works once and for an hour, and a newer one replaces it. Ask whoever runs this
        server for another. If you did not open it yourself, tell them so: somebody else may have.
        If you have a new passkey already, <TextAnchor href="/sign-in">sign in</TextAnchor>.
      </Notice>
    </AuthFrame>
  );
}
