import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { SetupRunProgress, SetupRunView } from '@/lib/schemas/okta-run';
import { Journal } from './journal';
import { applicationPath, receiptPath } from './paths';
import { TokenState } from './token-state';

export interface RepairDoneProps {
  readonly run: SetupRunView;
  readonly progress: Pick<SetupRunProgress, 'steps' | 'tokenStatus'>;
}

/** The end of a repair that is through. */
export function RepairDone({ run, progress }: RepairDoneProps) {
  return (
    <div className="flex flex-col gap-6">
      <Notice tone="good" title="Everything stands as it was made">
        <p>
          What others changed in Okta is put back, and everybody was seen to be sent where they
          belong. The health on the application’s page follows within minutes.
        </p>
      </Notice>
      <TokenState tokenStatus={progress.tokenStatus} organisation={run.org} />
      <Journal steps={progress.steps} />
      <div className="flex flex-wrap gap-2">
        {run.applicationId !== null && (
          <ButtonLink href={applicationPath(run.applicationId)} variant="primary">
            Open the application
          </ButtonLink>
        )}
        <ButtonLink href={receiptPath(run.id)}>Open the receipt</ButtonLink>
      </div>
    </div>
  );
}
