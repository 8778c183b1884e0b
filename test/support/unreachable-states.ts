/** The states of a table that no transitions reach from the initial state. */
export function unreachableStates<State extends string>(
  transitions: Readonly<Record<State, readonly State[]>>,
  initial: State,
): State[] {
  const reached = new Set<State>([initial]);
  for (const state of reached) transitions[state].forEach((next) => reached.add(next));
  return (Object.keys(transitions) as State[]).filter((state) => !reached.has(state));
}
