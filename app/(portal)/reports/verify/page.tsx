import type { Metadata } from 'next';
import { VerifyChain } from '@/components/reports/verify-chain';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';

export const metadata: Metadata = { title: 'Verify' };

/** Proves that nobody changed, removed or put in an event. */
export default async function VerifyPage() {
  await requirePageActor('reports.verify');
  return (
    <>
      <PageHeader
        title="Verify the event log"
        description="Each event holds the hash of the one before it. Walking that chain shows whether an event was changed, removed, put in or moved since it was written."
      />
      <VerifyChain />
    </>
  );
}
