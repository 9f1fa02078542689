import { setFlagsFromString } from 'node:v8';

/** V8's own word on whether two objects have one shape; only code that is compiled under the flag may ask. */
function askV8(): (left: object, right: object) => boolean {
  setFlagsFromString('--allow-natives-syntax');
  try {
    return new Function('left', 'right', 'return %HaveSameMap(left, right);') as ReturnType<typeof askV8>;
  } finally {
    setFlagsFromString('--no-allow-natives-syntax');
  }
}

const haveSameShape = askV8();

/** How many shapes (hidden classes of V8) some objects have between them. */
export function shapesOf(objects: readonly object[]): number {
  const known: object[] = [];
  for (const object of objects) if (!known.some((other) => haveSameShape(object, other))) known.push(object);
  return known.length;
}
