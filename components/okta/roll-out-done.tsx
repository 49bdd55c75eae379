import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { SetupRunProgress, SetupRunView } from '@/lib/schemas/okta-run';
import { Journal } from './journal';
import { applicationPath, receiptPath, runStepPath } from './paths';
import { TokenState } from './token-state';

export interface RollOutDoneProps {
  readonly run: SetupRunView;
  readonly progress: Pick<SetupRunProgress, 'steps' | 'tokenStatus'>;
}

/** The end of a roll-out, or of a step back, that is through. */
export function RollOutDone({ run, progress }: RollOutDoneProps) {
  const isBack = run.kind === 'STEP_BACK';
  return (
    <div className="flex flex-col gap-6">
      <Notice tone="good" title={isBack ? 'One step back is done' : 'The wider stage is live'}>
        <p>
          {isBack
            ? 'Whom the wider rule caught is back with Okta’s own sign-in. The narrower rules stay as they are.'
            : 'Who was chosen is sent to AdminX; the administrators are proven to stay with Okta.'}
        </p>
      </Notice>
      <TokenState tokenStatus={progress.tokenStatus} organisation={run.org} />
      <Journal steps={progress.steps} />
      <div className="flex flex-wrap gap-2">
        {!isBack && (
          <ButtonLink href={runStepPath(run.id, 'prove')} variant="primary">
            See where people are sent
          </ButtonLink>
        )}
        {run.applicationId !== null && (
          <ButtonLink
            href={applicationPath(run.applicationId)}
            variant={isBack ? 'primary' : 'secondary'}
          >
            Open the application
          </ButtonLink>
        )}
        <ButtonLink href={receiptPath(run.id)}>Open the receipt</ButtonLink>
      </div>
    </div>
  );
}
