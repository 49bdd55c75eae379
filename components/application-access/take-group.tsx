'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { AccessSummary } from '@/lib/schemas/application-access';
import { TakeDialog, type TakeActions } from './take-dialog';

export interface TakeGroupProps extends TakeActions {
  readonly summary: AccessSummary;
  readonly id: string;
  readonly name: string;
}

/** Takes one group out of the choice. */
export function TakeGroup({ summary, id, name, ...actions }: TakeGroupProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        icon={<X aria-hidden />}
        aria-label={`Remove ${name}`}
        onClick={() => {
          setOpen(true);
        }}
      >
        Remove
      </Button>
      <TakeDialog
        {...actions}
        summary={summary}
        taken={{ groupIds: [id], userIds: [] }}
        what={name}
        confirmLabel="Remove group"
        isOpen={isOpen}
        onClose={() => {
          setOpen(false);
        }}
      />
    </>
  );
}
