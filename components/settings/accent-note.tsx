'use client';

import { useEffect, useRef } from 'react';
import { deriveAccent } from '@/lib/shared/accent-colours';

/** What becomes of the typed colour, so that text stays readable; nothing without a colour. */
export function AccentNote({ accent }: { readonly accent: string | null }) {
  if (accent === null) return null;
  const { light, dark } = deriveAccent(accent);
  const isKept = [light.accent, light.solid, dark.accent, dark.solid].every(
    (colour) => colour === accent,
  );
  return (
    <div className="text-ink-muted flex flex-col gap-2 text-xs">
      <p>
        {isKept
          ? 'This colour is readable everywhere and used as it is.'
          : 'Its hue stays. Where text would be hard to read, it becomes lighter or darker until the contrast is 4.5 : 1:'}
      </p>
      <dl className="grid grid-cols-[auto_auto_auto] justify-start gap-x-4 gap-y-1">
        <Swatches label="Buttons" colours={[light.solid, dark.solid]} />
        <Swatches label="Links" colours={[light.accent, dark.accent]} />
      </dl>
    </div>
  );
}

interface SwatchesProps {
  readonly label: string;
  /** In light and in dark. */
  readonly colours: readonly [string, string];
}

function Swatches({ label, colours }: SwatchesProps) {
  return (
    <>
      <dt>{label}</dt>
      {colours.map((colour, index) => (
        <dd key={index === 0 ? 'light' : 'dark'} className="flex items-center gap-1.5">
          <Swatch colour={colour} />
          <span className="font-mono">{colour}</span> {index === 0 ? 'in light' : 'in dark'}
        </dd>
      ))}
    </>
  );
}

function Swatch({ colour }: { readonly colour: string }) {
  const ref = useRef<HTMLSpanElement>(null);
  // By script: a style attribute in the page would be refused by the content security policy.
  useEffect(() => {
    ref.current?.style.setProperty('background-color', colour);
  }, [colour]);
  return <span ref={ref} aria-hidden className="border-line-strong size-4 shrink-0 border" />;
}
