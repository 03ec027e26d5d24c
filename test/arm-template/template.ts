/** The parts of a deployment template, as much of it as the evaluator reads. */
import type { ArmObject, ArmValue } from './arm-value.ts';

export interface Template {
  readonly languageVersion?: string;
  readonly definitions?: ArmObject;
  readonly parameters?: Readonly<Record<string, ArmObject>>;
  readonly variables?: ArmObject;
  readonly functions?: readonly {
    readonly namespace: string;
    readonly members: Readonly<
      Record<string, { parameters?: { name: string }[]; output: { value: ArmValue } }>
    >;
  }[];
  /** By symbolic name (language version 2.0), or a list. */
  readonly resources: Readonly<Record<string, Declaration>> | readonly Declaration[];
  readonly outputs?: Readonly<Record<string, ArmObject>>;
}

/** A resource as a template declares it. */
export type Declaration = ArmObject & {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly existing?: boolean;
  readonly condition?: ArmValue;
  readonly copy?: ArmObject;
  readonly dependsOn?: string[];
};
