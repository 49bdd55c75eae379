'use client';

import { Command } from 'cmdk';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { leaveGuarded } from '@/components/ui/unsaved-changes';
import { CommandResults } from './command-results';
import type { CommandEntry } from './command-entries';
import type { ShellCommand } from './commands';
import type { NavigationItem } from './navigation';

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly places: readonly NavigationItem[];
  readonly commands: readonly ShellCommand[];
}

/** The command menu itself: a combobox over pages, people, applications and actions. */
export default function CommandPalette({ open, onClose, ...offered }: CommandPaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!open) {
      dialog.current?.close();
      return;
    }
    dialog.current?.showModal();
    // The dialog itself would take the first element that can have focus, which is no field.
    dialog.current?.querySelector('input')?.focus();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      aria-label="Search and commands"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="rounded-control border-line bg-canvas text-ink mx-auto mt-2 mb-auto w-[calc(100%-1rem)] max-w-[36rem] border p-0 text-sm sm:mt-[12vh]"
    >
      {open && <Menu {...offered} onClose={onClose} />}
    </dialog>
  );
}

function Menu({ places, commands, onClose }: Omit<CommandPaletteProps, 'open'>) {
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const run = (entry: CommandEntry) => {
    onClose();
    if (entry.run) entry.run();
    else if (entry.isDownload === true) download(entry.href);
    else {
      leaveGuarded(() => {
        router.push(entry.href as Route);
      });
    }
  };
  return (
    <Command label="Search and commands" shouldFilter={false} loop vimBindings={false}>
      <div className="border-line flex items-center gap-2 border-b pr-2">
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          maxLength={200}
          placeholder="Search people and applications, or go somewhere"
          className="placeholder:text-ink-muted h-12 min-w-0 flex-1 bg-transparent px-4 text-sm outline-none pointer-coarse:text-base"
        />
        <button
          type="button"
          onClick={onClose}
          className="rounded-control text-ink-muted hover:bg-sunken hover:text-ink h-8 shrink-0 px-2 text-xs pointer-coarse:h-11"
        >
          Close
        </button>
      </div>
      <CommandResults typed={typed} places={places} commands={commands} onRun={run} />
    </Command>
  );
}

/** Saves a file without leaving the page. */
function download(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}
