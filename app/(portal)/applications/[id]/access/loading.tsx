import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The access of an application while it loads. */
export default function AccessLoading() {
  return (
    <SkeletonPage>
      <SkeletonHeader />
      <SkeletonRows count={1} />
      <Skeleton className="mt-12 mb-4 h-6 w-40" />
      <SkeletonRows count={3} />
      <Skeleton className="mt-12 mb-4 h-6 w-40" />
      <SkeletonRows count={4} />
    </SkeletonPage>
  );
}
