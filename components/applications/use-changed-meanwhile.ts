'use client';

import { useEffect, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { settingNames, type CustomApplicationInput } from '@/lib/schemas/custom-applications';

type Setting = keyof typeof settingNames;

/** What somebody else stored while the form was open, by the names of the settings. */
export interface ChangedMeanwhile {
  /** Taken over, because nothing was typed there. */
  readonly takenOver: readonly string[];
  /** Changed by both: what was typed here stands in the form. */
  readonly contested: readonly string[];
}

/**
 * Brings a form together with what is stored by now: fields nobody touched here show what is stored, and
 * what was typed stays. Null until the version that the page shows becomes another one.
 */
export function useChangedMeanwhile(
  form: UseFormReturn<CustomApplicationInput>,
  stored: { readonly initial: CustomApplicationInput; readonly version: string | null },
): ChangedMeanwhile | null {
  const { initial, version } = stored;
  const seen = useRef(stored);
  const [changed, setChanged] = useState<ChangedMeanwhile | null>(null);
  useEffect(() => {
    const { initial: before, version: seenVersion } = seen.current;
    if (version === seenVersion) return;
    seen.current = { initial, version };
    const typed = form.getValues();
    const theirs = differences(before, initial);
    const mine = differences(before, typed);
    form.reset(initial);
    const kept = Object.fromEntries(mine.map((key) => [key, typed[key]]));
    form.reset({ ...initial, ...kept }, { keepDefaultValues: true });
    setChanged({
      takenOver: theirs.filter((key) => !mine.includes(key)).map((key) => settingNames[key]),
      contested: theirs.filter((key) => mine.includes(key)).map((key) => settingNames[key]),
    });
  }, [form, initial, version]);
  return changed;
}

function differences(one: CustomApplicationInput, other: CustomApplicationInput): Setting[] {
  return (Object.keys(settingNames) as Setting[]).filter(
    (key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]),
  );
}
