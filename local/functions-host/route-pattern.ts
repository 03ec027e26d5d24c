/**
 * The pattern of a route template of Azure Functions: literal segments, `{name}`, `{name?}`,
 * `{name:constraint}` (the constraint is not checked) and `{*rest}`. Case does not matter, as in ASP.NET
 * routing.
 * @returns an expression for the whole path with a named group for each parameter
 */
export function routePattern(route: string): RegExp {
  const segments = route.split('/').filter((segment) => segment !== '');
  const source = segments
    .map((segment) => {
      const rest = /^\{\*{1,2}(\w+)\}$/.exec(segment);
      if (rest !== null) return `(?:/(?<${rest[1]}>.*))?`;
      const parameter = /^\{(\w+)(?::[^}?]*)?(\??)\}$/.exec(segment);
      if (parameter !== null)
        return parameter[2] === '?' ? `(?:/(?<${parameter[1]}>[^/]+))?` : `/(?<${parameter[1]}>[^/]+)`;
      return `/${segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
    })
    .join('');
  return new RegExp(`^${source}/?$`, 'i');
}
