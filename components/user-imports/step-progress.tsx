/** How far a run of steps has come, as a bar and in numbers. */
export function StepProgress(props: {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}) {
  const { label, done, total } = props;
  return (
    <div className="flex w-full max-w-md flex-col gap-1.5 text-sm">
      <div className="flex justify-between gap-4">
        <span>{label}</span>
        <span className="text-ink-muted tabular-nums">
          {done.toLocaleString('en')} of {total.toLocaleString('en')}
        </span>
      </div>
      <progress
        aria-label={label}
        value={done}
        max={Math.max(total, 1)}
        className="accent-accent-solid h-2 w-full"
      />
    </div>
  );
}
