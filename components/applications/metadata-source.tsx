'use client';

import { useState, type ChangeEvent } from 'react';
import { Button } from '@/components/ui/button';
import { ChoiceGroup, Radio } from '@/components/ui/choice';
import { TextArea, TextField } from '@/components/ui/field';
import { FormError } from '@/components/ui/notice';
import type { MetadataSourceInput } from '@/lib/schemas/application-metadata';
import { maxMetadataLength } from '@/lib/schemas/custom-applications';

type Source = MetadataSourceInput['source'];
type Way = 'url' | 'file' | 'paste';

export interface MetadataSourceProps {
  /** The address of the last time. */
  readonly initialUrl: string;
  readonly isBusy: boolean;
  /** Why it could not be read. */
  readonly error: string | undefined;
  readonly onRead: (source: Source) => void;
}

const missing: Readonly<Record<Way, string>> = {
  url: 'Enter the address of the metadata.',
  file: 'Choose a file with metadata, of at most 512 kB.',
  paste: 'Paste the metadata, at most 512 kB.',
};

/** Where the metadata is: at an address, in a file, or in the clipboard. */
export function MetadataSource({ initialUrl, isBusy, error, onRead }: MetadataSourceProps) {
  const [way, setWay] = useState<Way>('url');
  const [texts, setTexts] = useState<Texts>({ url: initialUrl, file: '', paste: '' });
  const [problem, setProblem] = useState<string>();
  const text = texts[way].trim();
  const read = () => {
    const isFit = text !== '' && text.length <= maxMetadataLength;
    setProblem(isFit ? undefined : missing[way]);
    if (isFit) onRead(way === 'url' ? { kind: 'url', url: text } : { kind: 'xml', xml: text });
  };
  return (
    <form
      noValidate
      className="max-w-form flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        read();
      }}
    >
      <WayChoice
        way={way}
        onWay={(next) => {
          setWay(next);
          setProblem(undefined);
          setTexts({ ...texts, file: '' });
        }}
      />
      <SourceField
        way={way}
        text={texts[way]}
        error={problem}
        onText={(next) => setTexts({ ...texts, [way]: next })}
      />
      <FormError message={error} />
      <Button type="submit" variant="primary" loading={isBusy} className="self-start">
        Read metadata
      </Button>
    </form>
  );
}

/** What was typed for each way; changing the way loses nothing but the chosen file. */
type Texts = Readonly<Record<Way, string>>;

interface SourceFieldProps {
  readonly way: Way;
  readonly text: string;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
}

function SourceField({ way, text, error, onText }: SourceFieldProps) {
  if (way === 'file') return <FileField error={error} onText={onText} />;
  if (way === 'paste') {
    return (
      <TextArea
        label="Metadata (XML)"
        mono
        rows={10}
        spellCheck={false}
        value={text}
        error={error}
        onChange={({ target }) => onText(target.value)}
      />
    );
  }
  return (
    <TextField
      label="Address of the metadata"
      help="Public and https. It is fetched by this server, now."
      mono
      autoComplete="off"
      spellCheck={false}
      placeholder="https://app.example.com/saml/metadata"
      value={text}
      error={error}
      onChange={({ target }) => onText(target.value)}
    />
  );
}

function WayChoice({ way, onWay }: { readonly way: Way; readonly onWay: (way: Way) => void }) {
  const labels = { url: 'From an address', file: 'From a file', paste: 'Pasted' } as const;
  return (
    <ChoiceGroup legend="Where the metadata is">
      {(['url', 'file', 'paste'] as const).map((one) => (
        <Radio
          key={one}
          name="way"
          label={labels[one]}
          checked={way === one}
          onChange={() => onWay(one)}
        />
      ))}
    </ChoiceGroup>
  );
}

interface FileFieldProps {
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
}

/** The file stays in the browser until it is read; a larger one counts as none. */
function FileField({ error, onText }: FileFieldProps) {
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    const isFit = file !== undefined && file.size <= maxMetadataLength;
    onText(isFit ? await file.text() : '');
  };
  return (
    <TextField
      type="file"
      label="File with metadata"
      accept=".xml,application/xml,text/xml,application/samlmetadata+xml"
      className="py-1"
      error={error}
      onChange={(event) => void take(event)}
    />
  );
}
