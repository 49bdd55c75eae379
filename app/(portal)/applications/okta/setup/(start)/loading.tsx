import { Skeleton, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The start of the wizard while it loads. */
export default function SetupLoading() {
  return (
    <SkeletonPage>
      <div className="grid gap-10 md:grid-cols-[10rem_minmax(0,1fr)]">
        <Skeleton className="h-56 max-md:hidden" />
        <div className="flex flex-col gap-6">
          <Skeleton className="h-6 w-72 max-w-full" />
          <SkeletonRows count={4} />
        </div>
      </div>
    </SkeletonPage>
  );
}
