'use client';

import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import type {
  MetadataPreview,
  MetadataReading,
  MetadataSourceInput,
} from '@/lib/schemas/application-metadata';
import type { CreateCustomApplicationInput } from '@/lib/schemas/custom-applications';
import type { Action } from '@/lib/shared/action-result';
import { ChooseEntity } from './choose-entity';
import { CustomApplicationForm } from './custom-application-form';
import { MetadataFindings } from './metadata-preview';
import { withRefusal } from './metadata-result';
import { MetadataSource } from './metadata-source';

type Source = MetadataSourceInput['source'];

export interface ImportApplicationProps {
  readonly read: Action<MetadataSourceInput, MetadataReading>;
  readonly save: Action<CreateCustomApplicationInput, { readonly applicationId: string }>;
}

type Choice = Extract<MetadataReading, { kind: 'choose' }>;

/** From metadata to an application: read, look at it, change what should differ, save. */
export function ImportApplication({ read, save }: ImportApplicationProps) {
  const { busy, error, run } = useActionRun();
  const [source, setSource] = useState<Source>();
  const [choice, setChoice] = useState<Choice>();
  const [preview, setPreview] = useState<MetadataPreview>();
  const readFrom = async (from: Source, entityId: string | null) => {
    await run('read', async () => {
      const result = withRefusal(await read({ source: from, entityId }));
      setSource(from);
      setChoice(result.data?.kind === 'choose' ? result.data : undefined);
      setPreview(result.data?.kind === 'preview' ? result.data.preview : undefined);
      return result;
    });
  };
  if (preview !== undefined) {
    return <ReadApplication preview={preview} save={save} onAgain={() => setPreview(undefined)} />;
  }
  return (
    <div className="flex flex-col gap-10">
      <MetadataSource
        initialUrl=""
        isBusy={busy !== undefined}
        error={error}
        onRead={(from) => void readFrom(from, null)}
      />
      {choice !== undefined && source !== undefined && (
        <ChooseEntity
          {...choice}
          isBusy={busy !== undefined}
          onChoose={(entityId) => void readFrom(source, entityId)}
        />
      )}
    </div>
  );
}

interface ReadApplicationProps {
  readonly preview: MetadataPreview;
  readonly save: ImportApplicationProps['save'];
  readonly onAgain: () => void;
}

function ReadApplication({ preview, save, onAgain }: ReadApplicationProps) {
  return (
    <>
      <Section
        id="read"
        title="What was read"
        description="Nothing is saved yet. These values fill the form below."
        actions={<Button onClick={onAgain}>Read other metadata</Button>}
      >
        <MetadataFindings preview={preview} />
      </Section>
      <Section id="settings" title="Settings">
        <CustomApplicationForm
          initial={preview.values}
          task={{ kind: 'create', save, isRead: true }}
        />
      </Section>
    </>
  );
}
