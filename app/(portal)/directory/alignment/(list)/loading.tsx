import { SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <SkeletonPage>
      <SkeletonHeader />
      <SkeletonRows count={8} />
    </SkeletonPage>
  );
}
