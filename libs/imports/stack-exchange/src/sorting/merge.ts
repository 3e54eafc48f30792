/** One ordered sequence out of several; equal elements keep the order of their sources. A binary heap, so it costs log(sources) per element. */
export function* merge<T>(sources: readonly Iterable<T>[], compare: (a: T, b: T) => number): Generator<T> {
  const iterators = sources.map((source) => source[Symbol.iterator]());
  const heap: { value: T; source: number }[] = [];
  const before = (a: number, b: number) => {
    const [one, other] = [heap[a]!, heap[b]!];
    return (compare(one.value, other.value) || one.source - other.source) < 0;
  };
  const swap = (a: number, b: number) => ([heap[a], heap[b]] = [heap[b]!, heap[a]!]);
  const sift = (start: number) => {
    for (let at = start; ;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < heap.length && before(left, least)) least = left;
      if (right < heap.length && before(right, least)) least = right;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  try {
    iterators.forEach((iterator, source) => {
      const { done, value } = iterator.next();
      if (!done) heap.push({ value, source });
    });
    for (let at = heap.length >> 1; at >= 0; at--) sift(at);
    for (let top = heap[0]; top; top = heap[0]) {
      yield top.value;
      const { done, value } = iterators[top.source]!.next();
      if (!done) heap[0] = { value, source: top.source };
      else {
        const last = heap.pop()!;
        if (heap.length > 0) heap[0] = last;
      }
      sift(0);
    }
  } finally {
    for (const iterator of iterators) iterator.return?.();
  }
}
