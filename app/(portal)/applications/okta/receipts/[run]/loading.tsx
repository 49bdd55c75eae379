import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** A receipt while it loads. */
export default function ReceiptLoading() {
  return (
    <SkeletonPage>
      <SkeletonHeader />
      <SkeletonRows count={6} />
      <Skeleton className="mt-10 mb-4 h-6 w-56" />
      <SkeletonRows count={4} />
    </SkeletonPage>
  );
}
