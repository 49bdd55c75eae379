import type { Route } from 'next';
import type { ReactNode } from 'react';
import { PageHeader } from '@/components/ui/page-header';

export interface CustomPageHeaderProps {
  readonly application: { readonly id: string; readonly name: string };
  readonly title: string;
  readonly description?: ReactNode;
}

/** The head of a page below that of a custom application. */
export function CustomPageHeader({ application, title, description }: CustomPageHeaderProps) {
  const { id, name } = application;
  return (
    <PageHeader
      breadcrumb={[
        { label: 'Applications', href: '/applications' },
        { label: name, href: `/applications/${id}` as Route },
      ]}
      title={title}
      description={description}
    />
  );
}
