'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { FormProvider, useFieldArray, useForm, useFormContext, useWatch } from 'react-hook-form';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import { Section } from '@/components/ui/section';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import { attributeMappingsSchema, describeMapping } from '@/lib/schemas/attribute-mappings';
import type {
  AssertionPreview,
  PreviewAssertionInput,
  SaveMappingsInput,
} from '@/lib/schemas/custom-applications';
import type { Action } from '@/lib/shared/action-result';
import { AssertionPreviewPanel } from './assertion-preview';
import { changedMeanwhile, ChangedMeanwhileNotice } from './changed-meanwhile';
import { ExpressionHelp } from './expression-help';
import { emptyDraft, toDrafts, toMappings, type MappingsDraft } from './mapping-draft';
import { MappingRow } from './mapping-row';

export interface MappingsEditorProps {
  readonly applicationId: string;
  readonly mappings: SaveMappingsInput['mappings'];
  readonly version: string;
  /** Whose assertion is shown first. */
  readonly login: string;
  readonly mayEdit: boolean;
  readonly save: Action<SaveMappingsInput>;
  readonly preview: Action<PreviewAssertionInput, AssertionPreview>;
}

/** The attributes of an application, and beside them what an assertion would say of somebody. */
export function MappingsEditor(props: MappingsEditorProps) {
  const { applicationId, login, mayEdit, preview } = props;
  const form = useForm<MappingsDraft>({ defaultValues: { rows: toDrafts(props.mappings) } });
  const rows = useWatch({ control: form.control, name: 'rows' });
  const parsed = attributeMappingsSchema.safeParse(toMappings(rows));
  return (
    <FormProvider {...form}>
      <div className="grid gap-x-10 gap-y-10 xl:grid-cols-2">
        <div className="min-w-0">
          <Section id="attributes" title="Attributes">
            <fieldset disabled={!mayEdit} className="flex min-w-0 flex-col gap-4">
              <legend className="sr-only">Attributes of the application</legend>
              <MappingsForm {...props} />
            </fieldset>
          </Section>
        </div>
        <div className="min-w-0">
          <AssertionPreviewPanel
            applicationId={applicationId}
            initialLogin={login}
            mappings={parsed.success ? parsed.data : null}
            preview={preview}
          />
        </div>
      </div>
    </FormProvider>
  );
}

function MappingsForm(props: MappingsEditorProps) {
  const { control, formState } = useFormContext<MappingsDraft>();
  const { fields, append, remove } = useFieldArray({ control, name: 'rows' });
  const { busy, error, isOvertaken, submit, dialog } = useSaving(props);
  useUnsavedChanges(formState.isDirty);
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      {fields.length === 0 && (
        <p className="text-ink-muted text-sm">
          None: the application learns the NameID and nothing else.
        </p>
      )}
      {fields.map((field, at) => (
        <MappingRow key={field.id} at={at} onRemove={() => remove(at)} />
      ))}
      <ExpressionHelp />
      {isOvertaken && <Overtaken mappings={props.mappings} />}
      <FormError message={error} />
      {props.mayEdit && (
        <div className="flex flex-wrap gap-2">
          <Button icon={<Plus aria-hidden />} onClick={() => append(emptyDraft)}>
            Add an attribute
          </Button>
          <Button type="submit" variant="primary" loading={busy !== undefined}>
            Save attributes
          </Button>
        </div>
      )}
      {dialog}
    </form>
  );
}

function useSaving({ applicationId, version, save }: MappingsEditorProps) {
  const router = useRouter();
  const { handleSubmit, reset, setError } = useFormContext<MappingsDraft>();
  const { busy, error, run } = useActionRun();
  const { ask, dialog } = useReauthentication();
  const [isOvertaken, setIsOvertaken] = useState(false);
  const send = async (draft: MappingsDraft): Promise<void> => {
    const parsed = attributeMappingsSchema.safeParse(toMappings(draft.rows));
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) {
        setError(toFieldName(path), { message }, { shouldFocus: true });
      }
      return;
    }
    const isSaved = await run(
      'save',
      () => save({ applicationId, version, mappings: parsed.data }),
      ({ code }) => {
        if (code === reauthenticationRequired) ask(() => void send(draft));
        if (code !== changedMeanwhile) return code === reauthenticationRequired;
        setIsOvertaken(true);
        router.refresh();
        return true;
      },
    );
    if (!isSaved) return;
    setIsOvertaken(false);
    reset(draft);
    announce('The attributes are saved.');
  };
  return { busy, error, isOvertaken, submit: handleSubmit(send), dialog };
}

function Overtaken({ mappings }: Pick<MappingsEditorProps, 'mappings'>) {
  return (
    <ChangedMeanwhileNotice>
      <p>Saving again replaces what is stored now:</p>
      <ul className="mt-1 ml-4 list-disc font-mono text-xs leading-5">
        {mappings.map((mapping) => (
          <li key={mapping.name}>{describeMapping(mapping)}</li>
        ))}
        {mappings.length === 0 && <li>no attributes</li>}
      </ul>
    </ChangedMeanwhileNotice>
  );
}

type FieldName = `rows.${number}.${'name' | 'expression' | 'values'}`;

/** The field an issue of the schema is about. */
function toFieldName([at, key]: readonly PropertyKey[]): FieldName {
  const name = key === 'expression' || key === 'values' ? key : 'name';
  return `rows.${Number(at ?? 0)}.${name}`;
}
