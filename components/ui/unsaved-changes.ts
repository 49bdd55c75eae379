'use client';

import { useEffect } from 'react';

/** Forms on this page with changes nobody saved. */
const dirtyForms = new Set<symbol>();

type AskToLeave = (leave: () => void) => void;

/** Opens the dialog of the shell; null where there is no shell. */
let askToLeave: AskToLeave | null = null;

/**
 * Guards what was typed and not saved: as long as `isDirty`, leaving by a link, by the back button,
 * by the command menu or a key asks first, in a dialog of ours; a reload or a closed tab in the
 * browser's own. Call it once in every form of a page:
 *
 *     useUnsavedChanges(formState.isDirty);
 *
 * A form that stays on its page after saving must `reset(values)`, so that it is not dirty any more.
 * `router.push` after saving is not asked about. Pages outside the shell have the browser's question
 * only.
 */
export function useUnsavedChanges(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const form = Symbol('form');
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    dirtyForms.add(form);
    window.addEventListener('beforeunload', warn);
    return () => {
      dirtyForms.delete(form);
      window.removeEventListener('beforeunload', warn);
    };
  }, [isDirty]);
}

/** Tells whether leaving now would lose something. */
export function hasUnsavedChanges(): boolean {
  return dirtyForms.size > 0;
}

/** Leaves at once, or after the person agreed to lose what was typed. For `router.push` in menus. */
export function leaveGuarded(leave: () => void): void {
  if (hasUnsavedChanges() && askToLeave) askToLeave(leave);
  else leave();
}

/** The shell's dialog registers itself here; returns how to take it away. */
export function registerLeaveDialog(ask: AskToLeave): () => void {
  askToLeave = ask;
  return () => {
    askToLeave = null;
  };
}
