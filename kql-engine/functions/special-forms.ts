import { compileExpression, folded, toBool } from '../expressions/compile.ts';
import { columnsOf, kindOf, type Node, scalarTypeOf, symbolOf } from '../language-service.ts';
import { constantOf, type Expr, indexOfColumn, type Scope, unsupported } from '../scope.ts';
import type { Column, KqlType } from '../types.ts';
import { conversion } from '../values/convert.ts';
import { inRange, MIN_DATETIME } from '../values/datetime.ts';
import { toDynamic } from '../values/dynamic.ts';
import { add, floorTo, type Int64, subtract } from '../values/int64.ts';
import { compileIngestionTime } from './ingestion-time.ts';

/** An expression as another type, for branches of iff, case, coalesce. */
export function asType(expression: Expr, type: KqlType, node: Node): Expr {
  if (expression.type === type) return expression;
  if (type === 'long' && expression.type === 'int') return { ...expression, type };
  const convert =
    type === 'dynamic' ? (v: unknown) => toDynamic(v, expression.type) : conversion(expression.type, type);
  if (!convert) throw unsupported(`${expression.type} as ${type}`, node);
  const empty = type === 'string' ? '' : null;
  return folded(
    {
      type,
      bind(chunk) {
        const value = expression.bind(chunk);
        return (row) => {
          const v = value(row);
          return v === null ? empty : (convert(v) ?? empty);
        };
      },
    },
    expression,
  );
}

/** Functions that do not evaluate all their arguments, or that look at the columns or the run. */
export function compileSpecialForm(name: string, node: Node, args: Node[], scope: Scope): Expr | undefined {
  const type = scalarTypeOf(node) ?? 'dynamic';
  const compile = (n: Node) => compileExpression(n, scope);
  switch (name) {
    case 'iff':
    case 'iif': {
      const condition = toBool(compile(args[0]));
      const then = asType(compile(args[1]), type, node);
      const otherwise = asType(compile(args[2]), type, node);
      return choose([condition], [then], otherwise, type);
    }
    case 'case': {
      const conditions: Expr[] = [];
      const results: Expr[] = [];
      for (let i = 0; i + 1 < args.length; i += 2) {
        conditions.push(toBool(compile(args[i])));
        results.push(asType(compile(args[i + 1]), type, node));
      }
      return choose(conditions, results, asType(compile(args[args.length - 1]), type, node), type);
    }
    case 'coalesce':
      return coalesce(
        args.map((a) => asType(compile(a), type, node)),
        type,
      );
    case 'now':
    case 'ago': {
      const offset = args[0] ? asType(compile(args[0]), 'timespan', node) : constantOf('timespan', 0);
      const now = scope.run.now;
      const shift = (v: unknown) =>
        v === null ? null : inRange(name === 'now' ? add(now, v as Int64) : subtract(now, v as Int64));
      return folded(
        {
          type: 'datetime',
          bind(chunk) {
            const value = offset.bind(chunk);
            return (row) => shift(value(row));
          },
        },
        offset,
      );
    }
    case 'ingestion_time':
      return compileIngestionTime(node, scope);
    case 'column_ifexists':
    case 'columnifexists': {
      const wanted = compile(args[0]);
      const index = indexOfColumn(scope.columns, String(wanted.constant?.value));
      if (index < 0) return asType(compile(args[1]), type, node);
      const column = scope.columns[index]!;
      return {
        type: column.type,
        bind(chunk) {
          const values = chunk.column(index);
          return (row) => values[row];
        },
      };
    }
    case 'iscolumnexists':
      return constantOf('bool', indexOfColumn(scope.columns, String(compile(args[0]).constant?.value)) >= 0);
    case 'column_names_of': {
      const columns = columnsOf(args[0]);
      if (!columns) throw unsupported('column_names_of() of this table', node);
      return constantOf(
        'dynamic',
        columns.map((c) => c.name),
      );
    }
    case 'bin_auto': {
      const size = scope.run.options?.get('query_bin_auto_size');
      if (!size) throw unsupported('bin_auto() without the option query_bin_auto_size', node);
      const at = scope.run.options?.get('query_bin_auto_at');
      return binAuto(compile(args[0]), size, at, type, node);
    }
    case 'pack_all': {
      const skip = args[0] ? compile(args[0]).constant?.value === true : false;
      return packAll(scope, scope.columns, skip);
    }
    case 'bag_pack_columns': {
      const columns = args.map((a) => {
        const column = scope.columns.find((c) => c.name === symbolOf(a)?.name);
        if (!column) throw unsupported('this argument of bag_pack_columns()', a);
        return column;
      });
      return packAll(scope, columns, false);
    }
    case 'toscalar':
    case 'materialize':
    case 'table':
      throw unsupported(`the function ${name}() here`, node);
    case 'typeof':
      return constantOf('string', kindOf(node));
    default:
      return undefined;
  }
}

function choose(conditions: Expr[], results: Expr[], otherwise: Expr, type: KqlType): Expr {
  const made: Expr = {
    type,
    bind(chunk) {
      if (conditions.length === 1) {
        const c = conditions[0]!.bind(chunk);
        // a branch that no row takes is never bound
        let a: ((row: number) => unknown) | undefined;
        let b: ((row: number) => unknown) | undefined;
        return (row) => {
          if (c(row) === true) {
            a ??= results[0]!.bind(chunk);
            return a(row);
          }
          b ??= otherwise.bind(chunk);
          return b(row);
        };
      }
      const tests = conditions.map((c) => c.bind(chunk));
      const values = results.map((r) => r.bind(chunk));
      const last = otherwise.bind(chunk);
      return (row) => {
        for (let i = 0; i < tests.length; i++) if (tests[i]!(row) === true) return values[i]!(row);
        return last(row);
      };
    },
  };
  return folded(made, ...conditions, ...results, otherwise);
}

/** The first value that is not null; for text, not empty. */
function coalesce(parts: Expr[], type: KqlType): Expr {
  const missing = type === 'string' ? '' : null;
  return folded(
    {
      type,
      bind(chunk) {
        const values = parts.map((p) => p.bind(chunk));
        return (row) => {
          for (const value of values) {
            const v = value(row);
            if (v !== missing) return v;
          }
          return missing;
        };
      },
    },
    ...parts,
  );
}

/** Bins of the size and start that `set query_bin_auto_size` and `query_bin_auto_at` give. */
function binAuto(value: Expr, size: Expr, at: Expr | undefined, type: KqlType, node: Node): Expr {
  if (type === 'real' || type === 'decimal') throw unsupported(`bin_auto() of ${type}`, node);
  const width = asType(size, type === 'datetime' ? 'timespan' : type, node).constant?.value as Int64 | null;
  const start = at && asType(at, type, node).constant?.value;
  const origin = (start ?? (type === 'datetime' ? MIN_DATETIME : 0)) as Int64;
  return {
    type,
    bind(chunk) {
      const get = value.bind(chunk);
      return (row) => {
        const v = get(row) as Int64 | null;
        return v === null || width === null ? null : floorTo(v, width, origin);
      };
    },
  };
}

function packAll(scope: Scope, columns: Column[], skipEmpty: boolean): Expr {
  return {
    type: 'dynamic',
    bind(chunk) {
      const values = columns.map((c) => chunk.column(scope.columns.indexOf(c)));
      return (row) => {
        const bag = new Map();
        columns.forEach((c, i) => {
          const v = values[i]![row];
          if (skipEmpty && (v === null || v === '')) return;
          bag.set(c.name, toDynamic(v, c.type));
        });
        return bag;
      };
    },
  };
}
