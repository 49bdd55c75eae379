'use client';

import { useState, type ReactNode } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';
import { TextField } from './field';
import { FormError } from './notice';

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, and what state things are in afterwards. */
  readonly children: ReactNode;
  /** The verb: "Disable Anna Example". */
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly tone?: 'danger' | 'primary' | undefined;
  /** While the act runs. */
  readonly loading?: boolean | undefined;
  readonly error?: string | undefined;
  /** When given, this exact name must be typed before the button works. */
  readonly nameToType?: string | undefined;
}

/** Asks before an act that takes something away; the dangerous ones ask for the name. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={props.title}>
      <ConfirmForm {...props} />
    </Dialog>
  );
}

function ConfirmForm(props: ConfirmDialogProps) {
  const { onClose, children, confirmLabel, onConfirm, tone = 'danger', nameToType } = props;
  const [typed, setTyped] = useState('');
  const isConfirmed = nameToType === undefined || typed.trim() === nameToType;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isConfirmed) onConfirm();
      }}
    >
      <div className="flex flex-col gap-2">{children}</div>
      {nameToType !== undefined && (
        <TextField
          label={`Type ${nameToType} to confirm`}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      )}
      <FormError message={props.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Keep as it is</Button>
        <Button type="submit" variant={tone} loading={props.loading} disabled={!isConfirmed}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
