/**
 * The stand-in for `@azure/functions-core`, the module that the Node.js worker of Azure Functions puts in
 * place for `@azure/functions` to register with. Source: github.com/Azure/azure-functions-nodejs-worker,
 * types-core/index.d.ts.
 */

/** One binding, as the library hands it over: the trigger's options with `type` and `direction`. */
export interface Binding {
  readonly type: string;
  readonly direction: 'in' | 'out';
  readonly [option: string]: unknown;
}

export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
}

export type FunctionCallback = (...args: unknown[]) => unknown;

export interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

/** A value on the wire between host and worker: one property that says its kind. */
export interface TypedData {
  readonly string?: string;
  readonly json?: string;
  readonly bytes?: Uint8Array;
  readonly int?: number;
  readonly double?: number;
  readonly stream?: Uint8Array;
  readonly http?: HttpData;
}

export interface HttpData {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: TypedData | null;
  readonly statusCode?: string;
}

export interface InvocationRequest {
  readonly invocationId: string;
  readonly inputData: readonly { readonly name: string; readonly data: TypedData }[];
  readonly triggerMetadata: Readonly<Record<string, TypedData>>;
}

export interface InvocationResponse {
  readonly returnValue?: TypedData | null;
}

export type LogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';

/**
 * What the library does for one call: arguments out of the request, the call, the response out of its result.
 */
export interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<InvocationResponse>;
}

export interface CoreInvocationContext {
  readonly invocationId: string;
  readonly request: InvocationRequest;
  readonly metadata: FunctionMetadata;
  state?: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks';
  log(level: LogLevel, category: string, message: string): void;
}

export interface ProgrammingModel {
  readonly name: string;
  readonly version: string;
  getInvocationModel(context: CoreInvocationContext): InvocationModel;
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>>;
}

export type HookCallback = (context: object) => void | Promise<void>;

/** Everything that the app has registered so far. */
export const registry = {
  functions: new Map<string, RegisteredFunction>(),
  hooks: new Map<string, Set<HookCallback>>(),
  model: undefined as ProgrammingModel | undefined,
  onLog: (_level: LogLevel, _message: string): void => undefined,
};

export const version = '3.12.0';
export const hostVersion = '4.1040.0';

export class Disposable {
  readonly #release: () => void;
  constructor(release: () => void) {
    this.#release = release;
  }
  dispose(): void {
    this.#release();
  }
}

export function registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
  if (registry.functions.has(metadata.name)) throw new Error(`Two functions have the name ${metadata.name}.`);
  registry.functions.set(metadata.name, { metadata, callback });
  return new Disposable(() => registry.functions.delete(metadata.name));
}

export function registerHook(hookName: string, callback: HookCallback): Disposable {
  const callbacks = registry.hooks.get(hookName) ?? new Set();
  registry.hooks.set(hookName, callbacks.add(callback));
  return new Disposable(() => callbacks.delete(callback));
}

export function setProgrammingModel(model: ProgrammingModel): void {
  registry.model = model;
}

export function getProgrammingModel(): ProgrammingModel | undefined {
  return registry.model;
}

export function log(level: LogLevel, _category: string, message: string): void {
  registry.onLog(level, message);
}
