/** An amount registered before the window opens (§4). Without a currency, the currency is not checked. */
export interface PreparedAmount {
  merchant_uid: string;
  amount: number;
  currency: string | null;
}

/** The amounts that `/payments/prepare` has registered. */
export interface PreparedAmounts {
  get: (merchantUid: string) => PreparedAmount | undefined;
  set: (prepared: PreparedAmount) => void;
  all: () => PreparedAmount[];
  clear: () => void;
}

/** Makes an empty register. */
export function createPreparedAmounts(): PreparedAmounts {
  const amounts = new Map<string, PreparedAmount>();
  return {
    get: (merchantUid) => amounts.get(merchantUid),
    set: (prepared) => void amounts.set(prepared.merchant_uid, { ...prepared }),
    all: () => [...amounts.values()].map((it) => ({ ...it })),
    clear: () => amounts.clear(),
  };
}

/** Whether a payment of this amount may open its window: unregistered ones may (§4). */
export function isAmountAllowed(prepared: PreparedAmount | undefined, amount: number, currency: string): boolean {
  if (!prepared) return true;
  return prepared.amount === amount && (prepared.currency === null || prepared.currency === currency);
}
