// SPDX-License-Identifier: GPL-3.0-or-later
// The person at the browser: joins the Chromium that the app opened and answers the page it shows.
// Usage: browser.mjs PORT ACTION…
// ACTION: allow, deny, login:NAME, wait-for:TEXT (in the page), end:PREFIX (print the address that starts
// with PREFIX as JSON once it was asked for), fill:LABEL=TEXT, click:NAME (a button), leave (so that the next page
// is found), light, dark, size:WIDTHxHEIGHT, screenshot:FILE
import { chromium } from 'playwright-core';

const [port, ...actions] = process.argv.slice(2);
const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);

async function until(find) {
  for (;;) {
    const found = await find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// The last one, that of an earlier sign-in may still be open; who is to answer waits for one that asks.
async function findPage() {
  const pages = browser.contexts().flatMap((context) => context.pages()).filter((each) => /^https?:/.test(each.url()));
  const answers = /^(allow|deny|login)/.test(actions[0] ?? '');
  for (const each of pages.reverse()) {
    if (!answers || await each.getByRole('button').count().catch(() => 0)) return each;
  }
}

const page = await until(findPage);
page.setDefaultTimeout(60000);
const asked = [];
page.on('request', (request) => request.isNavigationRequest() && asked.push(request.url()));

async function act(action) {
  const [verb, ...rest] = action.split(':');
  const value = rest.join(':');
  if (verb === 'allow') await page.getByRole('button', { name: /^(Allow|Continue)$/ }).click();
  else if (verb === 'deny') await page.getByRole('button', { name: 'Deny' }).or(page.getByRole('link', { name: /cancel/i })).first().click();
  else if (verb === 'login') {
    await page.getByPlaceholder('Enter any login').fill(value);
    await page.getByPlaceholder('and password').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
  } else if (verb === 'fill') {
    const [label, ...text] = value.split('=');
    await page.getByLabel(label).fill(text.join('='));
  } else if (verb === 'click') await page.getByRole('button', { name: value }).click();
  else if (verb === 'leave') await page.goto('about:blank');
  else if (verb === 'light' || verb === 'dark') await page.emulateMedia({ colorScheme: verb });
  else if (verb === 'size') {
    const [width, height] = value.split('x').map(Number);
    await page.setViewportSize({ width, height });
  } else if (verb === 'screenshot') await page.screenshot({ path: value });
  else if (verb === 'wait-for') await page.getByText(value).first().waitFor();
  else if (verb === 'end') console.log(JSON.stringify({ url: await until(() => asked.find((url) => url.startsWith(value))) }));
  else throw new Error(`no action of that name: ${verb}`);
}

try {
  for (const action of actions) await act(action);
} catch (error) {
  console.error(`${error.message}\nat ${page.url()}:\n${await page.innerText('body').catch(() => '')}`);
  process.exit(1);
}
process.exit(0);
