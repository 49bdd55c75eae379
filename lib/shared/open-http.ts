/** Whether an address is http and leaves the machine, so that others can read along. */
export function isOpenHttp(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const isLoopback = /^(?:localhost|.*\.localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
  return protocol === 'http:' && !isLoopback;
}
