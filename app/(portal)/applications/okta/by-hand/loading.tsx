import { SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The sheet of values while it loads. */
export default function ByHandLoading() {
  return (
    <SkeletonPage>
      <SkeletonHeader />
      <SkeletonRows count={7} />
    </SkeletonPage>
  );
}
