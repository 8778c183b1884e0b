/** Runs a proof and ends the process: with 0 where all of it came true, else with 1. */
export function exitWith(proof: () => Promise<boolean>): void {
  proof().then(
    (isGood) => process.exit(isGood ? 0 : 1),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}
