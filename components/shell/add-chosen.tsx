'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { FormError } from '@/components/ui/notice';
import { SearchPicker, type Pickable, type SearchPickerProps } from './search-picker';
import { useActionRun } from './use-action-run';

export interface AddChosenProps<Item extends Pickable> extends Omit<
  SearchPickerProps<Item>,
  'chosen' | 'onChange'
> {
  /** The button that opens it. */
  readonly opener: string;
  readonly title: string;
  /** The button that adds, for what is ticked; nothing may be. */
  readonly confirm: (chosen: readonly Item[]) => string;
  /** Said to screen readers afterwards. */
  readonly done: (chosen: readonly Item[]) => string;
  readonly add: (chosen: readonly Item[]) => Promise<{
    readonly serverError?: { readonly code: string; readonly message: string } | undefined;
  }>;
}

const maxAtOnce = 100;

/** A button and its dialog: finds things by search and adds as many as are ticked at once. */
export function AddChosen<Item extends Pickable>(props: AddChosenProps<Item>) {
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  return (
    <>
      <Button
        variant="primary"
        icon={<UserPlus aria-hidden />}
        onClick={() => {
          setOpen(true);
        }}
      >
        {props.opener}
      </Button>
      <Dialog open={isOpen} onClose={close} title={props.title}>
        <AddForm {...props} onDone={close} />
      </Dialog>
    </>
  );
}

type AddFormProps<Item extends Pickable> = AddChosenProps<Item> & { readonly onDone: () => void };

function AddForm<Item extends Pickable>(props: AddFormProps<Item>) {
  const { confirm, done, add, onDone } = props;
  const [chosen, setChosen] = useState<readonly Item[]>([]);
  const { busy, error, run } = useActionRun();
  const isTooMany = chosen.length > maxAtOnce;
  const save = async () => {
    if (!(await run('add', () => add(chosen)))) return;
    announce(done(chosen));
    onDone();
  };
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <SearchPicker {...props} chosen={chosen} onChange={setChosen} />
      <FormError message={isTooMany ? `Add at most ${String(maxAtOnce)} at once.` : error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button
          variant="primary"
          loading={busy !== undefined}
          disabled={chosen.length === 0 || isTooMany}
          onClick={() => void save()}
        >
          {confirm(chosen)}
        </Button>
      </div>
    </div>
  );
}
