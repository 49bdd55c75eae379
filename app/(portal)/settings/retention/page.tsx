import type { Metadata } from 'next';
import { RetentionForm } from '@/components/reports/retention-form';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { getRetention } from '@/lib/services/reports/get-retention';
import { previewRetentionAction, setRetentionAction } from './actions';

export const metadata: Metadata = { title: 'Retention' };

/** How long events are kept. */
export default async function RetentionPage() {
  const actor = await requirePageActor('settings.read');
  const retention = await getRetention(actor);
  const { identity } = actor;
  const canSet =
    identity.kind === 'person' && roleHas(identity.person.role, 'settings.set_retention');
  return (
    <>
      <PageHeader
        title="Retention"
        description="How long the event log is kept. Counts by day for the dashboard stay either way."
      />
      <RetentionForm
        key={String(retention.days)}
        retention={retention}
        canSet={canSet}
        preview={previewRetentionAction}
        set={setRetentionAction}
      />
    </>
  );
}
