/**
 * The name of a rule or query where everything is about mail flow: without the words that set it apart among the content of
 * others in a workspace.
 */
export function contentName(displayName: string): string {
  const name = displayName.replace(/^Mail flow - /, '');
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
