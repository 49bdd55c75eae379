import { FormError, Notice } from '@/components/ui/notice';
import type { AccessLoss } from '@/lib/schemas/application-access';
import type { Answer } from '@/components/shell/use-answer';

export interface AccessLossNoticeProps {
  readonly name: string;
  readonly loss: Answer<AccessLoss>;
}

/** Who would lose access by what is about to be done, before it is done. */
export function AccessLossNotice({ name, loss }: AccessLossNoticeProps) {
  if (loss.state === 'failed') return <FormError message={loss.message} />;
  if (loss.state === 'loading') {
    return (
      <p role="status" className="text-ink-muted text-sm">
        Counting who would lose access…
      </p>
    );
  }
  const { data } = loss;
  const isNobody = data.count === 0 && data.precision !== 'at_least';
  return (
    <>
      <Notice tone={isNobody ? 'good' : 'warning'} live="status" title={sentenceOf(data, name)}>
        {data.kept !== null && <KeptLine kept={data.kept} precision={data.precision} />}
      </Notice>
      {data.loginRouted !== null && (
        <Notice tone="danger" title={`${data.loginRouted} is routed here by Okta`}>
          Okta would keep sending this person here, and the sign-in would be refused.
        </Notice>
      )}
      {data.routedCount > 0 && (
        <Notice
          tone="danger"
          title={`${capitalised(peopleIn(data.routedCount))} routed here by Okta`}
        >
          The roll-out would keep sending them here, and their sign-ins would be refused.
        </Notice>
      )}
    </>
  );
}

function KeptLine({ kept, precision }: Pick<AccessLoss, 'precision'> & { readonly kept: number }) {
  if (kept === 0) return 'Nobody is chosen yet, so nobody could open it.';
  const count = peopleIn(kept);
  return precision === 'at_most'
    ? `At least ${count} would keep access; the rest of the chosen groups was not counted.`
    : `${capitalised(count)} would keep access.`;
}

function sentenceOf({ count, precision }: AccessLoss, name: string): string {
  if (count === 0 && precision !== 'at_least') return `Nobody loses access to ${name}`;
  const people = peopleIn(count);
  const loses = count === 1 ? 'loses' : 'lose';
  if (precision === 'at_least') return `At least ${people} ${loses} access to ${name}`;
  if (precision === 'at_most') return `At most ${people} ${loses} access to ${name}`;
  return `${capitalised(people)} ${loses} access to ${name}`;
}

function peopleIn(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
