'use client';

import { useEffect, useState } from 'react';

/** One thing found: where it is, its name, and what tells it from others of that name. */
export interface SearchHit {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}

/** What the search answers, by kind. */
export interface SearchResults {
  readonly people: readonly SearchHit[];
  readonly groups: readonly SearchHit[];
  readonly applications: readonly SearchHit[];
}

export interface Search {
  readonly state: 'idle' | 'searching' | 'done' | 'failed';
  /** Of exactly the text typed now; empty until they are there. */
  readonly results: SearchResults;
  readonly retry: () => void;
}

const noResults: SearchResults = { people: [], groups: [], applications: [] };
const pauseMs = 150;
const shortest = 2;

interface Answer {
  readonly text: string;
  /** Null when the search failed. */
  readonly results: SearchResults | null;
}

/** Searches on the server for what is typed: after a short pause, the last text only. */
export function useSearch(typed: string): Search {
  const text = typed.trim();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const current = answer?.text === text ? answer : null;
  const isMissing = text.length >= shortest && current === null;
  useEffect(() => {
    if (!isMissing) return undefined;
    const abort = new AbortController();
    const timer = window.setTimeout(() => {
      void fetchResults(text, abort.signal).then((results) => {
        if (!abort.signal.aborted) setAnswer({ text, results });
      });
    }, pauseMs);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [text, isMissing]);
  return {
    state: stateOf(text, current),
    results: (text.length >= shortest && current?.results) || noResults,
    retry: () => {
      setAnswer(null);
    },
  };
}

function stateOf(text: string, current: Answer | null): Search['state'] {
  if (text.length < shortest) return 'idle';
  if (current === null) return 'searching';
  return current.results === null ? 'failed' : 'done';
}

async function fetchResults(text: string, signal: AbortSignal): Promise<SearchResults | null> {
  try {
    const response = await fetch(`/api/search?q=${encodeURIComponent(text)}`, { signal });
    return response.ok ? ((await response.json()) as SearchResults) : null;
  } catch {
    return null;
  }
}
