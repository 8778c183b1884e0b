/** Items in order, in pieces that are small enough to be shifted cheaply: adding and removing stay fast with a million items. */
export interface SortedList<T> {
  add(item: T): void;
  remove(item: T): void;
  /** The items from the first one on that is not before, in order. `isBefore` has to be true for a first part only. */
  from(isBefore: (item: T) => boolean): Iterable<T>;
}

const MAX_PIECE = 512;

/** The first position whose item is not before. */
const lowerBound = <T>(items: readonly T[], isBefore: (item: T) => boolean): number => {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** An empty list in the order of `compare`, which may call no two different items equal. */
export const createSortedList = <T>(compare: (a: T, b: T) => number): SortedList<T> => {
  const pieces: T[][] = [];

  const pieceAt = (isBefore: (item: T) => boolean): number =>
    lowerBound(pieces, (piece) => isBefore(piece.at(-1) as T));

  return {
    add: (item) => {
      const isBefore = (other: T): boolean => compare(other, item) < 0;
      const at = Math.min(pieceAt(isBefore), Math.max(0, pieces.length - 1));
      const piece = pieces[at];
      if (piece === undefined) {
        pieces.push([item]);
        return;
      }
      piece.splice(lowerBound(piece, isBefore), 0, item);
      if (piece.length > MAX_PIECE) pieces.splice(at + 1, 0, piece.splice(MAX_PIECE / 2));
    },
    remove: (item) => {
      const isBefore = (other: T): boolean => compare(other, item) < 0;
      const at = pieceAt(isBefore);
      const piece = pieces[at];
      const position = piece === undefined ? 0 : lowerBound(piece, isBefore);
      if (piece === undefined || piece[position] === undefined || compare(piece[position], item) !== 0) return;
      piece.splice(position, 1);
      if (piece.length === 0) pieces.splice(at, 1);
    },
    *from(isBefore) {
      const first = pieceAt(isBefore);
      for (let at = first; at < pieces.length; at += 1) {
        const piece = pieces[at] ?? [];
        for (let i = at === first ? lowerBound(piece, isBefore) : 0; i < piece.length; i += 1) yield piece[i] as T;
      }
    },
  };
};
