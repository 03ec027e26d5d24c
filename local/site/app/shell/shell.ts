import { element, fill } from './element.ts';
import { goTo } from './navigation.ts';
import type { Place, ShownPage, ShowPage } from './page.ts';
import { applyTheme, chooseTheme, theme } from './theme.ts';

interface Route {
  readonly path: string;
  readonly title: string;
  /** Loads the code of the page, which is kept apart from the rest. */
  readonly load: () => Promise<ShowPage>;
}

const routes: readonly Route[] = [
  { path: 'flow', title: 'Flow', load: async () => (await import('../flow/flow-page.ts')).showFlow },
  { path: 'query', title: 'Query', load: async () => (await import('../query/query-page.ts')).showQuery },
  {
    path: 'workbooks',
    title: 'Workbooks',
    load: async () => (await import('../workbook/workbooks-page.ts')).showWorkbooks,
  },
  { path: 'rules', title: 'Rules', load: async () => (await import('../rules/rules-page.ts')).showRules },
];

/** The frame of the site: navigation above, the page below; shows the page that the address names. */
export function showShell(body: HTMLElement): void {
  applyTheme();
  const main = element('main', { id: 'main', tabIndex: -1 });
  const links = routes.map(({ path, title }) => element('a', { href: `/${path}` }, title));
  fill(body, [
    element(
      'a',
      { class: 'skip', href: '#main', onclick: (event: Event) => toMain(event, main) },
      'To the content',
    ),
    element(
      'header',
      {},
      element('a', { class: 'brand', href: '/flow' }, 'mailflow'),
      element('nav', { 'aria-label': 'Pages' }, ...links),
      themeSwitch(),
    ),
    main,
  ]);

  let shown: ShownPage | undefined;
  let current: Route | undefined;
  let turn = 0;
  const show = async () => {
    const [name = '', ...rest] = location.pathname.split('/').filter(Boolean);
    const route = routes.find(({ path }) => path === name) ?? routes[0]!;
    const place: Place = {
      rest: decodeURIComponent(rest.join('/')),
      state: new URLSearchParams(location.hash.slice(1)),
    };
    if (route === current && shown?.go !== undefined) return shown.go(place);
    const mine = ++turn;
    shown?.close();
    shown = undefined;
    current = route;
    document.title = `${route.title} – mailflow`;
    for (const [index, link] of links.entries()) {
      if (routes[index] === route) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    main.className = `page-${route.path}`;
    fill(main, []);
    try {
      const page = await route.load();
      if (mine !== turn) return;
      const made = await page(main, place);
      if (mine === turn) shown = made;
      else made.close();
    } catch (error) {
      if (mine === turn) fill(main, [failure(error)]);
    }
  };
  addEventListener('popstate', show);
  document.addEventListener('click', (event) => follow(event));
  void show();
}

/** Links within the site change the page, they do not load it. */
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
    return;
  const link = (event.target as Element).closest('a');
  if (link === null || link.target !== '' || link.hasAttribute('download')) return;
  if (link.origin !== location.origin || link.pathname.startsWith('/api/')) return;
  event.preventDefault();
  goTo(link.pathname + link.search + link.hash);
  document.getElementById('main')?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function toMain(event: Event, main: HTMLElement): void {
  event.preventDefault();
  main.focus();
}

function failure(error: unknown): HTMLElement {
  const message = error instanceof Error ? error.message : String(error);
  return element(
    'div',
    { class: 'notice bad', role: 'alert' },
    element('p', {}, `The page cannot be shown: ${message}`),
    element('button', { type: 'button', onclick: () => location.reload() }, 'Load again'),
  );
}

function themeSwitch(): HTMLElement {
  const button = element('button', { type: 'button', class: 'quiet' });
  const name = () => {
    const other = theme() === 'dark' ? 'light' : 'dark';
    button.textContent = other === 'dark' ? 'Dark' : 'Light';
    button.setAttribute('aria-label', `Change to ${other} colours`);
  };
  button.addEventListener('click', () => {
    const other = theme() === 'dark' ? 'light' : 'dark';
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    // Back at what the system wishes, the site follows the system again.
    chooseTheme(other === system ? 'system' : other);
    name();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name);
  name();
  return button;
}
