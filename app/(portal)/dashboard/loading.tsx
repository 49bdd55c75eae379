import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <SkeletonPage>
      <SkeletonHeader />
      <SkeletonRows count={3} />
      <div className="mt-12 grid gap-8 lg:grid-cols-2">
        <Skeleton className="h-40 w-full" />
        <Skeleton className="h-40 w-full" />
      </div>
    </SkeletonPage>
  );
}
