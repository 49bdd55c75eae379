import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';

/** The code of a refusal that says so. */
export const changedMeanwhile = 'applications.changed_meanwhile';

/** Somebody else saved first: nothing typed is lost, and what there is now is said. */
export function ChangedMeanwhileNotice({ children }: { readonly children: ReactNode }) {
  return (
    <Notice tone="warning" live="alert" title="Somebody changed this application meanwhile">
      <p>Nothing of yours was saved, and everything you typed is still here.</p>
      {children}
    </Notice>
  );
}

/** What the form of the settings did about it. */
export function MergedSettings(props: {
  readonly takenOver: readonly string[];
  readonly contested: readonly string[];
}) {
  const { takenOver, contested } = props;
  return (
    <ChangedMeanwhileNotice>
      {takenOver.length > 0 && (
        <p>Where you changed nothing, the form now shows what is stored: {takenOver.join(', ')}.</p>
      )}
      {contested.length > 0 && (
        <p>
          You both changed this, and the form shows yours; saving replaces theirs:{' '}
          {contested.join(', ')}.
        </p>
      )}
      <p>Look it over, then save again.</p>
    </ChangedMeanwhileNotice>
  );
}
