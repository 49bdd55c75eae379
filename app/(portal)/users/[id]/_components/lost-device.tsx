import { PasscodePanel } from '@/components/recovery/passcode-panel';
import { Section } from '@/components/ui/section';
import type { Actor } from '@/lib/auth/actor';
import { getPersonRecovery } from '@/lib/services/recovery/get-person-recovery';
import { issuePasscodeAction, withdrawPasscodeAction } from '../../actions';

export interface LostDeviceProps {
  readonly actor: Actor;
  readonly user: { readonly id: string; readonly displayName: string };
}

/** How this person is helped who lost a device; nothing for a reader who may not help. */
export async function LostDevice({ actor, user }: LostDeviceProps) {
  const recovery = await getPersonRecovery(actor, user.id);
  if (!recovery) return null;
  return (
    <Section
      id="recovery"
      title="Lost device"
      description="A one-time passcode, read out by phone, lets the person create a new passkey."
    >
      <PasscodePanel
        person={{ id: user.id, displayName: user.displayName }}
        recovery={recovery}
        issue={issuePasscodeAction}
        withdraw={withdrawPasscodeAction}
      />
    </Section>
  );
}
