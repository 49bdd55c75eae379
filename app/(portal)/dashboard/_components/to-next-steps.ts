import type { NextStep } from '@/lib/schemas/dashboard';
import type { IntegrationHealthSummary } from '@/lib/schemas/integration-health';

/** An integration that is failing or needs attention is the first thing to do. */
export function toNextSteps(
  integrations: readonly IntegrationHealthSummary[],
): readonly NextStep[] {
  return integrations.flatMap(({ id, name, reasons: [worst] }) => {
    if (!worst || worst.tone === 'neutral' || worst.code.startsWith('certificate_')) return [];
    return [
      {
        id: `health-${id}`,
        title: `${name}: ${worst.title}`,
        why: worst.why,
        href: `/applications/${id}#health`,
        linkLabel: 'Open application',
        tone: worst.tone,
      },
    ];
  });
}
