'use client';

import { ImageUp, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { TenantMark } from '@/components/shell/tenant-mark';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import type { Action } from '@/lib/shared/action-result';

export interface LogoFieldProps {
  readonly logoHash: string | null;
  readonly remove: Action<void>;
}

/** The logo: a chosen file is checked and saved at once. */
export function LogoField({ logoHash, remove }: LogoFieldProps) {
  const router = useRouter();
  const { busy, error, run } = useActionRun();
  const act = async (key: string, done: string, action: () => ReturnType<Action<void>>) => {
    if (!(await run(key, action))) return;
    announce(done);
    router.refresh();
  };
  return (
    <section aria-labelledby="logo-title" className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <h2 id="logo-title" className="text-sm font-medium">
          Logo
        </h2>
        <p id="logo-help" className="text-ink-muted text-xs">
          PNG, JPEG or WebP, up to 512 KB. It is shown small, beside the name, so a mark does better
          than a long word. Saved as soon as it is chosen.
        </p>
      </div>
      <FormError message={error} />
      <div className="flex flex-wrap items-center gap-2">
        {logoHash !== null && <TenantMark logoHash={logoHash} className="mr-2 size-9 shrink-0" />}
        <FileButton
          label={logoHash === null ? 'Choose logo' : 'Replace logo'}
          isBusy={busy === 'upload'}
          onFile={(chosen) => void act('upload', 'Logo saved', () => upload(chosen))}
        />
        {logoHash !== null && (
          <Button
            variant="quiet"
            icon={<Trash2 aria-hidden />}
            loading={busy === 'remove'}
            onClick={() => void act('remove', 'Logo removed', () => remove())}
          >
            Remove logo
          </Button>
        )}
      </div>
    </section>
  );
}

interface FileButtonProps {
  readonly label: string;
  readonly isBusy: boolean;
  readonly onFile: (file: File) => void;
}

/** A button that opens the browser's choice of a file. */
function FileButton({ label, isBusy, onFile }: FileButtonProps) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label="Logo file"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) onFile(chosen);
          // The same file chosen again is a change again.
          event.target.value = '';
        }}
      />
      <Button
        icon={<ImageUp aria-hidden />}
        aria-describedby="logo-help"
        loading={isBusy}
        onClick={() => file.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}

const tooHeavy = {
  code: 'branding.logo_too_heavy',
  message: 'The file is larger than 512 KB. Save the logo smaller and choose it again.',
};

/** Sends the file as it is; the server decides by its content what it is. */
async function upload(file: File): ReturnType<Action<void>> {
  if (file.size > 512 * 1024) return { serverError: tooHeavy };
  const response = await fetch('/api/branding/logo', {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
  });
  if (response.ok) return {};
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { serverError: error };
}
