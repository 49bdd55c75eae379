/**
 * Request header by which the launcher hands on the query of a SAML request octet for octet. Next.js
 * 16.4 parses the query and writes it anew (`%20` becomes `+`, `%2f` becomes `%2F`), and a signature of
 * the redirect binding covers the octets the SP sent. The launcher removes what a client claims here.
 * It can go once a handler of Next.js sees the query as it came.
 */
export const rawQueryHeader = 'x-adminx-raw-query';
