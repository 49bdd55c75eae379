import { Skeleton, SkeletonHeader, SkeletonPage } from '@/components/ui/skeleton';

/** The list of applications while it loads. */
export default function ApplicationsLoading() {
  return (
    <SkeletonPage>
      <SkeletonHeader />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Skeleton className="h-36" />
        <Skeleton className="h-36" />
        <Skeleton className="h-36" />
      </div>
    </SkeletonPage>
  );
}
