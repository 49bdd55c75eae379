'use client';

import { Undo2 } from 'lucide-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { FormError } from '@/components/ui/notice';
import type { ImportDetails, ImportStep, UndoPreview } from '@/lib/schemas/user-imports';
import type { Action } from '@/lib/shared/action-result';
import { StepProgress } from './step-progress';
import { useSteps } from './use-steps';

export interface UndoImportProps {
  readonly of: ImportDetails;
  readonly preview: UndoPreview;
  readonly undo: Action<{ importId: string }, ImportStep>;
}

/** What undoing would do, and the button that does it after a confirmation by name. */
export function UndoImport({ of, preview, undo }: UndoImportProps) {
  const router = useRouter();
  const steps = useSteps(undo, of.id, 'The import is undone');
  const [isOpen, setOpen] = useState(false);
  const total = preview.deleteCount + preview.restoreCount + preview.keepCount;
  const run = async () => {
    setOpen(false);
    await steps.run(async () => {
      router.push(`/users/import/${of.id}` as Route);
      return Promise.resolve();
    });
  };
  return (
    <div className="flex flex-col gap-6">
      <Counts preview={preview} />
      {preview.kept.length > 0 && <Kept preview={preview} />}
      {steps.isBusy && <StepProgress label="Undoing" {...(steps.step ?? { done: 0, total })} />}
      <FormError message={steps.error} />
      <div>
        <Button
          variant="danger"
          icon={<Undo2 aria-hidden />}
          loading={steps.isBusy}
          onClick={() => {
            setOpen(true);
          }}
        >
          Undo import
        </Button>
      </div>
      <ConfirmDialog
        open={isOpen}
        onClose={() => {
          setOpen(false);
        }}
        title={`Undo ${of.fileName}`}
        confirmLabel="Undo import"
        nameToType={of.fileName}
        onConfirm={() => void run()}
      >
        <p>
          {peopleOf(preview.deleteCount)} will be deleted and {peopleOf(preview.restoreCount)} set
          back. Open invitations of deleted people stop working. This cannot be taken back; the file
          can be imported again.
        </p>
      </ConfirmDialog>
    </div>
  );
}

function Counts({ preview }: { readonly preview: UndoPreview }) {
  return (
    <DefinitionList>
      <Definition term="Deleted" help="New people nothing happened to since.">
        {peopleOf(preview.deleteCount)}
      </Definition>
      <Definition term="Set back" help="People the import changed.">
        {peopleOf(preview.restoreCount)}
      </Definition>
      <Definition term="Left as they are" help="Something happened to them since.">
        {peopleOf(preview.keepCount)}
      </Definition>
      <CreatedGroups {...preview.groups} />
    </DefinitionList>
  );
}

/** The groups the import created: what undoing does with them. */
function CreatedGroups({ deleted, kept }: UndoPreview['groups']) {
  return (
    <>
      {deleted.length > 0 && (
        <Definition term="Groups deleted" help="Created by the import, and empty afterwards.">
          {deleted.join(', ')}
        </Definition>
      )}
      {kept.length > 0 && (
        <Definition term="Groups kept" help="Created by the import, and used by now.">
          {kept.join(', ')}
        </Definition>
      )}
    </>
  );
}

function Kept({ preview }: { readonly preview: UndoPreview }) {
  const rest = preview.keepCount - preview.kept.length;
  return (
    <div className="flex flex-col gap-2 text-sm">
      <h3 className="font-medium">Left as they are</h3>
      <ul className="divide-line border-line divide-y border-y">
        {preview.kept.map(({ line, login, reason }) => (
          <li key={line} className="flex flex-wrap gap-x-3 py-2 [overflow-wrap:anywhere]">
            <span className="text-ink-muted tabular-nums">Line {line}</span>
            <span className="font-medium">{login}</span>
            <span className="text-ink-muted">{reason}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="text-ink-muted">And {rest.toLocaleString('en')} more.</p>}
    </div>
  );
}

function peopleOf(count: number): string {
  if (count === 0) return 'Nobody';
  return count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;
}
