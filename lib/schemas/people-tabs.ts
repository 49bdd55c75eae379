interface PeopleTab {
  readonly label: string;
  readonly href: '/users' | '/groups' | '/users/import';
}

const tabs: readonly PeopleTab[] = [
  { label: 'People', href: '/users' },
  { label: 'Groups', href: '/groups' },
];

const importTab: PeopleTab = { label: 'Imports', href: '/users/import' };

/** The pages about people, as tabs above each of them, for who may, or may not, import people. */
export function peopleTabsFor(may: { readonly canImport: boolean }): readonly PeopleTab[] {
  return may.canImport ? [...tabs, importTab] : tabs;
}
