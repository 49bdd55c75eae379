/** One browser each for the people of the walk, as if each sat at an own computer. */
import { chromium, type Browser, type Page } from 'playwright';
import { chromiumOptions } from '../tools/chromium';
import { openContext } from '../fixtures/live-pages';
import { addVirtualAuthenticator } from '../fixtures/virtual-authenticator';

/** The people's browsers. */
export interface Browsers {
  readonly pages: {
    readonly owner: Page;
    readonly newcomer: Page;
    readonly okta: Page;
  };
  readonly close: () => Promise<void>;
}

const actTimeoutMs = 20_000;

/** Opens the browsers; the owner and the newcomer have a passkey device each. */
export async function openBrowsers(): Promise<Browsers> {
  const browser = await chromium.launch(chromiumOptions());
  try {
    const owner = await openPage(browser);
    const newcomer = await openPage(browser);
    const okta = await openPage(browser);
    await addVirtualAuthenticator(owner);
    await addVirtualAuthenticator(newcomer);
    return { pages: { owner, newcomer, okta }, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function openPage(browser: Browser): Promise<Page> {
  const context = await openContext(browser);
  context.setDefaultTimeout(actTimeoutMs);
  return context.newPage();
}
