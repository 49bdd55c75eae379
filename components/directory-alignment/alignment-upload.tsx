'use client';

import { FileUp } from 'lucide-react';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useId, useRef, useState } from 'react';
import { z } from 'zod';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import { maxAlignmentBytes } from '@/lib/schemas/alignment';

const answerSchema = z.union([
  z.object({ alignmentId: z.uuid() }),
  z.object({ error: z.object({ message: z.string() }) }),
]);

const tooLarge = 'The file is larger than 40 MB. Leave out columns that are not needed.';
const noAnswer = 'The server did not answer. Check the connection and choose the file again.';

/** Takes an export of Okta's people and opens its comparison. */
export function AlignmentUpload() {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const take = async (file: File | undefined) => {
    if (!file || isBusy) return;
    setBusy(true);
    setError(undefined);
    const result = await upload(file);
    if ('message' in result) {
      setError(result.message);
      setBusy(false);
    } else router.push(`/directory/alignment/${result.alignmentId}` as Route);
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <label htmlFor={id} className="text-sm font-medium">
        CSV file of Okta
      </label>
      <input
        ref={field}
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          // The same file, mended, may be chosen again.
          event.target.value = '';
        }}
      />
      <Button
        variant="primary"
        loading={isBusy}
        icon={<FileUp aria-hidden />}
        onClick={() => field.current?.click()}
      >
        {isBusy ? 'Reading the file' : 'Choose file'}
      </Button>
      <p className="text-ink-muted text-xs">
        Up to 40 MB and 500,000 people. What is read of Okta is kept in the report alone.
      </p>
      <FormError message={error} />
    </div>
  );
}

async function upload(
  file: File,
): Promise<{ readonly alignmentId: string } | { readonly message: string }> {
  if (file.size > maxAlignmentBytes) return { message: tooLarge };
  try {
    const address = `/api/alignment?name=${encodeURIComponent(file.name)}`;
    const headers = { 'Content-Type': 'text/csv' };
    const response = await fetch(address, { method: 'POST', headers, body: file });
    const answer = answerSchema.parse(await response.json());
    return 'error' in answer ? answer.error : answer;
  } catch {
    return { message: noAnswer };
  }
}
