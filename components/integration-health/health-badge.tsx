import { Badge } from '@/components/ui/badge';
import { healthLooks, type HealthState } from '@/lib/schemas/integration-health';

/** How an integration stands, in a word. */
export function HealthBadge({ state }: { readonly state: HealthState }) {
  const { tone, label } = healthLooks[state];
  return <Badge tone={tone}>{label}</Badge>;
}
