'use client';

import { Command } from 'cmdk';
import { CircleAlert } from 'lucide-react';
import { listSections, type CommandEntry, type CommandSection } from './command-entries';
import type { ShellCommand } from './commands';
import type { NavigationItem } from './navigation';
import { useSearch, type Search } from './use-search';

export interface CommandResultsProps {
  readonly typed: string;
  readonly places: readonly NavigationItem[];
  readonly commands: readonly ShellCommand[];
  readonly onRun: (entry: CommandEntry) => void;
}

/** What fits the typed text: at once what the portal knows, then what the server finds. */
export function CommandResults({ typed, places, commands, onRun }: CommandResultsProps) {
  const search = useSearch(typed);
  const sections = listSections({ typed, places, commands, results: search.results });
  const count = sections.reduce((sum, { entries }) => sum + entries.length, 0);
  return (
    <>
      <Command.List
        label="Results"
        className="max-h-[min(26rem,calc(100dvh-8rem))] overflow-y-auto overscroll-contain p-1.5"
      >
        {sections.map((section) => (
          <SectionLines key={section.heading} section={section} onRun={onRun} />
        ))}
        {search.state === 'failed' && <Failed retry={search.retry} />}
      </Command.List>
      <p role="status" className="text-ink-muted border-line border-t px-4 py-2 text-xs">
        {describe(search.state, count, typed.trim())}
      </p>
    </>
  );
}

function describe(state: Search['state'], count: number, typed: string): string {
  if (state === 'searching') return 'Searching…';
  if (count === 0 && state !== 'failed') return `Nothing matches “${typed}”.`;
  if (typed === '') return 'Arrow keys move, Enter opens, Escape closes.';
  return count === 1 ? '1 result' : `${String(count)} results`;
}

interface SectionLinesProps {
  readonly section: CommandSection;
  readonly onRun: (entry: CommandEntry) => void;
}

function SectionLines({ section, onRun }: SectionLinesProps) {
  return (
    <Command.Group
      heading={section.heading}
      className="[&_[cmdk-group-heading]]:text-ink-muted [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs"
    >
      {section.entries.map((entry) => (
        <Command.Item
          key={entry.id}
          value={entry.id}
          onSelect={() => {
            onRun(entry);
          }}
          className={itemClass}
        >
          {entry.icon}
          <span className="min-w-0 truncate">{entry.label}</span>
          {entry.detail !== undefined && entry.detail !== '' && (
            <span className="text-ink-muted ml-auto max-w-[55%] min-w-0 truncate text-xs">
              {entry.detail}
            </span>
          )}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

const itemClass =
  'rounded-control data-[selected=true]:bg-sunken flex min-h-9 cursor-default items-center gap-2.5 px-2.5 py-1 select-none pointer-coarse:min-h-11 [&_svg]:text-ink-muted [&_svg]:size-4 [&_svg]:shrink-0';

/** What the portal itself knows is still offered. */
function Failed({ retry }: { readonly retry: () => void }) {
  return (
    <Command.Item value="search-failed" onSelect={retry} className={itemClass}>
      <CircleAlert aria-hidden />
      <span className="min-w-0">
        People and applications could not be searched. Search again, or reload the page if you were
        signed out.
      </span>
    </Command.Item>
  );
}
