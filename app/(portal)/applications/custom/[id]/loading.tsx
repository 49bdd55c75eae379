import { SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** A page of a custom application while it loads. */
export default function CustomApplicationLoading() {
  return (
    <SkeletonPage>
      <SkeletonHeader />
      <SkeletonRows count={7} />
    </SkeletonPage>
  );
}
