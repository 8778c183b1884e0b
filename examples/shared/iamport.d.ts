/** i'mport's browser SDK, `https://cdn.iamport.kr/v1/iamport.js`: as much of it as a checkout needs. */
export interface Iamport {
  /** Once a page, with the merchant code; that one is public. */
  init(merchantCode: string): void;
  /**
   * Opens the payment window. The callback runs on a PC; a phone is redirected to `m_redirect_url` instead, and some PGs
   * redirect on a PC too, so give both.
   */
  request_pay(params: RequestPayParams, callback?: (rsp: RequestPayResponse) => void): void;
}

/** What the window takes. All of it can be changed in the browser: the server has to verify what was paid. */
export interface RequestPayParams {
  channelKey?: string;
  /** Deprecated predecessor of `channelKey`: `provider` or `provider.MID`. */
  pg?: string;
  pay_method: string;
  /** At most 40 characters, a new one for each order. */
  merchant_uid: string;
  /** At most 40 characters. */
  name: string;
  /** A number; a text is an error. */
  amount: number;
  currency?: string;
  buyer_name?: string;
  buyer_tel?: string;
  buyer_email?: string;
  buyer_addr?: string;
  buyer_postcode?: string;
  m_redirect_url?: string;
  /** Asked by i'mport just before the approval; has to be switched on by i'mport's support first. */
  confirm_url?: string;
  /** Deadline of a virtual account in Korean time, such as `2030-01-31 23:59:59`. */
  vbank_due?: string;
  /** Needed where a phone bill pays. */
  digital?: boolean;
}

/**
 * What the callback gets. Some PGs send these four fields only. There are `success` and more with others, but nothing in
 * here says whether money was paid.
 */
export interface RequestPayResponse {
  /** Null where the window failed before it reached the PG. */
  imp_uid: string | null;
  merchant_uid: string;
  error_code?: string | null;
  error_msg?: string | null;
}

declare global {
  interface Window {
    /** Undefined where the script could not be loaded. */
    IMP?: Iamport;
  }
}
