import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The identity provider's values while they load. */
export default function SamlLoading() {
  return (
    <SkeletonPage>
      <SkeletonHeader />
      <SkeletonRows count={5} />
      <Skeleton className="mt-12 mb-4 h-6 w-56" />
      <SkeletonRows count={6} />
    </SkeletonPage>
  );
}
