'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { useActionRun } from '@/components/shell/use-action-run';
import { Section } from '@/components/ui/section';
import type {
  ApplyMetadataInput,
  CompareMetadataInput,
  MetadataComparison,
} from '@/lib/schemas/application-metadata';
import type { Action } from '@/lib/shared/action-result';
import { ChooseEntity } from './choose-entity';
import { MetadataChanges } from './metadata-changes';
import { MetadataFindings } from './metadata-preview';
import { withRefusal } from './metadata-result';
import { MetadataSource } from './metadata-source';

type Source = CompareMetadataInput['source'];
type Compared = Extract<MetadataComparison, { kind: 'compared' }>;
type Choice = Extract<MetadataComparison, { kind: 'choose' }>;

export interface UpdateFromMetadataProps {
  readonly applicationId: string;
  readonly name: string;
  readonly metadataUrl: string;
  readonly compare: Action<CompareMetadataInput, MetadataComparison>;
  readonly apply: Action<ApplyMetadataInput>;
}

/** Metadata read again: what it would change is shown first, and saved only when agreed to. */
export function UpdateFromMetadata(props: UpdateFromMetadataProps) {
  const { applicationId, metadataUrl, compare } = props;
  const { busy, error, run } = useActionRun();
  const [source, setSource] = useState<Source>();
  const [choice, setChoice] = useState<Choice>();
  const [compared, setCompared] = useState<Compared>();
  const read = async (from: Source, entityId: string | null) => {
    await run('read', async () => {
      const result = withRefusal(await compare({ applicationId, source: from, entityId }));
      setSource(from);
      setChoice(result.data?.kind === 'choose' ? result.data : undefined);
      setCompared(result.data?.kind === 'compared' ? result.data : undefined);
      return result;
    });
  };
  return (
    <div className="flex flex-col gap-10">
      <MetadataSource
        initialUrl={metadataUrl}
        isBusy={busy !== undefined}
        error={error}
        onRead={(from) => void read(from, null)}
      />
      {choice !== undefined && source !== undefined && (
        <ChooseEntity
          {...choice}
          isBusy={busy !== undefined}
          onChoose={(entityId) => void read(source, entityId)}
        />
      )}
      {compared !== undefined && <Agreement {...props} compared={compared} />}
    </div>
  );
}

function Agreement(props: UpdateFromMetadataProps & { readonly compared: Compared }) {
  const { applicationId, name, apply, compared } = props;
  const router = useRouter();
  const { busy, error, run } = useActionRun();
  const { ask, dialog } = useReauthentication();
  const save = async (confirmedName: string): Promise<void> => {
    const { values } = compared;
    const isSaved = await run(
      'apply',
      () => apply({ applicationId, values, confirmedName }),
      ({ code }) => {
        if (code !== reauthenticationRequired) return false;
        ask(() => void save(confirmedName));
        return true;
      },
    );
    if (isSaved) router.push(`/applications/${applicationId}` as Route);
  };
  return (
    <div>
      <Section id="changes" title="What would change">
        <MetadataChanges
          name={name}
          changes={compared.changes}
          dangers={compared.dangers}
          isBusy={busy !== undefined}
          error={error}
          onAgree={(confirmedName) => void save(confirmedName)}
        />
        {dialog}
      </Section>
      <Section id="read" title="What was read">
        <MetadataFindings preview={compared.preview} />
      </Section>
    </div>
  );
}
