export type Theme = 'light' | 'dark';
type Choice = Theme | 'system';

const key = 'mailflow.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<(theme: Theme) => void>();

/** What the user chose; the system's wish where nothing was chosen. */
export function themeChoice(): Choice {
  const kept = localStorage.getItem(key);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** The theme in force. */
export function theme(): Theme {
  const choice = themeChoice();
  return choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice;
}

export function chooseTheme(choice: Choice): void {
  if (choice === 'system') localStorage.removeItem(key);
  else localStorage.setItem(key, choice);
  applyTheme();
}

/** Calls the listener whenever the theme changes. @returns ends that */
export function onThemeChange(listener: (theme: Theme) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Puts the theme in force on the document. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = theme();
  for (const listener of listeners) listener(theme());
}

dark.addEventListener('change', applyTheme);
