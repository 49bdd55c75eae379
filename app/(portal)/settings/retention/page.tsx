import type { Metadata } from 'next';
import { RetentionForm } from '@/components/reports/retention-form';
import { TraceRetentionForm } from '@/components/traces/trace-retention-form';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { getRetention } from '@/lib/services/reports/get-retention';
import { getTraceRetention } from '@/lib/services/traces/trace-retention';
import { previewRetentionAction, setRetentionAction, setTraceRetentionAction } from './actions';

export const metadata: Metadata = { title: 'Retention' };

/** How long events and traces are kept. */
export default async function RetentionPage() {
  const actor = await requirePageActor('settings.read');
  const retention = await getRetention(actor);
  const traces = await getTraceRetention(actor);
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
      <Section
        id="traces"
        title="SAML traces"
        description="They hold names and messages of sign-ins, so they are kept for a short while only."
      >
        <TraceRetentionForm
          key={traces.days}
          days={traces.days}
          canSet={canSet}
          set={setTraceRetentionAction}
        />
      </Section>
    </>
  );
}
