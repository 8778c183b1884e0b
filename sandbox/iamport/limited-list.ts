import { copyOf } from './copy-of';

/** An entry in force; `left` is how often it can still be used, null without limit. */
export interface Limited<T> {
  id: number;
  item: T;
  left: number | null;
}

/** Entries that last for `times` uses, or until they are removed; in the order in which they were added. */
export interface LimitedList<T> {
  /** @returns the entry's id */
  add: (item: T) => number;
  /** @returns whether it was there */
  remove: (id: number) => boolean;
  clear: () => void;
  /** Copies. */
  list: () => Limited<T>[];
  matching: (matches: (item: T) => boolean) => Limited<T>[];
  /** Uses an entry up by one. */
  use: (entry: Limited<T>) => T;
}

/** Makes an empty list. */
export function createLimitedList<T extends { times?: number | undefined }>(): LimitedList<T> {
  let entries: Limited<T>[] = [];
  let lastId = 0;
  return {
    add(item) {
      lastId += 1;
      entries = [...entries, { id: lastId, item, left: item.times ?? null }];
      return lastId;
    },
    remove(id) {
      const before = entries.length;
      entries = entries.filter((entry) => entry.id !== id);
      return entries.length < before;
    },
    clear() {
      entries = [];
    },
    list: () => copyOf(entries),
    matching: (matches) => entries.filter(({ item }) => matches(item)),
    use(entry) {
      if (entry.left !== null) entry.left -= 1;
      if (entry.left === 0) entries = entries.filter((it) => it !== entry);
      return entry.item;
    },
  };
}
