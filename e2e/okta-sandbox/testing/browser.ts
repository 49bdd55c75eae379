/** A browser without a screen: keeps cookies, follows nothing by itself. */
import type { OktaSandbox } from '../start';

export interface Visit {
  status: number;
  location: string;
  page: string;
}

export interface Browser {
  get: (path: string) => Promise<Visit>;
  post: (path: string, fields: Record<string, string>, origin?: string) => Promise<Visit>;
}

export function openBrowser(sandbox: OktaSandbox): Browser {
  const jar = new Map<string, string>();
  const visit = async (path: string, init: RequestInit): Promise<Visit> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), cookie };
    const options: RequestInit = { ...init, headers, redirect: 'manual' };
    const response = await fetch(new URL(path, sandbox.url), options);
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location') ?? '';
    return { status: response.status, location, page: await response.text() };
  };
  return {
    get: (path) => visit(path, {}),
    post: (path, fields, origin) =>
      visit(path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        ...(origin !== undefined && { headers: { origin } }),
      }),
  };
}

/** The text of the element with this test id, without its markup. */
export function textOf(page: string, testId: string): string | null {
  const found = new RegExp(`data-testid="${testId}"[^>]*>([\\s\\S]*?)</`).exec(page)?.[1];
  return found?.replace(/<[^>]+>/g, '').trim() ?? null;
}
