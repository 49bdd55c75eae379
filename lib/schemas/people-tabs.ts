/** The pages about people, as tabs above each of them. A page is listed when it is whole. */
export const peopleTabs = [{ label: 'People', href: '/users' }] as const;
