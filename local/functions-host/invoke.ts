import { randomUUID } from 'node:crypto';
import {
  type CoreInvocationContext,
  type FunctionCallback,
  type InvocationRequest,
  type InvocationResponse,
  type RegisteredFunction,
  registry,
} from './core-api.ts';
import type { HostLog } from './host-log.ts';

const appHookData = {};

/** Runs one function once. */
export interface Invoker {
  /** @returns the response; rejects with the function's own error */
  invoke(
    target: RegisteredFunction,
    reason: string,
    inputs: Pick<InvocationRequest, 'inputData' | 'triggerMetadata'>,
  ): Promise<InvocationResponse>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

/**
 * @param timeout milliseconds that a call may take (`functionTimeout`); undefined for no limit
 * @param onTimeout called when one takes longer: Azure ends the worker process then
 */
export function invoker(
  log: HostLog,
  timeout: number | undefined,
  onTimeout: (name: string) => void,
): Invoker {
  const running = new Set<Promise<unknown>>();
  return {
    async invoke(target, reason, inputs) {
      const { name } = target.metadata;
      const invocationId = randomUUID();
      log('information', name, `Executing (${reason}, Id=${invocationId})`);
      const start = performance.now();
      const timer = timeout === undefined ? undefined : setTimeout(onTimeout, timeout, name);
      const call = run(target, { invocationId, ...inputs }, log);
      running.add(call);
      const duration = () => `Id=${invocationId}, ${Math.round(performance.now() - start)} ms`;
      try {
        const response = await call;
        log('information', name, `Executed (Succeeded, ${duration()})`);
        return response;
      } catch (error) {
        log(
          'error',
          name,
          `Executed (Failed, ${duration()}): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
        throw error;
      } finally {
        clearTimeout(timer);
        running.delete(call);
      }
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

async function run(
  target: RegisteredFunction,
  request: InvocationRequest,
  log: HostLog,
): Promise<InvocationResponse> {
  const { metadata } = target;
  const core: CoreInvocationContext = {
    invocationId: request.invocationId,
    request,
    metadata,
    log: (level, _category, message) => log(level, metadata.name, message),
  };
  const model = registry.model!.getInvocationModel(core);
  const { context, inputs } = await model.getArguments();
  const hookData = {};
  const before = { hookData, invocationContext: context, inputs, functionCallback: target.callback };
  core.state = 'preInvocationHooks';
  await runHooks('preInvocation', before);

  const after = {
    hookData,
    invocationContext: context,
    inputs: before.inputs,
    result: null as unknown,
    error: null as unknown,
  };
  core.state = 'invocation';
  try {
    after.result = await model.invokeFunction(
      context,
      before.inputs,
      before.functionCallback as FunctionCallback,
    );
  } catch (error) {
    after.error = error;
  }
  core.state = 'postInvocationHooks';
  await runHooks('postInvocation', after);
  core.state = undefined;
  if (after.error !== null) throw after.error;
  return model.getResponse(context, after.result);
}

/** Calls the app's hooks of one kind, in the order of their registration, with one context object. */
export async function runHooks(name: string, context: object): Promise<void> {
  const whole = Object.assign(context, {
    hookData: (context as { hookData?: object }).hookData ?? {},
    appHookData,
  });
  for (const hook of registry.hooks.get(name) ?? []) await hook(whole);
}
