import type { Metadata } from 'next';
import { BrandingForm } from '@/components/settings/branding-form';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { getTenant } from '@/lib/auth/tenant';
import { removeLogoAction, saveBrandingAction } from './actions';

export const metadata: Metadata = { title: 'Branding' };

/** How the tenant looks to those who sign in. */
export default async function BrandingPage() {
  await requirePageActor('settings.manage');
  const { name, accentColor, signInText, logoHash } = await getTenant();
  return (
    <>
      <PageHeader
        title="Branding"
        description="What people see of your organisation when they sign in, enrol or open a mail."
      />
      <BrandingForm
        branding={{ name, accentColor: accentColor ?? '', signInText: signInText ?? '' }}
        logoHash={logoHash}
        save={saveBrandingAction}
        removeLogo={removeLogoAction}
      />
    </>
  );
}
