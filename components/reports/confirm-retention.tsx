import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { AuditRetention, RetentionPreview } from '@/lib/schemas/audit-retention';
import { keptFor } from './kept-for';

/** A retention that is wanted, and what it would remove. */
export interface WantedRetention {
  readonly wanted: AuditRetention;
  readonly preview: RetentionPreview;
}

export interface ConfirmRetentionProps {
  /** Null while nothing is asked. */
  readonly asked: WantedRetention | null;
  readonly loading: boolean;
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onConfirm: (wanted: AuditRetention) => void;
}

const nothing: WantedRetention = { wanted: { days: null }, preview: { events: 0, kept: 0 } };

/** Says how many events will go; when some will, their number is typed to confirm. */
export function ConfirmRetention(props: ConfirmRetentionProps) {
  const { asked, onConfirm, ...dialog } = props;
  const { wanted, preview } = asked ?? nothing;
  const { events, kept } = preview;
  const removal = events === 1 ? '1 event' : `${events.toLocaleString('en')} events`;
  const act =
    events === 0
      ? { confirmLabel: 'Change retention', tone: 'primary' as const }
      : { confirmLabel: `Remove ${removal}`, nameToType: String(events) };
  return (
    <ConfirmDialog
      {...dialog}
      {...act}
      open={asked !== null}
      title="Change how long events are kept"
      onConfirm={() => {
        onConfirm(wanted);
      }}
    >
      <p>{`Events will be kept ${keptFor(wanted.days).toLowerCase()}.`}</p>
      {events === 0 ? (
        <p>No event is older than that today, so nothing is removed now.</p>
      ) : (
        <p>
          {removal} older than that will be removed within the hour. This cannot be undone; export
          them first if they are still needed. {kept.toLocaleString('en')} stay.
        </p>
      )}
    </ConfirmDialog>
  );
}
