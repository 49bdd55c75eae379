import { RepairButton } from '@/components/okta/repair-button';
import { Section } from '@/components/ui/section';
import { startRepairAction } from '../actions';

export interface RepairSectionProps {
  readonly applicationId: string;
  /** The last look saw somebody sent elsewhere. */
  readonly isDrifted: boolean;
}

/** The way to compare Okta with what was kept, and to put back what others changed there. */
export function RepairSection({ applicationId, isDrifted }: RepairSectionProps) {
  return (
    <Section
      id="repair"
      title="Check and repair"
      description="From outside it is only seen where some logins are sent. With a new one-time token AdminX compares the identity provider, its certificate, the attribute mapping and every routing rule with what it made, and shows a plan before it puts anything back."
    >
      <RepairButton applicationId={applicationId} isUrgent={isDrifted} start={startRepairAction} />
    </Section>
  );
}
