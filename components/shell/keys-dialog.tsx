'use client';

import { useState, type ReactNode } from 'react';
import { Checkbox } from '@/components/ui/choice';
import { Dialog } from '@/components/ui/dialog';
import { areKeysOn, keysCookie, type KeyedPlace } from './keys';

export interface KeysDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly places: readonly KeyedPlace<{ readonly label: string }>[];
}

/** Which keys do what, and the switch for the single ones. */
export function KeysDialog({ open, onClose, places }: KeysDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts">
      <KeyList places={places} />
    </Dialog>
  );
}

function KeyList({ places }: Pick<KeysDialogProps, 'places'>) {
  const [isOn, setOn] = useState(() => areKeysOn(document.cookie));
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
        <KeyLine keys={['Ctrl', 'K']} alternative={['⌘', 'K']} what="Search and commands" />
        <KeyLine keys={['Esc']} what="Close what is open" />
        {isOn && (
          <>
            <KeyLine keys={['/']} what="Search on this page" />
            <KeyLine keys={['?']} what="This list" />
            {places.map(({ letter, place }) => (
              <KeyLine key={letter} keys={['g', letter]} what={`Go to ${place.label}`} isSequence />
            ))}
          </>
        )}
      </dl>
      <Checkbox
        label="Single keys"
        help="Keys that work without Ctrl or ⌘. Switch them off if you speak to your computer or press keys by accident. Kept in this browser."
        checked={isOn}
        onChange={(event) => {
          const next = event.target.checked;
          document.cookie = keysCookie(next, window.location.protocol === 'https:');
          setOn(next);
        }}
      />
    </>
  );
}

interface KeyLineProps {
  readonly keys: readonly string[];
  readonly alternative?: readonly string[];
  readonly what: string;
  /** One after the other, not together. */
  readonly isSequence?: boolean;
}

function KeyLine({ keys, alternative, what, isSequence = false }: KeyLineProps) {
  return (
    <>
      <dt className="flex items-center gap-1">
        <Keys keys={keys} between={isSequence ? ' then ' : ' and '} />
        {alternative && (
          <>
            <span className="text-ink-muted text-xs">or</span>
            <Keys keys={alternative} between=" and " />
          </>
        )}
      </dt>
      <dd>{what}</dd>
    </>
  );
}

function Keys({ keys, between }: { readonly keys: readonly string[]; readonly between: string }) {
  return keys.map((key, index): ReactNode => (
    <span key={key}>
      {index > 0 && <span className="sr-only">{between}</span>}
      <kbd className="border-line-strong/60 bg-side rounded-control inline-block min-w-6 border px-1.5 text-center font-sans text-xs">
        {key}
      </kbd>
    </span>
  ));
}
