/**
 * The fields of some objects in one, of which the later win. For what a run makes thousands of: V8 11 (Node 20) gives an object
 * whose literal begins with a spread and goes on a shape of its own, which takes more memory than its fields.
 */
export const merged = <A extends object, B extends object, C extends object = object>(
  first: A,
  second: B,
  third?: C,
): A & B & C => Object.assign({}, first, second, third);
