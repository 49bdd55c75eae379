import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The proofs of an application while they load. */
export default function ProveLoading() {
  return (
    <SkeletonPage>
      <SkeletonHeader />
      <SkeletonRows count={5} />
      <Skeleton className="mt-12 mb-4 h-6 w-56" />
      <SkeletonRows count={4} />
    </SkeletonPage>
  );
}
