import { Skeleton, SkeletonHeader, SkeletonPage } from '@/components/ui/skeleton';

/** The person's applications while they load. */
export default function MyApplicationsLoading() {
  return (
    <SkeletonPage>
      <SkeletonHeader />
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <Skeleton className="h-18" />
        <Skeleton className="h-18" />
        <Skeleton className="h-18" />
      </div>
    </SkeletonPage>
  );
}
