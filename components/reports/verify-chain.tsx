'use client';

import { ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { FormError, Notice } from '@/components/ui/notice';
import type { ChainVerdict, VerifyProgress } from '@/lib/schemas/audit-verification';
import { readVerification } from './read-verification';

/** Has the chain of events verified and shows how far it is and what was found. */
export function VerifyChain() {
  const { progress, verify, end } = useVerification();
  return (
    <div className="max-w-form flex flex-col gap-6">
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          loading={progress?.kind === 'progress'}
          icon={<ShieldCheck aria-hidden />}
          onClick={verify}
        >
          {progress?.kind === 'verdict' ? 'Verify again' : 'Verify all events'}
        </Button>
        {progress?.kind === 'progress' && <Button onClick={end}>Stop</Button>}
      </div>
      <Outcome progress={progress} />
    </div>
  );
}

function useVerification() {
  const [progress, setProgress] = useState<VerifyProgress | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  return {
    progress,
    verify: () => {
      const controller = new AbortController();
      stop.current = controller;
      setProgress({ kind: 'progress', checked: 0, total: 0 });
      void readVerification(controller.signal, (next) => {
        setProgress(next);
        if (next.kind === 'verdict') announce(titleOf(next.verdict));
      });
    },
    end: () => {
      stop.current?.abort();
      setProgress(null);
    },
  };
}

function Outcome({ progress }: { readonly progress: VerifyProgress | null }) {
  if (progress === null) return null;
  if (progress.kind === 'progress') return <Progress {...progress} />;
  if (progress.kind === 'failed') return <FormError message={progress.message} />;
  return <Verdict verdict={progress.verdict} />;
}

function Progress({ checked, total }: { readonly checked: number; readonly total: number }) {
  const text = `${checked.toLocaleString('en')} of ${total.toLocaleString('en')} events`;
  return (
    <div className="flex flex-col gap-2">
      <progress
        aria-label="Events verified"
        value={checked}
        max={Math.max(total, 1)}
        className="accent-accent-solid h-2 w-full"
      />
      <p className="text-ink-muted text-sm">{total === 0 ? 'Beginning' : text}</p>
    </div>
  );
}

function titleOf({ isWhole, problemCount, checked }: ChainVerdict): string {
  if (isWhole) return `The event log is whole: ${checked.toLocaleString('en')} events verified`;
  const problems =
    problemCount === 1 ? '1 problem' : `${problemCount.toLocaleString('en')} problems`;
  return `The event log is not whole: ${problems} found`;
}

function Verdict({ verdict }: { readonly verdict: ChainVerdict }) {
  const { isWhole, from, to, removed, lastHash, problems, problemCount } = verdict;
  return (
    <div className="flex flex-col gap-4">
      <Notice tone={isWhole ? 'good' : 'danger'} title={titleOf(verdict)}>
        {isWhole
          ? 'No event was changed, removed, put in or moved since it was written. That it was verified now stands in the event log too.'
          : 'Somebody changed the database from outside. Keep a copy of it, compare with your last export, and find out who has access. People can still sign in.'}
      </Notice>
      {problems.length > 0 && (
        <ol aria-label="Problems" className="divide-line border-line divide-y border-y text-sm">
          {problems.map(({ kind, sequence, says }) => (
            <li key={`${kind} ${sequence ?? says}`} className="py-2 [overflow-wrap:anywhere]">
              {says}
            </li>
          ))}
        </ol>
      )}
      {problemCount > problems.length && (
        <p className="text-sm">And {(problemCount - problems.length).toLocaleString('en')} more.</p>
      )}
      <DefinitionList>
        <Definition term="Verified">
          {from === null ? 'No events' : `Events ${from} to ${to ?? from}`}
        </Definition>
        {removed !== '0' && (
          <Definition term="Before that">{`${removed} events, removed by retention`}</Definition>
        )}
        <Definition
          term="Last hash"
          help="Keep it elsewhere: with it nobody can rewrite the log unnoticed"
        >
          <CopyableValue value={lastHash} what="last hash" />
        </Definition>
      </DefinitionList>
    </div>
  );
}
