'use client';

import clsx from 'clsx';
import { FileUp } from 'lucide-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { z } from 'zod';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import { maxImportBytes } from '@/lib/schemas/user-imports';

const answerSchema = z.union([
  z.object({ importId: z.uuid() }),
  z.object({ error: z.object({ message: z.string() }) }),
]);

const tooLarge = 'The file is larger than 5 MB. Split it and import the parts.';
const noAnswer = 'The server did not answer. Check the connection and choose the file again.';

/** Takes a CSV file, dropped or chosen, and opens its preview. */
export function ImportUpload() {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file || isBusy) return;
    setBusy(true);
    setError(undefined);
    const result = await upload(file);
    if (typeof result === 'string') {
      setError(result);
      setBusy(false);
    } else router.push(`/users/import/${result.importId}` as Route);
  };
  return (
    <div className="flex flex-col gap-3">
      <DropZone onFile={(file) => void take(file)}>
        <FileUp aria-hidden className="text-ink-muted size-6" />
        <FileField isBusy={isBusy} onFile={(file) => void take(file)} />
        <p className="text-ink-muted text-xs">
          Or drop it here. Up to 5 MB and 10,000 people. Nothing changes yet: a preview comes first.
        </p>
      </DropZone>
      <FormError message={error} />
    </div>
  );
}

function DropZone(props: {
  readonly onFile: (file: File | undefined) => void;
  readonly children: ReactNode;
}) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    props.onFile(event.dataTransfer.files[0]);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={drop}
      className={clsx(
        'rounded-control flex flex-col items-center gap-3 border border-dashed px-6 py-8 text-center',
        isOver ? 'border-accent bg-sunken' : 'border-line-strong',
      )}
    >
      {props.children}
    </div>
  );
}

/** The browser's own field is reached by the label and the button; the keyboard stops at the button. */
function FileField(props: {
  readonly isBusy: boolean;
  readonly onFile: (file: File | undefined) => void;
}) {
  const { isBusy, onFile } = props;
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="text-sm font-medium">
        CSV file of people
      </label>
      <input
        ref={field}
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          // The same file, mended, may be chosen again.
          event.target.value = '';
        }}
      />
      <Button variant="primary" loading={isBusy} onClick={() => field.current?.click()}>
        {isBusy ? 'Reading the file' : 'Choose file'}
      </Button>
    </>
  );
}

/** The id of the preview, or why there is none. */
async function upload(file: File): Promise<{ readonly importId: string } | string> {
  if (file.size > maxImportBytes) return tooLarge;
  try {
    const address = `/api/users/import?name=${encodeURIComponent(file.name)}`;
    const headers = { 'Content-Type': 'text/csv' };
    const response = await fetch(address, { method: 'POST', headers, body: file });
    const answer = answerSchema.parse(await response.json());
    return 'error' in answer ? answer.error.message : answer;
  } catch {
    return noAnswer;
  }
}
