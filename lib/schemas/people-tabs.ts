interface PeopleTab {
  readonly label: string;
  readonly href: '/users';
}

/** The pages about people, as tabs above each of them. A page is listed once it is whole. */
export const peopleTabs: readonly PeopleTab[] = [{ label: 'People', href: '/users' }];
