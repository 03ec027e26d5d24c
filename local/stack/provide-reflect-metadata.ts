/**
 * The part of the metadata proposal that tsyringe, which @peculiar/x509 builds on, asks of the global
 * `Reflect`.
 */
interface ReflectMetadata {
  getMetadata?(key: unknown, target: object): unknown;
  getOwnMetadata?(key: unknown, target: object): unknown;
  defineMetadata?(key: unknown, value: unknown, target: object): void;
}

/** Puts those functions in place where nobody has yet: metadata by class and key, nothing more. */
export function provideReflectMetadata(): void {
  const reflect = Reflect as ReflectMetadata;
  if (reflect.getMetadata !== undefined) return;
  const metadata = new WeakMap<object, Map<unknown, unknown>>();
  const own = (key: unknown, target: object) => metadata.get(target)?.get(key);
  reflect.getOwnMetadata = own;
  reflect.getMetadata = (key, target) => {
    for (let place: object | null = target; place !== null; place = Reflect.getPrototypeOf(place)) {
      const value = own(key, place);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  reflect.defineMetadata = (key, value, target) => {
    metadata.set(target, (metadata.get(target) ?? new Map()).set(key, value));
  };
}
