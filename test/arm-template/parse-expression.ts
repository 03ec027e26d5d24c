import { TemplateError } from './arm-value.ts';

/** An expression of a template as a tree. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  /** `target.name` and `target[index]`. */
  | { readonly kind: 'member'; readonly target: Expression; readonly key: Expression };

/** Whether a string of a template is an expression. Two brackets at the beginning stand for one, of plain text. */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']') && !text.startsWith('[[');
}

/** A string that is no expression, as it was meant. */
export function plainText(text: string): string {
  return text.startsWith('[[') && text.endsWith(']') ? text.slice(1) : text;
}

const tokenPattern = /\s+|'(?:[^']|'')*'|-?\d+|[A-Za-z_$][\w$]*|[()[\].,]/gy;

const known = new Map<string, Expression>();

/**
 * Reads an expression in brackets. Syntax: "Syntax and expressions in ARM templates", Microsoft Learn: functions with their
 * arguments, strings in single quotes (two stand for one), whole numbers, members by a dot or in brackets.
 * @throws TemplateError where it is no expression
 */
export function parseExpression(text: string): Expression {
  const before = known.get(text);
  if (before) return before;
  const tree = new Parser(text).whole();
  known.set(text, tree);
  return tree;
}

class Parser {
  readonly #text: string;
  readonly #tokens: string[] = [];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    let end = 0;
    for (const [token] of text.matchAll(tokenPattern)) {
      end += token.length;
      if (token.trim() !== '') this.#tokens.push(token);
    }
    if (end !== text.length) throw this.#error(`"${text.slice(end, end + 10)}" is not understood`);
  }

  whole(): Expression {
    this.#expect('[');
    const tree = this.#value();
    this.#expect(']');
    if (this.#next !== this.#tokens.length) throw this.#error('something follows the expression');
    return tree;
  }

  #value(): Expression {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw this.#error('it ends too early');
    let tree: Expression;
    if (token.startsWith("'")) {
      tree = { kind: 'literal', value: token.slice(1, -1).replaceAll("''", "'") };
    } else if (/^-?\d/.test(token)) {
      tree = { kind: 'literal', value: Number(token) };
    } else if (/^[A-Za-z_$]/.test(token)) {
      tree = this.#call(token);
    } else {
      throw this.#error(`"${token}" begins no value`);
    }
    return this.#members(tree);
  }

  /** A function, or a function of one's own: `namespace.name(…)`. */
  #call(first: string): Expression {
    let name = first;
    while (this.#take('.')) name += `.${this.#name()}`;
    this.#expect('(');
    const args: Expression[] = [];
    if (!this.#take(')')) {
      do args.push(this.#value());
      while (this.#take(','));
      this.#expect(')');
    }
    return { kind: 'call', name, arguments: args };
  }

  #members(target: Expression): Expression {
    let tree = target;
    for (;;) {
      if (this.#take('.')) {
        tree = { kind: 'member', target: tree, key: { kind: 'literal', value: this.#name() } };
      } else if (this.#take('[')) {
        tree = { kind: 'member', target: tree, key: this.#value() };
        this.#expect(']');
      } else {
        return tree;
      }
    }
  }

  #name(): string {
    const token = this.#tokens[this.#next++] ?? '';
    if (!/^[A-Za-z_$]/.test(token)) throw this.#error(`"${token}" is no name`);
    return token;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#next] !== token) return false;
    this.#next++;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token))
      throw this.#error(`${token} is missing before "${this.#tokens[this.#next] ?? 'the end'}"`);
  }

  #error(message: string): TemplateError {
    return new TemplateError(`${message}: ${this.#text.slice(0, 200)}`);
  }
}

/** All expressions inside a value of a template. */
export function* expressionsIn(value: unknown): Generator<Expression> {
  if (typeof value === 'string') {
    if (isExpression(value)) yield parseExpression(value);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      if (isExpression(key)) yield parseExpression(key);
      yield* expressionsIn(inner);
    }
  }
}

/** All calls inside an expression, itself first. */
export function* callsIn(tree: Expression): Generator<Extract<Expression, { kind: 'call' }>> {
  if (tree.kind === 'member') {
    yield* callsIn(tree.target);
    yield* callsIn(tree.key);
  } else if (tree.kind === 'call') {
    yield tree;
    for (const argument of tree.arguments) yield* callsIn(argument);
  }
}
