'use client';

import { Plus } from 'lucide-react';
import { FormProvider, useFieldArray, useForm, useFormContext, useWatch } from 'react-hook-form';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import { Section } from '@/components/ui/section';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import { attributeMappingsSchema } from '@/lib/schemas/attribute-mappings';
import type {
  AssertionPreview,
  PreviewAssertionInput,
  SaveMappingsInput,
} from '@/lib/schemas/custom-applications';
import type { Action } from '@/lib/shared/action-result';
import { AssertionPreviewPanel } from './assertion-preview';
import { ExpressionHelp } from './expression-help';
import { emptyDraft, toDrafts, toMappings, type MappingsDraft } from './mapping-draft';
import { MappingRow } from './mapping-row';

export interface MappingsEditorProps {
  readonly applicationId: string;
  readonly mappings: SaveMappingsInput['mappings'];
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
  const { busy, error, submit, dialog } = useSaving(props);
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

function useSaving({ applicationId, save }: MappingsEditorProps) {
  const { handleSubmit, reset, setError } = useFormContext<MappingsDraft>();
  const { busy, error, run } = useActionRun();
  const { ask, dialog } = useReauthentication();
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
      () => save({ applicationId, mappings: parsed.data }),
      ({ code }) => {
        if (code === reauthenticationRequired) ask(() => void send(draft));
        return code === reauthenticationRequired;
      },
    );
    if (!isSaved) return;
    reset(draft);
    announce('The attributes are saved.');
  };
  return { busy, error, submit: handleSubmit(send), dialog };
}

type FieldName = `rows.${number}.${'name' | 'expression' | 'values'}`;

/** The field an issue of the schema is about. */
function toFieldName([at, key]: readonly PropertyKey[]): FieldName {
  const name = key === 'expression' || key === 'values' ? key : 'name';
  return `rows.${Number(at ?? 0)}.${name}`;
}
