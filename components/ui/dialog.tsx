'use client';

import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { dialogLiveRegion } from './announce';
import { Button } from './button';

export interface DialogProps {
  readonly open: boolean;
  /** Called for Escape, the close button and a press beside the dialog. */
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** The buttons, right-aligned; the primary one last. */
  readonly footer?: ReactNode;
}

/** A modal dialog on the browser's own `<dialog>`: focus stays inside and returns afterwards. */
export function Dialog({ open, onClose, title, description, children, footer }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={`${id}-title`}
      aria-describedby={description === undefined ? undefined : `${id}-description`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="rounded-control border-line bg-canvas text-ink m-auto w-[calc(100%-2rem)] max-w-[30rem] border p-0 text-sm"
    >
      {open && (
        <div className="flex flex-col gap-4 p-5">
          <DialogHead id={id} title={title} onClose={onClose} />
          {description !== undefined && (
            <div id={`${id}-description`} className="text-ink-muted -mt-2">
              {description}
            </div>
          )}
          {children}
          {footer !== undefined && (
            <div className="flex flex-wrap justify-end gap-2 pt-1">{footer}</div>
          )}
          <div {...{ [dialogLiveRegion]: '' }} aria-live="polite" className="sr-only" />
        </div>
      )}
    </dialog>
  );
}

interface DialogHeadProps {
  readonly id: string;
  readonly title: string;
  readonly onClose: () => void;
}

function DialogHead({ id, title, onClose }: DialogHeadProps) {
  return (
    <div className="flex items-start justify-between gap-4">
      <h2 id={`${id}-title`} className="text-base font-semibold [overflow-wrap:anywhere]">
        {title}
      </h2>
      <Button
        variant="quiet"
        size="small"
        icon={<X aria-hidden />}
        aria-label="Close"
        className="-mt-0.5 -mr-2"
        onClick={onClose}
      />
    </div>
  );
}
