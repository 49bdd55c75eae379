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
import { changedMeanwhile, ChangedMeanwhileNotice } from './changed-meanwhile';
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
  const { busy, error, source, choice, compared, read } = useComparison(props);
  const [isOvertaken, setIsOvertaken] = useState(false);
  return (
    <div className="flex flex-col gap-10">
      <MetadataSource
        initialUrl={props.metadataUrl}
        isBusy={busy !== undefined}
        error={error}
        onRead={(from) => {
          setIsOvertaken(false);
          void read(from, null);
        }}
      />
      {choice !== undefined && source !== undefined && (
        <ChooseEntity
          {...choice}
          isBusy={busy !== undefined}
          onChoose={(entityId) => void read(source, entityId)}
        />
      )}
      {isOvertaken && compared !== undefined && (
        <ChangedMeanwhileNotice>
          <p>The metadata was compared again, with what is stored now.</p>
        </ChangedMeanwhileNotice>
      )}
      {compared !== undefined && source !== undefined && (
        <Agreement
          {...props}
          compared={compared}
          onOvertaken={() => {
            setIsOvertaken(true);
            void read(source, compared.values.entityId);
          }}
        />
      )}
    </div>
  );
}

function useComparison({ applicationId, compare }: UpdateFromMetadataProps) {
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
  return { busy, error, source, choice, compared, read };
}

interface AgreementProps extends UpdateFromMetadataProps {
  readonly compared: Compared;
  /** Somebody else changed the application since it was compared. */
  readonly onOvertaken: () => void;
}

function Agreement(props: AgreementProps) {
  const { applicationId, name, apply, compared, onOvertaken } = props;
  const router = useRouter();
  const { busy, error, run } = useActionRun();
  const { ask, dialog } = useReauthentication();
  const save = async (confirmedName: string): Promise<void> => {
    const { values, version } = compared;
    const isSaved = await run(
      'apply',
      () => apply({ applicationId, version, values, confirmedName }),
      ({ code }) => {
        if (code === reauthenticationRequired) ask(() => void save(confirmedName));
        if (code === changedMeanwhile) onOvertaken();
        return code === reauthenticationRequired || code === changedMeanwhile;
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
