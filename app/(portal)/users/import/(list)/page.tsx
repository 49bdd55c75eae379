import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import { ButtonAnchor } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import { TabLinks } from '@/components/ui/tab-links';
import { ImportList } from '@/components/user-imports/import-list';
import { ImportUpload } from '@/components/user-imports/import-upload';
import { requirePageActor } from '@/lib/auth/current-actor';
import { importListQuerySchema } from '@/lib/schemas/user-imports';
import { peopleTabsFor } from '@/lib/schemas/people-tabs';
import { listImports } from '@/lib/services/user-imports/list-imports';

export const metadata: Metadata = { title: 'Imports' };

/** Upload of a CSV file of people, and the imports so far. */
export default async function ImportsPage({ searchParams }: PageProps<'/users/import'>) {
  const actor = await requirePageActor('users.import');
  const { after } = importListQuerySchema.parse(await searchParams);
  const page = await listImports(actor, after);
  return (
    <>
      <PageHeader
        title="Imports"
        description="Creates and changes many people from a spreadsheet. You see every change before it happens."
        actions={
          <ButtonAnchor href="/api/users/import/template" download icon={<Download aria-hidden />}>
            Download template
          </ButtonAnchor>
        }
      />
      <TabLinks label="People" tabs={peopleTabsFor({ canImport: true })} />
      <ImportUpload />
      <Section id="format" title="What the file holds">
        <ul className="list-disc space-y-1 pl-5 text-sm">
          <li>
            The first line names the columns: <strong>login</strong>, email, first name, last name,
            groups. Other columns are ignored; roles are never taken from a file.
          </li>
          <li>People are found by their login. An empty cell changes nothing.</li>
          <li>
            Several groups are parted by semicolons. They replace the groups the person is in; one
            that does not exist is created, and the preview says so.
          </li>
          <li>Comma, semicolon or tab between the columns; in UTF-8 (“CSV UTF-8” in Excel).</li>
        </ul>
      </Section>
      <Section id="imports" title="Imports so far">
        <ImportList page={page} isFirst={after === null} />
      </Section>
    </>
  );
}
