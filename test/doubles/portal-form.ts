import { type ExpressionScope, evaluate } from './portal-expression.ts';

/** A control of createUiDefinition.json, as far as our form uses it. */
export interface Control {
  readonly name: string;
  readonly type: string;
  readonly label?: string;
  readonly toolTip?: string;
  readonly defaultValue?: unknown;
  readonly multiselect?: boolean;
  readonly visible?: string;
  readonly elements?: readonly Control[];
  readonly min?: number;
  readonly max?: number;
  readonly constraints?: {
    readonly required?: boolean;
    readonly allowedValues?: string | readonly { readonly label: string; readonly value: string }[];
    readonly validations?: readonly {
      readonly regex?: string;
      readonly isValid?: string;
      readonly message: string;
    }[];
  };
}

/** createUiDefinition.json. */
export interface FormDefinition {
  readonly parameters: {
    readonly basics: readonly Control[];
    readonly steps: readonly {
      readonly name: string;
      readonly label: string;
      readonly elements: readonly Control[];
    }[];
    readonly outputs: Readonly<Record<string, string>>;
  };
}

/** A control with the place at which expressions find it: `basics.name`, `sources.what`, `sources.servers.file`. */
export interface PlacedControl {
  readonly path: string;
  readonly control: Control;
  /** Sections around it. */
  readonly around: readonly Control[];
}

/** A form as the portal shows it: filled in with its defaults and with what a person has put in. */
export class PortalForm {
  readonly controls: readonly PlacedControl[];
  private readonly definition: FormDefinition;
  private readonly filled: Readonly<Record<string, unknown>>;
  private readonly scope: ExpressionScope;

  /** @param filled values by path; what a REST call of the form answers is put in likewise */
  constructor(definition: FormDefinition, filled: Readonly<Record<string, unknown>> = {}) {
    this.definition = definition;
    this.filled = filled;
    const { basics, steps } = definition.parameters;
    this.controls = [
      ...placed('basics', basics),
      ...steps.flatMap(({ name, elements }) => placed(name, elements)),
    ];
    for (const path of Object.keys(filled)) {
      if (!this.controls.some((one) => one.path === path)) throw new Error(`The form has no ${path}`);
    }
    this.scope = {
      basics: (name) => this.value(`basics.${name}`),
      steps: (name) => this.step(name),
      location: () => 'westeurope',
      subscription: () => ({ id: '/subscriptions/00000000-0000-0000-0000-000000000000' }),
    };
  }

  /** Whether the portal shows the control. */
  shows({ control, around }: PlacedControl): boolean {
    return [control, ...around].every(
      ({ visible }) => visible === undefined || evaluate(visible, this.scope) === true,
    );
  }

  /** What stands in the way of going on: one line for each control that is shown and not right. */
  problems(): string[] {
    return this.controls.flatMap((one) => {
      const { path, control } = one;
      if (control.elements !== undefined || !this.shows(one)) return [];
      const value = this.value(path);
      const { required = false, validations = [] } = control.constraints ?? {};
      if (value === undefined || value === null || value === '') {
        return required ? [`${path}: is needed`] : [];
      }
      const broken = validations.find(
        ({ regex, isValid }) =>
          (regex !== undefined && !new RegExp(regex).test(String(value))) ||
          (isValid !== undefined && evaluate(isValid, this.scope) !== true),
      );
      return broken === undefined ? [] : [`${path}: ${broken.message}`];
    });
  }

  /** The parameters that the form hands to the deployment. */
  outputs(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.definition.parameters.outputs).map(([name, text]) => [
        name,
        evaluate(text, this.scope),
      ]),
    );
  }

  /** The value of any other expression of the form. */
  evaluate(text: string): unknown {
    return evaluate(text, this.scope);
  }

  private step(name: string): unknown {
    const step = this.definition.parameters.steps.find((one) => one.name === name);
    if (step === undefined) throw new Error(`The form has no step ${name}`);
    return this.group(name, step.elements);
  }

  /** An object that looks its controls up only when they are asked for, since visibility depends on other controls. */
  private group(path: string, elements: readonly Control[]): object {
    const group = {};
    for (const { name, elements: inner } of elements) {
      const get = (): unknown =>
        inner === undefined ? this.value(`${path}.${name}`) : this.group(`${path}.${name}`, inner);
      Object.defineProperty(group, name, { enumerable: true, get });
    }
    return new Proxy(group, {
      get: (target, key) => {
        if (!Object.hasOwn(target, key)) throw new Error(`The form has no ${path}.${String(key)}`);
        return Reflect.get(target, key) as unknown;
      },
    });
  }

  private value(path: string): unknown {
    const one = this.controls.find((candidate) => candidate.path === path);
    if (one === undefined) throw new Error(`The form has no ${path}`);
    if (!this.shows(one)) return undefined;
    return Object.hasOwn(this.filled, path) ? this.filled[path] : defaultOf(one.control);
  }
}

function placed(
  path: string,
  elements: readonly Control[],
  around: readonly Control[] = [],
): PlacedControl[] {
  return elements.flatMap((control) => {
    const own = { path: `${path}.${control.name}`, control, around };
    return [own, ...placed(own.path, control.elements ?? [], [...around, control])];
  });
}

/** Choices name their default by its label, and give its value. */
function defaultOf({ defaultValue, multiselect, constraints }: Control): unknown {
  const allowed = constraints?.allowedValues;
  if (!Array.isArray(allowed) || defaultValue === undefined) return defaultValue;
  const choice = (label: unknown): unknown => {
    const found = allowed.find((one) => one.label === label);
    if (found === undefined) throw new Error(`No choice has the label ${String(label)}`);
    return found.value;
  };
  return multiselect ? (defaultValue as unknown[]).map(choice) : choice(defaultValue);
}
