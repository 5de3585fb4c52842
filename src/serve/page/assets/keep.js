// What this browser keeps for itself. It may be told to keep nothing; then things hold until the page
// closes.

function within(storage, work) {
  try {
    return work(globalThis[storage]);
  } catch {
    return null;
  }
}

/** Keeps a value; `null` forgets it. */
export function remember(key, value, storage = "localStorage") {
  within(storage, (kept) => value === null ? kept.removeItem(key) : kept.setItem(key, JSON.stringify(value)));
}

/** What was kept, or null. */
export const recall = (key, storage = "localStorage") => within(storage, (kept) => JSON.parse(kept.getItem(key)));
