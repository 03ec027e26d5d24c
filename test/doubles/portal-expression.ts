/**
 * The expressions of createUiDefinition.json, as the Azure portal evaluates them: the functions of Microsoft's page
 * "CreateUiDefinition functions" that our form uses, and no others, so that a misspelt name is found.
 */

/** What an expression can ask its form for: `basics('…')`, `steps('…')`, `location()`, `subscription()`. */
export interface ExpressionScope {
  readonly basics: (name: string) => unknown;
  readonly steps: (name: string) => unknown;
  readonly location: () => string;
  readonly subscription: () => { readonly id: string };
}

type Variables = Readonly<Record<string, unknown>>;
type Evaluate = (variables: Variables) => unknown;

/** The value of a text of the form: an expression where it stands in brackets, else the text itself. */
export function evaluate(text: string, scope: ExpressionScope): unknown {
  if (!text.startsWith('[') || !text.endsWith(']')) return text;
  const parser = new Parser(text.slice(1, -1), scope);
  return parser.whole()({});
}

class Parser {
  private readonly tokens: string[];
  private at = 0;
  private readonly text: string;
  private readonly functions: ReturnType<typeof functionsOf>;

  constructor(text: string, scope: ExpressionScope) {
    this.text = text;
    this.tokens = [...text.matchAll(/'(?:[^']|'')*'|=>|-?\d+|[A-Za-z_]\w*|\S/g)].map(([token]) => token);
    this.functions = functionsOf(scope);
  }

  whole(): Evaluate {
    const expression = this.expression();
    if (this.at < this.tokens.length) this.fail();
    return expression;
  }

  private expression(): Evaluate {
    let value = this.operand();
    while (this.take('.')) {
      const base = value;
      const name = this.next();
      // The portal gives nothing, rather than an error, for a property of nothing.
      value = (variables) => (base(variables) as Record<string, unknown> | null | undefined)?.[name];
    }
    return value;
  }

  private operand(): Evaluate {
    const token = this.next();
    if (token.startsWith("'")) {
      const literal = token.slice(1, -1).replaceAll("''", "'");
      return () => literal;
    }
    if (/^-?\d+$/.test(token)) return () => Number(token);
    if (token === 'true' || token === 'false') return () => token === 'true';
    if (token === '(') return this.lambda();
    if (!/^[A-Za-z_]/.test(token)) this.fail();
    if (!this.take('(')) {
      return (variables) => {
        if (!Object.hasOwn(variables, token)) throw new Error(`${token} is not known in: ${this.text}`);
        return variables[token];
      };
    }
    const given: Evaluate[] = [];
    while (!this.take(')')) {
      if (given.length > 0 && !this.take(',')) this.fail();
      given.push(this.expression());
    }
    const called = this.functions[token as keyof typeof this.functions] as
      | ((...values: unknown[]) => unknown)
      | undefined;
    if (called === undefined) throw new Error(`The portal has no function ${token}: ${this.text}`);
    return (variables) => called(...given.map((one) => one(variables)));
  }

  /** `(item) => …`, behind its first bracket. */
  private lambda(): Evaluate {
    const name = this.next();
    if (!this.take(')') || !this.take('=>')) this.fail();
    const body = this.expression();
    return (variables) => (item: unknown) => body({ ...variables, [name]: item });
  }

  private next(): string {
    return this.tokens[this.at++] ?? this.fail();
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private fail(): never {
    throw new Error(`No expression, at ${this.tokens[this.at - 1] ?? 'its end'}: ${this.text}`);
  }
}

function functionsOf(scope: ExpressionScope) {
  return {
    ...scope,
    and: (...values: unknown[]) => values.map(flag).every(Boolean),
    or: (...values: unknown[]) => values.map(flag).some(Boolean),
    not: (value: unknown) => !flag(value),
    if: (condition: unknown, yes: unknown, no: unknown) => (flag(condition) ? yes : no),
    equals: (left: unknown, right: unknown) => left === right,
    greater: (left: number, right: number) => left > right,
    greaterOrEquals: (left: number, right: number) => left >= right,
    coalesce: (...values: unknown[]) => values.find((value) => value !== undefined && value !== null),
    empty: (value: unknown) =>
      value === undefined || value === null || (value as string | unknown[]).length === 0,
    contains: (list: unknown[] | string, item: string) => list.includes(item),
    concat: (...values: unknown[]) => values.map(text).join(''),
    replace: (value: string, old: string, by: string) => text(value).replaceAll(old, by),
    split: (value: string, by: string) => text(value).split(by),
    parse: (value: string) => JSON.parse(text(value)) as unknown,
    string: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
    int: (value: unknown) => {
      if (!/^-?\d+$/.test(String(value))) throw new Error(`${String(value)} is no whole number`);
      return Number(value);
    },
    max: (...values: number[]) => Math.max(...values),
    map: (list: unknown[], each: (item: unknown) => unknown) => list.map(each),
  };
}

function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Error(`${String(value)} is no boolean`);
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`${String(value)} is no text`);
  return value;
}
