type Numbers = Float64Array | Float32Array | Int32Array;

/** Numbers of one type, of which more may come. */
export type GrowingArray<T extends Numbers> = {
  push(value: number): void;
  /** A copy of all so far. */
  values(): T;
};

const FIRST_LENGTH = 1024;

/** An empty array that doubles where it is full; `type` is the typed array that it is made of. */
export function growingArray<T extends Numbers>(type: new (length: number) => T): GrowingArray<T> {
  let array = new type(FIRST_LENGTH);
  let count = 0;
  return {
    push(value) {
      if (count === array.length) {
        const larger = new type(2 * count);
        larger.set(array);
        array = larger;
      }
      array[count] = value;
      count += 1;
    },
    values: () => array.slice(0, count) as T,
  };
}
