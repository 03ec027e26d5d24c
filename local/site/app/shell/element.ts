type Child = Node | string | number | null | undefined | false;
type Properties = Readonly<Record<string, unknown>>;

/**
 * Makes an element. Properties whose value is a function become listeners (`onclick`), those that the element has are set,
 * all others become attributes; `undefined`, `null` and `false` leave an attribute out. Texts become text nodes, never
 * HTML: whatever a mail brings along stays text.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), value as EventListener);
    else if (name === 'class') node.className = String(value ?? '');
    else if (value === undefined || value === null || value === false) continue;
    else if (name in node && !name.includes('-') && name !== 'list' && name !== 'role')
      Reflect.set(node, name, value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  fill(node, children);
  return node;
}

/** Puts children in the place of those that a node has. */
export function fill(node: Element, children: readonly Child[]): void {
  node.replaceChildren(
    ...children
      .filter((child) => child !== null && child !== undefined && child !== false)
      .map((child) => (typeof child === 'number' ? String(child) : (child as Node | string))),
  );
}
