'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button, ButtonLink } from '@/components/ui/button';
import { TextArea, TextField } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import {
  createGroupSchema,
  type CreateGroupInput,
  type EditGroupInput,
  type GroupSummary,
} from '@/lib/schemas/groups';
import type { Action } from '@/lib/shared/action-result';

type Task =
  | { readonly kind: 'create'; readonly save: Action<CreateGroupInput, { groupId: string }> }
  | {
      readonly kind: 'edit';
      readonly group: GroupSummary;
      readonly save: Action<EditGroupInput>;
    };

export interface GroupFormProps {
  readonly task: Task;
}

/** Creates a group or changes one; afterwards its page opens. */
export function GroupForm({ task }: GroupFormProps) {
  const router = useRouter();
  const { busy, error, run } = useActionRun();
  const { register, handleSubmit, setError, formState } = useForm<CreateGroupInput>({
    resolver: zodResolver(createGroupSchema),
    defaultValues: valuesOf(task),
  });
  const { errors, isDirty } = formState;
  useUnsavedChanges(isDirty);
  const submit = handleSubmit(async (values) => {
    let groupId = task.kind === 'edit' ? task.group.id : '';
    const save = async () => {
      if (task.kind === 'edit') return task.save({ ...values, groupId });
      const result = await task.save(values);
      groupId = result.data?.groupId ?? '';
      return result;
    };
    const isSaved = await run('save', save, ({ code, message }) => {
      if (code !== 'groups.name_taken') return false;
      setError('name', { message }, { shouldFocus: true });
      return true;
    });
    if (isSaved) router.push(`/groups/${groupId}` as Route);
  });
  return (
    <form
      noValidate
      className="max-w-form flex flex-col gap-5"
      onSubmit={(event) => void submit(event)}
    >
      <TextField
        label="Name"
        autoComplete="off"
        error={errors.name?.message}
        {...register('name')}
      />
      <TextArea
        label="Description"
        help="Who belongs here, for colleagues who did not create the group."
        optional
        rows={3}
        error={errors.description?.message}
        {...register('description')}
      />
      <FormError message={error} />
      <FormButtons task={task} isBusy={busy !== undefined} />
    </form>
  );
}

function valuesOf(task: Task): CreateGroupInput {
  if (task.kind === 'create') return { name: '', description: '' };
  return { name: task.group.name, description: task.group.description };
}

function FormButtons({ task, isBusy }: { readonly task: Task; readonly isBusy: boolean }) {
  const isEdit = task.kind === 'edit';
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" variant="primary" loading={isBusy}>
        {isEdit ? 'Save changes' : 'Create group'}
      </Button>
      <ButtonLink href={(isEdit ? `/groups/${task.group.id}` : '/groups') as Route} variant="quiet">
        {isEdit ? 'Back to the group' : 'Back to groups'}
      </ButtonLink>
    </div>
  );
}
