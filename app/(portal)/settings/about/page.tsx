import type { Metadata } from 'next';
import { AboutSections } from '@/components/about/about-sections';
import { aboutText } from '@/components/about/about-text';
import { CopyButton } from '@/components/ui/copy-button';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { getAbout } from '@/lib/services/about/get-about';

export const metadata: Metadata = { title: 'About' };

/** What this installation is and how it is doing. */
export default async function AboutPage() {
  const actor = await requirePageActor('about.read');
  const facts = await getAbout(actor, new Date());
  return (
    <>
      <PageHeader
        title="About"
        description="What somebody who helps you asks for first. No secret is on this page."
        actions={
          <CopyButton
            value={aboutText(facts)}
            what="of this page as text"
            label="Copy all"
            variant="secondary"
            size="medium"
          />
        }
      />
      <AboutSections facts={facts} />
    </>
  );
}
