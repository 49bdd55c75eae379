import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import type { RetentionState } from '@/lib/schemas/audit-retention';
import { ChangeRetention, type RetentionActions } from './change-retention';
import { keptFor } from './kept-for';

export interface RetentionFormProps extends RetentionActions {
  readonly retention: RetentionState;
  readonly canSet: boolean;
}

/** How long events are kept, and the form to change it for who may. */
export function RetentionForm(props: RetentionFormProps) {
  const { retention, canSet } = props;
  return (
    <div className="max-w-form flex flex-col gap-6">
      <DefinitionList>
        <Definition term="Kept">{keptFor(retention.days)}</Definition>
        <Definition term="Events">{retention.kept.toLocaleString('en')}</Definition>
        {retention.oldestAt !== null && (
          <Definition term="Oldest">
            <RelativeTime value={retention.oldestAt} />
          </Definition>
        )}
        {retention.removed > 0 && (
          <Definition term="Removed so far">{retention.removed.toLocaleString('en')}</Definition>
        )}
      </DefinitionList>
      {canSet ? (
        <ChangeRetention {...props} />
      ) : (
        <Notice>Only an owner can change how long events are kept.</Notice>
      )}
    </div>
  );
}
