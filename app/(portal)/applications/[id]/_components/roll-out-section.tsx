import { ExitTestList } from '@/components/okta/exit-test-list';
import { RollOutButtons } from '@/components/okta/roll-out-buttons';
import { RollOutPicture } from '@/components/okta/roll-out-picture';
import { Section } from '@/components/ui/section';
import type { Actor } from '@/lib/auth/actor';
import { getApplicationRollOut } from '@/lib/services/okta/get-roll-out';
import { startRollOutAction, startStepBackAction } from '../actions';

export interface RollOutSectionProps {
  readonly actor: Actor;
  readonly applicationId: string;
  /** The reader may begin a run. */
  readonly mayChange: boolean;
  /** The application takes part in single sign-on; without that nobody more is routed. */
  readonly isEnabled: boolean;
}

/** The stage of the roll-out: who is sent where, the exit test, and the ways on and back. */
export async function RollOutSection(props: RollOutSectionProps) {
  const { actor, applicationId, mayChange, isEnabled } = props;
  const rollOut = await getApplicationRollOut(actor, applicationId);
  if (rollOut === null) return null;
  const { stages, exitTest, canWiden, canStepBack } = rollOut;
  return (
    <Section
      id="roll-out"
      title="Roll-out"
      description="Who is sent here by Okta, from one test person to everyone. Each stage is a rule of its own in Okta; administrators you name stay with Okta, and /login/default always leads to Okta’s own sign-in."
    >
      <div className="flex flex-col gap-4">
        <RollOutPicture stages={stages} />
        {canWiden && <ExitTestList exitTest={exitTest} />}
        {mayChange && (
          <RollOutButtons
            applicationId={applicationId}
            canWiden={canWiden && isEnabled}
            canStepBack={canStepBack}
            widen={startRollOutAction}
            stepBack={startStepBackAction}
          />
        )}
      </div>
    </Section>
  );
}
